using System.Collections;
using System.Globalization;
using System.Numerics;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace Alokon.Templating.Running;

/// <summary>Copies what a caller hands in into values of the language.</summary>
/// <param name="exact">Numbers with a fraction become decimals, and the copy cannot be written to; else doubles, as Scriban has them.</param>
internal sealed class Model(bool exact)
{
    // JSON itself is read to a depth of 64; this bounds what a caller builds by hand.
    private const int Deepest = 64;

    private readonly string?[] _names = new string?[64];

    public ObjectValue Copy(JsonNode? json) => Copy(json, 0) switch
    {
        null => new ObjectValue(),
        ObjectValue members => members,
        _ => throw new ArgumentException("Expected the model to be a JSON object", nameof(json)),
    };

    public ObjectValue Copy(IReadOnlyDictionary<string, object?> members)
    {
        var copy = new ObjectValue();
        foreach (var (name, value) in members)
        {
            copy.Set(name, Copy(value, 1));
        }

        return copy;
    }

    /// <summary>Straight into values of the language: no tree of nodes between.</summary>
    /// <exception cref="JsonException">It is no JSON object.</exception>
    public ObjectValue Read(ReadOnlySpan<byte> json)
    {
        var reader = new Utf8JsonReader(json);
        reader.Read();
        if (reader.TokenType != JsonTokenType.StartObject)
        {
            throw new JsonException("Expected the model to be a JSON object");
        }

        var model = ReadMembers(ref reader, 0);
        return reader.Read() ? throw new JsonException("Expected one JSON object and nothing behind it") : model;
    }

    private object? Copy(object? value, int depth)
    {
        if (depth > Deepest)
        {
            throw new ArgumentException($"Expected a model at most {Deepest} levels deep");
        }

        return value switch
        {
            null or string or bool or int or long or BigInteger or decimal or SafeHtml or TimeSpan => value,
            DateTime date => DateTime.SpecifyKind(date, DateTimeKind.Unspecified),
            DateOnly date => date.ToDateTime(TimeOnly.MinValue),
            DateTimeOffset instant => instant.ToString("O", CultureInfo.InvariantCulture),
            double or float => exact ? Convert.ToDecimal(value, CultureInfo.InvariantCulture) : value,
            byte or short or sbyte or ushort => Convert.ToInt32(value, CultureInfo.InvariantCulture),
            uint or ulong => Numbers.Fit(BigInteger.Parse(Convert.ToString(value, CultureInfo.InvariantCulture)!, CultureInfo.InvariantCulture)),
            JsonValue json => CopyPlain(json, depth),
            JsonObject json => CopyMembers(json.Select(member => (member.Key, (object?)member.Value)), depth),
            JsonElement json => Copy(JsonNode.Parse(json.GetRawText()), depth),
            IReadOnlyDictionary<string, object?> members => CopyMembers(members.Select(member => (member.Key, member.Value)), depth),
            IEnumerable items => CopyItems(items.Cast<object?>(), depth),
            _ => throw new ArgumentException($"Expected plain data in the model, but found {value.GetType().Name}"),
        };
    }

    private object? CopyPlain(JsonValue json, int depth) => json.GetValueKind() switch
    {
        JsonValueKind.String => json.TryGetValue<string>(out var text) ? text : json.ToString(),
        JsonValueKind.True => true,
        JsonValueKind.False => false,
        JsonValueKind.Number => Number(json.ToJsonString()),
        _ => Copy(json.GetValue<object?>(), depth + 1),
    };

    private object Number(string text)
    {
        if (int.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var small))
        {
            return Boxes.Of(small);
        }

        if (text.All(c => c is '-' || char.IsAsciiDigit(c)))
        {
            return Numbers.Fit(BigInteger.Parse(text, CultureInfo.InvariantCulture));
        }

        return exact && decimal.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out var number)
            ? number
            : double.Parse(text, NumberStyles.Float, CultureInfo.InvariantCulture);
    }

    private object? ReadValue(ref Utf8JsonReader reader, int depth) => reader.TokenType switch
    {
        JsonTokenType.String => reader.GetString(),
        JsonTokenType.True => Boxes.Of(true),
        JsonTokenType.False => Boxes.Of(false),
        JsonTokenType.Number => reader.TryGetInt32(out var small) ? Boxes.Of(small) : Number(Encoding.UTF8.GetString(reader.ValueSpan)),
        JsonTokenType.StartObject => ReadMembers(ref reader, depth),
        JsonTokenType.StartArray => ReadItems(ref reader, depth),
        _ => null,
    };

    private ObjectValue ReadMembers(ref Utf8JsonReader reader, int depth)
    {
        var members = new ObjectValue();
        while (reader.Read() && reader.TokenType != JsonTokenType.EndObject)
        {
            var name = Name(ref reader);
            reader.Read();
            members.Set(name, ReadValue(ref reader, depth + 1));
        }

        return Closed(members, depth);
    }

    private ListValue ReadItems(ref Utf8JsonReader reader, int depth)
    {
        var items = new List<object?>();
        while (reader.Read() && reader.TokenType != JsonTokenType.EndArray)
        {
            items.Add(ReadValue(ref reader, depth + 1));
        }

        return Closed(ListValue.Of(items));
    }

    /// <summary>The rows of a table have the same names, one after the other: each is made once.</summary>
    private string Name(ref Utf8JsonReader reader)
    {
        var bytes = reader.ValueSpan;
        var place = bytes.Length == 0 ? 0 : ((bytes.Length * 31) + (bytes[0] * 7) + bytes[^1]) & (_names.Length - 1);
        return _names[place] is { } known && reader.ValueTextEquals(known) ? known : _names[place] = reader.GetString()!; // a name is a text
    }

    private ObjectValue CopyMembers(IEnumerable<(string Name, object? Value)> members, int depth)
    {
        var copy = new ObjectValue();
        foreach (var (name, value) in members)
        {
            copy.Set(name, Copy(value, depth + 1));
        }

        return Closed(copy, depth);
    }

    private ListValue CopyItems(IEnumerable<object?> items, int depth) => Closed(new ListValue(items.Select(item => Copy(item, depth + 1))));

    /// <summary>The names of the model itself stay open: a template may use one for a variable of its own.</summary>
    private ObjectValue Closed(ObjectValue members, int depth)
    {
        if (exact && depth > 0)
        {
            members.Freeze();
        }

        return members;
    }

    private ListValue Closed(ListValue items)
    {
        if (exact)
        {
            items.Freeze();
        }

        return items;
    }
}
