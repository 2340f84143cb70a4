using System.Buffers.Binary;
using System.Globalization;
using System.IO.Compression;
using System.Text;

namespace Alokon.Sop.Documents.Pdf;

/// <summary>
/// Finds the objects of a PDF that Chromium or this room wrote: by its tables, never by searching. What lies packed in an object
/// stream is left there; this room keeps everything it will have to find again outside of them.
/// </summary>
internal sealed class PdfFile
{
    private const int LongestHead = 8192;

    private readonly Dictionary<int, int> _offsets = [];
    private readonly HashSet<int> _known = [];
    private readonly List<int> _ends = [];
    private readonly byte[] _bytes;

    private PdfFile(byte[] bytes) => _bytes = bytes;

    public ReadOnlyMemory<byte> Bytes => _bytes;

    /// <summary>Of the newest revision.</summary>
    public string Trailer { get; private set; } = "";

    /// <summary>Where the newest table begins.</summary>
    public int Table { get; private set; }

    public int Root => PdfText.Number(Required(Trailer, "Root"));

    public int Size => int.Parse(Required(Trailer, "Size"), CultureInfo.InvariantCulture);

    /// <summary>Numbers of the objects that stand by themselves, in the order of the file.</summary>
    public IEnumerable<int> Numbers => _offsets.OrderBy(one => one.Value).Select(one => one.Key);

    /// <exception cref="PdfFault">It is none of ours.</exception>
    public static PdfFile Read(byte[] bytes)
    {
        var file = new PdfFile(bytes);
        try
        {
            file.ReadTables();
        }
        catch (Exception broken) when (broken is ArgumentException or FormatException or OverflowException or InvalidDataException or IndexOutOfRangeException)
        {
            throw new PdfFault(broken.Message);
        }

        return file;
    }

    public static string Required(string dictionary, string key) => PdfText.Find(dictionary, key) ?? throw new PdfFault($"/{key} is missing");

    /// <summary>What stands between <c>obj</c> and <c>endobj</c> or <c>stream</c>, and the data of the stream.</summary>
    public (string Text, ReadOnlyMemory<byte>? Stream) Object(int number)
    {
        if (!_offsets.TryGetValue(number, out var offset))
        {
            throw new PdfFault($"object {number} does not stand by itself");
        }

        // Up to the next: what the object holds may look like any word of the notation.
        var start = Find(" obj"u8, offset) + 4;
        var found = _ends.BinarySearch(offset + 1);
        var next = found >= 0 ? found : ~found;
        var end = start + _bytes.AsSpan(start, (next < _ends.Count ? _ends[next] : _bytes.Length) - start).LastIndexOf("endobj"u8);
        if (!_bytes.AsSpan(start, Math.Max(end - start, 0)).TrimEnd("\r\n "u8).EndsWith("endstream"u8))
        {
            return (Latin1(start, end).Trim(), null);
        }

        return ReadStream(start);
    }

    private (string Text, ReadOnlyMemory<byte> Stream) ReadStream(int start)
    {
        var head = Latin1(start, Math.Min(_bytes.Length, start + LongestHead));
        var begin = PdfText.SkipBlanks(head, 0);
        var after = PdfText.EndOfValue(head, begin);
        var text = head[begin..after];
        var data = Find("stream"u8, start + after) + 6;
        data += _bytes[data] == '\r' ? 2 : 1;
        return (text, _bytes.AsMemory(data, int.Parse(Required(text, "Length"), CultureInfo.InvariantCulture)));
    }

    private void ReadTables()
    {
        var last = _bytes.AsSpan().LastIndexOf("startxref"u8);
        if (last < 0)
        {
            throw new PdfFault("it has no table");
        }

        Table = int.Parse(Latin1(last + 9, Math.Min(last + 40, _bytes.Length)).Split('%')[0].Trim(), CultureInfo.InvariantCulture);
        var seen = new HashSet<int>();
        for (int? at = Table; at is { } table;)
        {
            if (!seen.Add(table))
            {
                throw new PdfFault("its tables go round");
            }

            var trailer = _bytes.AsSpan(table).StartsWith("xref"u8) ? ReadTable(table) : ReadStreamTable(table);
            Trailer = Trailer.Length == 0 ? trailer : Trailer;
            at = PdfText.Find(trailer, "Prev") is { } previous ? int.Parse(previous, CultureInfo.InvariantCulture) : null;
            _ends.Add(table);
        }

        _ends.AddRange(_offsets.Values);
        _ends.Sort();
    }

    private string ReadTable(int table)
    {
        var end = Find("trailer"u8, table);
        var words = Latin1(table + 4, end).Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries);
        for (var i = 0; i < words.Length;)
        {
            var first = int.Parse(words[i], CultureInfo.InvariantCulture);
            var count = int.Parse(words[i + 1], CultureInfo.InvariantCulture);
            i += 2;
            for (var k = 0; k < count; k++, i += 3)
            {
                Know(first + k, words[i + 2] == "n" ? int.Parse(words[i], CultureInfo.InvariantCulture) : null);
            }
        }

        return Latin1(end + 7, Find("startxref"u8, end));
    }

    private string ReadStreamTable(int table)
    {
        var (trailer, stream) = ReadStream(Find(" obj"u8, table) + 4);
        var rows = Inflate(trailer, stream);
        if (Required(trailer, "W") != "[1 4 2]")
        {
            throw new PdfFault("its table has other columns");
        }

        var size = int.Parse(Required(trailer, "Size"), CultureInfo.InvariantCulture);
        int[] index = PdfText.Find(trailer, "Index") is { } given
            ? [.. given.Trim('[', ']').Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries).Select(word => int.Parse(word, CultureInfo.InvariantCulture))]
            : [0, size];
        var at = 0;
        for (var i = 0; i < index.Length; i += 2)
        {
            for (var k = 0; k < index[i + 1]; k++, at += 7)
            {
                Know(index[i] + k, rows[at] == 1 ? BinaryPrimitives.ReadInt32BigEndian(rows.AsSpan(at + 1)) : null);
            }
        }

        return trailer;
    }

    /// <summary>A newer table has spoken first.</summary>
    private void Know(int number, int? offset)
    {
        if (_known.Add(number) && offset is { } known)
        {
            _offsets[number] = known;
        }
    }

    private static byte[] Inflate(string dictionary, ReadOnlyMemory<byte> data)
    {
        if (PdfText.Find(dictionary, "Filter") is null)
        {
            return data.ToArray();
        }

        using var packed = new ZLibStream(new MemoryStream(data.ToArray()), CompressionMode.Decompress);
        using var plain = new MemoryStream();
        packed.CopyTo(plain);
        return plain.ToArray();
    }

    private int Find(ReadOnlySpan<byte> what, int from)
    {
        var found = _bytes.AsSpan(from).IndexOf(what);
        return found >= 0 ? from + found : throw new PdfFault($"{Encoding.Latin1.GetString(what)} is missing");
    }

    private string Latin1(int from, int to) => Encoding.Latin1.GetString(_bytes, from, to - from);
}
