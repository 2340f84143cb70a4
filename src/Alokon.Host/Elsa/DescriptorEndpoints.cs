using System.Text.Json.Nodes;
using Alokon.Engine;
using Alokon.Engine.Activities;
using Alokon.Engine.Definitions;
using Alokon.Sop.Workflows;
using Alokon.Sop.Workflows.Toolbox;
using MediatR;

namespace Alokon.Host.Elsa;

/// <summary>/descriptors and /features: what Studio builds its toolbox and its panels from. Asked at every opening and after every save.</summary>
internal static class DescriptorEndpoints
{
    public static void MapDescriptors(this RouteGroupBuilder api)
    {
        var descriptors = api.MapGroup("/descriptors");
        descriptors.MapGet("/activities", ActivitiesAsync);
        descriptors.MapPost("/activities/{type}/options/{field}", (string type, string field) => ElsaAnswer.Refuse(new NothingToChoose(type, field))).OnlyReads();
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
        api.MapPost("/scripting/javascript/type-definitions/{definitionId}", TypesAsync).OnlyReads();
    }

    private static async Task<IResult> TypesAsync(string definitionId, IMediator mediator, CancellationToken ct) =>
        ElsaAnswer.Of(await mediator.Send(new GetDefinition(definitionId, VersionOptions.Latest), ct), content =>
            Results.Text(DescriptorLists.ScriptTypes(JsonNode.Parse(content.Json) as JsonObject), "application/x-typescript"));

    private static async Task<IResult> ActivitiesAsync(IMediator mediator, ActivityRegistry registry, CancellationToken ct) =>
        ElsaAnswer.Of(await mediator.Send(new GetToolbox(), ct), facts => Results.Ok(ToolboxJson.Of(registry, OfficeWords.Choices(facts))));

    private sealed record NothingToChoose : Refusal
    {
        public NothingToChoose(string type, string field)
            : base("field-offers-nothing", RefusalKind.NotFound, $"Expected '{field}' of '{type}' to be asked again, but what it offers never changes") =>
            Arguments = [field, type];
    }

    private static IResult List(JsonArray items) => Results.Ok(new JsonObject { ["count"] = items.Count, ["items"] = items });
}
