using System.Text.Json.Nodes;

namespace Alokon.Host.Pages.Forms;

/// <summary>What a path of the data is called on the page: "Suntik 3 bulan – Disetujui" for lines[2].approved.</summary>
public sealed class FieldNames
{
    private readonly Dictionary<string, string> _names = new() { ["comment"] = "Catatan keputusan", ["outcome"] = "Keputusan" };

    private FieldNames()
    {
    }

    public static FieldNames None { get; } = new();

    /// <summary>For a form drawn by hand.</summary>
    public static FieldNames Called(params (string Path, string Name)[] fields)
    {
        var names = new FieldNames();
        foreach (var (path, name) in fields)
        {
            names._names[path] = name;
        }

        return names;
    }

    public static FieldNames Of(FormSheet sheet)
    {
        var names = new FieldNames();
        foreach (var field in sheet.Fields)
        {
            names.Add(sheet, field, field.Name, field.Title, null);
        }

        return names;
    }

    public string Of(string path) => _names.GetValueOrDefault(path, path);

    private void Add(FormSheet sheet, Field field, string path, string name, FormRow? row)
    {
        _names[path] = name;
        if (field.Kind != FieldKind.Rows)
        {
            return;
        }

        var number = 0;
        foreach (var inner in sheet.Rows(field, path, row))
        {
            var label = RowName(field, inner.Given) ?? $"{field.Title}, baris {++number}";
            _names[inner.Path] = label;
            foreach (var column in field.Columns)
            {
                Add(sheet, column, $"{inner.Path}.{column.Name}", $"{label} – {column.Title}", inner);
            }
        }
    }

    /// <summary>The name that the row shows, else its key; none for a row somebody added.</summary>
    internal static string? RowName(Field list, JsonObject given) =>
        list.Columns.Where(c => !c.IsEdited && c is { IsNumber: false, Kind: not FieldKind.Rows, Name: not "path" } && given[c.Name] is not null)
            .OrderBy(c => c.IsDisplay ? 0 : 1)
            .Select(c => given[c.Name]?.ToString())
            .FirstOrDefault();
}
