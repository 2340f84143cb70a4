using Alokon.Engine;
using Alokon.Sop.Archive;
using Alokon.Sop.Cases;
using Alokon.Sop.Documents;
using Alokon.Sop.People;
using Alokon.Sop.Requests;
using Alokon.Sop.Sla;
using MediatR;

namespace Alokon.Host.Api;

/// <summary>Who I am, what runs here, how we keep the time, and what anybody may ask without an account.</summary>
internal static class OfficeEndpoints
{
    /// <summary>Our papers have some hundred kilobytes; a stranger gets no more of the memory.</summary>
    private const int LargestPdf = 8 * 1024 * 1024;

    public static void MapOffice(this RouteGroupBuilder api)
    {
        api.MapGet("/me", (IMediator mediator, CancellationToken ct) => mediator.SendAsync(new Me(), ct)).WithTags("Saya");
        api.MapGet("/workflows", (IMediator mediator, CancellationToken ct) => mediator.SendAsync(new ListWorkflows(), ct)).WithTags("Alur kerja");
        api.MapGet("/catalogue", (IMediator mediator, CancellationToken ct) => mediator.SendAsync(new GetCatalogue(), ct)).WithTags("Usulan");
        api.MapPost("/resupply/calculate", (HttpRequest http, IMediator mediator) =>
            mediator.SendAsync(http, body => new CalculateResupply(body).AsRequest())).WithTags("Usulan").WithSummary("Hitung pasokan ulang min-maks");
        api.MapGet("/sla/summary", (string? from, string? to, IMediator mediator, CancellationToken ct) =>
            Between(from, to, (start, end) => mediator.SendAsync(new SlaSummary(start, end), ct))).WithTags("SLA");
        api.MapGet("/sla/breaches", (string? from, string? to, string? step, string? unit, string? clock, int? limit, string? after, IMediator mediator, CancellationToken ct) =>
            Between(from, to, (start, end) => mediator.SendAsync(new SlaBreaches(start, end, step, unit, clock, limit, after), ct))).WithTags("SLA");
        api.MapGet("/documents/{id:guid}", DocumentAsync).WithTags("Dokumen");
        api.MapGet("/documents/{id:guid}/pdf", PdfAsync).WithTags("Dokumen").WithSummary("Dokumen dengan semua tanda tangannya (revision=0: seperti dicetak); yang dibatalkan dengan tanda BATAL");
        api.MapGet("/documents/{id:guid}/copy", (Guid id, HttpResponse response, IMediator mediator, PrintPdf print, CancellationToken ct) =>
            CopyAsync(id, response, mediator, print, ct)).WithTags("Dokumen").WithSummary("Salinan dokumen, dengan tanda SALINAN");
        api.MapPost("/documents/{id:guid}/retry", (Guid id, IMediator mediator, CancellationToken ct) => mediator.SendAsync(new RetryDocument(id), ct))
            .WithTags("Dokumen").WithSummary("Mencetak ulang dokumen yang gagal dicetak");
        api.MapPost("/documents/{id:guid}/cancel", (Guid id, HttpRequest http, IMediator mediator) =>
            mediator.SendAsync(http, body => body.Text("reason") is { Length: > 0 } reason ? new CancelDocument(id, reason).AsRequest() : new InvalidInput("reason", "field-required")))
            .WithTags("Dokumen").WithSummary("Membatalkan dokumen; nomornya tetap tercatat");
    }

    public static void MapPublic(this IEndpointRouteBuilder routes)
    {
        var open = routes.MapGroup("/api/v1").AllowAnonymous().WithTags("Publik").RequireRateLimiting(Limits.Public).WithShapes();
        open.MapGet("/verify/{code}", (string code, IMediator mediator, CancellationToken ct) => mediator.SendAsync(new VerifyByCode(code), ct));
        open.MapPost("/verify", VerifyPdfAsync).DisableAntiforgery();
        open.MapGet("/offices/{code:int}/keys", (int code, IMediator mediator, CancellationToken ct) =>
            mediator.SendAsync(new OfficeKeys(code), ct, keys => Results.Ok(new { items = keys })));
    }

    private static async Task<IResult> DocumentAsync(Guid id, IMediator mediator, CancellationToken ct)
    {
        var found = await mediator.Send(new GetDocument(id), ct);
        return found.IsRefused(out var refusal) ? Problem.Of(refusal)
            : await HiddenAsync(found.Value.CaseId, id, mediator, ct) ?? Results.Ok(found.Value);
    }

    private static async Task<IResult> PdfAsync(Guid id, int? revision, HttpResponse response, IMediator mediator, PrintPdf print, WantedPapers wanted, CancellationToken ct)
    {
        var found = await mediator.Send(new GetDocumentPdf(id, revision), ct);
        if (found.IsRefused(out var refusal))
        {
            if (refusal is DocumentRefusal.NotReady)
            {
                wanted.Want(id);
            }

            return Problem.Of(refusal);
        }

        if (await HiddenAsync(found.Value.CaseId, id, mediator, ct) is { } hidden)
        {
            return hidden;
        }

        if (found.Value.IsCancelled)
        {
            return await CopyAsync(id, response, mediator, print, ct);
        }

        response.Headers.ContentDisposition = $"inline; filename=\"{found.Value.FileName}\"";
        response.Headers.ETag = $"\"{found.Value.Sha256}\"";
        return Results.Bytes(found.Value.Bytes, "application/pdf");
    }

    /// <summary>Printed for this one asker, outside any transaction.</summary>
    private static async Task<IResult> CopyAsync(Guid id, HttpResponse response, IMediator mediator, PrintPdf print, CancellationToken ct)
    {
        var found = await mediator.Send(new GetDocumentCopy(id), ct);
        if (found.IsRefused(out var refusal))
        {
            return Problem.Of(refusal);
        }

        var copy = found.Value;
        if (await HiddenAsync(copy.CaseId, id, mediator, ct) is { } hidden)
        {
            return hidden;
        }

        response.Headers.ContentDisposition = $"inline; filename=\"{copy.FileName}\"";
        return Results.Bytes(copy.Stamp(await print(copy.Html, ct)), "application/pdf");
    }

    /// <summary>A document of a case that the officer may not know of is itself unknown.</summary>
    private static async Task<IResult?> HiddenAsync(Guid caseId, Guid document, IMediator mediator, CancellationToken ct)
    {
        var seen = await mediator.Send(new SeeCase(caseId), ct);
        return seen.IsRefused(out _) ? Problem.Of(new DocumentRefusal.NotFound(document)) : null;
    }

    private static async Task<IResult> VerifyPdfAsync(HttpRequest http, IMediator mediator, CancellationToken ct)
    {
        var form = http.HasFormContentType ? await http.ReadFormAsync(ct) : null;
        if (form is { Files.Count: 0 })
        {
            return Problem.Of(new InvalidInput("file", "field-required"));
        }

        using var buffer = new MemoryStream();
        await using var body = form?.Files[0].OpenReadStream() ?? http.Body;
        return await JsonBody.CopyAsync(body, buffer, LargestPdf, ct)
            ? await mediator.SendAsync(VerifyByPdf.Of(buffer.ToArray()), ct)
            : Problem.Of(new ErrorDoor.TooLarge());
    }

    /// <summary>A period of days or instants; a bare date is that day's beginning (from) or its end (to), in the office's day.</summary>
    private static async Task<IResult> Between(string? from, string? to, Func<DateTimeOffset?, DateTimeOffset?, Task<IResult>> send)
    {
        var start = Instants.ReadDay(from, endOfDay: false);
        var end = Instants.ReadDay(to, endOfDay: true);
        if (from is { Length: > 0 } && start is null)
        {
            return Problem.Of(new InvalidInput("from", "time-malformed", from));
        }

        return to is { Length: > 0 } && end is null
            ? Problem.Of(new InvalidInput("to", "time-malformed", to))
            : await send(start, end);
    }
}
