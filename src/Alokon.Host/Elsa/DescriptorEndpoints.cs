using System.Text.Json.Nodes;
using Alokon.Engine;
using Alokon.Engine.Activities;
using Alokon.Engine.Definitions;
using Alokon.Sop.Workflows;
using MediatR;

namespace Alokon.Host.Elsa;

/// <summary>/descriptors and /features: what Studio builds its toolbox and its panels from. Asked at every opening and after every save.</summary>
internal static class DescriptorEndpoints
{
    public static void MapDescriptors(this RouteGroupBuilder api)
    {
        var descriptors = api.MapGroup("/descriptors");
        // Filled by ActivityDescriptors.
        descriptors.MapGet("/activities", (ActivityRegistry registry) => List(ActivityDescriptors.All(registry)));
        descriptors.MapGet("/activities/{type}", (string type, ActivityRegistry registry) => Find(registry, type) is { } found ? Results.Ok(found) : ElsaAnswer.Refuse(new ActivityUnknown(type)));
        descriptors.MapPost("/activities/{type}/options/{property}", (string type, string property, ActivityRegistry registry) =>
            Input(Find(registry, type), property) is { } input
                ? Results.Ok(new JsonObject { ["items"] = input["uiSpecifications"]?.DeepClone() ?? new JsonObject() })
                : ElsaAnswer.Refuse(new ActivityUnknown($"{type}.{property}")));
        descriptors.MapGet("/expression-descriptors", () => List(DescriptorLists.Expressions()));
        descriptors.MapGet("/variables", () => List(DescriptorLists.Variables()));
        descriptors.MapGet("/storage-drivers", () => List(DescriptorLists.StorageDrivers()));
        descriptors.MapGet("/workflow-activation-strategies", () => List(DescriptorLists.ActivationStrategies()));
        descriptors.MapGet("/incident-strategies", () => List(DescriptorLists.IncidentStrategies()));
        // A step always commits as a whole, and what the journal keeps is said by each activity itself.
        foreach (var empty in new[] { "/log-persistence-strategies", "/commit-strategies/workflows", "/commit-strategies/activities" })
        {
            descriptors.MapGet(empty, () => List([]));
        }

        // Nothing that Studio would switch on by it: no push, no alterations.
        api.MapGet("/features/installed", () => List([]));
        api.MapPost("/scripting/javascript/type-definitions/{definitionId}", TypesAsync);
    }

    private static async Task<IResult> TypesAsync(string definitionId, IMediator mediator, CancellationToken ct) =>
        ElsaAnswer.Of(await mediator.Send(new GetDefinition(definitionId, VersionOptions.Latest), ct), content =>
            Results.Text(DescriptorLists.ScriptTypes(JsonNode.Parse(content.Json) as JsonObject), "application/x-typescript"));

    private static JsonObject? Find(ActivityRegistry registry, string type) =>
        ActivityDescriptors.All(registry).OfType<JsonObject>().FirstOrDefault(activity => activity["typeName"]?.ToString() == type);

    private static JsonObject? Input(JsonObject? activity, string name) =>
        (activity?["inputs"] as JsonArray ?? []).OfType<JsonObject>().FirstOrDefault(input => string.Equals(input["name"]?.ToString(), name, StringComparison.OrdinalIgnoreCase));

    private static IResult List(JsonArray items) => Results.Ok(new JsonObject { ["count"] = items.Count, ["items"] = items });

    public sealed record ActivityUnknown : Refusal
    {
        public ActivityUnknown(string type)
            : base("activity-unknown", RefusalKind.NotFound, $"Expected a known activity or input, but it is {type}") =>
            Arguments = [type];
    }
}
