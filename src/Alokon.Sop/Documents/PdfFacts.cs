using System.Text;
using System.Text.RegularExpressions;

namespace Alokon.Sop.Documents;

/// <summary>What this room must know about a PDF that Chromium wrote, before it is packed.</summary>
internal static partial class PdfFacts
{
    public static int Pages(byte[] pdf) => PageObject().Count(Encoding.Latin1.GetString(pdf));

    [GeneratedRegex(@"/Type /Page\b(?!s)")]
    private static partial Regex PageObject();
}
