using System.Text.Json.Nodes;

namespace Alokon.Host.Elsa;

/// <summary>
/// The graph as Studio draws it, settled: it brings the activity that was clicked last to the end of the list and measures every box in the
/// browser's font. That is no change of the SOP, so order and sizes stay as they were; what is new comes after.
/// </summary>
internal static class StudioDrawing
{
    public static void Settle(JsonObject root, JsonObject? before)
    {
        var known = new Dictionary<string, JsonObject>(StringComparer.Ordinal);
        if (before is not null)
        {
            Collect(before, known);
        }

        SettleActivity(root, known);
    }

    private static void Collect(JsonObject activity, Dictionary<string, JsonObject> known)
    {
        known.TryAdd(Id(activity), activity);
        foreach (var child in NodeIds.Children(activity))
        {
            Collect(child, known);
        }
    }

    private static void SettleActivity(JsonObject activity, Dictionary<string, JsonObject> known)
    {
        var before = known.GetValueOrDefault(Id(activity));
        // Where Studio noted which of its converters wrote the chart.
        (activity["customProperties"] as JsonObject)?.Remove("source");
        foreach (var member in activity.Where(member => member.Key is not ("id" or "type")).Select(member => member.Key).ToList())
        {
            SettleMember(activity, member, before, known);
        }

        foreach (var child in NodeIds.Children(activity).ToList())
        {
            SettleActivity(child, known);
        }
    }

    private static void SettleMember(JsonObject activity, string member, JsonObject? before, Dictionary<string, JsonObject> known)
    {
        switch (member.ToUpperInvariant())
        {
            case "METADATA":
                SettleSize(activity[member] as JsonObject, before?["metadata"] as JsonObject);
                activity[member] = Quieting.Free(activity[member], before?["metadata"]);
                break;
            case "CUSTOMPROPERTIES":
                activity[member] = Quieting.Free(activity[member], before?["customProperties"]);
                break;
            case "ACTIVITIES" when activity[member] is JsonArray activities:
                activity[member] = InOrder(activities, before?["activities"] as JsonArray, item => (item as JsonObject)?["id"]?.ToString());
                break;
            case "CONNECTIONS" when activity[member] is JsonArray connections:
                activity[member] = InOrder(Quieting.Free(connections, before?["connections"])!.AsArray(), before?["connections"] as JsonArray, Ends); // a list stays one
                break;
            default:
                if (activity[member] is null && before?.ContainsKey(member) != true)
                {
                    activity.Remove(member);
                }

                break;
        }
    }

    private static void SettleSize(JsonObject? metadata, JsonObject? before)
    {
        if (metadata?["designer"] is JsonObject designer && before?["designer"]?["size"] is { } size)
        {
            designer["size"] = size.DeepClone();
        }
    }

    private static JsonArray InOrder(JsonArray now, JsonArray? before, Func<JsonNode?, string?> key)
    {
        var place = (before ?? []).Select((item, index) => (Key: key(item), index)).Where(item => item.Key is not null).GroupBy(item => item.Key!).ToDictionary(same => same.Key, same => same.First().index);
        var sorted = now.OrderBy(item => key(item) is { } known && place.TryGetValue(known, out var index) ? index : int.MaxValue).ToList(); // stable: what is new keeps its order
        now.Clear();
        return [.. sorted];
    }

    private static string? Ends(JsonNode? connection) =>
        connection is JsonObject arrow ? $"{arrow["source"]?["activity"]}\n{arrow["source"]?["port"] ?? "Done"}\n{arrow["target"]?["activity"]}" : null;

    private static string Id(JsonObject activity) => activity["id"]?.ToString() ?? "";
}
