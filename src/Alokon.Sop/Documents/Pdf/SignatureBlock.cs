using System.Globalization;
using System.Text;

namespace Alokon.Sop.Documents.Pdf;

/// <summary>What people read where a signature stands on the paper.</summary>
/// <param name="Place">Number of the place on the paper, see <see cref="PdfPlaces"/>.</param>
/// <param name="Lines">The first says what it is, the last the day.</param>
public sealed record SignatureBlock(int Place, IReadOnlyList<string> Lines)
{
    /// <summary>For who listens instead of looking.</summary>
    public string Text => string.Join(", ", Lines);
}

/// <summary>Draws a block into a place of whatever size: as large as it fits, on white, because something may be printed there that it replaces.</summary>
internal static class BlockLook
{
    private const double Largest = 7;
    private const double Smallest = 3.5;
    private const double Step = 0.25;
    private const double Leading = 1.17;
    private const double Margin = 3;

    /// <returns>The number of the form that draws it.</returns>
    public static int Write(PdfWriter writer, SignatureBlock block, double width, double height)
    {
        var font = BlockFont.Only.Write(writer);
        var look = writer.NewNumber();
        var (size, lines) = Fit([.. block.Lines.Select(BlockFont.Letters)], width - (2 * Margin), height - (2 * Margin));
        var text = lines.Count * size * Leading;
        var first = height - ((height - text) / 2) - (BlockFont.Only.Ascent * size / 1000);
        var drawing = new StringBuilder();
        drawing.Append(CultureInfo.InvariantCulture, $"q 1 1 1 rg 0.1 0.3 0.2 RG 0.5 w 0.25 0.25 {PdfText.Real(width - 0.5)} {PdfText.Real(height - 0.5)} re B Q\n");
        drawing.Append(CultureInfo.InvariantCulture, $"BT 0 0 0 rg /F1 {PdfText.Real(size)} Tf {PdfText.Real(size * Leading)} TL {PdfText.Real(Margin)} {PdfText.Real(first)} Td\n");
        foreach (var line in lines)
        {
            drawing.Append(Quoted(line)).Append(" Tj T*\n");
        }

        drawing.Append("ET");
        writer.Stream(
            look,
            $"<</Type /XObject /Subtype /Form /BBox [0 0 {PdfText.Real(width)} {PdfText.Real(height)}] /Resources <</Font <</F1 {PdfText.Reference(font)}>>>>>>",
            Encoding.Latin1.GetBytes(drawing.ToString()));
        return look;
    }

    private static (double Size, List<string> Lines) Fit(List<string> lines, double width, double height)
    {
        for (var size = Largest; ; size -= Step)
        {
            List<string> broken = [.. lines.SelectMany(line => Break(line, size, width))];
            if (size <= Smallest || (broken.Count * size * Leading <= height && broken.TrueForAll(line => BlockFont.Only.Width(line, size) <= width)))
            {
                return (size, broken);
            }
        }
    }

    private static IEnumerable<string> Break(string line, double size, double width)
    {
        var begun = "";
        foreach (var word in line.Split(' '))
        {
            var longer = begun.Length == 0 ? word : $"{begun} {word}";
            if (begun.Length > 0 && BlockFont.Only.Width(longer, size) > width)
            {
                yield return begun;
                begun = word;
            }
            else
            {
                begun = longer;
            }
        }

        yield return begun;
    }

    private static string Quoted(string letters) => $"({letters.Replace("\\", "\\\\", StringComparison.Ordinal).Replace("(", "\\(", StringComparison.Ordinal).Replace(")", "\\)", StringComparison.Ordinal)})";
}
