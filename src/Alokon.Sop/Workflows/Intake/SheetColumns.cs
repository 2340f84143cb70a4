using System.Text.RegularExpressions;

namespace Alokon.Sop.Workflows.Intake;

/// <summary>What one line of the table says, cell by cell.</summary>
internal sealed record SheetCells(string Number, string Kegiatan, string Kelengkapan, string Waktu, string Output, string Keterangan, IReadOnlyList<string> Performers)
{
    public bool IsOnlyKegiatan => Kegiatan.Length > 0 && Kelengkapan.Length + Waktu.Length + Output.Length + Keterangan.Length == 0 && Performers.Count == 0;

    public IEnumerable<string> Texts => new[] { Kegiatan, Kelengkapan, Waktu, Output, Keterangan }.Where(text => text.Length > 0);
}

/// <summary>
/// Which column is which. Scanned tables lose empty cells at page breaks: what stands left of the performers is counted from the
/// left, what stands right of them from the right.
/// </summary>
internal sealed partial class SheetColumns
{
    private readonly string[] _kinds;
    private readonly string[] _labels;

    private SheetColumns(string[] kinds, string[] labels) => (_kinds, _labels) = (kinds, labels);

    public IReadOnlyList<string> Performers => [.. _labels.Where((label, i) => _kinds[i] == "performer" && !IsPlainPerformer(label))];

    /// <returns>None when no heading stands at this line; otherwise the first line after it.</returns>
    public static (SheetColumns Columns, int After)? At(IReadOnlyList<IReadOnlyList<string>> grid, int line)
    {
        var cells = grid[line].Select(SopText.Clean).ToArray();
        if (cells.Length < 4 || !cells.Any(cell => No().IsMatch(cell)) || !cells.Any(cell => KegiatanHeading().IsMatch(cell)))
        {
            return null;
        }

        var labels = cells;
        var after = line + 1;
        while (after < grid.Count && IsSubHeading(grid[after]))
        {
            labels = Merge(labels, [.. grid[after].Select(SopText.Clean)]);
            after++;
        }

        var kinds = Kinds(labels);
        return kinds.Contains("kelengkapan") || kinds.Contains("waktu") ? (new(kinds, labels), after) : null;
    }

    public SheetCells Cells(IReadOnlyList<string> line)
    {
        var cells = line.Select(SopText.Clean).ToArray();
        var lost = Math.Max(0, _kinds.Length - cells.Length);
        var firstRight = Array.FindLastIndex(_kinds, kind => kind == "performer") + 1;
        return new(
            Cell("no"), Cell("kegiatan"), Cell("kelengkapan"), Cell("waktu"), Cell("output"), Cell("keterangan"),
            [.. Enumerable.Range(0, _kinds.Length).Where(i => _kinds[i] == "performer" && i < cells.Length - (_kinds.Length - firstRight) && cells[i].Length > 0).Select(i => IsPlainPerformer(_labels[i]) ? cells[i] : _labels[i])]);

        string Cell(string kind)
        {
            var i = Array.IndexOf(_kinds, kind);
            var at = i >= firstRight && firstRight > 0 ? i - lost : i;
            return i >= 0 && at >= 0 && at < cells.Length ? cells[at] : "";
        }
    }

    private static bool IsSubHeading(IReadOnlyList<string> line)
    {
        var cells = line.Select(SopText.Clean).ToArray();
        return cells.Length > 3 && cells[0].Length == 0 && cells.Count(cell => MutuBaku().IsMatch(cell)) >= 2;
    }

    private static string[] Merge(string[] upper, string[] lower) =>
        [.. Enumerable.Range(0, Math.Max(upper.Length, lower.Length)).Select(i => i < lower.Length && lower[i].Length > 0 ? lower[i] : i < upper.Length ? upper[i] : "")];

    private static string[] Kinds(string[] labels)
    {
        var kinds = labels.Select(KindOf).ToArray();
        var kegiatan = Array.IndexOf(kinds, "kegiatan");
        var mutu = Array.FindIndex(kinds, kind => kind is "kelengkapan" or "waktu");
        for (var i = 0; i < kinds.Length; i++)
        {
            // Between the activity and its standard stand the performers; an empty heading among them is a column that was merged.
            kinds[i] = i > kegiatan && i < mutu ? "performer" : kinds[i] == "performer" ? "" : kinds[i];
        }

        return kinds;
    }

    private static string KindOf(string label) =>
        No().IsMatch(label) ? "no"
        : KegiatanHeading().IsMatch(label) ? "kegiatan"
        : KelengkapanHeading().IsMatch(label) ? "kelengkapan"
        : WaktuHeading().IsMatch(label) ? "waktu"
        : OutputHeading().IsMatch(label) ? "output"
        : KeteranganHeading().IsMatch(label) ? "keterangan"
        : "performer";

    /// <summary>One column that names the performer in each row, instead of one column for each performer.</summary>
    private static bool IsPlainPerformer(string label) => label.Length == 0 || PlainPerformer().IsMatch(label);

    [GeneratedRegex(@"^no\.?(mor)?$", RegexOptions.IgnoreCase)]
    private static partial Regex No();

    [GeneratedRegex(@"^(uraian(\s+(prosedur|kegiatan))?|kegiatan|aktivitas|aktifitas|langkah|prosedur\s*/\s*kegiatan)$", RegexOptions.IgnoreCase)]
    private static partial Regex KegiatanHeading();

    [GeneratedRegex(@"^(persyaratan\s*/\s*)?kelengkapan$|^persyaratan(\s*/\s*(per)?lengkapan)?$", RegexOptions.IgnoreCase)]
    private static partial Regex KelengkapanHeading();

    [GeneratedRegex(@"^waktu$", RegexOptions.IgnoreCase)]
    private static partial Regex WaktuHeading();

    [GeneratedRegex(@"^(out\s?put|hasil|keluaran)$", RegexOptions.IgnoreCase)]
    private static partial Regex OutputHeading();

    [GeneratedRegex(@"^(keterangan|ket\.?)$", RegexOptions.IgnoreCase)]
    private static partial Regex KeteranganHeading();

    [GeneratedRegex(@"^((per)?syaratan|kelengkapan|persyaratan\s*/\s*kelengkapan|waktu|out\s?put|hasil|keluaran)$", RegexOptions.IgnoreCase)]
    private static partial Regex MutuBaku();

    [GeneratedRegex(@"^pelaksana(an)?$", RegexOptions.IgnoreCase)]
    private static partial Regex PlainPerformer();
}
