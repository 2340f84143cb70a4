using System.Net;
using System.Text;
using System.Text.Json.Nodes;

namespace Alokon.Sop.Documents;

/// <summary>The complete page that Chromium prints: styles, title with the verification code, running foot, body.</summary>
public static class DocumentPage
{
    private const string Sentence = "Dokumen ini disahkan secara elektronik di Alokon; bukan tanda tangan elektronik tersertifikasi.";

    public static string Compose(TemplateFiles template, JsonObject model, string body)
    {
        var verification = model["dokumen"]?["verifikasi"];
        var code = verification?["kode"]?.GetValue<string>() ?? string.Empty;
        var page = new StringBuilder("<!DOCTYPE html>\n<html lang=\"id\">\n<head>\n<meta charset=\"utf-8\">\n");
        page.Append("<title>").Append(WebUtility.HtmlEncode($"{template.Code} {code}")).Append("</title>\n");
        // A sheet that nobody issued claims no approval; its template says what stands at its foot.
        foreach (var style in verification is null ? template.Styles : template.Styles.Append(Foot(verification["url"]?.GetValue<string>() ?? string.Empty)))
        {
            page.Append("<style>\n").Append(style).Append("</style>\n");
        }

        return page.Append("</head>\n<body>\n").Append(body).Append("</body>\n</html>\n").ToString();
    }

    /// <summary>In the margin of the page, where no content can run into it; Chromium counts the pages.</summary>
    private static string Foot(string url) =>
        $$"""
        @page {
          @bottom-left { content: "{{CssText(Sentence)}}\a {{CssText($"Periksa: {url}")}}"; }
          @bottom-right { content: "Halaman " counter(page) " dari " counter(pages); }
        }

        """;

    private static string CssText(string text) =>
        string.Concat(text.Select(c => char.IsAsciiLetterOrDigit(c) || " .,:;/-".Contains(c, StringComparison.Ordinal) ? c.ToString() : $"\\{(int)c:x} "));
}
