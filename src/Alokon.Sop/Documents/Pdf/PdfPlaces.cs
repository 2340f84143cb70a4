using System.Globalization;

namespace Alokon.Sop.Documents.Pdf;

/// <summary>A rectangle on a page, in points from its lower left corner.</summary>
internal sealed record PdfPlace(int Page, double Left, double Bottom, double Right, double Top)
{
    public double Width => Right - Left;

    public double Height => Top - Bottom;

    public string Rectangle => $"[{PdfText.Real(Left)} {PdfText.Real(Bottom)} {PdfText.Real(Right)} {PdfText.Real(Top)}]";
}

/// <summary>
/// Where signatures belong on a paper. The page that was printed has a link there to itself, called by the number of the place; Chromium writes
/// the rectangle of a link into the file.
/// </summary>
internal static class PdfPlaces
{
    public static string NameOf(int place) => string.Create(CultureInfo.InvariantCulture, $"ttd-{place}");

    /// <returns>Null: the paper does not say. It was printed before anybody was expected to sign it.</returns>
    public static PdfPlace? Find(PdfFile file, int place)
    {
        foreach (var page in file.Pages())
        {
            foreach (var mark in PdfText.References(file.Resolve(PdfText.Find(file.Object(page).Text, "Annots") ?? "[]")))
            {
                var text = file.Object(mark).Text;
                if (PdfText.Find(text, "Dest") == $"/{NameOf(place)}" && PdfText.Find(text, "Rect") is { } rectangle)
                {
                    double[] sides = [.. rectangle.Trim('[', ']').Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries).Select(side => double.Parse(side, CultureInfo.InvariantCulture))];
                    return new PdfPlace(page, sides[0], sides[1], sides[2], sides[3]);
                }
            }
        }

        return null;
    }

    /// <summary>The page with one thing more upon it.</summary>
    public static string With(PdfFile file, int page, int mark)
    {
        var text = file.Object(page).Text;
        return PdfText.With(text, ("Annots", file.Resolve(PdfText.Find(text, "Annots") ?? "[]").TrimEnd().TrimEnd(']') + $" {PdfText.Reference(mark)}]"));
    }
}
