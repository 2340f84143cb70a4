using System.Text.Json.Nodes;

namespace Alokon.Host.Elsa;

/// <summary>Where an activity stands in its workflow, as Elsa writes it: <c>workflow:flowchart:activity</c>. Journal, badges and graph are joined by it.</summary>
internal static class NodeIds
{
    // Nothing in these members is an activity, even if it looks like one.
    private static readonly HashSet<string> NoPorts = new(StringComparer.OrdinalIgnoreCase) { "customProperties", "metadata", "connections", "variables", "start" };

    public static void Stamp(JsonObject? root, string workflow)
    {
        if (root is not null)
        {
            StampNode(root, workflow);
        }
    }

    private static void StampNode(JsonObject activity, string parent)
    {
        var id = $"{parent}:{activity["id"]}";
        activity["nodeId"] = id;
        foreach (var child in Children(activity).ToList())
        {
            StampNode(child, id);
        }
    }

    /// <summary>What is embedded in an activity: a list of activities, one in a port, or one in each case of a switch.</summary>
    public static IEnumerable<JsonObject> Children(JsonObject activity) =>
        activity.Where(member => !NoPorts.Contains(member.Key)).SelectMany(member => member.Value switch
        {
            JsonObject child when IsActivity(child) => [child],
            JsonArray list => list.OfType<JsonObject>().Select(item => IsActivity(item) ? item : item["activity"] as JsonObject).OfType<JsonObject>().Where(IsActivity),
            _ => [],
        });

    private static bool IsActivity(JsonObject json) =>
        json["type"] is JsonValue && json["id"] is JsonValue && !json.ContainsKey("expression") && !json.ContainsKey("typeName");
}
