using System.Globalization;
using System.Text.Json.Nodes;

namespace Alokon.Host.Pages.Forms;

public enum FieldKind
{
    Text,
    LongText,
    Integer,
    Number,
    Choice,

    /// <summary>A list of short texts, one a line.</summary>
    Texts,

    /// <summary>A list of rows with the same columns.</summary>
    Rows,
}

/// <summary>One field of a step's form, read from its JSON Schema.</summary>
public sealed record Field(string Name, FieldKind Kind, string Title)
{
    public string? Help { get; init; }

    public bool IsRequired { get; init; }

    /// <summary>Which row this is: shown, sent back as it was.</summary>
    public bool IsKey { get; init; }

    /// <summary>Shown, never sent back.</summary>
    public bool IsDisplay { get; init; }

    public int? MaxLength { get; init; }

    /// <summary>Values to choose from, and what each is called.</summary>
    public IReadOnlyList<(string Key, string Label)> Options { get; init; } = [];

    public JsonNode? Default { get; init; }

    /// <summary>The decisions this field counts for; empty = all.</summary>
    public IReadOnlyList<string> Outcomes { get; init; } = [];

    public bool MayAddRows { get; init; }

    public IReadOnlyList<Field> Columns { get; init; } = [];

    public bool IsNumber => Kind is FieldKind.Integer or FieldKind.Number;

    public bool IsEdited => !IsKey && !IsDisplay;

    public IEnumerable<Field> Lists => Columns.Where(c => c.Kind == FieldKind.Rows);

    public bool CountsFor(string outcome) => Outcomes.Count == 0 || Outcomes.Contains(outcome);

    public static IReadOnlyList<Field> ReadAll(JsonObject schema) =>
        [.. (schema["properties"] as JsonObject ?? []).Select(p => Read(p.Key, p.Value as JsonObject ?? []))];

    private static Field Read(string name, JsonObject schema)
    {
        var display = Flag(schema, "x-display");
        return new Field(name, KindOf(schema), Text(schema, "title") ?? name)
        {
            Help = Text(schema, "description"),
            IsRequired = Flag(schema, "x-required"),
            IsDisplay = display,
            IsKey = Flag(schema, "readOnly") && !display,
            MaxLength = schema["maxLength"] is { } max ? int.Parse(max.ToString(), CultureInfo.InvariantCulture) : null,
            Options = Choices(schema),
            Default = schema["default"],
            Outcomes = Texts(schema, "x-outcomes"),
            MayAddRows = Flag(schema, "x-addRows"),
            Columns = schema["items"] is JsonObject items ? ReadAll(items) : [],
        };
    }

    private static FieldKind KindOf(JsonObject schema) =>
        Text(schema, "type") switch
        {
            "integer" => FieldKind.Integer,
            "number" => FieldKind.Number,
            "array" => Text(schema["items"] as JsonObject ?? [], "type") == "object" ? FieldKind.Rows : FieldKind.Texts,
            _ when schema["enum"] is JsonArray => FieldKind.Choice,
            _ => Flag(schema, "x-multiline") ? FieldKind.LongText : FieldKind.Text,
        };

    private static IReadOnlyList<(string Key, string Label)> Choices(JsonObject schema)
    {
        var labels = Texts(schema, "x-labels");
        return [.. Texts(schema, "enum").Select((value, i) => (value, i < labels.Count ? labels[i] : value))];
    }

    private static string? Text(JsonObject schema, string name) => schema[name]?.ToString();

    private static bool Flag(JsonObject schema, string name) => schema[name]?.ToString() == "true";

    private static IReadOnlyList<string> Texts(JsonObject schema, string name) =>
        [.. (schema[name] as JsonArray ?? []).Select(v => v?.ToString()).OfType<string>()];
}
