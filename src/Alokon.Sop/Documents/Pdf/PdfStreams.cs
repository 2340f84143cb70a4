using System.Globalization;
using System.IO.Compression;

namespace Alokon.Sop.Documents.Pdf;

/// <summary>What tables and packed objects stand in: deflated, and, when others wrote it, perhaps told row by row what differs from the one above (PNG's way).</summary>
internal static class PdfStreams
{
    /// <exception cref="InvalidDataException">It is packed in another way.</exception>
    public static byte[] Plain(string dictionary, ReadOnlyMemory<byte> data)
    {
        switch (PdfText.Find(dictionary, "Filter")?.Trim('[', ']', ' '))
        {
            case null:
                return data.ToArray();
            case "/FlateDecode":
                var plain = Inflate(data);
                var how = PdfText.Find(dictionary, "DecodeParms")?.Trim('[', ']', ' ');
                return how is not null && Number(how, "Predictor", 1) >= 10 ? Undo(plain, Number(how, "Columns", 1)) : plain;
            default:
                throw new InvalidDataException("its tables are packed in an unknown way");
        }
    }

    public static ReadOnlyMemory<byte> Deflate(ReadOnlySpan<byte> data)
    {
        var packed = new MemoryStream((data.Length / 4) + 64);
        using (var deflate = new ZLibStream(packed, CompressionLevel.Optimal, leaveOpen: true))
        {
            deflate.Write(data);
        }

        return packed.GetBuffer().AsMemory(0, (int)packed.Length);
    }

    private static byte[] Inflate(ReadOnlyMemory<byte> data)
    {
        using var packed = new ZLibStream(new MemoryStream(data.ToArray()), CompressionMode.Decompress);
        using var plain = new MemoryStream();
        packed.CopyTo(plain);
        return plain.ToArray();
    }

    private static byte[] Undo(byte[] rows, int width)
    {
        var plain = new byte[rows.Length / (width + 1) * width];
        for (var row = 0; row < plain.Length / width; row++)
        {
            var kind = rows[row * (width + 1)];
            for (var i = 0; i < width; i++)
            {
                var at = (row * width) + i;
                var (left, up, corner) = (i > 0 ? plain[at - 1] : 0, row > 0 ? plain[at - width] : 0, i > 0 && row > 0 ? plain[at - width - 1] : 0);
                var guess = kind switch
                {
                    0 => 0,
                    1 => left,
                    2 => up,
                    3 => (left + up) / 2,
                    4 => Nearest(left, up, corner),
                    _ => throw new InvalidDataException("a row of its table is told in an unknown way"),
                };
                plain[at] = (byte)(rows[(row * (width + 1)) + 1 + i] + guess);
            }
        }

        return plain;
    }

    private static int Nearest(int left, int up, int corner)
    {
        var guess = left + up - corner;
        var (a, b, c) = (Math.Abs(guess - left), Math.Abs(guess - up), Math.Abs(guess - corner));
        return a <= b && a <= c ? left : b <= c ? up : corner;
    }

    private static int Number(string dictionary, string key, int otherwise) => PdfText.Find(dictionary, key) is { } text ? int.Parse(text, CultureInfo.InvariantCulture) : otherwise;
}
