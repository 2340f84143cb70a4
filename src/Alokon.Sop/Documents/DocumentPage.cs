using System.Net;
using System.Text;
using System.Text.Json.Nodes;
using Alokon.Sop.Documents.Signing;

namespace Alokon.Sop.Documents;

/// <summary>The complete page that Chromium prints: styles, title with the verification code, running foot, body.</summary>
public static class DocumentPage
{
    private const string Internal = "Persetujuan elektronik internal di Alokon, bukan tanda tangan elektronik tersertifikasi.";

    // Printed before anybody has signed, and read afterwards too.
    private const string ByOfficers = "Persetujuan elektronik di Alokon. Tanda tangan elektronik tersertifikasi, bila sudah dibubuhkan, termuat dalam berkas PDF ini.";

    /// <param name="mark">What is printed across every page; nothing on the paper itself.</param>
    /// <param name="signing">Who will sign the paper; nobody: the foot says what the approval is instead.</param>
    /// <param name="curtain">What is only printed may hang one.</param>
    public static string Compose(TemplateFiles template, JsonObject model, string body, PaperMark mark = PaperMark.None, OfficeSigning? signing = null, bool curtain = false)
    {
        var verification = model["dokumen"]?["verifikasi"];
        var code = verification?["kode"]?.GetValue<string>() ?? string.Empty;
        var page = new StringBuilder("<!DOCTYPE html>\n<html lang=\"id\">\n<head>\n<meta charset=\"utf-8\">\n");
        page.Append("<title>").Append(WebUtility.HtmlEncode($"{template.Code} {code}")).Append("</title>\n");
        page.Append(curtain && PrintCurtain.MayHang(template.Styles, body) ? PrintCurtain.Style : "");
        // A sheet that nobody issued claims no approval; its template says what stands at its foot.
        var sentence = signing?.Certificate is { } certificate ? $"Ditandatangani secara elektronik dengan sertifikat {certificate.Subject}." : signing is { ByOfficers: true } ? ByOfficers : Internal;
        var paper = (model["dokumen"]?["kertas"] ?? model["kertas"])?.GetValue<string>() ?? PaperSize.A4;
        foreach (var style in verification is null ? template.Styles : template.Styles.Append(Foot(sentence, verification["url"]?.GetValue<string>() ?? string.Empty)))
        {
            page.Append("<style>\n").Append(PaperSize.Apply(style, paper)).Append("</style>\n");
        }

        if (PlacesOf(template, model, signing) is { Count: > 0 } places)
        {
            page.Append("<style>\n").Append(PlaceAnchors.Style).Append("</style>\n");
            body = PlaceAnchors.Mark(body, places);
        }

        if (mark != PaperMark.None)
        {
            page.Append("<style>\n").Append(MarkStyle).Append("</style>\n");
            body = $"<div class=\"tanda-air\" aria-hidden=\"true\">{Words[mark]}</div>\n{body}";
        }

        return page.Append("</head>\n<body>\n").Append(body).Append("</body>\n</html>\n").ToString();
    }

    private static IReadOnlyList<SignaturePlace> PlacesOf(TemplateFiles template, JsonObject model, OfficeSigning? signing)
    {
        if (signing is not { ByOfficers: true } and not { Certificate: not null })
        {
            return [];
        }

        var places = SignaturePlace.Of(template.Code, model);
        return signing.ByOfficers ? places : SignaturePlace.ApproverOf(places) is { } approver ? [approver] : [];
    }

    private static readonly IReadOnlyDictionary<PaperMark, string> Words = new Dictionary<PaperMark, string>
    {
        [PaperMark.Draft] = "DRAF",
        [PaperMark.Copy] = "SALINAN",
        [PaperMark.Cancelled] = "BATAL",
    };

    // Fixed: printed again on every page. So faint that the text under it is read as before; above the CONTOH of a demo, which stands in the middle.
    private const string MarkStyle =
        """
        .tanda-air { position: fixed; inset: 0 0 45%; display: flex; align-items: center; justify-content: center; font: bold 80pt Arial, "Liberation Sans", sans-serif; letter-spacing: 4pt; color: rgba(160, 0, 0, 0.13); transform: rotate(-38deg); z-index: 11; }

        """;

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
