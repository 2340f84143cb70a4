using System.Text.Json.Nodes;
using Alokon.Engine;
using Alokon.Sop.Archive;
using Alokon.Sop.Audit;
using Alokon.Sop.Cases;
using Alokon.Sop.Documents;
using MediatR;

namespace Alokon.Host.Api;

internal static class CaseEndpoints
{
    public static void MapCases(this RouteGroupBuilder api)
    {
        var cases = api.MapGroup("/cases").WithTags("Berkas");
        cases.MapPost("", StartAsync).WithSummary("Faskes (atau PLKB untuknya) mengajukan usulan");
        cases.MapGet("", (string? status, string? workflow, string? q, string? facility, int? limit, string? after, IMediator mediator, CancellationToken ct) =>
            mediator.SendAsync(new ListCases(status, workflow, q, facility, limit, after), ct)).WithSummary("Daftar berkas, terbaru dahulu");
        cases.MapGet("/{id:guid}", (Guid id, IMediator mediator, CancellationToken ct) => mediator.SendAsync(new GetCase(id), ct)).WithSummary("Satu berkas dengan langkah SOP, tugas dan waktunya");
        cases.MapPost("/{id:guid}/withdraw", (Guid id, HttpRequest http, IMediator mediator) =>
            mediator.SendAsync<CaseView>(http, body => body.WithText("reason", 1000, reason => new WithdrawCase(id, reason).AsRequest()))).WithSummary("Pemohon menarik usulan");
        cases.MapPost("/{id:guid}/cancel", (Guid id, HttpRequest http, IMediator mediator) =>
            mediator.SendAsync<CaseView>(http, body => body.WithText("reason", 1000, reason => new CancelCase(id, reason).AsRequest()))).WithSummary("Dinas membatalkan berkas, dengan alasan");
        cases.MapPost("/{id:guid}/attachments", AttachAsync).DisableAntiforgery().WithSummary("Menyerahkan lampiran (multipart: kind, file, restricted)");
        cases.MapGet("/{id:guid}/attachments", (Guid id, IMediator mediator, CancellationToken ct) => mediator.SendAsync(new ListAttachments(id), ct));
        cases.MapGet("/{id:guid}/attachments/{attachment:guid}", (Guid id, Guid attachment, IMediator mediator, CancellationToken ct) =>
            mediator.SendAsync(new GetAttachment(id, attachment), ct, file => Results.File(file.Bytes, file.MediaType, file.FileName)));
        cases.MapGet("/{id:guid}/timeline", (Guid id, IMediator mediator, CancellationToken ct) => TimelineAsync(id, mediator, ct)).WithSummary("Peristiwa berantai-hash, berurutan");
        cases.MapGet("/{id:guid}/documents", (Guid id, IMediator mediator, CancellationToken ct) => DocumentsAsync(id, mediator, ct)).WithSummary("Dokumen berkas ini");
        cases.MapGet("/{id:guid}/pack", PackAsync).WithSummary("Paket arsip yang dapat diperiksa tanpa Alokon");
    }

    private static Task<IResult> StartAsync(HttpRequest http, IMediator mediator) =>
        mediator.SendAsync(
            http,
            body =>
            {
                var workflow = body.Text("workflow");
                return workflow is null ? new InvalidInput("workflow", "field-required")
                    : body["input"] is not JsonObject input ? new InvalidInput("input", "field-required")
                    : new StartCase(workflow, input.DeepClone().AsObject()).AsRequest();
            },
            started => Results.Created($"/api/v1/cases/{started.Id}", started));

    private static async Task<IResult> AttachAsync(Guid id, HttpRequest http, IMediator mediator, CancellationToken ct)
    {
        if (!http.HasFormContentType)
        {
            return Problem.Of(new InvalidInput("file", "field-required"));
        }

        var form = await http.ReadFormAsync(ct);
        if (form.Files.GetFile("file") is not { } file)
        {
            return Problem.Of(new InvalidInput("file", "field-required"));
        }

        using var buffer = new MemoryStream();
        await file.CopyToAsync(buffer, ct);
        var add = new AddAttachment(id, form["kind"].ToString(), file.FileName, file.ContentType, buffer.ToArray(), form["restricted"] == "true");
        return await mediator.SendAsync(add, ct, view => Results.Created($"/api/v1/cases/{id}/attachments/{view.Id}", view));
    }

    // The rooms below know a case only by its id: whether this officer may know of it is asked first.
    private static async Task<IResult> TimelineAsync(Guid id, IMediator mediator, CancellationToken ct) =>
        await HiddenAsync(id, mediator, ct) ?? await mediator.SendAsync(new GetTimeline(id), ct, items => Results.Ok(new { items }));

    private static async Task<IResult> DocumentsAsync(Guid id, IMediator mediator, CancellationToken ct) =>
        await HiddenAsync(id, mediator, ct) ?? await mediator.SendAsync(new ListDocuments(id), ct);

    private static async Task<IResult> PackAsync(Guid id, IMediator mediator, CancellationToken ct) =>
        await HiddenAsync(id, mediator, ct) ?? await PackDoor.WaitAsync(id, mediator, ct);

    private static async Task<IResult?> HiddenAsync(Guid id, IMediator mediator, CancellationToken ct)
    {
        var seen = await mediator.Send(new SeeCase(id), ct);
        return seen.IsRefused(out var refusal) ? Problem.Of(refusal) : null;
    }
}
