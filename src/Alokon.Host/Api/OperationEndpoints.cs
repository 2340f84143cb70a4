using System.Text.Json.Nodes;
using Alokon.Engine;
using Alokon.Sop.Automation;
using Alokon.Sop.Documents;
using MediatR;

namespace Alokon.Host.Api;

/// <summary>Events, tasks of programs, the door for calls from outside, and what workers have given up.</summary>
internal static class OperationEndpoints
{
    public const string TokenHeader = "X-Alokon-Token";

    public static void MapOperations(this RouteGroupBuilder api)
    {
        api.MapPost("/events/{name}", (string name, HttpRequest http, IMediator mediator) =>
            mediator.SendAsync(http, body => body.WithText("correlationId", 200, id => new RaiseEvent(name, id, body["payload"]?.DeepClone()).AsRequest()), Taken))
            .WithTags("Peristiwa").WithSummary("Mengumumkan peristiwa kepada alur yang menunggunya");
        api.MapGet("/external-tasks", (IMediator mediator, CancellationToken ct) => mediator.SendAsync(new ListExternalTasks(), ct))
            .WithTags("Peristiwa").WithSummary("Tugas RunTask yang menunggu program luar");
        api.MapPost("/external-tasks/{taskId}/complete", (string taskId, HttpRequest http, IMediator mediator) =>
            mediator.SendAsync(http, body => new CompleteExternalTask(taskId, body["result"]?.DeepClone()).AsRequest(), Taken))
            .WithTags("Peristiwa").WithSummary("Program luar melaporkan tugasnya selesai");

        var operations = api.MapGroup("/operations").WithTags("Operasi");
        operations.MapGet("/failures", (IMediator mediator, CancellationToken ct) => mediator.SendAsync(new ListFailures(), ct)).WithSummary("Pekerjaan latar yang gagal dan menunggu operator");
        operations.MapPost("/failures/{id:guid}/retry", (Guid id, IMediator mediator, CancellationToken ct) =>
            mediator.SendAsync(new RetryFailure(id), ct, _ => Results.Ok(new { id }))).WithSummary("Mencoba lagi setelah sebabnya diperbaiki");
        operations.MapGet("/printing", (IMediator mediator, CancellationToken ct) => mediator.SendAsync(new ReadPrintRoom(), ct)).WithSummary("Naskah yang gagal atau menunggu dicetak, dan peramban yang mencetaknya");
        operations.MapPost("/hook-token", (IMediator mediator, CancellationToken ct) => mediator.SendAsync(new IssueHookToken(), ct)).WithSummary("Token baru untuk program yang memanggil /hooks; yang lama tidak berlaku lagi");
        operations.MapGet("/allowed-hosts", (IMediator mediator, CancellationToken ct) => mediator.SendAsync(new GetAllowedHosts(), ct)).WithSummary("Mesin yang boleh dihubungi alur");
        operations.MapPost("/allowed-hosts", (HttpRequest http, IMediator mediator) =>
            mediator.SendAsync(http, body => body["hosts"] is JsonArray hosts && hosts.All(h => h is JsonValue v && v.TryGetValue(out string? _))
                ? new SetAllowedHosts([.. hosts.Select(h => h!.GetValue<string>())]).AsRequest() // all are texts
                : new InvalidInput("hosts", "field-not-list"))).WithSummary("Menetapkan mesin yang boleh dihubungi alur; kosong = tidak ada");
    }

    /// <summary>No account: the token of the office in <see cref="TokenHeader"/> opens it.</summary>
    public static void MapHooks(this IEndpointRouteBuilder routes)
    {
        var hooks = routes.MapGroup("/api/v1/hooks/{office:int}").AllowAnonymous().WithTags("Peristiwa").RequireRateLimiting(Limits.Public).WithShapes();
        hooks.MapGet("/{**path}", CallAsync).WithSummary("Memanggil alur lewat HttpEndpoint, dengan token dinas");
        hooks.MapPost("/{**path}", CallAsync).DisableAntiforgery().WithSummary("Memanggil alur lewat HttpEndpoint, dengan token dinas");
    }

    private static async Task<IResult> CallAsync(int office, string? path, HttpRequest http, IMediator mediator)
    {
        var ct = http.HttpContext.RequestAborted;
        var body = await JsonBody.ReadAsync(http, ct);
        if (body.IsRefused(out var refusal))
        {
            return Problem.Of(refusal);
        }

        var query = new JsonObject();
        foreach (var (name, values) in http.Query)
        {
            query[name] = values.ToString();
        }

        var call = new JsonObject { ["method"] = http.Method, ["path"] = path, ["query"] = query, ["content"] = body.Value.DeepClone() };
        var key = http.Headers["Idempotency-Key"].ToString();
        return await mediator.SendAsync(new CallHook(office, http.Headers[TokenHeader].ToString(), http.Method, path ?? "", call, key.Length == 0 ? null : key), ct, Taken);
    }

    private static IResult Taken(StimulusTaken taken) => Results.Accepted(null, taken);
}
