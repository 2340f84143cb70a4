using System.Text.Json.Nodes;
using Alokon.Engine;
using Alokon.Host.Texts;
using Alokon.Sop.Requests;
using Alokon.Sop.Workflows;
using MediatR;

namespace Alokon.Host.Api;

/// <summary>Running cases on their way to another version of their SOP.</summary>
internal static class WorkflowEndpoints
{
    public static void MapWorkflows(this RouteGroupBuilder api)
    {
        var workflows = api.MapGroup("/workflows/{definitionId}").WithTags("Alur kerja");
        workflows.MapGet("/findings", (string definitionId, IMediator mediator, CancellationToken ct) => mediator.SendAsync(new CheckDefinition(definitionId), ct, found => Results.Ok(FindingsAnswer.Of(found))))
            .WithSummary("Temuan pada versi terakhir: kesalahan menghalangi penerbitan, peringatan perlu disetujui");
        workflows.MapPost("/publish", (string definitionId, HttpRequest http, IMediator mediator) =>
            mediator.SendAsync(http, body => Publish(definitionId, body), published => Results.Ok(PublishedAnswer.Of(published))))
            .WithSummary("Menerbitkan versi terakhir; peringatan disetujui dengan menyebut tandanya");
        workflows.MapPost("/moves/preview", (string definitionId, HttpRequest http, IMediator mediator) =>
            mediator.SendAsync(http, body => Read(body, order => new PreviewMove(definitionId, order.Version, order.Map, order.Cases).AsRequest()), preview => Results.Ok(MovePreviewAnswer.Of(preview))))
            .WithSummary("Apa yang terjadi bila berkas berjalan dipindahkan ke versi lain");
        workflows.MapPost("/moves", StartAsync).WithSummary("Memindahkan berkas berjalan ke versi lain");
        workflows.MapGet("/moves", (string definitionId, IMediator mediator, CancellationToken ct) =>
            mediator.SendAsync(new ListMoves(definitionId), ct, page => Results.Ok(new Page<MoveAnswer>([.. page.Items.Select(MoveAnswer.Of)], page.Next))));
        workflows.MapPost("/replay", (string definitionId, HttpRequest http, IMediator mediator) => mediator.SendAsync(http, body => Replay(definitionId, body)))
            .WithSummary("Berkas yang sudah selesai dijalankan ulang di atas kertas dengan versi lain");
        workflows.MapPost("/moves/{id:guid}/undo", UndoAsync).WithSummary("Membatalkan pemindahan berkas yang belum bergerak lagi");
    }

    /// <summary><c>{"acknowledged":["position-not-held:kirim:1a2b3c4d"]}</c>: the tokens of the warnings that were read.</summary>
    private static Outcome<IRequest<Outcome<DefinitionPublished>>> Publish(string definitionId, JsonObject body)
    {
        var fields = new FieldReader(body);
        var acknowledged = body["acknowledged"] is null ? [] : fields.Texts("acknowledged");
        return fields.Errors.Count > 0 ? new InvalidInput(fields.Errors) : new PublishDefinition(definitionId, null) { Acknowledged = [.. acknowledged] }.AsRequest();
    }

    /// <summary><c>{"version":3}</c> or <c>{"definition":{…}}</c>, and the period <c>from</c>, <c>to</c>; a bare date is that whole day.</summary>
    private static Outcome<IRequest<Outcome<ReplayView>>> Replay(string definitionId, JsonObject body)
    {
        var order = MoveOrder.Read(body);
        if (order.IsRefused(out var refusal))
        {
            return refusal;
        }

        var (from, to) = (body.Text("from"), body.Text("to"));
        var (start, end) = (Instants.ReadDay(from, endOfDay: false), Instants.ReadDay(to, endOfDay: true));
        return from is { Length: > 0 } && start is null ? new InvalidInput("from", "time-malformed", from)
            : to is { Length: > 0 } && end is null ? new InvalidInput("to", "time-malformed", to)
            : body["definition"] is not (null or JsonObject) ? new InvalidInput("definition", "field-not-object")
            : new ReplayCases(definitionId, order.Value.Version, body["definition"]?.ToJsonString(), start, end).AsRequest();
    }

    private static async Task<IResult> StartAsync(string definitionId, HttpRequest http, IMediator mediator, MoveBatch batch)
    {
        var ct = http.HttpContext.RequestAborted;
        var body = await JsonBody.ReadAsync(http, ct);
        if (body.IsRefused(out var refusal))
        {
            return Problem.Of(refusal);
        }

        var order = Read(body.Value, read => new StartMove(definitionId, read.Version, read.Map, body.Value.Text("reason"), read.Cases).AsRequest());
        if (order.IsRefused(out refusal))
        {
            return Problem.Of(refusal);
        }

        var started = await mediator.Send(order.Value, ct);
        if (started.IsRefused(out refusal))
        {
            return Problem.Of(refusal);
        }

        var done = await batch.CarryOutAsync(started.Value);
        return done.Match(view => Results.Created($"/api/v1/workflows/{definitionId}/moves", MoveAnswer.Of(view)), Problem.Of);
    }

    private static async Task<IResult> UndoAsync(Guid id, MoveBatch batch)
    {
        var undone = await batch.UndoAsync(id);
        return undone.Match(
            after => Results.Ok(new MoveUndoAnswer(MoveAnswer.Of(after.Move), [.. after.Stays.Select(stay => new CaseStays(stay.Case, stay.Refusal.Code, IndonesianTexts.Of(stay.Refusal)))])),
            Problem.Of);
    }

    private static Outcome<IRequest<Outcome<T>>> Read<T>(JsonObject body, Func<MoveOrder, Outcome<IRequest<Outcome<T>>>> make)
    {
        var order = MoveOrder.Read(body);
        return order.IsRefused(out var refusal) ? refusal : make(order.Value);
    }
}
