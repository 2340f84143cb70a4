using System.Text.Json.Nodes;
using Alokon.Engine;

namespace Alokon.Host.Pages.Forms;

/// <summary>
/// What was typed, as the JSON that the step expects: numbers as numbers, empty rows and empty optional fields left out, and
/// nothing of what counts only for another decision.
/// </summary>
internal sealed class FormReading
{
    private readonly FormSheet _sheet;
    private readonly List<FieldError> _errors = [];
    private readonly Dictionary<string, string> _rows = [];

    private FormReading(FormSheet sheet, string outcome)
    {
        _sheet = sheet;
        foreach (var field in sheet.Fields.Where(f => f.CountsFor(outcome)))
        {
            if (!Read(field, field.Name, field.Name, null, Data))
            {
                RequireFilled(field, field.Name, field is { IsRequired: true, IsEdited: true });
            }
        }
    }

    public JsonObject Data { get; } = [];

    /// <summary>What no program needs to be asked about: not a number, not filled in. Paths are those of the sheet.</summary>
    public IReadOnlyList<FieldError> Errors => _errors;

    public static FormReading Of(FormSheet sheet, string outcome) => new(sheet, outcome);

    /// <summary>A refused path of the data, where it stands on the sheet: rows left empty there are missing here.</summary>
    public FieldError OnSheet(FieldError error)
    {
        var row = _rows.Keys.Where(r => error.Path == r || error.Path.StartsWith(r + ".", StringComparison.Ordinal)).MaxBy(r => r.Length);
        return row is null ? error : error with { Path = _rows[row] + error.Path[row.Length..] };
    }

    /// <returns>False when there was nothing to read.</returns>
    private bool Read(Field field, string path, string dataPath, FormRow? row, JsonObject into)
    {
        if (field.IsDisplay)
        {
            return false;
        }

        if (field.Kind == FieldKind.Rows)
        {
            var list = ReadRows(field, path, dataPath, row);
            into[field.Name] = list;
            return list.Count > 0;
        }

        if (field.IsKey && row is { IsSpare: false })
        {
            into[field.Name] = row.Given[field.Name]?.DeepClone();
            return false;
        }

        var value = ReadValue(field, path, _sheet.Value(path, row is null ? field.Default : row.Given[field.Name]));
        if (value is not null)
        {
            into[field.Name] = value;
        }

        return value is not null;
    }

    private JsonArray ReadRows(Field list, string path, string dataPath, FormRow? parent)
    {
        var read = new JsonArray();
        foreach (var row in _sheet.Rows(list, path, parent))
        {
            var at = FormSheet.RowPath(dataPath, read.Count);
            if (IsBlank(list, row) && (row.IsSpare || parent is not null || list.MayAddRows || !list.Columns.Any(c => c.IsEdited && c.IsRequired)))
            {
                continue;
            }

            _rows[at] = row.Path;
            var json = new JsonObject();
            foreach (var column in list.Columns)
            {
                var place = $"{row.Path}.{column.Name}";
                if (!Read(column, place, $"{at}.{column.Name}", row, json))
                {
                    RequireFilled(column, place, column.IsRequired && (column.IsEdited || (column.IsKey && row.IsSpare)));
                }
            }

            read.Add(json);
        }

        return read;
    }

    private void RequireFilled(Field field, string path, bool required)
    {
        if (required && field.Kind != FieldKind.Rows && !_errors.Any(e => e.Path == path))
        {
            _errors.Add(new FieldError(path, "field-required"));
        }
    }

    private bool IsBlank(Field list, FormRow row) =>
        list.Columns.Where(c => c.IsEdited || (c.IsKey && row.IsSpare)).All(column =>
        {
            var path = $"{row.Path}.{column.Name}";
            return column.Kind == FieldKind.Rows
                ? _sheet.Rows(column, path, row).All(inner => IsBlank(column, inner))
                : string.IsNullOrWhiteSpace(_sheet.Value(path, row.Given[column.Name]));
        });

    private JsonNode? ReadValue(Field field, string path, string typed)
    {
        var text = typed.Trim();
        if (field.Kind == FieldKind.Texts)
        {
            return new JsonArray([.. text.Split('\n', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries).Select(t => (JsonNode)t)]);
        }

        if (text.Length == 0)
        {
            return null;
        }

        if (!field.IsNumber)
        {
            return text;
        }

        if (IndonesianNumber.Parse(text) is { } number)
        {
            return JsonValue.Create(number);
        }

        _errors.Add(new FieldError(path, "number-unclear", text.Length > 40 ? text[..40] + "…" : text));
        return null;
    }
}
