using System.Text.Json;
using System.Text.Json.Nodes;
using Alokon.Sop.Requests;

namespace Alokon.Sop.Activities;

/// <summary>
/// Small words for JSON Schemas. Besides the standard keywords: <c>x-outcomes</c> (shown only for these answers),
/// <c>x-addRows</c> (rows may be added), <c>x-labels</c> (what the values of an enum are called), <c>x-display</c> on a property (shown, never sent back).
/// </summary>
internal static class Form
{
    public static JsonObject Of(params (string Name, JsonObject Schema)[] properties) =>
        new()
        {
            ["type"] = "object",
            ["properties"] = new JsonObject(properties.Select(p => KeyValuePair.Create(p.Name, (JsonNode?)p.Schema))),
        };

    public static JsonObject Text(string title, bool required = false, string? value = null, int max = 500, string? help = null) =>
        Property("string", title, required, value is null ? null : JsonValue.Create(value), help).With("maxLength", max);

    public static JsonObject LongText(string title, string? help = null) =>
        Property("string", title, required: false, null, help).With("maxLength", 2000).With("x-multiline", true);

    public static JsonObject Number(string title, bool required = true, int? value = null, int min = 0, int? max = null) =>
        Property("integer", title, required, value is null ? null : JsonValue.Create(value.Value), null)
            .With("minimum", min)
            .With("maximum", max ?? FieldReader.AbsurdQuantity);

    /// <summary>A column that is shown and never sent back.</summary>
    public static JsonObject Display(string title, string type = "integer") =>
        Property(type, title, required: false, null, null).With("readOnly", true).With("x-display", true);

    /// <summary>A column that is shown and sent back unchanged: which row this is.</summary>
    public static JsonObject Key(string title) => Property("string", title, required: true, null, null).With("readOnly", true);

    public static JsonObject Choice(string title, params string[] values) =>
        Property("string", title, required: true, JsonValue.Create(values[0]), null).With("enum", new JsonArray([.. values.Select(v => (JsonNode?)v)]));

    /// <summary>What each value of a choice is called, in the same order.</summary>
    public static JsonObject Called(this JsonObject schema, IEnumerable<string> labels) =>
        schema.With("x-labels", new JsonArray([.. labels.Select(label => (JsonNode?)label)]));

    public static JsonObject Rows(string title, IEnumerable<object> rows, params (string Name, JsonObject Schema)[] columns) =>
        new()
        {
            ["type"] = "array",
            ["title"] = title,
            ["default"] = JsonSerializer.SerializeToNode(rows.ToArray(), CaseFileJson.Options),
            ["items"] = Of(columns),
        };

    public static JsonObject Texts(string title, IEnumerable<string> values) =>
        new()
        {
            ["type"] = "array",
            ["title"] = title,
            ["default"] = new JsonArray([.. values.Select(v => (JsonNode?)v)]),
            ["items"] = new JsonObject { ["type"] = "string" },
        };

    public static JsonObject For(this JsonObject schema, params string[] outcomes) =>
        schema.With("x-outcomes", new JsonArray([.. outcomes.Select(o => (JsonNode?)o)]));

    public static JsonObject Addable(this JsonObject schema) => schema.With("x-addRows", true);

    /// <summary>What is wrong, where: carried by every answer that sends the request back.</summary>
    public static (string Name, JsonObject Schema) Corrections(CaseFile file) =>
        ("fields", Rows(
            "Yang harus diperbaiki",
            file.Lines.Select((line, i) => new { path = $"lines[{i}].requested", label = line.Name, reason = (string?)null }),
            ("path", Key("Isian")),
            ("label", Display("Alokon", "string")),
            ("reason", Text("Apa yang salah"))).For("kembalikan"));

    private static JsonObject Property(string type, string title, bool required, JsonNode? value, string? help)
    {
        var schema = new JsonObject { ["type"] = type, ["title"] = title, ["x-required"] = required };
        if (value is not null)
        {
            schema["default"] = value;
        }

        if (help is not null)
        {
            schema["description"] = help;
        }

        return schema;
    }

    private static JsonObject With(this JsonObject schema, string name, JsonNode value)
    {
        schema[name] = value;
        return schema;
    }
}
