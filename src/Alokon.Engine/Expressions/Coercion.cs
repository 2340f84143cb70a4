using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace Alokon.Engine.Expressions;

/// <summary>Brings a value to the declared type: Studio sends numbers, booleans and objects as strings.</summary>
public static class Coercion
{
    /// <param name="typeName">Elsa's alias (String, Int32, Boolean, Object …); an unknown one leaves the value as it is.</param>
    /// <exception cref="ExpressionFault">The value cannot be of this type.</exception>
    public static JsonNode? To(string? typeName, JsonNode? value)
    {
        if (value is not JsonValue scalar)
        {
            return value;
        }

        return typeName switch
        {
            "String" => Text(scalar),
            "Boolean" => Boolean(scalar),
            "Int32" or "Int64" => Whole(scalar),
            "Double" or "Single" or "Decimal" => Fraction(scalar),
            "Object" or "JsonObject" or "ObjectDictionary" => Structure(scalar),
            _ => value,
        };
    }

    private static JsonValue Text(JsonValue value) =>
        value.GetValueKind() == JsonValueKind.String ? value : JsonValue.Create(value.ToJsonString());

    private static JsonValue? Boolean(JsonValue value) => value.GetValueKind() switch
    {
        JsonValueKind.True or JsonValueKind.False => value,
        JsonValueKind.String when value.GetValue<string>() is var text => text.Length == 0
            ? null
            : bool.TryParse(text, out var parsed) ? JsonValue.Create(parsed) : throw NotA("Boolean", value),
        _ => throw NotA("Boolean", value),
    };

    private static JsonValue? Whole(JsonValue value) => value.GetValueKind() switch
    {
        JsonValueKind.Number => value,
        JsonValueKind.String when value.GetValue<string>() is var text => text.Length == 0
            ? null
            : long.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var parsed) ? JsonValue.Create(parsed) : throw NotA("whole number", value),
        _ => throw NotA("whole number", value),
    };

    private static JsonValue? Fraction(JsonValue value) => value.GetValueKind() switch
    {
        JsonValueKind.Number => value,
        JsonValueKind.String when value.GetValue<string>() is var text => text.Length == 0
            ? null
            : decimal.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out var parsed) ? JsonValue.Create(parsed) : throw NotA("number", value),
        _ => throw NotA("number", value),
    };

    // A string that is not JSON stays a string: an Object input may hold any value.
    private static JsonNode Structure(JsonValue value)
    {
        if (value.GetValueKind() != JsonValueKind.String || value.GetValue<string>().TrimStart() is not ['{' or '[', ..] json)
        {
            return value;
        }

        try
        {
            return JsonNode.Parse(json) ?? value;
        }
        catch (JsonException)
        {
            return value;
        }
    }

    private static ExpressionFault NotA(string type, JsonValue value) =>
        new($"Expected a {type}, but the value is {value.ToJsonString()}");
}
