using System.Text.Json.Nodes;

namespace Alokon.Sop.Workflows.Table;

/// <summary>Where the activities stand in the drawing: a new step gets room, moved ones change places.</summary>
internal sealed class StepPlaces(JsonObject root)
{
    public const int Pitch = 320;

    private const int Width = 236;
    private const int Height = 54;

    /// <summary>Right of the other one; what stands there makes room.</summary>
    public void PutBehind(JsonObject activity, string after)
    {
        var (x, y) = Find(after) is { } before ? PositionOf(before) : (0, 0);
        foreach (var other in Activities().Where(other => PositionOf(other).X > x))
        {
            var place = PositionOf(other);
            Put(other, place.X + Pitch, place.Y);
        }

        Put(activity, x + Pitch, y);
    }

    /// <summary>The same places, given out from left to right in this order.</summary>
    public void Follow(IReadOnlyList<string> steps)
    {
        var places = steps.Select(Find).OfType<JsonObject>().Select(PositionOf).OrderBy(p => p.X).ThenBy(p => p.Y).ToList();
        foreach (var (step, place) in steps.Where(step => Find(step) is not null).Zip(places))
        {
            Put(Find(step)!, place.X, place.Y); // filtered before
        }
    }

    public static void Put(JsonObject activity, double x, double y)
    {
        var designer = StepJson.Child(StepJson.Child(activity, "metadata"), "designer");
        designer["position"] = new JsonObject { ["x"] = x, ["y"] = y };
        if (designer["size"] is null)
        {
            designer["size"] = new JsonObject { ["width"] = Width, ["height"] = Height };
        }
    }

    private IEnumerable<JsonObject> Activities() => (root["activities"] as JsonArray ?? []).OfType<JsonObject>();

    private JsonObject? Find(string id) => Activities().FirstOrDefault(activity => activity["id"]?.ToString() == id);

    private static (double X, double Y) PositionOf(JsonObject activity) =>
        activity["metadata"]?["designer"]?["position"] is JsonObject position ? (Number(position["x"]), Number(position["y"])) : (0, 0);

    private static double Number(JsonNode? node) => node is JsonValue value && value.TryGetValue(out double number) ? number : 0;
}

/// <summary>Ids for new steps: readable, and never used before.</summary>
internal static class StepNames
{
    private const int Longest = 40;

    public static string Free(string kegiatan, JsonObject root, string definitionId)
    {
        var taken = AllIds(root).Append(definitionId).ToHashSet(StringComparer.Ordinal);
        var plain = Slug(kegiatan);
        var id = plain;
        for (var i = 2; taken.Contains(id); i++)
        {
            id = $"{plain}-{i}";
        }

        return id;
    }

    /// <returns>menerima-usulan-kebutuhan; langkah for a text without letters.</returns>
    public static string Slug(string text)
    {
        var words = string.Concat(text.ToLowerInvariant().Select(letter => char.IsAsciiLetterOrDigit(letter) ? letter : ' ')).Split(' ', StringSplitOptions.RemoveEmptyEntries);
        var slug = "";
        foreach (var word in words.TakeWhile(word => slug.Length == 0 || slug.Length + word.Length < Longest))
        {
            slug += slug.Length == 0 ? word : $"-{word}";
        }

        return slug.Length == 0 ? "langkah" : slug.Length > Longest ? slug[..Longest] : slug;
    }

    private static IEnumerable<string> AllIds(JsonNode? node) => node switch
    {
        JsonObject json => json.SelectMany(member => AllIds(member.Value)).Concat(json["id"] is JsonValue id ? [id.ToString()] : []),
        JsonArray array => array.SelectMany(AllIds),
        _ => [],
    };
}
