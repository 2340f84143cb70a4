using System.Net;
using System.Text;
using Alokon.Engine;
using Alokon.Host.Texts;
using Alokon.Sop.Cases;
using Alokon.Sop.Documents.Editing;
using Alokon.Templating;
using Microsoft.AspNetCore.Antiforgery;

namespace Alokon.Host.Pages.Papers;

/// <summary>
/// What the editor has typed, filled in: answered into a frame that may do nothing, whatever the text says. The form of the page is sent
/// here with another button, so no script is needed; the script only presses it.
/// </summary>
internal static class PreviewDoor
{
    /// <summary>No script, no request to anywhere, an origin of its own.</summary>
    private const string Policy = "sandbox; default-src 'none'; style-src 'unsafe-inline'; img-src data:; font-src data:; form-action 'none'; base-uri 'none'; frame-ancestors 'self'";

    /// <summary>On a screen there is no sheet around the text: it is drawn as one, as large as the frame lets it be.</summary>
    private const string Sheet =
        "<style>@media screen{html{background:#8793a8}body{box-sizing:border-box;width:210mm;min-height:297mm;margin:0 auto!important;padding:15mm 20mm 20mm 25mm;background:#fff}}"
        + "@media screen and (max-width:800px){html{zoom:.72}}@media screen and (max-width:572px){html{zoom:.55}}@media screen and (max-width:437px){html{zoom:.4}}</style>";

    public static void MapPreviews(this IEndpointRouteBuilder routes)
    {
        routes.MapPost("/template-surat/{name}/pratinjau", ShowAsync).WithMetadata(new RequireAntiforgeryTokenAttribute()).RequireAuthorization().ExcludeFromDescription();
        routes.MapPost("/template-surat/{name}/pratinjau.pdf", PrintAsync).WithMetadata(new RequireAntiforgeryTokenAttribute()).RequireAuthorization().ExcludeFromDescription();
        routes.MapPost("/template-surat/{name}/temuan", CheckAsync).WithMetadata(new RequireAntiforgeryTokenAttribute()).RequireAuthorization().ExcludeFromDescription();
    }

    private static async Task<IResult> ShowAsync(string name, HttpContext http, TemplatePress press, CancellationToken ct)
    {
        http.Response.Headers.ContentSecurityPolicy = Policy;
        if (await ReadAsync(name, http, ct) is not { } query)
        {
            return Page(Told("Formulir ini sudah kedaluwarsa. Muat ulang halaman, lalu coba lagi."), StatusCodes.Status400BadRequest);
        }

        var preview = await press.PreviewAsync(query, ct);
        return preview.IsRefused(out var refusal) ? Page(Told(Sentence(refusal)), Problem.StatusOf(refusal.Kind))
            : preview.Value.Html is { } html ? Page(html.Replace("</head>", $"{Sheet}</head>", StringComparison.Ordinal), StatusCodes.Status200OK)
            : Page(Faults(preview.Value.Findings), StatusCodes.Status422UnprocessableEntity);
    }

    private static async Task<IResult> PrintAsync(string name, HttpContext http, TemplatePress press, CancellationToken ct)
    {
        if (await ReadAsync(name, http, ct) is not { } query)
        {
            return Page(Told("Formulir ini sudah kedaluwarsa. Muat ulang halaman, lalu coba lagi."), StatusCodes.Status400BadRequest);
        }

        var pdf = await press.PreviewPdfAsync(query, ct);
        if (pdf.IsRefused(out var refusal))
        {
            http.Response.Headers.ContentSecurityPolicy = Policy;
            return Page(refusal is TemplateRefusal.Faulty faulty ? Faults(faulty.Findings) : Told(Sentence(refusal)), Problem.StatusOf(refusal.Kind));
        }

        http.Response.Headers.ContentDisposition = $"inline; filename=\"pratinjau-{name}.pdf\"";
        return Results.Bytes(pdf.Value, "application/pdf");
    }

    /// <summary>For the marks beside the lines, while somebody types.</summary>
    private static async Task<IResult> CheckAsync(string name, HttpContext http, TemplatePress press, CancellationToken ct)
    {
        if (await ReadAsync(name, http, ct) is not { } query)
        {
            return Results.BadRequest();
        }

        var preview = await press.PreviewAsync(query, ct);
        return preview.IsRefused(out var refusal) ? Problem.Of(refusal) : Results.Ok(new { findings = preview.Value.Findings.Select(finding => finding with { Message = TemplateTexts.Of(finding.Message) }) });
    }

    /// <returns>None when the form was not drawn by us for this officer.</returns>
    private static async Task<PreviewTemplate?> ReadAsync(string name, HttpContext http, CancellationToken ct)
    {
        if (http.Features.Get<IAntiforgeryValidationFeature>() is not { IsValid: true } || !http.Request.HasFormContentType)
        {
            return null;
        }

        var form = await http.Request.ReadFormAsync(ct);
        return new PreviewTemplate(name, new TemplateText(form["body"].ToString(), form["style"].ToString()), form["case"].ToString());
    }

    private static string Sentence(Refusal refusal) => refusal.Fields.Count > 0 ? string.Join(" ", refusal.Fields.Select(IndonesianTexts.Of)) : IndonesianTexts.Of(refusal);

    private static string Faults(IReadOnlyList<TemplateError> findings)
    {
        var list = new StringBuilder("<p><strong>Belum dapat ditampilkan:</strong></p><ul>");
        foreach (var finding in findings)
        {
            list.Append("<li>").Append(WebUtility.HtmlEncode($"{TemplateWords.FileOf(finding.File)}, baris {finding.Line}, kolom {finding.Column}: {TemplateTexts.Of(finding.Message)}")).Append("</li>");
        }

        return Whole(list.Append("</ul>").ToString());
    }

    private static string Told(string sentence) => Whole($"<p role=\"alert\">{WebUtility.HtmlEncode(sentence)}</p>");

    private static string Whole(string body) =>
        $"<!DOCTYPE html><html lang=\"id\"><head><meta charset=\"utf-8\"><title>Pratinjau</title><style>body{{font:16px/1.5 system-ui,sans-serif;margin:1rem;color:#14213d}}strong{{color:#a3161c}}</style></head><body>{body}</body></html>";

    private static IResult Page(string html, int status) => Results.Content(html, "text/html", Encoding.UTF8, status);
}
