using System.Globalization;
using System.Text.RegularExpressions;

namespace Alokon.Sop.Workflows.Intake;

/// <summary>Everything around the table: fields with a colon, and headings with their lists.</summary>
internal sealed partial class SheetHead
{
    private static readonly (string Name, Regex Heading)[] Sections =
    [
        ("legalBasis", LegalBasis()), ("qualification", Qualification()), ("related", Related()), ("equipment", Equipment()),
        ("warnings", Warnings()), ("recording", Recording()), ("requirements", Requirements()), ("procedure", Procedure()),
        ("time", Time()), ("performers", Performers()), ("other", Other()),
    ];

    private readonly Dictionary<string, List<ListItem>> _lists = [];
    private readonly Dictionary<string, List<string>> _texts = [];
    private readonly Queue<string> _waiting = new();
    private string? _open;
    private string? _field;

    private SheetHead()
    {
    }

    public Dictionary<string, string> Fields { get; } = [];

    public string SignedBy { get; private set; } = "";

    public string SignedNip { get; private set; } = "";

    /// <param name="table">Lines of the table, left out.</param>
    public static SheetHead Read(IReadOnlyList<IReadOnlyList<string>> grid, (int First, int Last)? table)
    {
        var head = new SheetHead();
        var before = "";
        for (var i = 0; i < grid.Count; i++)
        {
            var cells = grid[i].Select(cell => cell.Contains("<li>", StringComparison.Ordinal) ? cell : SopText.Clean(cell)).Where(cell => cell.Trim().Length > 0 && cell.Trim() != ":").ToList();
            if ((table is var (first, last) && i >= first && i <= last) || cells.Count == 0)
            {
                head._open = null; // what follows a blank line or a table is no more of what stood before
                continue;
            }

            head.ReadLine(cells, before);
            before = cells[^1];
        }

        return head;
    }

    public IReadOnlyList<ListItem> List(string name) => _lists.GetValueOrDefault(name) ?? [];

    public IReadOnlyList<string> Texts(string name) => _texts.GetValueOrDefault(name) ?? [];

    /// <summary>A list as the sheet prints it; the plain text where it was no list.</summary>
    public IReadOnlyList<string> Items(string name) => List(name) is { Count: > 0 } list ? [.. list.Select(item => item.Text).Where(text => text.Length > 0)] : Texts(name);

    private void ReadLine(List<string> cells, string before)
    {
        if (Nip().Match(cells[0]) is { Success: true } nip)
        {
            (SignedNip, SignedBy, _field) = (nip.Groups["nip"].Value.Replace(" ", "", StringComparison.Ordinal), before, null);
            return;
        }

        if (cells.Exists(cell => FieldName().IsMatch(cell)))
        {
            ReadField(cells, before);
            return;
        }

        var headings = cells.Select(SectionOf).OfType<string>().ToList();
        if (headings.Count > 0)
        {
            ReadHeadings(cells, headings);
        }
        else
        {
            ReadContent(cells);
        }
    }

    private void ReadField(List<string> cells, string before)
    {
        var i = cells.FindIndex(cell => FieldName().IsMatch(cell));
        var match = FieldName().Match(cells[i]);
        var name = FieldOf(match.Groups["name"].Value);
        var value = cells[i][match.Length..].TrimStart(' ', ':').Trim();
        Fields[name] = value.Length > 0 ? value : i + 1 < cells.Count ? string.Join(" ", cells.Skip(i + 1)).TrimStart(':', ' ') : "";
        _field = name;
        _open = null;
        _waiting.Clear();
        if (name == "decree")
        {
            Fields.TryAdd("above", before);
        }
    }

    private void ReadHeadings(List<string> cells, List<string> headings)
    {
        (_field, _open) = (null, null);
        if (_texts.ContainsKey("time") && _waiting.TryPeek(out var waiting) && waiting == "time")
        {
            _waiting.Dequeue();
        }

        if (headings.Count == 1 && cells.Count > 1 && SectionOf(cells[^1]) is null)
        {
            // Heading and content on one line.
            _waiting.Clear();
            Fill(headings[0], cells[^1]);
            return;
        }

        foreach (var heading in headings)
        {
            _waiting.Enqueue(heading);
        }
    }

    private void ReadContent(List<string> cells)
    {
        // The sheet of an SOP begins with the legal basis, whose heading scanners lose.
        if (cells.Count == _waiting.Count + 1 && _waiting.TryPeek(out var only) && only == "qualification" && cells.TrueForAll(cell => cell.Contains("<li>", StringComparison.Ordinal)))
        {
            Fill("legalBasis", cells[0]);
            cells = cells[1..];
        }

        if (_waiting.Count == cells.Count && (cells.Count > 1 || cells[0].Contains("<li>", StringComparison.Ordinal)))
        {
            foreach (var cell in cells)
            {
                Fill(_waiting.Dequeue(), cell);
            }

            return;
        }

        foreach (var cell in cells)
        {
            ReadLoose(cell);
        }
    }

    /// <summary>A line of its own: the next item of some list, the first of the next one, or more of the item before.</summary>
    private void ReadLoose(string cell)
    {
        if (Numbered().Match(cell) is { Success: true } item)
        {
            var number = item.Groups["n"].Value;
            if (number == "1" && _waiting.Count > 0)
            {
                Fill(_waiting.Dequeue(), cell);
            }
            else if (_lists.LastOrDefault(list => list.Key == _open && Follows(list.Value, number)).Key is { } open)
            {
                Append(open, cell);
            }
            else if (_lists.LastOrDefault(list => Follows(list.Value, number)).Key is { } other)
            {
                Append(other, cell);
            }
        }
        else if (_waiting.TryPeek(out var next) && next == "time")
        {
            // A time, and then perhaps the list of the times of the steps.
            AddText("time", cell);
        }
        else if (_open is { } list && _lists.TryGetValue(list, out var items) && items.Count > 0)
        {
            items[^1] = items[^1] with { Text = $"{items[^1].Text} {cell}" };
        }
        else if (_field == "approvedBy" && !SealMark().IsMatch(cell) && cell == cell.ToUpperInvariant())
        {
            Fields["approvedBy"] += " " + cell;
        }
    }

    private void Fill(string section, string content)
    {
        var items = content.Contains("<li>", StringComparison.Ordinal)
            ? [.. content.Split("<li>").Skip(1).Select((item, i) => new ListItem($"{i + 1}", SopText.Clean(item)))]
            : SopText.Items(content, out var lead).ToList();
        _open = section;
        if (items.Count == 0)
        {
            AddText(section, content);
        }
        else
        {
            _lists[section] = items;
        }
    }

    private void Append(string section, string cell)
    {
        var mark = Numbered().Match(cell);
        var more = SopText.Items(cell.TrimStart('-', ' '), out _, int.Parse(mark.Groups["n"].Value, CultureInfo.InvariantCulture));
        _lists[section].AddRange(more.Count > 0 ? more : [new ListItem(mark.Groups["n"].Value, cell[mark.Length..].Trim().TrimEnd(';'))]);
        _open = section;
    }

    private void AddText(string section, string text)
    {
        if (!_texts.TryGetValue(section, out var texts))
        {
            _texts[section] = texts = [];
        }

        texts.Add(text);
    }

    private static bool Follows(List<ListItem> items, string number) => items is [.., { } last] && int.TryParse(last.Mark, out var n) && $"{n + 1}" == number;

    private static string? SectionOf(string cell) => Sections.FirstOrDefault(section => section.Heading.IsMatch(cell)).Name;

    private static string FieldOf(string label) => label.ToLowerInvariant() switch
    {
        var l when l.StartsWith("no", StringComparison.Ordinal) && l.EndsWith("sk", StringComparison.Ordinal) => "decree",
        var l when l.StartsWith("no", StringComparison.Ordinal) => "number",
        var l when l.EndsWith("pembuatan", StringComparison.Ordinal) => "createdOn",
        var l when l.EndsWith("revisi", StringComparison.Ordinal) => "revisedOn",
        var l when l.EndsWith("efektif", StringComparison.Ordinal) => "effectiveOn",
        var l when l.EndsWith("pengesahan", StringComparison.Ordinal) => "approvedOn",
        var l when l.EndsWith("oleh", StringComparison.Ordinal) => "approvedBy",
        _ => "title",
    };

    [GeneratedRegex(@"^(?<name>no(mor|\.)?\s+sop|no(mor|\.)?\s*sk|(tanggal|tgl\.?)\s+(pembuatan|revisi|efektif|pengesahan)|disahkan\s+oleh|(judul|nama)\s+sop)\b\s*:?", RegexOptions.IgnoreCase)]
    private static partial Regex FieldName();

    [GeneratedRegex(@"^\s*NIP\.?\s*:?\s*(?<nip>\d[\d ]{15,24}\d)\s*$", RegexOptions.IgnoreCase)]
    private static partial Regex Nip();

    [GeneratedRegex(@"^-?\s*(?<n>\d{1,2})[.)](\s+|$)")]
    private static partial Regex Numbered();

    [GeneratedRegex(@"cap\s*/\s*ttd|^ttd", RegexOptions.IgnoreCase)]
    private static partial Regex SealMark();

    [GeneratedRegex(@"^dasar\s+hukum\s*:?$", RegexOptions.IgnoreCase)]
    private static partial Regex LegalBasis();

    [GeneratedRegex(@"^(kualifikasi|kompetensi|kopetensi)\s+pelaksana\s*:?$", RegexOptions.IgnoreCase)]
    private static partial Regex Qualification();

    [GeneratedRegex(@"^keterkaitan(\s+(dengan\s+)?sop(\s+lain)?)?\s*:?$", RegexOptions.IgnoreCase)]
    private static partial Regex Related();

    [GeneratedRegex(@"^peralatan(\s*(/|dan)\s*perlengkapan)?\s*:?$|^sarana,.*", RegexOptions.IgnoreCase)]
    private static partial Regex Equipment();

    [GeneratedRegex(@"^peringatan\s*:?$", RegexOptions.IgnoreCase)]
    private static partial Regex Warnings();

    [GeneratedRegex(@"^pencatatan\s+(dan|&)\s+(pelaporan|pendataan)\s*:?$", RegexOptions.IgnoreCase)]
    private static partial Regex Recording();

    [GeneratedRegex(@"^persyaratan(\s+pelayanan)?\s*:?$", RegexOptions.IgnoreCase)]
    private static partial Regex Requirements();

    [GeneratedRegex(@"^sistem,?\s+mekanisme,?(\s+dan)?\s+prosedur\s*:?$|^prosedur\s*:?$", RegexOptions.IgnoreCase)]
    private static partial Regex Procedure();

    [GeneratedRegex(@"^(jangka\s+)?waktu\s+(penyelesaian|pelayanan)\s*:?$", RegexOptions.IgnoreCase)]
    private static partial Regex Time();

    [GeneratedRegex(@"^jumlah\s+pelaksana\s*:?$", RegexOptions.IgnoreCase)]
    private static partial Regex Performers();

    [GeneratedRegex(@"^(biaya(\s*/\s*tarif.*)?|produk\s+(layanan|pelayanan)|(penanganan\s+)?pengaduan.*|jaminan\s.*|evaluasi\s.*|pengawasan\s.*)$", RegexOptions.IgnoreCase)]
    private static partial Regex Other();
}
