using System.Text.RegularExpressions;

namespace Alokon.Sop.Documents;

/// <summary>What offices print on. Templates are written for A4; F4 (folio, 215 by 330 mm) is put in its place where the office wants it.</summary>
public static partial class PaperSize
{
    public const string A4 = "A4";
    public const string F4 = "F4";

    public static bool IsKnown(string paper) => paper is A4 or F4;

    /// <summary>The style sheet for this paper: every page size that it states as A4, portrait or landscape, the annex's too.</summary>
    internal static string Apply(string style, string paper) =>
        paper == F4 ? PageSize().Replace(style, size => size.Groups["side"].Value == "landscape" ? "size: 330mm 215mm;" : "size: 215mm 330mm;") : style;

    [GeneratedRegex(@"size:\s*A4(?:\s+(?<side>portrait|landscape))?\s*;")]
    private static partial Regex PageSize();
}
