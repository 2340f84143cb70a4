using System.Buffers;
using System.Buffers.Binary;
using System.Globalization;
using System.Security.Cryptography;
using System.Text;

namespace Alokon.Sop.Documents.Pdf;

/// <summary>Writes a PDF 1.7 from its beginning, or one more revision behind what is there. The same objects give the same bytes.</summary>
internal sealed class PdfWriter
{
    private const int Together = 200;

    private readonly ArrayBufferWriter<byte> _file;
    private readonly Dictionary<int, (byte Kind, int Where, int Place)> _table = [];
    private readonly List<int> _waiting = [];
    private readonly StringBuilder _heads = new();
    private readonly ArrayBufferWriter<byte> _bodies = new();
    private readonly int? _previous;
    private int _size;

    /// <param name="expected">So many bytes, more or less; what is right at once is not moved while it grows.</param>
    public PdfWriter(int size, int expected)
    {
        _file = new ArrayBufferWriter<byte>(Math.Max(expected, 1));
        _size = size;
        _table[0] = (0, 0, ushort.MaxValue);
        // Four bytes above 127: whoever moves the file takes it for binary.
        Append("%PDF-1.7\n%\u00d3\u00eb\u00e9\u00e1\n");
    }

    public PdfWriter(PdfFile behind)
    {
        _size = behind.Size;
        _previous = behind.Table;
        _file = new ArrayBufferWriter<byte>(behind.Bytes.Length * 2);
        _file.Write(behind.Bytes.Span);
        if (behind.Bytes.Span[^1] != '\n')
        {
            Append("\n");
        }
    }

    public int Position => _file.WrittenCount;

    public int NewNumber() => _size++;

    public void Plain(int number, string text)
    {
        Begin(number);
        Append(text);
        Append("\nendobj\n");
    }

    /// <summary>As it stood in another file.</summary>
    public void Plain(int number, ReadOnlySpan<byte> text)
    {
        Begin(number);
        _file.Write(text);
        Append("\nendobj\n");
    }

    public void Stream(int number, string dictionary, ReadOnlySpan<byte> data)
    {
        Begin(number);
        Append(PdfText.With(dictionary, ("Length", data.Length.ToString(CultureInfo.InvariantCulture))));
        Append("\nstream\n");
        _file.Write(data);
        Append("\nendstream\nendobj\n");
    }

    /// <summary>Made smaller on the way.</summary>
    public void Deflated(int number, string dictionary, ReadOnlySpan<byte> data) => Packed(number, dictionary, PdfStreams.Deflate(data).Span);

    /// <summary>Made smaller already.</summary>
    public void Packed(int number, string dictionary, ReadOnlySpan<byte> data) => Stream(number, PdfText.With(dictionary, ("Filter", "/FlateDecode")), data);

    /// <summary>Put together with others like it, so that they share what they have in common.</summary>
    public void Pack(int number, string text)
    {
        BeginPacked(number);
        Write(_bodies, text);
        EndPacked();
    }

    /// <summary>As it stood in another file.</summary>
    public void Pack(int number, ReadOnlySpan<byte> text)
    {
        BeginPacked(number);
        _bodies.Write(text);
        EndPacked();
    }

    /// <summary>One more revision of this file.</summary>
    public byte[] Finish(PdfFile behind)
    {
        var id = PdfText.Find(behind.Trailer, "ID") is { } ids && ids.IndexOf('<', StringComparison.Ordinal) is >= 0 and var open ? ids[(open + 1)..ids.IndexOf('>', StringComparison.Ordinal)] : null;
        return Finish(behind.Root, PdfText.Number(PdfFile.Required(behind.Trailer, "Info")), id);
    }

    /// <param name="id">Null: made from the content.</param>
    public byte[] Finish(int root, int info, string? id = null)
    {
        Flush();
        var number = NewNumber();
        var digest = Convert.ToHexString(SHA256.HashData(_file.WrittenSpan).AsSpan(0, 16));
        var start = Position;
        _table[number] = (1, start, 0);
        var rows = new byte[_table.Count * 7];
        var at = 0;
        foreach (var (_, (kind, where, place)) in _table.OrderBy(row => row.Key))
        {
            rows[at] = kind;
            BinaryPrimitives.WriteInt32BigEndian(rows.AsSpan(at + 1), where);
            BinaryPrimitives.WriteUInt16BigEndian(rows.AsSpan(at + 5), (ushort)place);
            at += 7;
        }

        List<(string, string)> trailer =
        [
            ("Type", "/XRef"), ("Size", _size.ToString(CultureInfo.InvariantCulture)), ("W", "[1 4 2]"), ("Index", Index()),
            ("Root", PdfText.Reference(root)), ("Info", PdfText.Reference(info)), ("ID", $"[<{id ?? digest}> <{digest}>]"),
        ];
        if (_previous is { } previous)
        {
            trailer.Add(("Prev", previous.ToString(CultureInfo.InvariantCulture)));
        }

        Deflated(number, PdfText.Dictionary(trailer), rows);
        Append(string.Create(CultureInfo.InvariantCulture, $"startxref\n{start}\n%%EOF\n"));
        return _file.WrittenSpan.ToArray();
    }

    private void Begin(int number)
    {
        _table[number] = (1, Position, 0);
        Append(string.Create(CultureInfo.InvariantCulture, $"{number} 0 obj\n"));
    }

    private void BeginPacked(int number)
    {
        _heads.Append(CultureInfo.InvariantCulture, $"{number} {_bodies.WrittenCount} ");
        _waiting.Add(number);
    }

    private void EndPacked()
    {
        _bodies.Write("\n"u8);
        if (_waiting.Count == Together)
        {
            Flush();
        }
    }

    private void Flush()
    {
        if (_waiting.Count == 0)
        {
            return;
        }

        var number = NewNumber();
        for (var i = 0; i < _waiting.Count; i++)
        {
            _table[_waiting[i]] = (2, number, i);
        }

        var dictionary = string.Create(CultureInfo.InvariantCulture, $"<</Type /ObjStm /N {_waiting.Count} /First {_heads.Length}>>");
        Deflated(number, dictionary, [.. Encoding.Latin1.GetBytes(_heads.ToString()), .. _bodies.WrittenSpan]);
        _waiting.Clear();
        _heads.Clear();
        _bodies.ResetWrittenCount();
    }

    private string Index()
    {
        var index = new StringBuilder("[");
        var (first, count) = (-1, 0);
        foreach (var number in _table.Keys.Order().Append(int.MaxValue))
        {
            if (number == first + count)
            {
                count++;
                continue;
            }

            index.Append(first < 0 ? "" : string.Create(CultureInfo.InvariantCulture, $"{first} {count} "));
            (first, count) = (number, 1);
        }

        return index.ToString().TrimEnd() + "]";
    }

    private void Append(string text) => Write(_file, text);

    private static void Write(ArrayBufferWriter<byte> where, string text) => where.Advance(Encoding.Latin1.GetBytes(text, where.GetSpan(Math.Max(text.Length, 1))));
}
