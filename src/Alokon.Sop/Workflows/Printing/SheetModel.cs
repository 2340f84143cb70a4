using System.Text.Json;
using System.Text.Json.Nodes;
using Alokon.Engine.Definitions;
using Alokon.Sop.Workflows.Table;

namespace Alokon.Sop.Workflows.Printing;

/// <summary>What the template of the sheet is given, in the templates' own words. Every key is always there.</summary>
internal sealed class SheetModel
{
    private readonly SopTable _table;
    private readonly SopWays _ways;
    private readonly IReadOnlyDictionary<string, string> _roleNames;
    private readonly IReadOnlyList<SopRow> _rows;
    private readonly IReadOnlyList<(string Label, string Role)> _columns;

    private SheetModel(SopTable table, SopWays ways, IReadOnlyDictionary<string, string> roleNames)
    {
        (_table, _ways, _roleNames, _rows) = (table, ways, roleNames, [.. table.Rows.Where(row => row.Place != SopPlace.Detour)]);
        _columns = Columns();
    }

    /// <param name="roleNames">How the columns of roles are headed that the SOP has no word for.</param>
    public static JsonObject Of(SopTable table, SopWays ways, StoredDefinition stored, IReadOnlyDictionary<string, string> roleNames) => new SheetModel(table, ways, roleNames).Build(stored);

    private JsonObject Build(StoredDefinition stored) => new()
    {
        ["sop"] = Head(),
        ["versi"] = stored.Version,
        ["konsep"] = stored.IsDraft,
        ["berlaku"] = stored.IsPublished,
        ["namaAlur"] = stored.Name,
        ["kolom"] = new JsonArray([.. _columns.Select(column => (JsonNode)column.Label)]),
        ["baris"] = Rows(),
        ["perbaikan"] = Detours(),
    };

    private JsonObject Head()
    {
        var head = _table.Head;
        return new JsonObject
        {
            ["nomor"] = Text(head.Number),
            ["judul"] = head.Title,
            ["revisi"] = Text(head.Revision),
            ["dibuat"] = Text(head.CreatedOn),
            ["direvisi"] = Text(head.RevisedOn),
            ["efektif"] = Text(head.EffectiveOn),
            ["disahkan"] = Texts(head.ApprovedOn),
            ["disahkanOleh"] = Text(head.ApprovedBy),
            ["nama"] = Text(head.SignedBy),
            ["nip"] = Text(head.SignedNip),
            ["dasarHukum"] = Texts(head.LegalBasis),
            ["kualifikasi"] = Texts(head.Qualification),
            ["keterkaitan"] = Texts(head.Related),
            ["peralatan"] = Texts(head.Equipment),
            ["peringatan"] = Texts(head.Warnings),
            ["pencatatan"] = Texts(head.Recording),
        };
    }

    /// <summary>The SOP's own columns, then those of roles that do something and have none; also of who corrects, and asks.</summary>
    private List<(string Label, string Role)> Columns()
    {
        var stated = _table.Columns.Where(column => column.Label.Length > 0).Select(column => (column.Label, column.Role)).ToList();
        var roles = _table.Rows.Where(row => row.Pelaksana.Length == 0 || stated.TrueForAll(column => column.Label != row.Pelaksana)).Select(row => row.Role).Where(role => role.Length > 0 && !stated.Exists(column => column.Role == role)).Distinct();
        return [.. stated, .. roles.OrderBy(role => role == People.Roles.Faskes && stated.Count == 0 ? 0 : 1).Select(role => (_roleNames.GetValueOrDefault(role, role), role))];
    }

    private JsonArray Rows()
    {
        var ways = _rows.ToDictionary(row => row.Step!, row => _ways.From(row.Step!), StringComparer.Ordinal); // rows of a definition have a step
        var cells = SheetDrawing.Draw(_rows, [.. _rows.Select(ColumnOf)], _columns.Count, ways, step => _table.Rows.FirstOrDefault(row => row.Step == step) is { } row ? ColumnOf(row) : -1, _columns.FindIndexOf(column => column.Role == People.Roles.Faskes));
        var rows = new JsonArray();
        for (var i = 0; i < _rows.Count; i++)
        {
            var row = _rows[i];
            rows.Add((JsonNode)new JsonObject
            {
                ["nomor"] = row.Number,
                ["kegiatan"] = row.Kegiatan,
                ["bagian"] = Text(row.Bagian),
                ["kelengkapan"] = Text(row.Kelengkapan),
                ["waktu"] = Text(row.Waktu.Length > 0 ? row.Waktu : Sla.StandardText.Of(row.Standard.Length > 0 ? JsonNode.Parse(row.Standard) : null)),
                ["output"] = Text(row.Output),
                ["keterangan"] = Text(row.Keterangan),
                ["gabung"] = Merged(i),
                ["sel"] = new JsonArray([.. cells[i].Select(Cell)]),
            });
        }

        return rows;
    }

    /// <summary>Rows with one number and one standard are one cell: how many from here, 0 where an earlier one has it.</summary>
    private int Merged(int i)
    {
        if (i > 0 && IsSame(i - 1, i))
        {
            return 0;
        }

        var rows = 1;
        while (i + rows < _rows.Count && IsSame(i + rows - 1, i + rows))
        {
            rows++;
        }

        return rows;
    }

    private bool IsSame(int one, int two)
    {
        var (a, b) = (_rows[one], _rows[two]);
        return b.Bagian.Length == 0 && a.Number.Length > 0 && a.Waktu.Length > 0
            && (a.Number, a.Kelengkapan, a.Waktu, a.Output, a.Keterangan) == (b.Number, b.Kelengkapan, b.Waktu, b.Output, b.Keterangan);
    }

    private JsonArray Detours() =>
    [
        .. from row in _rows
           from way in _ways.From(row.Step!) // rows of a definition have a step
           where way.Kind == WayKind.Detour
           select (JsonNode)new JsonObject { ["langkah"] = row.Number.Length > 0 ? row.Number : row.Kegiatan, ["keputusan"] = way.Label, ["tujuan"] = way.Text },
    ];

    private int ColumnOf(SopRow row)
    {
        var own = _columns.FindIndexOf(column => row.Pelaksana.Length > 0 && column.Label == row.Pelaksana);
        return own >= 0 ? own : _columns.FindIndexOf(column => row.Role.Length > 0 && column.Role == row.Role);
    }

    private static JsonNode Cell(DrawnCell cell) => new JsonObject
    {
        ["simbol"] = Text(cell.Symbol),
        ["teks"] = cell.Inside,
        ["garis"] = new JsonArray([.. cell.Strokes.Distinct().Select(stroke => (JsonNode)stroke)]),
        ["kata"] = new JsonArray([.. cell.Words.Distinct().Select(word => (JsonNode)new JsonObject { ["letak"] = word.Place, ["teks"] = word.Text })]),
    };

    private static JsonNode? Text(string text) => text.Length > 0 ? JsonValue.Create(text) : null;

    private static JsonArray Texts(IReadOnlyList<string> texts) => [.. texts.Select(text => (JsonNode)text)];
}

internal static class Finding
{
    /// <returns>-1 where there is none.</returns>
    public static int FindIndexOf<T>(this IReadOnlyList<T> items, Func<T, bool> isWanted)
    {
        for (var i = 0; i < items.Count; i++)
        {
            if (isWanted(items[i]))
            {
                return i;
            }
        }

        return -1;
    }
}
