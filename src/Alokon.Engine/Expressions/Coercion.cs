using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace Alokon.Engine.Expressions;

/// <summary>
/// Brings a value to the declared type: Studio sends numbers, booleans and objects as strings. An empty text is no value, except where
/// text is declared; what fits already is given back as it is.
/// </summary>
public static class Coercion
{
    private const int MostShown = 100;

    private static readonly HashSet<string> Known = new(StringComparer.Ordinal)
    {
        "JsonObject", "ObjectDictionary", "ExpandoObject", "Array", "JsonArray", "Boolean", "Byte", "Int16", "Int32", "Int64",
        "Double", "Single", "Decimal", "DateTime", "DateTimeOffset", "TimeSpan", "Guid",
    };

    /// <param name="typeName">Elsa's alias (String, Int32, Boolean, Object …), a collection, or a .NET name; an unknown one leaves the value as it is.</param>
    /// <exception cref="ExpressionFault">The value cannot be of this type.</exception>
    public static JsonNode? To(string? typeName, JsonNode? value)
    {
        if (typeName is null || value is null)
        {
            return value;
        }

        var type = NamedType.Of(typeName);
        return type.Alias switch
        {
            "String" => Text(value),
            "Object" => Parsed(value) ?? value, // a text that is not JSON stays a text: an Object may be anything
            _ when !Known.Contains(type.Alias) => value,
            _ when Written(value) is { } text && string.IsNullOrWhiteSpace(text) => null,
            "JsonObject" or "ObjectDictionary" or "ExpandoObject" => Parsed(value) as JsonObject ?? throw NotA(typeName, value),
            "Array" or "JsonArray" => List(typeName, type.Item, Parsed(value) as JsonArray ?? throw NotA(typeName, value)),
            _ => Scalar(type.Alias, value),
        };
    }

    private static JsonNode Scalar(string type, JsonNode value) => type switch
    {
        "Boolean" => Boolean(value),
        "Byte" => Whole(type, value, byte.MinValue, byte.MaxValue),
        "Int16" => Whole(type, value, short.MinValue, short.MaxValue),
        "Int32" => Whole(type, value, int.MinValue, int.MaxValue),
        "Int64" => Whole(type, value, long.MinValue, long.MaxValue),
        "Double" or "Single" => Fraction(type, value),
        "Decimal" => Exact(type, value),
        "DateTime" or "DateTimeOffset" => Written(value) is { } text && IsInstant(text) ? value : throw NotA($"{type} such as 2026-03-02T08:00:00+07:00", value),
        "TimeSpan" => Written(value) is { } text && SpanText.Read(text.Trim()) is not null ? value : throw NotA($"{type} such as 00:05:00 or PT5M", value),
        "Guid" => Guid.TryParse(Written(value), out var id) ? JsonValue.Create(id.ToString()) : throw NotA(type, value),
        _ => value,
    };

    private static JsonNode Text(JsonNode value) =>
        value.GetValueKind() == JsonValueKind.String ? value : JsonValue.Create(value.ToJsonString());

    private static JsonNode Boolean(JsonNode value) =>
        value.GetValueKind() is JsonValueKind.True or JsonValueKind.False ? value
        : bool.TryParse(Written(value), out var parsed) ? JsonValue.Create(parsed)
        : throw NotA("Boolean", value);

    private static JsonNode Whole(string type, JsonNode value, decimal least, decimal most)
    {
        var digits = Digits(value);
        return !decimal.TryParse(digits, NumberStyles.Float, CultureInfo.InvariantCulture, out var number) || number != decimal.Truncate(number) || number < least || number > most
            ? throw NotA(type, value)
            : value.GetValueKind() == JsonValueKind.Number && digits.AsSpan().IndexOfAny(".eE") < 0 ? value : JsonValue.Create((long)number);
    }

    private static JsonNode Fraction(string type, JsonNode value) =>
        !double.TryParse(Digits(value), NumberStyles.Float, CultureInfo.InvariantCulture, out var number) || !double.IsFinite(number) ? throw NotA(type, value)
        : value.GetValueKind() == JsonValueKind.Number ? value
        : JsonValue.Create(number);

    private static JsonNode Exact(string type, JsonNode value) =>
        !decimal.TryParse(Digits(value), NumberStyles.Float, CultureInfo.InvariantCulture, out var number) ? throw NotA(type, value)
        : value.GetValueKind() == JsonValueKind.Number ? value
        : JsonValue.Create(number);

    private static string? Digits(JsonNode value) => value.GetValueKind() == JsonValueKind.Number ? value.ToJsonString() : Written(value);

    // Only as ISO 8601 writes it: 02/03/2026 is two different days.
    private static bool IsInstant(string text) =>
        text.Trim() is { Length: >= 10 } date && date[4] == '-' && date[7] == '-'
        && DateTimeOffset.TryParse(date, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out _);

    /// <returns>None for text that begins as JSON and is not.</returns>
    private static JsonNode? Parsed(JsonNode value)
    {
        if (Written(value)?.TrimStart() is not ['{' or '[', ..] json)
        {
            return value;
        }

        try
        {
            return JsonNode.Parse(json);
        }
        catch (JsonException)
        {
            return null;
        }
    }

    private static JsonArray List(string typeName, string? itemType, JsonArray list)
    {
        var items = list.Select((item, index) => Item(typeName, itemType, item, index)).ToList();
        return items.SequenceEqual(list, ReferenceEqualityComparer.Instance) ? list : new JsonArray([.. items.Select(item => item?.DeepClone())]);
    }

    private static JsonNode? Item(string typeName, string? itemType, JsonNode? item, int index)
    {
        try
        {
            return To(itemType, item);
        }
        catch (ExpressionFault fault)
        {
            throw new ExpressionFault($"{fault.Message}; it is item {index} of a {typeName}");
        }
    }

    // Guids and dates that a host put in are texts too.
    private static string? Written(JsonNode value) =>
        value.GetValueKind() != JsonValueKind.String ? null
        : value is JsonValue scalar && scalar.TryGetValue(out string? text) ? text
        : JsonSerializer.Deserialize<string>(value.ToJsonString());

    private static ExpressionFault NotA(string type, JsonNode value) => new($"Expected a value of type {type}, but it is {Shown(value)}");

    private static string Shown(JsonNode value) => value.ToJsonString() is { Length: > MostShown } text ? $"{text[..MostShown]}…" : value.ToJsonString();
}
