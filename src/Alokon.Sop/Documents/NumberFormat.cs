using System.Globalization;
using System.Text.RegularExpressions;

namespace Alokon.Sop.Documents;

/// <summary>How an office writes the numbers of one kind of paper: <c>{klas}/{seq}{suffix}/SPMB/{dinas}/{bulanRomawi}/{tahun}</c>.</summary>
/// <param name="Book">Papers of one book share one series, e.g. every berita acara.</param>
/// <param name="Format">Literals and {klas}, {seq} or {seq:4}, {suffix}, {dinas}, {kab}, {bulan}, {bulanRomawi}, {tahun}.</param>
/// <param name="Classification">Klasifikasi arsip of the office, e.g. 400.13.</param>
/// <param name="Suffix">What the office writes after the running number, e.g. ".1"; mostly nothing.</param>
public sealed partial record NumberFormat(string Code, string Title, string Book, string Format, string Classification, string Suffix)
{
    private static readonly string[] Roman = ["I", "II", "III", "IV", "V", "VI", "VII", "VIII", "IX", "X", "XI", "XII"];

    /// <param name="issuedOn">Local date of the office: its year is the year of the series.</param>
    public string Write(int sequence, int office, string dinas, DateOnly issuedOn) =>
        Placeholder().Replace(Format, match => match.Groups["name"].Value switch
        {
            "klas" => Classification,
            "seq" => sequence.ToString(match.Groups["width"] is { Success: true } width ? $"D{width.Value}" : "D", CultureInfo.InvariantCulture),
            "suffix" => Suffix,
            "dinas" => dinas,
            "kab" => office.ToString("D4", CultureInfo.InvariantCulture),
            "bulan" => issuedOn.Month.ToString("D2", CultureInfo.InvariantCulture),
            "bulanRomawi" => Roman[issuedOn.Month - 1],
            "tahun" => issuedOn.Year.ToString(CultureInfo.InvariantCulture),
            _ => throw new InvalidOperationException($"Expected a known placeholder, but {match.Value} is none."), // Refuses() let only known ones in
        });

    /// <summary>The number without its running part, which is known only while the book is locked: what stands before and behind it, and how many digits it has at least.</summary>
    public (string Before, int Width, string After) Around(int office, string dinas, DateOnly issuedOn)
    {
        var at = Placeholder().Matches(Format).First(m => m.Groups["name"].Value == "seq"); // Refuses() lets no format in that does not count
        string Part(string format) => (this with { Format = format }).Write(0, office, dinas, issuedOn);
        var width = at.Groups["width"] is { Success: true } digits ? int.Parse(digits.Value, CultureInfo.InvariantCulture) : 1;
        return (Part(Format[..at.Index]), width, Part(Format[(at.Index + at.Length)..]));
    }

    /// <returns>What is wrong with the format, or null.</returns>
    public DocumentRefusal.NumberFormatUnknown? Refuses()
    {
        var rest = Placeholder().Replace(Format, string.Empty);
        var counts = Placeholder().Matches(Format).Any(m => m.Groups["name"].Value == "seq");
        return counts && !rest.Contains('{') && !rest.Contains('}') ? null : new DocumentRefusal.NumberFormatUnknown(Code, Format);
    }

    [GeneratedRegex(@"\{(?:(?<name>seq)(?::(?<width>[1-9]))?|(?<name>klas|suffix|dinas|kab|bulan|bulanRomawi|tahun))\}")]
    private static partial Regex Placeholder();
}
