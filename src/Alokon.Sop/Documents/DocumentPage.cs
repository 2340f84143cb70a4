using System.Net;
using System.Text;
using System.Text.Json.Nodes;

namespace Alokon.Sop.Documents;

/// <summary>The complete page that Chromium prints: styles, title with the verification code, running foot, body.</summary>
public static class DocumentPage
{
    private const string Internal = "Persetujuan elektronik internal di Alokon, bukan tanda tangan elektronik tersertifikasi.";

    /// <param name="signedBy">Whose certificate will sign the paper; null: nobody's, and the foot says what the approval is instead.</param>
    public static string Compose(TemplateFiles template, JsonObject model, string body, string? signedBy = null)
    {
        var verification = model["dokumen"]?["verifikasi"];
        var code = verification?["kode"]?.GetValue<string>() ?? string.Empty;
        var page = new StringBuilder("<!DOCTYPE html>\n<html lang=\"id\">\n<head>\n<meta charset=\"utf-8\">\n");
        page.Append("<title>").Append(WebUtility.HtmlEncode($"{template.Code} {code}")).Append("</title>\n");
        // A sheet that nobody issued claims no approval; its template says what stands at its foot.
        foreach (var style in verification is null ? template.Styles : template.Styles.Append(Foot(signedBy is null ? Internal : $"Ditandatangani secara elektronik dengan sertifikat {signedBy}.", verification["url"]?.GetValue<string>() ?? string.Empty)))
        {
            page.Append("<style>\n").Append(style).Append("</style>\n");
        }

        return page.Append("</head>\n<body>\n").Append(body).Append("</body>\n</html>\n").ToString();
    }

    /// <summary>In the margin of the page, where no content can run into it; Chromium counts the pages.</summary>
    private static string Foot(string sentence, string url) =>
        $$"""
        @page {
          @bottom-left { content: "{{CssText(sentence)}}\a {{CssText($"Periksa: {url}")}}"; }
          @bottom-right { content: "Halaman " counter(page) " dari " counter(pages); }
        }

        """;

    private static string CssText(string text) =>
        string.Concat(text.Select(c => char.IsAsciiLetterOrDigit(c) || " .,:;/-".Contains(c, StringComparison.Ordinal) ? c.ToString() : $"\\{(int)c:x} "));
}
