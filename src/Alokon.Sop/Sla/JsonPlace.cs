using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace Alokon.Sop.Sla;

/// <summary>A value with the place where it stands, so that every refusal can name both. Readers of this room turn the exception into their refusal.</summary>
internal readonly record struct JsonPlace(JsonNode? Node, string Place)
{
    // Duplicate names would let two readers of one file see two different rules.
    private static readonly JsonDocumentOptions Strict = new() { AllowDuplicateProperties = false };

    /// <exception cref="JsonException">Not JSON; carries line and position.</exception>
    public static JsonPlace Parse(string json, string place) => new(JsonNode.Parse(json, documentOptions: Strict), place);

    public bool IsMissing => Node is null;

    public JsonPlace this[string name] =>
        Node is JsonObject found
            ? new(found[name], Place.Length == 0 ? name : $"{Place}.{name}")
            : throw Unexpected("an object");

    public IEnumerable<JsonPlace> Items()
    {
        var place = Place;
        return Node is JsonArray array
            ? array.Select((item, index) => new JsonPlace(item, $"{place}[{index}]"))
            : throw Unexpected("an array");
    }

    public IEnumerable<(string Name, JsonPlace Value)> Members()
    {
        var place = Place;
        return Node is JsonObject found
            ? found.Select(member => (member.Key, new JsonPlace(member.Value, $"{place}.{member.Key}")))
            : throw Unexpected("an object");
    }

    public string Text() =>
        Node is JsonValue value && value.TryGetValue<string>(out var text) && text.Length > 0
            ? text
            : throw Unexpected("a text");

    public int Whole(int least, int most) =>
        Node is JsonValue value && value.GetValueKind() == JsonValueKind.Number && value.TryGetValue<int>(out var number) && number >= least && number <= most
            ? number
            : throw Unexpected(string.Create(CultureInfo.InvariantCulture, $"a whole number from {least} to {most}"));

    public DateOnly Date() =>
        DateOnly.TryParseExact(Text(), "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var date)
            ? date
            : throw Unexpected("a date like 2026-10-05");

    public UnexpectedJsonException Unexpected(string expected) =>
        new(Place, expected, Node is null ? "nothing" : Short(Node.ToJsonString()));

    private static string Short(string json) => json.Length <= 60 ? json : json[..57] + "...";
}

internal sealed class UnexpectedJsonException(string place, string expected, string found)
    : Exception($"Expected {expected} at {place}, but found {found}")
{
    public string Place { get; } = place;

    public string Expected { get; } = expected;

    public string Found { get; } = found;
}
