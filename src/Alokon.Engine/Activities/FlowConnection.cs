using System.Text.Json.Nodes;

namespace Alokon.Engine.Activities;

/// <summary>One arrow of a flowchart. The target port has no meaning for running.</summary>
public sealed record FlowConnection(string Source, string Port, string Target)
{
    /// <summary>
    /// Reads Elsa's present form, the flat one of older files, an array in <c>$values</c> and one bare object. An arrow with
    /// a missing end is left out, as Elsa does; the validator names it. Arrows that some Elsa set aside because it did not know the
    /// activity at their end are arrows again.
    /// </summary>
    public static IReadOnlyList<FlowConnection> ReadAll(ActivityNode flowchart) =>
        [.. Entries(flowchart.Json["connections"]).Concat(Entries(flowchart.CustomProperties["notFoundConnections"])).Select(Read).OfType<FlowConnection>()];

    public static IEnumerable<JsonObject> Entries(JsonNode? connections) => connections switch
    {
        JsonArray array => array.OfType<JsonObject>(),
        JsonObject wrapper when wrapper["$values"] is JsonArray array => array.OfType<JsonObject>(),
        JsonObject single when single.ContainsKey("source") => [single],
        _ => [],
    };

    public static FlowConnection? Read(JsonObject json)
    {
        var (source, port) = End(json["source"], json["sourcePort"]);
        var (target, _) = End(json["target"], json["targetPort"]);
        return source is null || target is null ? null : new(source, string.IsNullOrEmpty(port) ? "Done" : port, target);
    }

    private static (string? Activity, string? Port) End(JsonNode? end, JsonNode? flatPort) => end switch
    {
        JsonObject nested => (Name(nested["activity"]), Name(nested["port"])),
        JsonValue => (Name(end), Name(flatPort)),
        _ => (null, null),
    };

    // Very old files embed the whole activity instead of its id.
    private static string? Name(JsonNode? node) => node switch
    {
        JsonObject activity => Name(activity["id"]),
        JsonValue value when value.TryGetValue(out string? text) && text.Length > 0 => text,
        _ => null,
    };
}
