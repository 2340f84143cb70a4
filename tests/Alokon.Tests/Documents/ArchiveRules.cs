using System.Buffers.Binary;
using System.Globalization;
using System.IO.Compression;
using System.Text;
using System.Text.RegularExpressions;
using System.Xml.Linq;

namespace Alokon.Tests.Documents;

/// <summary>
/// What ISO 19005-3 (PDF/A-3, level B) demands and can be read from the file, without the product's own reader: every object is
/// found by searching, object streams are opened. It does not look into content streams and fonts as a validator would.
/// </summary>
internal sealed partial class ArchiveRules
{
    private static readonly string[] Forbidden =
    [
        "/JavaScript", "/JS ", "/Launch", "/Sound", "/Movie", "/ResetForm", "/ImportData", "/Hide", "/Rendition", "/Trans ", "/GoTo3DView", "/AA ", "/NeedAppearances true",
        "/XFA", "/LZWDecode", "/TR ", "/TR2 ", "/HTP ", "/Interpolate true", "/DeviceCMYK", "/Crypt", "/FFilter", "/FDecodeParms", "/OPI", "/Encrypt", "/Alternates",
    ];

    private readonly byte[] _bytes;
    private readonly string _text;
    private readonly List<string> _faults = [];
    private readonly Dictionary<int, (string Text, byte[] Stream)> _objects = [];

    private ArchiveRules(byte[] bytes)
    {
        _bytes = bytes;
        _text = Encoding.Latin1.GetString(bytes);
    }

    /// <returns>What does not hold; empty when all does.</returns>
    public static IReadOnlyList<string> Check(byte[] pdf)
    {
        var rules = new ArchiveRules(pdf);
        rules.ReadObjects();
        rules.CheckFile();
        rules.CheckMetadata();
        rules.CheckColours();
        rules.CheckAttachment();
        rules.CheckObjects();
        return rules._faults;
    }

    /// <summary>The text of all objects, opened: for tests that look for something in it.</summary>
    public static string Opened(byte[] pdf)
    {
        var rules = new ArchiveRules(pdf);
        rules.ReadObjects();
        return string.Join('\n', rules._objects.Values.Select(one => one.Text));
    }

    public static byte[] Attached(byte[] pdf)
    {
        var rules = new ArchiveRules(pdf);
        rules.ReadObjects();
        return rules._objects.Values.Single(one => one.Text.Contains("/EmbeddedFile", StringComparison.Ordinal) && one.Stream.Length > 0).Stream;
    }

    private string Catalog => _objects.Values.Last(one => one.Text.Contains("/Type /Catalog", StringComparison.Ordinal)).Text;

    private void Demand(bool holds, string rule)
    {
        if (!holds)
        {
            _faults.Add(rule);
        }
    }

    private void ReadObjects()
    {
        foreach (Match match in Objects().Matches(_text))
        {
            var number = int.Parse(match.Groups["number"].Value, CultureInfo.InvariantCulture);
            var dictionary = match.Groups["text"].Value;
            if (!match.Groups["stream"].Success)
            {
                _objects[number] = (dictionary, []);
                continue;
            }

            var start = match.Groups["stream"].Index + match.Groups["stream"].Length;
            var length = int.Parse(Length().Match(dictionary).Groups[1].Value, CultureInfo.InvariantCulture);
            Demand(_text.AsSpan(start + length).StartsWith("\nendstream\nendobj\n"), $"the stream of object {number} is as long as it says");
            _objects[number] = (dictionary, Open(dictionary, _bytes.AsSpan(start, length).ToArray()));
        }

        foreach (var (text, stream) in _objects.Values.Where(one => one.Text.Contains("/ObjStm", StringComparison.Ordinal)).ToList())
        {
            ReadPacked(int.Parse(First().Match(text).Groups[1].Value, CultureInfo.InvariantCulture), Encoding.Latin1.GetString(stream));
        }
    }

    private void ReadPacked(int first, string stream)
    {
        var heads = stream[..first].Split(' ', StringSplitOptions.RemoveEmptyEntries).Select(word => int.Parse(word, CultureInfo.InvariantCulture)).ToList();
        for (var i = 0; i < heads.Count; i += 2)
        {
            var end = i + 3 < heads.Count ? first + heads[i + 3] : stream.Length;
            _objects[heads[i]] = (stream[(first + heads[i + 1])..end], []);
        }
    }

    private static byte[] Open(string dictionary, byte[] data)
    {
        if (!dictionary.Contains("/FlateDecode", StringComparison.Ordinal))
        {
            return data;
        }

        using var plain = new MemoryStream();
        using var packed = new ZLibStream(new MemoryStream(data), CompressionMode.Decompress);
        packed.CopyTo(plain);
        return plain.ToArray();
    }

    private void CheckFile()
    {
        Demand(Head().IsMatch(_text), "6.1.2 head and four bytes above 127");
        Demand(_text.EndsWith("%%EOF\n", StringComparison.Ordinal), "6.1.3 ends with its mark");
        Demand(Id().IsMatch(_text), "6.1.3 has an identifier");
        Demand(Starts().Matches(_text).All(start => Number().IsMatch(_text, int.Parse(start.Groups[1].Value, CultureInfo.InvariantCulture))), "6.1.4 tables are where they are said to be");
    }

    private void CheckMetadata()
    {
        var (dictionary, stream) = _objects.GetValueOrDefault(Reference(Catalog, "Metadata"));
        Demand(dictionary is not null && !dictionary.Contains("/Filter", StringComparison.Ordinal), "6.6.2 metadata, readable as they are");
        var xmp = XDocument.Parse(Encoding.UTF8.GetString(stream ?? []).Replace("\ufeff", "", StringComparison.Ordinal)).Descendants().ToList();
        string Of(string name) => xmp.Find(one => one.Name.LocalName == name)?.Value ?? "";
        Demand((Of("part"), Of("conformance")) == ("3", "B"), "6.6.4 says which part and level it keeps");
        var info = _objects[Reference(_text[_text.LastIndexOf("/XRef", StringComparison.Ordinal)..], "Info")].Text;
        foreach (var (key, name) in new[] { ("Title", "title"), ("Author", "creator"), ("Creator", "CreatorTool"), ("Producer", "Producer") })
        {
            Demand(Text(info, key) == Of(name), $"6.6.3 /{key} and its XMP say the same: {Text(info, key)} / {Of(name)}");
        }

        var date = DateTime.ParseExact(Text(info, "CreationDate")[2..16], "yyyyMMddHHmmss", CultureInfo.InvariantCulture);
        Demand(Of("CreateDate") == date.ToString("yyyy-MM-dd'T'HH:mm:ss'+00:00'", CultureInfo.InvariantCulture), "6.6.3 dates say the same");
    }

    private void CheckColours()
    {
        var intent = Intent().Match(Catalog);
        Demand(intent.Success, "6.2.3 an output intent");
        if (!intent.Success)
        {
            return;
        }

        var (dictionary, profile) = _objects.GetValueOrDefault(int.Parse(intent.Groups["profile"].Value, CultureInfo.InvariantCulture));
        Demand(dictionary?.Contains("/N 3", StringComparison.Ordinal) == true && BinaryPrimitives.ReadInt32BigEndian(profile) == profile.Length, "6.2.3 with a whole profile");
        Demand(Encoding.ASCII.GetString(profile, 36, 4) == "acsp" && Encoding.ASCII.GetString(profile, 12, 8) == "mntrRGB ", "6.2.3 of a screen in RGB");
    }

    private void CheckAttachment()
    {
        var file = _objects.Values.FirstOrDefault(one => one.Text.Contains("/Filespec", StringComparison.Ordinal)).Text ?? "";
        Demand(file.Contains("/UF (", StringComparison.Ordinal) && file.Contains("/F (", StringComparison.Ordinal) && file.Contains("/AFRelationship /Source", StringComparison.Ordinal), "6.8 the attachment says what it is to the paper");
        Demand(Catalog.Contains("/AF [", StringComparison.Ordinal) && Catalog.Contains("/EmbeddedFiles", StringComparison.Ordinal), "6.8 and is reached from the catalog");
        Demand(_objects.Values.Any(one => one.Text.Contains("/Type /EmbeddedFile\n", StringComparison.Ordinal) && one.Text.Contains("/Subtype /application#2Fjson", StringComparison.Ordinal)), "6.8 and what kind of file it is");
    }

    private void CheckObjects()
    {
        foreach (var (number, (text, _)) in _objects)
        {
            // Texts of people may look like anything.
            var bare = Strings().Replace(text, "()");
            _faults.AddRange(Forbidden.Where(word => bare.Contains(word, StringComparison.Ordinal)).Select(word => $"object {number} has no {word}"));
            Demand(!bare.Contains("/FontDescriptor\n", StringComparison.Ordinal) || !bare.Contains("/FontName", StringComparison.Ordinal) || bare.Contains("/FontFile", StringComparison.Ordinal), $"6.2.11 font {number} is inside");
            Demand(!bare.Contains("/CIDFontType2", StringComparison.Ordinal) || bare.Contains("/CIDToGIDMap", StringComparison.Ordinal), $"6.2.11 font {number} knows its glyphs");
            if (bare.Contains("/Type /Annot", StringComparison.Ordinal))
            {
                Demand(Flags().Match(bare) is { Success: true } flags && (int.Parse(flags.Groups[1].Value, CultureInfo.InvariantCulture) & 0b100111) == 4, $"6.3 annotation {number} is printed and seen");
            }
        }
    }

    private static int Reference(string dictionary, string key) =>
        Regex.Match(dictionary, $@"/{key} (\d+) 0 R") is { Success: true } match ? int.Parse(match.Groups[1].Value, CultureInfo.InvariantCulture) : -1;

    private static string Text(string dictionary, string key)
    {
        var match = Regex.Match(dictionary, $@"/{key} (?:\((?<plain>(?:\\.|[^\\)])*)\)|<FEFF(?<hex>[0-9A-F]*)>)");
        return match.Groups["hex"].Success
            ? Encoding.BigEndianUnicode.GetString(Convert.FromHexString(match.Groups["hex"].Value))
            : Regex.Replace(match.Groups["plain"].Value, @"\\(.)", "$1");
    }

    [GeneratedRegex(@"\A%PDF-1\.7\n%[\x80-\xff]{4}\n")]
    private static partial Regex Head();

    [GeneratedRegex(@"(?<=\n)(?<number>\d+) 0 obj\n(?<text>.*?)(?:\nendobj\n|(?<stream>\nstream\n))", RegexOptions.Singleline)]
    private static partial Regex Objects();

    [GeneratedRegex(@"/Length (\d+)")]
    private static partial Regex Length();

    [GeneratedRegex(@"/First (\d+)")]
    private static partial Regex First();

    [GeneratedRegex(@"/ID \[<[0-9A-F]{32}> <[0-9A-F]{32}>\]")]
    private static partial Regex Id();

    [GeneratedRegex(@"startxref\n(\d+)\n%%EOF\n")]
    private static partial Regex Starts();

    [GeneratedRegex(@"\G\d+ 0 obj\n<</Type /XRef")]
    private static partial Regex Number();

    [GeneratedRegex(@"/OutputIntents \[<</Type /OutputIntent /S /GTS_PDFA1 /OutputConditionIdentifier \([^)]+\) .*?/DestOutputProfile (?<profile>\d+) 0 R>>\]", RegexOptions.Singleline)]
    private static partial Regex Intent();

    [GeneratedRegex(@"\((?:\\.|[^\\)])*\)", RegexOptions.Singleline)]
    private static partial Regex Strings();

    [GeneratedRegex(@"/F (\d+)")]
    private static partial Regex Flags();
}
