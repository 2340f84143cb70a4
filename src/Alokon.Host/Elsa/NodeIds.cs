using System.Text.Json.Nodes;
using Alokon.Engine.Activities;
using Alokon.Engine.Definitions;

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

    /// <summary>By the activity's key.</summary>
    public static Dictionary<string, string> Of(WorkflowDefinition definition)
    {
        var ids = new Dictionary<string, string>(StringComparer.Ordinal);
        Collect(definition.Root, definition.DefinitionId, ids);
        return ids;
    }

    private static void Collect(ActivityNode node, string parent, Dictionary<string, string> ids)
    {
        var id = $"{parent}:{node.Id}";
        ids[node.Key] = id;
        foreach (var child in node.Ports.Values.SelectMany(children => children))
        {
            Collect(child, id, ids);
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
    public static IEnumerable<JsonObject> Children(JsonObject activity) => Ports(activity).Select(port => port.Child);

    /// <summary>Each with the member that holds it.</summary>
    public static IEnumerable<(string Port, JsonObject Child)> Ports(JsonObject activity) =>
        from member in activity
        where !NoPorts.Contains(member.Key)
        from child in In(member.Value)
        select (member.Key, child);

    private static IEnumerable<JsonObject> In(JsonNode? member) => member switch
    {
        JsonObject child when IsActivity(child) => [child],
        JsonArray list => list.OfType<JsonObject>().Select(item => IsActivity(item) ? item : item["activity"] as JsonObject).OfType<JsonObject>().Where(IsActivity),
        _ => [],
    };

    private static bool IsActivity(JsonObject json) =>
        json["type"] is JsonValue && json["id"] is JsonValue && !json.ContainsKey("expression") && !json.ContainsKey("typeName");
}
