using System.Text.RegularExpressions;

namespace Alokon.Sop.Workflows.Intake;

/// <summary>One row as the table prints it; rows that a page break cut in two are one.</summary>
internal sealed class SheetRow
{
    public string Number { get; set; } = "";

    public string Kegiatan { get; set; } = "";

    public string Kelengkapan { get; set; } = "";

    public string Waktu { get; set; } = "";

    public string Output { get; set; } = "";

    public string Keterangan { get; set; } = "";

    public string Bagian { get; set; } = "";

    /// <summary>The performers' columns with a mark in them, or a column's own text.</summary>
    public List<string> Pelaksana { get; init; } = [];
}

/// <summary>The table of an SOP, found in lines of cells by its heading.</summary>
internal sealed partial class SheetTable
{
    private readonly List<SheetRow> _rows = [];
    private readonly List<SopQuestion> _questions = [];
    private readonly SheetColumns _columns;
    private string _section = "";

    private SheetTable(SheetColumns columns) => _columns = columns;

    public IReadOnlyList<SheetRow> Rows => _rows;

    /// <summary>Headings of the performers' columns.</summary>
    public IReadOnlyList<string> Performers => _columns.Performers;

    /// <summary>What had to be put together, and what stood there twice.</summary>
    public IReadOnlyList<SopQuestion> Questions => _questions;

    /// <summary>Lines of the grid that belong to the table.</summary>
    public (int First, int Last) Lines { get; private set; }

    /// <returns>None when there is no such table.</returns>
    public static SheetTable? Find(IReadOnlyList<IReadOnlyList<string>> grid)
    {
        for (var i = 0; i < grid.Count; i++)
        {
            if (SheetColumns.At(grid, i) is var (columns, after))
            {
                var table = new SheetTable(columns);
                table.ReadRows(grid, i, after);
                return table._rows.Count > 0 ? table : null;
            }
        }

        return null;
    }

    private void ReadRows(IReadOnlyList<IReadOnlyList<string>> grid, int first, int from)
    {
        var last = from;
        for (var i = from; i < grid.Count; i++)
        {
            if (grid[i].All(string.IsNullOrWhiteSpace))
            {
                continue;
            }

            // Text in the first cell alone stands below the table; a page break leaves lines of cells.
            if (grid[i].Count < 3 || (NumberOf(grid[i][0]) is null && grid[i][0].Trim().Length > 0 && grid[i].Skip(1).All(string.IsNullOrWhiteSpace)))
            {
                break;
            }

            last = i;
            if (SheetColumns.At(grid, i) is var (_, after))
            {
                i = after - 1; // the heading again, on the next page
                continue;
            }

            ReadRow(_columns.Cells(grid[i]));
        }

        Lines = (first, last);
    }

    private void ReadRow(SheetCells cells)
    {
        if (NumberOf(cells.Number) is { } number)
        {
            Add(cells, number);
        }
        else if (cells.IsOnlyKegiatan && (_rows.Count == 0 || IsHeading(cells.Kegiatan)))
        {
            _section = cells.Kegiatan;
        }
        else if (cells.Kegiatan.Length > 0 && cells.Waktu.Length > 0 && WaktuSays(cells.Waktu))
        {
            Add(cells, ""); // a whole row whose number was left out
        }
        else if (_rows.Count > 0)
        {
            Continue(_rows[^1], cells);
        }
    }

    private void Add(SheetCells cells, string number)
    {
        if (_rows.Find(row => number.Length > 0 && row.Number == number && SopText.Plain(row.Kegiatan) == SopText.Plain(cells.Kegiatan)) is not null)
        {
            _questions.Add(new("row-repeated", IndexOf(number), number, SopText.Short(cells.Kegiatan)));
            _section = "";
            return;
        }

        _rows.Add(new SheetRow
        {
            Number = number,
            Kegiatan = cells.Kegiatan,
            Kelengkapan = cells.Kelengkapan,
            Waktu = cells.Waktu,
            Output = cells.Output is "-" or "–" ? "" : cells.Output,
            Keterangan = cells.Keterangan,
            Bagian = _section,
            Pelaksana = [.. cells.Performers],
        });
        _section = "";
    }

    private void Continue(SheetRow row, SheetCells cells)
    {
        var pieces = new List<string>();
        if (_rows.Find(row => Says(row, cells)) is { } known)
        {
            _questions.Add(new("fragment-dropped", _rows.IndexOf(row), row.Number, SopText.Short(string.Join(" ", cells.Texts), 60), known.Number));
            return;
        }

        row.Kegiatan = Join(row.Kegiatan, cells.Kegiatan, pieces);
        row.Kelengkapan = Join(row.Kelengkapan, cells.Kelengkapan, pieces);
        row.Waktu = Join(row.Waktu, cells.Waktu, pieces);
        row.Output = Join(row.Output, cells.Output, pieces);
        row.Keterangan = Join(row.Keterangan, cells.Keterangan, pieces);
        row.Pelaksana.AddRange(cells.Performers.Except(row.Pelaksana));
        if (pieces.Count > 0)
        {
            _questions.Add(new("row-continued", _rows.IndexOf(row), row.Number, SopText.Short(string.Join(" · ", pieces), 160)));
        }
    }

    /// <summary>A piece of another row, long enough to be no chance.</summary>
    private static bool Says(SheetRow row, SheetCells cells) =>
        cells.Texts.Sum(text => text.Length) > 20
        && cells.Texts.All(text => SopText.Plain(row.Kegiatan + row.Kelengkapan + row.Waktu + row.Output + row.Keterangan).Contains(SopText.Plain(text), StringComparison.Ordinal));

    private int IndexOf(string number) => _rows.FindIndex(row => row.Number == number);

    private static string Join(string text, string more, List<string> pieces)
    {
        if (more.Length == 0)
        {
            return text;
        }

        var whole = text.Length == 0 ? more : $"{text} {more}";
        pieces.Add(whole);
        return whole;
    }

    private static bool WaktuSays(string text) => Table.WaktuReading.Read(text).Kind is not (Table.WaktuKind.Unreadable or Table.WaktuKind.Empty);

    /// <summary>Sections are written in capitals.</summary>
    private static bool IsHeading(string text) => text.Length > 2 && !text.Any(char.IsAsciiLetterLower);

    private static string? NumberOf(string cell) => RowNumber().Match(cell) is { Success: true } number ? number.Groups["n"].Value : null;

    [GeneratedRegex(@"^\s*(?<n>\d{1,3}[a-z]?|[a-z])\s*[.)]?\s*$", RegexOptions.IgnoreCase)]
    private static partial Regex RowNumber();
}
