using System.Globalization;
using System.Text;
using System.Text.RegularExpressions;

namespace Alokon.Sop.Documents;

/// <summary>The two things this room must know about a PDF that Chromium wrote.</summary>
internal static partial class PdfFacts
{
    public static int Pages(byte[] pdf) => PageObject().Count(Encoding.Latin1.GetString(pdf));

    /// <summary>
    /// Chromium writes the wall clock into the file; the paper's own time takes its place, byte for byte as long, so that the
    /// same model and template give the same bytes, and every offset in the file stays true.
    /// </summary>
    public static byte[] StampTime(byte[] pdf, DateTimeOffset issuedAt)
    {
        var stamp = issuedAt.UtcDateTime.ToString("yyyyMMddHHmmss", CultureInfo.InvariantCulture);
        var text = PdfDate().Replace(Encoding.Latin1.GetString(pdf), match => $"{match.Groups["key"].Value} (D:{stamp}+00'00')");
        return Encoding.Latin1.GetBytes(text);
    }

    [GeneratedRegex(@"/Type /Page\b(?!s)")]
    private static partial Regex PageObject();

    [GeneratedRegex(@"(?<key>/(?:CreationDate|ModDate)) \(D:[0-9]{14}\+00'00'\)")]
    private static partial Regex PdfDate();
}
