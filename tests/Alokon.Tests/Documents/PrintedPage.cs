using System.Globalization;
using System.Text.RegularExpressions;
using Alokon.Host.Embedded;
using Alokon.Tests.Support;

namespace Alokon.Tests.Documents;

internal sealed record PrintedWord(string Text, double Left, double Top, double Right, double Bottom);

/// <summary>One page of a PDF, as pdftotext finds its words and where they stand, in points from the upper left corner.</summary>
internal sealed partial record PrintedPage(double Width, double Height, IReadOnlyList<PrintedWord> Words)
{
    private static readonly string[] Watermarks = ["CONTOH", "SALINAN", "BATAL", "DRAF"];

    /// <summary>Of the rows marked Baris01, Baris02 ….</summary>
    public IReadOnlyList<int> Marks => [.. Words.Select(w => Mark().Match(w.Text)).Where(m => m.Success).Select(m => int.Parse(m.Groups["row"].Value, CultureInfo.InvariantCulture)).Distinct()];

    /// <summary>At least five millimetres from the edge, where every printer still prints. A watermark stands askew and may.</summary>
    public bool Holds(PrintedWord word) =>
        Watermarks.Contains(word.Text) || (word.Left >= 14 && word.Right <= Width - 14 && word.Top >= 14 && word.Bottom <= Height - 14);

    /// <summary>The numbers on the lines "Jumlah dipindahkan (vial) …", by the unit in brackets.</summary>
    /// <param name="label">Its last word: Jumlah, pindahan or dipindahkan.</param>
    public IReadOnlyDictionary<string, decimal[]> Sums(string label)
    {
        var sums = new Dictionary<string, decimal[]>();
        for (var at = 0; at + 1 < Words.Count; at++)
        {
            if (Words[at].Text == label && Unit().Match(Words[at + 1].Text) is { Success: true } unit)
            {
                sums.Add(unit.Groups["unit"].Value, [.. RightOf(Words[at + 1]).Select(w => decimal.Parse(w.Text, CultureInfo.GetCultureInfo("id-ID")))]);
            }
        }

        return sums;
    }

    /// <summary>The numbers on the same line, from left to right: the order of words in the file is not that of the page.</summary>
    private IEnumerable<PrintedWord> RightOf(PrintedWord word) =>
        Words.Where(w => Math.Abs(w.Top - word.Top) < 4 && w.Left >= word.Right && Amount().IsMatch(w.Text)).OrderBy(w => w.Left);

    public static async Task<IReadOnlyList<PrintedPage>> ReadAsync(byte[] pdf)
    {
        using var folder = new TemporaryFolder();
        var file = Path.Combine(folder.Path, "paper.pdf");
        await File.WriteAllBytesAsync(file, pdf);
        var boxes = await Tool.MustAsync("pdftotext", ["-bbox", file, "-"], null, default);
        return [.. PageBox().Matches(boxes).Select(page => new PrintedPage(
            Number(page, "width"),
            Number(page, "height"),
            [.. WordBox().Matches(page.Groups["words"].Value).Select(w => new PrintedWord(w.Groups["text"].Value, Number(w, "left"), Number(w, "top"), Number(w, "right"), Number(w, "bottom")))]))];
    }

    private static double Number(Match match, string group) => double.Parse(match.Groups[group].Value, CultureInfo.InvariantCulture);

    [GeneratedRegex(@"<page width=""(?<width>[\d.]+)"" height=""(?<height>[\d.]+)"">(?<words>.*?)</page>", RegexOptions.Singleline)]
    private static partial Regex PageBox();

    [GeneratedRegex(@"<word xMin=""(?<left>-?[\d.]+)"" yMin=""(?<top>-?[\d.]+)"" xMax=""(?<right>-?[\d.]+)"" yMax=""(?<bottom>-?[\d.]+)"">(?<text>[^<]*)</word>")]
    private static partial Regex WordBox();

    [GeneratedRegex("Baris(?<row>[0-9]{2})")]
    private static partial Regex Mark();

    [GeneratedRegex(@"\A\((?<unit>[^()]+)\)\z")]
    private static partial Regex Unit();

    [GeneratedRegex(@"\A-?[0-9][0-9.,]*\z")]
    private static partial Regex Amount();
}
