using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using Alokon.Engine;
using Alokon.Host.Texts;

namespace Alokon.Host.Pages.Forms;

/// <summary>
/// A form as it lies on the desk: the fields, what stands in them (proposed at first, typed afterwards), and what is wrong.
/// Field names of the HTML form are the JSON paths of the data behind a prefix: <c>d.lines[2].approved</c>.
/// </summary>
public sealed partial class FormSheet
{
    public const string Prefix = "d.";
    public const int SpareRows = 3;

    private readonly IReadOnlyDictionary<string, string>? _typed;
    private readonly ILookup<string, string> _errors;

    private FormSheet(IReadOnlyList<Field> fields, IReadOnlyDictionary<string, string>? typed, ILookup<string, string> errors, string? growing)
    {
        Fields = fields;
        _typed = typed;
        _errors = errors;
        Growing = growing;
    }

    public IReadOnlyList<Field> Fields { get; }

    /// <summary>Path of the list that was asked to grow.</summary>
    private string? Growing { get; }

    public static FormSheet Proposed(JsonObject schema) => new(Field.ReadAll(schema), null, NoErrors(), null);

    /// <param name="typed">All fields of the HTML form; those of others are ignored.</param>
    /// <param name="growing">Path of a list that gets more empty rows.</param>
    public static FormSheet Typed(JsonObject schema, IEnumerable<KeyValuePair<string, string>> typed, string? growing = null) =>
        new(
            Field.ReadAll(schema),
            typed.Where(t => t.Key.StartsWith(Prefix, StringComparison.Ordinal)).ToDictionary(t => t.Key[Prefix.Length..], t => t.Value),
            NoErrors(),
            growing);

    /// <param name="errors">With the paths of this sheet.</param>
    public FormSheet With(IEnumerable<FieldError> errors) => new(Fields, _typed, errors.ToLookup(e => e.Path, IndonesianTexts.Of), Growing);

    public IReadOnlyList<string> ErrorsAt(string path) => [.. _errors[path]];

    /// <summary>What stands in the field.</summary>
    /// <param name="proposed">What the form proposes there before anybody types.</param>
    public string Value(string path, JsonNode? proposed) => _typed is null ? Show(proposed) : _typed.GetValueOrDefault(path) ?? string.Empty;

    public IReadOnlyList<FormRow> Rows(Field list, string path, FormRow? parent)
    {
        var given = (parent is null ? list.Default : parent.Given[list.Name]) as JsonArray ?? [];
        var template = given.FirstOrDefault() as JsonObject ?? [];
        var count = list.MayAddRows ? Math.Max(given.Count + SpareRows, TypedRows(path) + (Growing == path ? SpareRows : 0)) : given.Count;
        return [.. Enumerable.Range(0, Math.Min(count, 500)).Select(i => i < given.Count
            ? new FormRow(RowPath(path, i), given[i] as JsonObject ?? [], IsSpare: false)
            : new FormRow(RowPath(path, i), Spare(list, template), IsSpare: true))];
    }

    /// <summary>For a row that somebody adds: the keys that the proposed rows have, with the name shown beside them.</summary>
    public static IReadOnlyList<(string Key, string Label)> KeysOf(Field list, Field key, JsonArray? given) =>
        [.. (given ?? []).OfType<JsonObject>()
            .Select(row => (Key: Show(row[key.Name]), Label: $"{Show(row[key.Name])} {Label(list, row)}".Trim()))
            .DistinctBy(k => k.Key)];

    public static string RowPath(string list, int index) => string.Create(CultureInfo.InvariantCulture, $"{list}[{index}]");

    /// <summary>As it stands in a field: numbers without thousands dots, with a decimal comma.</summary>
    public static string Show(JsonNode? node) =>
        node switch
        {
            null => string.Empty,
            JsonArray texts => string.Join('\n', texts.Select(t => t?.ToString())),
            JsonValue value when value.GetValueKind() == JsonValueKind.Number && value.TryGetValue<decimal>(out var number) => IndonesianNumber.Type(number),
            _ => node.ToString(),
        };

    private static string Label(Field list, JsonObject row) =>
        string.Join(" ", list.Columns.Where(c => c is { IsDisplay: true, IsNumber: false } && row[c.Name] is not null).Select(c => Show(row[c.Name])));

    /// <summary>A blank row whose lists inside offer the same keys as those of the first proposed row.</summary>
    private static JsonObject Spare(Field list, JsonObject template) =>
        new(list.Lists.Select(inner => KeyValuePair.Create(inner.Name, (JsonNode?)new JsonArray(
            [.. (template[inner.Name] as JsonArray ?? []).OfType<JsonObject>().Select(row => (JsonNode)new JsonObject(
                inner.Columns.Where(c => !c.IsEdited).Select(c => KeyValuePair.Create(c.Name, row[c.Name]?.DeepClone()))))]))));

    private int TypedRows(string path) =>
        (_typed?.Keys ?? []).Select(key => RowIndex().Match(key[Math.Min(path.Length, key.Length)..]) is { Success: true } match && key.StartsWith(path, StringComparison.Ordinal)
            ? int.Parse(match.Groups[1].ValueSpan, NumberStyles.None, CultureInfo.InvariantCulture) + 1
            : 0).DefaultIfEmpty(0).Max();

    private static ILookup<string, string> NoErrors() => Array.Empty<FieldError>().ToLookup(e => e.Path, e => e.Code);

    [GeneratedRegex(@"^\[([0-9]{1,3})\]", RegexOptions.CultureInvariant)]
    private static partial Regex RowIndex();
}

/// <param name="Path">lines[2].</param>
/// <param name="Given">What the step proposes for this row: keys, what is only shown, defaults.</param>
/// <param name="IsSpare">A row for somebody to add: its key is chosen, and left empty it is no row.</param>
public sealed record FormRow(string Path, JsonObject Given, bool IsSpare);
