using System.Globalization;
using System.Text;
using System.Text.Json.Nodes;
using Alokon.Engine;
using Alokon.Engine.Running;
using Alokon.Sop.Workflows;
using Alokon.Sop.Workflows.Instances;
using MediatR;

namespace Alokon.Host.Elsa;

/// <summary>/workflow-instances and /activity-executions: the office's cases as Studio lists and shows them. Nothing here changes one.</summary>
internal static class InstanceEndpoints
{
    public static void MapInstances(this RouteGroupBuilder api)
    {
        var instances = api.MapGroup("/workflow-instances");
        instances.MapPost("", ListAsync).OnlyReads();
        instances.MapGet("/{id}", (string id, IMediator mediator, CancellationToken ct) => WithAsync(id, mediator, (view, history) => Results.Ok(InstanceShapes.Whole(view, history)), ct));
        instances.MapGet("/{id}/execution-state", StateAsync);
        instances.MapGet("/{id}/updated-at", StateAsync);
        instances.MapGet("/{id}/variables", VariablesAsync);
        instances.MapGet("/{id}/journal", (string id, HttpRequest http, IMediator mediator, CancellationToken ct) => WithAsync(id, mediator, (view, history) => Journal(view, history.Events, http), ct));
        instances.MapPost("/{id}/journal", FilteredAsync).OnlyReads();
        instances.MapGet("/{id}/export", ExportAsync);
        api.MapPost("/activity-executions/report", ReportAsync).OnlyReads();
        foreach (var list in new[] { "/activity-executions/list", "/activity-execution-summaries/list" })
        {
            api.MapGet(list, ExecutionsAsync);
        }

        api.MapGet("/activity-executions/by-id", (string? id, IMediator mediator, CancellationToken ct) => ExecutionAsync(id ?? "", mediator, ct));
        api.MapGet("/activity-executions/{id}", (string id, IMediator mediator, CancellationToken ct) => ExecutionAsync(id, mediator, ct));
        api.MapGet("/activity-executions/{id}/call-stack", (string id, IMediator mediator, CancellationToken ct) =>
            OneAsync(id, mediator, (instance, run) => Results.Ok(new JsonObject { ["items"] = new JsonArray(InstanceShapes.Execution(instance, run)), ["count"] = 1, ["totalCount"] = 1 }), ct));
    }

    private static async Task<IResult> ListAsync(HttpContext http, IMediator mediator, CancellationToken ct)
    {
        var body = await ElsaBody.ReadAsync(http.Request, ct);
        if (body.IsRefused(out var refusal))
        {
            return ElsaAnswer.Refuse(refusal);
        }

        var asked = body.Value;
        var filter = new InstanceFilter(
            [.. asked.Texts("definitionIds").Concat(One(asked, "definitionId"))],
            [.. asked.Texts("statuses").Concat(One(asked, "status"))],
            [.. asked.Texts("subStatuses").Concat(One(asked, "subStatus"))],
            null,
            asked["hasIncidents"] is JsonValue incidents && incidents.TryGetValue<bool>(out var has) ? has : null,
            asked.Text("orderBy") ?? "created",
            asked.Text("orderDirection") != "Ascending",
            Number(asked["page"]) ?? 0,
            Number(asked["pageSize"]) ?? 50);
        return ElsaAnswer.Of(await mediator.Send(new ListInstances(filter, asked.Text("searchTerm")), ct), list => Results.Ok(new JsonObject
        {
            ["items"] = new JsonArray([.. list.Items.Select(InstanceShapes.Summary)]),
            ["totalCount"] = list.Total,
        }));
    }

    // Asked every few seconds, three times at once: answered from one row.
    private static async Task<IResult> StateAsync(string id, IMediator mediator, CancellationToken ct) =>
        ElsaAnswer.Of(await mediator.Send(new GetInstanceSummary(IdOf(id)), ct), line => Results.Ok(new JsonObject
        {
            ["status"] = line.Instance.Status,
            ["subStatus"] = line.Instance.SubStatus,
            ["workflowSubStatus"] = line.Instance.SubStatus,
            ["updatedAt"] = line.Instance.UpdatedAt,
        }));

    private static Task<IResult> VariablesAsync(string id, IMediator mediator, CancellationToken ct) => WithAsync(id, mediator, (view, _) => Variables(view), ct);

    private static IResult Variables(InstanceView view)
    {
        var items = new JsonArray([.. view.Definition.Variables.Select(variable => (JsonNode)new JsonObject
        {
            ["id"] = variable.Id,
            ["name"] = variable.Name,
            ["value"] = view.State.Variables[variable.Id]?.DeepClone(),
        })]);
        return Results.Ok(new JsonObject { ["count"] = items.Count, ["items"] = items });
    }

    private static async Task<IResult> FilteredAsync(string id, HttpContext http, IMediator mediator, CancellationToken ct)
    {
        var body = await ElsaBody.ReadAsync(http.Request, ct);
        if (body.IsRefused(out var refusal))
        {
            return ElsaAnswer.Refuse(refusal);
        }

        var filter = body.Value["filter"] as JsonObject ?? [];
        var (activities, nodes, without, events) = (filter.Texts("activityIds"), filter.Texts("activityNodeIds"), filter.Texts("excludedActivityTypes"), filter.Texts("eventNames"));
        return await WithAsync(
            id,
            mediator,
            (view, history) => Journal(
                view,
                [.. history.Events.Where(e =>
                    (activities.Count == 0 || activities.Contains(e.Activity)) && (nodes.Count == 0 || nodes.Contains(e.NodeId))
                    && !without.Contains(e.Node?.Type ?? "") && (events.Count == 0 || events.Contains(e.Name)))],
                http.Request),
            ct);
    }

    private static IResult Journal(InstanceView view, IReadOnlyList<InstanceEvent> events, HttpRequest http)
    {
        var (skip, take) = (Number(http.Query["skip"]) ?? 0, Number(http.Query["take"]) ?? 1000);
        return Results.Ok(new JsonObject
        {
            ["items"] = new JsonArray([.. events.Skip(skip).Take(take).Select(happened => InstanceShapes.Record(view.Line.Instance.Id, happened))]),
            ["totalCount"] = events.Count,
        });
    }

    private static async Task<IResult> ReportAsync(HttpContext http, IMediator mediator, CancellationToken ct)
    {
        var body = await ElsaBody.ReadAsync(http.Request, ct);
        if (body.IsRefused(out var refusal))
        {
            return ElsaAnswer.Refuse(refusal);
        }

        var nodes = body.Value.Texts("activityNodeIds").ToHashSet(StringComparer.Ordinal);
        return await WithAsync(
            body.Value.Text("workflowInstanceId") ?? "",
            mediator,
            (view, history) => Results.Ok(new JsonObject
            {
                ["stats"] = new JsonArray([.. history.Executions.GroupBy(run => run.NodeId).Where(same => nodes.Contains(same.Key))
                    .Select(same => InstanceShapes.Stats(same.Key, [.. same], view.Clocks.GetValueOrDefault(same.First().Activity)))]),
            }),
            ct);
    }

    private static Task<IResult> ExecutionsAsync(HttpRequest http, IMediator mediator, CancellationToken ct)
    {
        var node = http.Query["ActivityNodeId"].ToString();
        return WithAsync(http.Query["WorkflowInstanceId"].ToString(), mediator, (view, history) => Executions(view, history.Executions.Where(run => run.NodeId == node)), ct);
    }

    private static IResult Executions(InstanceView view, IEnumerable<ActivityExecution> runs)
    {
        var items = new JsonArray([.. runs.Select(run => InstanceShapes.Execution(view.Line.Instance.Id, run))]);
        return Results.Ok(new JsonObject { ["count"] = items.Count, ["items"] = items });
    }

    private static Task<IResult> ExecutionAsync(string id, IMediator mediator, CancellationToken ct) => OneAsync(id, mediator, (instance, run) => Results.Ok(InstanceShapes.Execution(instance, run)), ct);

    private static Task<IResult> OneAsync(string id, IMediator mediator, Func<Guid, ActivityExecution, IResult> answer, CancellationToken ct) => WithAsync(
        id.Split('-')[0],
        mediator,
        (view, history) => history.Executions.FirstOrDefault(run => InstanceShapes.ExecutionId(view.Line.Instance.Id, run.Id) == id) is { } run
            ? answer(view.Line.Instance.Id, run)
            : ElsaAnswer.Refuse(new RunRefusal.InstanceNotFound(view.Line.Instance.Id)),
        ct);

    private static Task<IResult> ExportAsync(string id, IMediator mediator, CancellationToken ct) => WithAsync(id, mediator, Export, ct);

    private static IResult Export(InstanceView view, InstanceHistory history)
    {
        var json = InstanceShapes.Whole(view, history);
        json["journal"] = new JsonArray([.. history.Events.Select(happened => InstanceShapes.Record(view.Line.Instance.Id, happened))]);
        return Results.File(Encoding.UTF8.GetBytes(json.ToJsonString()), "application/json", $"workflow-instance-{view.Line.CaseNumber ?? view.Line.Instance.Id.ToString()}.json");
    }

    private static async Task<IResult> WithAsync(string id, IMediator mediator, Func<InstanceView, InstanceHistory, IResult> answer, CancellationToken ct) =>
        ElsaAnswer.Of(await mediator.Send(new GetInstance(IdOf(id)), ct), view => answer(view, InstanceHistory.Of(view)));

    // What is no id is the id of nothing.
    private static Guid IdOf(string text) => Guid.TryParse(text, out var id) ? id : Guid.Empty;

    private static IEnumerable<string> One(JsonObject asked, string name) => asked.Text(name) is { Length: > 0 } text ? [text] : [];

    private static int? Number(JsonNode? value) => value is JsonValue number && number.TryGetValue<int>(out var read) ? Math.Max(0, read) : null;

    private static int? Number(string? text) => int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var read) ? read : null;
}
