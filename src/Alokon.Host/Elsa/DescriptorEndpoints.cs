using System.Text.Json.Nodes;
using Alokon.Engine;
using Alokon.Engine.Activities;
using Alokon.Sop.Workflows.Toolbox;
using MediatR;

namespace Alokon.Host.Elsa;

/// <summary>/descriptors and /features: what Studio builds its toolbox and its panels from. Asked at every opening and after every save.</summary>
internal static class DescriptorEndpoints
{
    // Aliases that the engine's values know, with their groups in the variable panel.
    private static readonly string[] VariableTypes = ["String", "Boolean", "Int32", "Int64", "Double", "Decimal", "DateTimeOffset", "TimeSpan", "Guid", "Object", "ObjectDictionary"];

    public static void MapDescriptors(this RouteGroupBuilder api)
    {
        var descriptors = api.MapGroup("/descriptors");
        descriptors.MapGet("/activities", ActivitiesAsync);
        descriptors.MapPost("/activities/{type}/options/{field}", OptionsAsync);
        descriptors.MapGet("/expression-descriptors", () => List(Expressions()));
        descriptors.MapGet("/variables", () => List([.. VariableTypes.Select(type => new JsonObject { ["typeName"] = type, ["displayName"] = type, ["category"] = "Nilai", ["description"] = "" })]));
        foreach (var empty in new[] { "/workflow-activation-strategies", "/incident-strategies", "/log-persistence-strategies", "/commit-strategies/workflows", "/commit-strategies/activities", "/storage-drivers" })
        {
            descriptors.MapGet(empty, () => List([]));
        }

        // Nothing that Studio would switch on by it: no push, no alterations.
        api.MapGet("/features/installed", () => List([]));
    }

    private static async Task<IResult> ActivitiesAsync(IMediator mediator, ActivityRegistry registry, CancellationToken ct) =>
        ElsaAnswer.Of(await mediator.Send(new GetToolbox(), ct), facts => Results.Ok(ToolboxJson.Of(registry, OfficeWords.Choices(facts))));

    /// <summary>Asked whenever an activity is looked at: the time standard in the SOP's words.</summary>
    private static async Task<IResult> OptionsAsync(string type, string field, HttpRequest http, ActivityRegistry registry, CancellationToken ct)
    {
        var body = await ElsaBody.ReadAsync(http, ct);
        return body.IsRefused(out var refusal) ? ElsaAnswer.Refuse(refusal)
            : ToolboxJson.Options(registry, type, field, body.Value["context"] as JsonObject ?? []) is { } items ? Results.Ok(new JsonObject { ["items"] = items })
            : ElsaAnswer.Refuse(new NothingToChoose(type, field));
    }

    private static JsonArray Expressions() =>
    [
        Expression("Literal", "Nilai", null),
        Expression("Object", "Objek (JSON)", "json"),
        Expression("JavaScript", "JavaScript", "javascript"),
        Expression("Variable", "Variabel", null),
        Expression("Input", "Masukan", null),
    ];

    private static JsonNode Expression(string type, string name, string? language) => new JsonObject
    {
        ["type"] = type,
        ["displayName"] = name,
        ["isSerializable"] = true,
        ["isBrowsable"] = true,
        ["properties"] = language is null ? new JsonObject() : new JsonObject { ["MonacoLanguage"] = language },
    };

    private sealed record NothingToChoose : Refusal
    {
        public NothingToChoose(string type, string field)
            : base("field-offers-nothing", RefusalKind.NotFound, $"Expected '{field}' of '{type}' to be asked again, but what it offers never changes") =>
            Arguments = [field, type];
    }

    private static IResult List(JsonArray items) => Results.Ok(new JsonObject { ["count"] = items.Count, ["items"] = items });
}
