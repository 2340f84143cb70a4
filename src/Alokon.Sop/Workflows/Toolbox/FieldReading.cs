using System.Text.Json;
using System.Text.Json.Nodes;
using Alokon.Engine;

namespace Alokon.Sop.Workflows.Toolbox;

/// <summary>
/// What the designer wrote into the fields of one activity: bare values, or an expression around them; lists as lists or as their JSON text.
/// Collects what cannot be read.
/// </summary>
/// <param name="title">How the admin knows the activity; named in every refusal.</param>
internal sealed class FieldReading(JsonObject node, string title)
{
    private readonly List<FieldError> _errors = [];

    public IReadOnlyList<FieldError> Errors => _errors;

    public string Text(string field) => Bare(field) switch
    {
        null => "",
        JsonValue value => value.ToString().Replace("\r", "", StringComparison.Ordinal).Trim(),
        var other => other.ToJsonString(),
    };

    public IReadOnlyList<string> List(string field)
    {
        var value = Bare(field);
        if (value is JsonValue text && text.GetValueKind() == JsonValueKind.String)
        {
            value = Parsed(field, text.ToString());
        }

        return value switch
        {
            null => [],
            JsonArray items => [.. items.Select(item => item?.ToString().Trim() ?? "").Where(item => item.Length > 0).Distinct()],
            _ => Refused(field, value.ToJsonString()),
        };
    }

    public void Refuse(string field, string code, params string[] arguments) => _errors.Add(new FieldError($"{title}.{field}", code, arguments));

    private JsonNode? Bare(string field) => node[field] switch
    {
        JsonObject wrapper when wrapper["expression"] is JsonObject expression => expression["value"],
        JsonObject wrapper when wrapper.ContainsKey("typeName") => null,
        var value => value,
    };

    private JsonNode? Parsed(string field, string text)
    {
        try
        {
            return text.Trim().Length == 0 ? null : JsonNode.Parse(text);
        }
        catch (JsonException)
        {
            Refuse(field, "field-not-list");
            return null;
        }
    }

    private List<string> Refused(string field, string value)
    {
        Refuse(field, "field-not-list", value);
        return [];
    }
}
