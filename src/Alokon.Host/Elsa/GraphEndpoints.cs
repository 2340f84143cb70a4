using System.Text.Json.Nodes;
using Alokon.Engine;
using Alokon.Sop.Workflows;
using MediatR;

namespace Alokon.Host.Elsa;

/// <summary>Parts of a definition's graph: Studio asks for them when somebody steps into an activity that holds others.</summary>
internal static class GraphEndpoints
{
    public static void MapGraph(this RouteGroupBuilder api)
    {
        var definitions = api.MapGroup("/workflow-definitions");
        definitions.MapGet("/subgraph/{versionId}", (string versionId, string? parentNodeId, IMediator mediator, CancellationToken ct) =>
            WithAsync(versionId, mediator, nodes => Results.Ok(Node(nodes.Find(node => node.NodeId == parentNodeId) ?? nodes[0])), ct));
        definitions.MapGet("/subgraph/segments/{versionId}", (string versionId, string? childNodeId, IMediator mediator, CancellationToken ct) =>
            WithAsync(
                versionId,
                mediator,
                nodes => nodes.Find(node => node.NodeId == childNodeId) is { } child
                    ? Results.Ok(Segments(nodes, child))
                    : ElsaAnswer.Refuse(new InvalidInput("childNodeId", "node-unknown", childNodeId ?? "")),
                ct));
    }

    private static async Task<IResult> WithAsync(string versionId, IMediator mediator, Func<List<Placed>, IResult> answer, CancellationToken ct) =>
        ElsaAnswer.Of(await mediator.Send(new GetDefinitionVersion(versionId), ct), content =>
        {
            var nodes = new List<Placed>();
            Collect(StudioDefinition.Of(content, mayWrite: false)["root"]!.AsObject(), null, null, nodes); // only definitions are stored
            return answer(nodes);
        });

    /// <summary>From the outside in: each activity that holds the next one. The flowchart itself is no stop on the way.</summary>
    private static JsonObject Segments(List<Placed> nodes, Placed child)
    {
        var segments = new List<JsonNode>();
        var container = nodes[0];
        var inner = child;
        for (var around = inner.Parent; around is not null; (inner, around) = (around, around.Parent))
        {
            if (around.Activity["type"]?.ToString() != "Elsa.Flowchart")
            {
                container = segments.Count == 0 ? around : container;
                segments.Insert(0, new JsonObject
                {
                    ["activityNodeId"] = around.NodeId,
                    ["activityId"] = around.Activity["id"]?.DeepClone(),
                    ["activityType"] = around.Activity["type"]?.DeepClone(),
                    ["portName"] = inner.Port,
                    ["activityName"] = (around.Activity["name"] ?? around.Activity["type"])?.DeepClone(),
                });
            }
        }

        return new() { ["childNode"] = Node(child), ["container"] = Node(container), ["pathSegments"] = new JsonArray([.. segments]) };
    }

    private static JsonObject Node(Placed node) => new() { ["nodeId"] = node.NodeId, ["port"] = node.Port, ["activity"] = node.Activity.DeepClone() };

    private static void Collect(JsonObject activity, string? port, Placed? parent, List<Placed> nodes)
    {
        var placed = new Placed(activity, activity["nodeId"]?.ToString() ?? "", port, parent);
        nodes.Add(placed);
        foreach (var (name, child) in NodeIds.Ports(activity))
        {
            Collect(child, name, placed, nodes);
        }
    }

    private sealed record Placed(JsonObject Activity, string NodeId, string? Port, Placed? Parent);
}
