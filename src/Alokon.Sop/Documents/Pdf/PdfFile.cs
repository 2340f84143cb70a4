using System.Globalization;
using System.Text;

namespace Alokon.Sop.Documents.Pdf;

/// <summary>
/// Finds the objects of a PDF that Chromium or this room wrote, and that others may have signed since: by its tables, never by searching.
/// </summary>
internal sealed class PdfFile
{
    private const int LongestHead = 8192;

    private static readonly ReadOnlyMemory<byte> Blanks = " \r\n\t\f\0"u8.ToArray();

    private readonly Dictionary<int, int> _offsets = [];
    private readonly Dictionary<int, (int Stream, int Place)> _packed = [];
    private readonly Dictionary<int, string[]> _opened = [];
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

    /// <summary>The value itself, where a reference stands for it.</summary>
    public string Resolve(string value) => value.EndsWith(" R", StringComparison.Ordinal) && !value.StartsWith('[') ? Object(PdfText.Number(value)).Text : value;

    /// <summary>The objects of the pages, in their order.</summary>
    public IReadOnlyList<int> Pages()
    {
        var pages = new List<int>();
        AddPages(PdfText.Number(Required(Object(Root).Text, "Pages")), pages, 0);
        return pages;
    }

    /// <summary>What stands between <c>obj</c> and <c>endobj</c> or <c>stream</c>, and the data of the stream.</summary>
    public (string Text, ReadOnlyMemory<byte>? Stream) Object(int number)
    {
        if (_packed.TryGetValue(number, out var packed))
        {
            return (Opened(packed.Stream)[packed.Place], null);
        }

        var (start, length) = Place(number);
        return IsStream(start, length) ? ReadStream(start) : (Latin1(start, start + length).Trim(), null);
    }

    /// <summary>The same of an object that stands by itself, as its bytes, to be carried over into another file; null: it is a stream.</summary>
    public ReadOnlyMemory<byte>? Plain(int number)
    {
        var (start, length) = Place(number);
        if (IsStream(start, length))
        {
            return null;
        }

        return _bytes.AsMemory(start, length).Trim(Blanks.Span);
    }

    private (int Start, int Length) Place(int number)
    {
        if (!_offsets.TryGetValue(number, out var offset))
        {
            throw new PdfFault($"object {number} is not there");
        }

        // Up to the next: what the object holds may look like any word of the notation.
        var start = Find(" obj"u8, offset) + 4;
        var found = _ends.BinarySearch(offset + 1);
        var next = found >= 0 ? found : ~found;
        return (start, _bytes.AsSpan(start, (next < _ends.Count ? _ends[next] : _bytes.Length) - start).LastIndexOf("endobj"u8));
    }

    private bool IsStream(int start, int length) => _bytes.AsSpan(start, Math.Max(length, 0)).TrimEnd("\r\n "u8).EndsWith("endstream"u8);

    private (string Text, ReadOnlyMemory<byte> Stream) ReadStream(int start)
    {
        var head = Latin1(start, Math.Min(_bytes.Length, start + LongestHead));
        var begin = PdfText.SkipBlanks(head, 0);
        var after = PdfText.EndOfValue(head, begin);
        var text = head[begin..after];
        var data = Find("stream"u8, start + after) + 6;
        data += _bytes[data] == '\r' ? 2 : 1;
        return (text, _bytes.AsMemory(data, int.Parse(Resolve(Required(text, "Length")), CultureInfo.InvariantCulture)));
    }

    private void AddPages(int node, List<int> pages, int depth)
    {
        if (depth > 64)
        {
            throw new PdfFault("its pages go round");
        }

        if (PdfText.Find(Object(node).Text, "Kids") is not { } kids)
        {
            pages.Add(node);
            return;
        }

        foreach (var kid in PdfText.References(Resolve(kids)))
        {
            AddPages(kid, pages, depth + 1);
        }
    }

    /// <summary>The objects that a stream holds, in their order.</summary>
    private string[] Opened(int number)
    {
        if (!_opened.TryGetValue(number, out var texts))
        {
            var (text, stream) = ReadStream(Find(" obj"u8, _offsets[number]) + 4);
            var plain = Encoding.Latin1.GetString(PdfStreams.Plain(text, stream));
            var first = int.Parse(Required(text, "First"), CultureInfo.InvariantCulture);
            var heads = plain[..first].Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries).Select(word => int.Parse(word, CultureInfo.InvariantCulture)).ToList();
            texts = [.. Enumerable.Range(0, heads.Count / 2).Select(i => plain[(first + heads[(2 * i) + 1])..((2 * i) + 3 < heads.Count ? first + heads[(2 * i) + 3] : plain.Length)].Trim())];
            _opened[number] = texts;
        }

        return texts;
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
        var words = _bytes.AsSpan(table + 4, end - table - 4);
        while (!words.Trim(Blanks.Span).IsEmpty)
        {
            var (first, count) = (Count(ref words), Count(ref words));
            for (var k = 0; k < count; k++)
            {
                var offset = Count(ref words);
                Word(ref words); // its generation: nothing is ever written a second time under one number
                Know(first + k, Word(ref words).SequenceEqual("n"u8) ? offset : null);
            }
        }

        return Latin1(end + 7, Find("startxref"u8, end));
    }

    private static int Count(ref Span<byte> words) => int.Parse(Word(ref words), NumberStyles.None, CultureInfo.InvariantCulture);

    private static Span<byte> Word(ref Span<byte> words)
    {
        words = words.TrimStart(Blanks.Span);
        var end = words.IndexOfAny(Blanks.Span);
        var word = words[..(end < 0 ? words.Length : end)];
        words = words[word.Length..];
        return word;
    }

    private string ReadStreamTable(int table)
    {
        var (trailer, stream) = ReadStream(Find(" obj"u8, table) + 4);
        var rows = PdfStreams.Plain(trailer, stream);
        var widths = Counts(Required(trailer, "W"));
        int[] index = PdfText.Find(trailer, "Index") is { } given ? Counts(given) : [0, int.Parse(Required(trailer, "Size"), CultureInfo.InvariantCulture)];
        var at = 0;
        for (var i = 0; i < index.Length; i += 2)
        {
            for (var k = 0; k < index[i + 1]; k++)
            {
                var kind = widths[0] == 0 ? 1 : Field(rows, ref at, widths[0]);
                var (where, place) = (Field(rows, ref at, widths[1]), Field(rows, ref at, widths[2]));
                if (kind == 2 && !_known.Contains(index[i] + k))
                {
                    _packed[index[i] + k] = (where, place);
                }

                Know(index[i] + k, kind == 1 ? where : null);
            }
        }

        return trailer;
    }

    private static int Field(byte[] rows, ref int at, int width)
    {
        var value = 0;
        for (var i = 0; i < width; i++)
        {
            value = checked((value << 8) | rows[at++]);
        }

        return value;
    }

    private static int[] Counts(string list) =>
        [.. list.Trim('[', ']').Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries).Select(word => int.Parse(word, CultureInfo.InvariantCulture))];

    /// <summary>A newer table has spoken first.</summary>
    private void Know(int number, int? offset)
    {
        if (_known.Add(number) && offset is { } known)
        {
            _offsets[number] = known;
        }
    }

    private int Find(ReadOnlySpan<byte> what, int from)
    {
        var found = _bytes.AsSpan(from).IndexOf(what);
        return found >= 0 ? from + found : throw new PdfFault($"{Encoding.Latin1.GetString(what)} is missing");
    }

    private string Latin1(int from, int to) => Encoding.Latin1.GetString(_bytes, from, to - from);
}
