using System.Globalization;
using System.Text;
using System.Text.RegularExpressions;

namespace Alokon.Sop.Documents;

/// <summary>The two things this room must know about a PDF that Chromium wrote.</summary>
internal static partial class PdfFacts
{
    /// <summary>In the bytes as they are: a text of them would be twice as big, for a number.</summary>
    public static int Pages(ReadOnlySpan<byte> pdf)
    {
        var name = "/Type /Page"u8;
        var pages = 0;
        for (var at = pdf.IndexOf(name); at >= 0; at = pdf.IndexOf(name))
        {
            pdf = pdf[(at + name.Length)..];
            pages += pdf is [var next, ..] && (char.IsAsciiLetterOrDigit((char)next) || next == (byte)'_') ? 0 : 1; // else the tree of them, or a name that begins alike
        }

        return pages;
    }

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

    [GeneratedRegex(@"(?<key>/(?:CreationDate|ModDate)) \(D:[0-9]{14}\+00'00'\)")]
    private static partial Regex PdfDate();
}
