using System.Text.Json.Nodes;
using Alokon.Engine;
using Alokon.Sop.Inbox;
using MediatR;

namespace Alokon.Host.Api;

internal static class TaskEndpoints
{
    public static void MapTasks(this RouteGroupBuilder api)
    {
        var tasks = api.MapGroup("/tasks").WithTags("Tugas");
        tasks.MapGet("", (string? scope, string? status, string? sort, int? limit, string? after, IMediator mediator, CancellationToken ct) =>
            mediator.SendAsync(new ListTasks(scope, status, sort, limit, after), ct)).WithSummary("Daftar tugas: mine, team atau all");
        tasks.MapGet("/{id:guid}", (Guid id, IMediator mediator, CancellationToken ct) => mediator.SendAsync(new GetTask(id), ct));
        tasks.MapPost("/{id:guid}/claim", (Guid id, HttpRequest http, IMediator mediator) =>
            WithVersionAsync(http, mediator, (_, version) => new ClaimTask(id, version).AsRequest())).WithSummary("Mengambil tugas: waktu pengerjaan mulai berjalan");
        tasks.MapPost("/{id:guid}/release", (Guid id, HttpRequest http, IMediator mediator) =>
            WithVersionAsync(http, mediator, (_, version) => new ReleaseTask(id, version).AsRequest())).WithSummary("Mengembalikan tugas ke jabatan");
        tasks.MapPost("/{id:guid}/delegate", (Guid id, HttpRequest http, IMediator mediator) =>
            WithVersionAsync(http, mediator, (body, version) => body.Text("to") is { Length: > 0 } to
                ? new DelegateTask(id, to, version).AsRequest()
                : new InvalidInput("to", "field-required"))).WithSummary("Menyerahkan tugas kepada rekan sejabatan");
        tasks.MapPost("/{id:guid}/complete", (Guid id, HttpRequest http, IMediator mediator) =>
            WithVersionAsync(http, mediator, (body, version) => Complete(id, body, version), done => Results.Ok(done.Task with { Next = done.Next }))).WithSummary("Memutuskan: berkas bergerak dalam satu transaksi");
    }

    private static Task<IResult> WithVersionAsync<T>(
        HttpRequest http, IMediator mediator, Func<JsonObject, int?, Outcome<IRequest<Outcome<T>>>> make, Func<T, IResult>? answer = null) =>
        mediator.SendAsync(
            http,
            body =>
            {
                var version = Edge.VersionSeen(http, body);
                return version.IsRefused(out var refusal) ? refusal : make(body, version.Value.Number);
            },
            answer);

    private static Outcome<IRequest<Outcome<TaskCompleted>>> Complete(Guid id, JsonObject body, int? version)
    {
        if (body.Text("outcome") is not { Length: > 0 } outcome)
        {
            return new InvalidInput("outcome", "field-required");
        }

        if (body["data"] is not (null or JsonObject))
        {
            return new InvalidInput("data", "field-not-object");
        }

        var data = body["data"]?.DeepClone().AsObject() ?? [];
        return body.WithText("comment", 2000, comment => new CompleteTask(id, outcome, data, comment, version).AsRequest());
    }
}
