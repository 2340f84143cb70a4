using System.Text.Json.Nodes;
using Alokon.Engine;

namespace Alokon.Host.Api;

/// <summary><c>{"version":3,"map":{"lama":"baru"},"cases":["…"]}</c>: each may be left out.</summary>
internal sealed record MoveOrder(int? Version, IReadOnlyDictionary<string, string> Map, IReadOnlyList<Guid>? Cases)
{
    public static Outcome<MoveOrder> Read(JsonObject body)
    {
        var errors = new List<FieldError>();
        var version = VersionOf(body["version"], errors);
        var map = Steps(body["map"], errors);
        var cases = Ids(body["cases"], errors);
        return errors.Count > 0 ? new InvalidInput(errors) : new MoveOrder(version, map, cases);
    }

    private static int? VersionOf(JsonNode? node, List<FieldError> errors)
    {
        if (node is JsonValue value && value.TryGetValue(out int version) && version > 0)
        {
            return version;
        }

        if (node is not null)
        {
            errors.Add(new FieldError("version", "field-not-whole-number", node.ToJsonString()));
        }

        return null;
    }

    private static Dictionary<string, string> Steps(JsonNode? node, List<FieldError> errors)
    {
        var steps = new Dictionary<string, string>(StringComparer.Ordinal);
        if (node is not (null or JsonObject))
        {
            errors.Add(new FieldError("map", "field-not-object"));
        }

        foreach (var (from, to) in node as JsonObject ?? [])
        {
            if (to is JsonValue value && value.TryGetValue(out string? step))
            {
                steps[from] = step;
            }
            else
            {
                errors.Add(new FieldError($"map.{from}", "field-not-text", to?.ToJsonString() ?? "null"));
            }
        }

        return steps;
    }

    private static List<Guid>? Ids(JsonNode? node, List<FieldError> errors)
    {
        if (node is not JsonArray array)
        {
            if (node is not null)
            {
                errors.Add(new FieldError("cases", "field-not-list"));
            }

            return null;
        }

        var ids = new List<Guid>();
        for (var i = 0; i < array.Count; i++)
        {
            if (array[i] is JsonValue value && value.TryGetValue(out Guid id))
            {
                ids.Add(id);
            }
            else
            {
                errors.Add(new FieldError($"cases[{i}]", "field-not-text", array[i]?.ToJsonString() ?? "null"));
            }
        }

        return ids;
    }
}
