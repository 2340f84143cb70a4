using System.Buffers.Binary;
using System.Text;

namespace Alokon.Sop.Documents.Pdf;

/// <summary>
/// The colours of sRGB as an ICC profile of version 4, made here from the numbers of IEC 61966-2-1 (adapted to D50 as ICC.1 wants
/// it): a profile of somebody else would bring a licence of somebody else.
/// </summary>
internal static class IccProfile
{
    public const string Name = "sRGB IEC61966-2.1";

    public static byte[] Srgb { get; } = Build();

    /// <summary>As every paper carries it.</summary>
    public static ReadOnlyMemory<byte> Packed { get; } = PdfStreams.Deflate(Srgb);

    private static byte[] Build()
    {
        (string Tag, byte[] Data)[] tags =
        [
            ("desc", Text(Name)),
            ("cprt", Text("No copyright, use freely")),
            ("wtpt", Xyz(0.9642, 1.0, 0.8249)),
            ("chad", Matrix(1.04788208, 0.02291870, -0.05021667, 0.02958679, 0.99047852, -0.01707458, -0.00923157, 0.01507568, 0.75167847)),
            ("rXYZ", Xyz(0.43606567, 0.22248840, 0.01391602)),
            ("gXYZ", Xyz(0.38514709, 0.71687317, 0.09707642)),
            ("bXYZ", Xyz(0.14306641, 0.06060791, 0.71409607)),
            ("rTRC", Curve()),
            ("gTRC", Curve()),
            ("bTRC", Curve()),
        ];
        var table = 128 + 4 + (tags.Length * 12);
        var profile = new MemoryStream();
        profile.Write(new byte[table]);
        var offsets = new List<int>();
        foreach (var (_, data) in tags)
        {
            offsets.Add((int)profile.Position);
            profile.Write(data);
            profile.Write(new byte[-data.Length & 3]);
        }

        var bytes = profile.ToArray();
        WriteHead(bytes);
        BinaryPrimitives.WriteInt32BigEndian(bytes.AsSpan(128), tags.Length);
        for (var i = 0; i < tags.Length; i++)
        {
            var row = bytes.AsSpan(132 + (i * 12));
            Encoding.ASCII.GetBytes(tags[i].Tag, row);
            BinaryPrimitives.WriteInt32BigEndian(row[4..], offsets[i]);
            BinaryPrimitives.WriteInt32BigEndian(row[8..], tags[i].Data.Length);
        }

        return bytes;
    }

    private static void WriteHead(Span<byte> head)
    {
        BinaryPrimitives.WriteInt32BigEndian(head, head.Length);
        head[8] = 4;
        head[9] = 0x20;
        Encoding.ASCII.GetBytes("mntrRGB XYZ ", head[12..]);
        short[] made = [1999, 10, 1, 0, 0, 0]; // when the standard was published
        for (var i = 0; i < made.Length; i++)
        {
            BinaryPrimitives.WriteInt16BigEndian(head[(24 + (i * 2))..], made[i]);
        }

        Encoding.ASCII.GetBytes("acsp", head[36..]);
        Xyz(0.9642, 1.0, 0.8249).AsSpan(8).CopyTo(head[68..]);
    }

    private static byte[] Text(string text)
    {
        var data = new byte[28 + (text.Length * 2)];
        Encoding.ASCII.GetBytes("mluc", data);
        BinaryPrimitives.WriteInt32BigEndian(data.AsSpan(8), 1);
        BinaryPrimitives.WriteInt32BigEndian(data.AsSpan(12), 12);
        Encoding.ASCII.GetBytes("enUS", data.AsSpan(16));
        BinaryPrimitives.WriteInt32BigEndian(data.AsSpan(20), text.Length * 2);
        BinaryPrimitives.WriteInt32BigEndian(data.AsSpan(24), 28);
        Encoding.BigEndianUnicode.GetBytes(text, data.AsSpan(28));
        return data;
    }

    private static byte[] Xyz(double x, double y, double z) => Fixed("XYZ ", x, y, z);

    private static byte[] Matrix(params double[] numbers) => Fixed("sf32", numbers);

    /// <summary>The straight piece near black and the power above it.</summary>
    private static byte[] Curve()
    {
        var data = new byte[12 + (5 * 4)];
        Encoding.ASCII.GetBytes("para", data);
        BinaryPrimitives.WriteInt16BigEndian(data.AsSpan(8), 3);
        Fixed("", 2.4, 1 / 1.055, 0.055 / 1.055, 1 / 12.92, 0.04045).AsSpan(8).CopyTo(data.AsSpan(12));
        return data;
    }

    private static byte[] Fixed(string type, params double[] numbers)
    {
        var data = new byte[8 + (numbers.Length * 4)];
        Encoding.ASCII.GetBytes(type, data);
        for (var i = 0; i < numbers.Length; i++)
        {
            BinaryPrimitives.WriteInt32BigEndian(data.AsSpan(8 + (i * 4)), (int)Math.Round(numbers[i] * 65536));
        }

        return data;
    }
}
