using System.Text.Json;
using System.Text.Json.Nodes;
using Alokon.Engine;

namespace Alokon.Sop.Requests;

/// <summary>
/// Reads what somebody sent, field by field, and remembers everything that is wrong with it, so that an officer sees
/// all of it at once and by name. Values read after an error are placeholders: ask <see cref="Errors"/> before use.
/// </summary>
public sealed class FieldReader
{
    /// <summary>No office counts a million of anything in one request; more is a slip of the finger.</summary>
    public const int AbsurdQuantity = 1_000_000;

    private const int MaxRows = 500;

    private readonly JsonObject _data;
    private readonly string _prefix;
    private readonly List<FieldError> _errors;

    public FieldReader(JsonObject data)
        : this(data, string.Empty, [])
    {
    }

    private FieldReader(JsonObject data, string prefix, List<FieldError> errors)
    {
        _data = data;
        _prefix = prefix;
        _errors = errors;
    }

    public IReadOnlyList<FieldError> Errors => _errors;

    public bool Has(string name) => _data[name] is not null;

    public void Refuse(string name, string code, params string[] arguments) =>
        _errors.Add(new FieldError(_prefix + name, code, arguments));

    /// <summary>A whole number of base units, 0 … <see cref="AbsurdQuantity"/>.</summary>
    public int Quantity(string name, int min = 0, int? whenAbsent = null)
    {
        if (_data[name] is not { } node)
        {
            if (whenAbsent is null)
            {
                Refuse(name, "field-required");
            }

            return whenAbsent ?? min;
        }

        if (node.GetValueKind() != JsonValueKind.Number || !node.AsValue().TryGetValue<decimal>(out var number) || number != Math.Truncate(number))
        {
            Refuse(name, "field-not-whole-number", Short(node));
            return min;
        }

        if (number < min || number > AbsurdQuantity)
        {
            Refuse(name, number < min ? "field-too-small" : "field-too-large", Short(node), (number < min ? min : AbsurdQuantity).ToString(System.Globalization.CultureInfo.InvariantCulture));
            return min;
        }

        return (int)number;
    }

    /// <summary>A number of base units a month, 0 … <see cref="AbsurdQuantity"/>, at most two decimals kept.</summary>
    public decimal Amount(string name)
    {
        if (_data[name] is not { } node)
        {
            Refuse(name, "field-required");
            return 0;
        }

        if (node.GetValueKind() != JsonValueKind.Number || !node.AsValue().TryGetValue<decimal>(out var number))
        {
            Refuse(name, "field-not-number", Short(node));
            return 0;
        }

        if (number is < 0 or > AbsurdQuantity)
        {
            Refuse(name, number < 0 ? "field-too-small" : "field-too-large", Short(node), number < 0 ? "0" : "1000000");
            return 0;
        }

        return Math.Round(number, 2, MidpointRounding.AwayFromZero);
    }

    public string Text(string name, bool required = true, int max = 500)
    {
        var node = _data[name];
        var text = node is null ? string.Empty : node.GetValueKind() == JsonValueKind.String ? node.GetValue<string>().Trim() : null;
        if (text is null || text.Any(c => char.IsControl(c) && c is not ('\n' or '\r' or '\t')) || text.Contains('\uFFFD', StringComparison.Ordinal))
        {
            Refuse(name, "field-not-text", Short(node!)); // text is null only where a node was there
            return string.Empty;
        }

        if (required && text.Length == 0)
        {
            Refuse(name, "field-required");
        }
        else if (text.Length > max)
        {
            Refuse(name, "field-too-long", max.ToString(System.Globalization.CultureInfo.InvariantCulture));
        }

        return text;
    }

    public string? OptionalText(string name, int max = 2000) =>
        Text(name, required: false, max) is { Length: > 0 } text ? text : null;

    public IReadOnlyList<FieldReader> Rows(string name, bool required = true)
    {
        if (_data[name] is not { } node)
        {
            if (required)
            {
                Refuse(name, "rows-required");
            }

            return [];
        }

        if (node is not JsonArray array || array.Any(item => item is not JsonObject))
        {
            Refuse(name, "field-not-list");
            return [];
        }

        if (required && array.Count == 0)
        {
            Refuse(name, "rows-required");
        }

        if (array.Count > MaxRows)
        {
            Refuse(name, "field-too-many-rows", MaxRows.ToString(System.Globalization.CultureInfo.InvariantCulture));
            return [];
        }

        return [.. array.Select((item, i) => new FieldReader(item!.AsObject(), $"{_prefix}{name}[{i}].", _errors))]; // checked above: every item is an object
    }

    /// <summary>A list of whole numbers, each 0 … <see cref="AbsurdQuantity"/>; empty when the field is absent.</summary>
    public IReadOnlyList<int> Quantities(string name)
    {
        if (_data[name] is not { } node)
        {
            return [];
        }

        if (node is not JsonArray array || array.Count > MaxRows)
        {
            Refuse(name, "field-not-list");
            return [];
        }

        var wrapped = new JsonObject(array.Select((item, i) => KeyValuePair.Create($"{name}[{i}]", item?.DeepClone())));
        var items = new FieldReader(wrapped, _prefix, _errors);
        return [.. array.Select((_, i) => items.Quantity($"{name}[{i}]"))];
    }

    public IReadOnlyList<string> Texts(string name)
    {
        if (_data[name] is not { } node)
        {
            return [];
        }

        if (node is not JsonArray array || array.Count > MaxRows || array.Any(item => item?.GetValueKind() != JsonValueKind.String))
        {
            Refuse(name, "field-not-list");
            return [];
        }

        return [.. array.Select(item => item!.GetValue<string>().Trim()).Where(text => text.Length is > 0 and <= 200)];
    }

    private static string Short(JsonNode node)
    {
        var text = node.ToJsonString();
        return text.Length <= 40 ? text : text[..40] + "…";
    }
}
