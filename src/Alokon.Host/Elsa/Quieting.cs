using System.Text.Json;
using System.Text.Json.Nodes;

namespace Alokon.Host.Elsa;

/// <summary>Takes back what a program writes of its own accord: members that say nothing and were not there before.</summary>
internal static class Quieting
{
    /// <summary>Of members that were read into types: those that the types do not have are restored, because nobody can have removed them.</summary>
    public static JsonNode? Typed(JsonNode? now, JsonNode? before) => Quiet(now, before, restore: true);

    /// <summary>Of members that were carried as they are: what is gone was removed.</summary>
    public static JsonNode? Free(JsonNode? now, JsonNode? before) => Quiet(now, before, restore: false);

    private static JsonNode? Quiet(JsonNode? now, JsonNode? before, bool restore) => (now, before) switch
    {
        (JsonObject one, JsonObject other) => Members(one, other, restore),
        (JsonArray list, JsonArray others) => new JsonArray([.. list.Select((item, index) => Quiet(item, Twin(item, index, others), restore))]),
        (JsonObject one, _) when restore => Members(one, [], restore: false),
        (null, { } said) when SaysNothing(said) => said.DeepClone(),
        _ => now?.DeepClone(),
    };

    private static JsonObject Members(JsonObject now, JsonObject before, bool restore)
    {
        var quiet = new JsonObject(now.Options);
        foreach (var (name, value) in now)
        {
            if (before.ContainsKey(name) || !SaysNothing(value))
            {
                quiet[name] = Quiet(value, before[name], restore);
            }
        }

        foreach (var (name, value) in before)
        {
            if (restore && !quiet.ContainsKey(name))
            {
                quiet[name] = value?.DeepClone();
            }
        }

        return quiet;
    }

    private static JsonNode? Twin(JsonNode? item, int index, JsonArray others)
    {
        var key = Key(item);
        return key is not null ? others.FirstOrDefault(other => Key(other) == key) : index < others.Count && Key(others[index]) is null ? others[index] : null;
    }

    private static string? Key(JsonNode? item) => item is JsonObject named ? (named["id"] ?? named["name"])?.ToString() : null;

    private static bool SaysNothing(JsonNode? value) => value switch
    {
        null => true,
        JsonObject members => members.Count == 0,
        JsonArray items => items.Count == 0,
        _ => value.GetValueKind() == JsonValueKind.False,
    };
}
