using System.Text.Json.Nodes;
using Alokon.Engine.Activities;

namespace Alokon.Host.Elsa;

/// <summary>/descriptors and /features: what Studio builds its toolbox and its panels from. Asked at every opening and after every save.</summary>
internal static class DescriptorEndpoints
{
    // Aliases that the engine's values know, with their groups in the variable panel.
    private static readonly string[] VariableTypes = ["String", "Boolean", "Int32", "Int64", "Double", "Decimal", "DateTimeOffset", "TimeSpan", "Guid", "Object", "ObjectDictionary"];

    public static void MapDescriptors(this RouteGroupBuilder api)
    {
        var descriptors = api.MapGroup("/descriptors");
        // Filled by ActivityDescriptors.
        descriptors.MapGet("/activities", (ActivityRegistry registry) => List(ActivityDescriptors.All(registry)));
        descriptors.MapGet("/expression-descriptors", () => List(Expressions()));
        descriptors.MapGet("/variables", () => List([.. VariableTypes.Select(type => new JsonObject { ["typeName"] = type, ["displayName"] = type, ["category"] = "Nilai", ["description"] = "" })]));
        foreach (var empty in new[] { "/workflow-activation-strategies", "/incident-strategies", "/log-persistence-strategies", "/commit-strategies/workflows", "/commit-strategies/activities", "/storage-drivers" })
        {
            descriptors.MapGet(empty, () => List([]));
        }

        // Nothing that Studio would switch on by it: no push, no alterations.
        api.MapGet("/features/installed", () => List([]));
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

    private static IResult List(JsonArray items) => Results.Ok(new JsonObject { ["count"] = items.Count, ["items"] = items });
}
