using System.Globalization;
using System.Text.Json.Nodes;
using Alokon.Engine;
using Alokon.Host.Texts;
using Alokon.Sop.People;
using Alokon.Sop.Sla;
using Alokon.Sop.Workflows.Table;

namespace Alokon.Host.Pages.Designer;

/// <summary>One row of the table as it stands in the form: what was typed, whether it can be kept or not.</summary>
/// <param name="Kind">Kind of the standard; auto: whatever the wording says.</param>
/// <param name="Amount">A number, or minutes by zone: 1=120, 2=240.</param>
public sealed record TableLine(SopRow Row, string Kind, string Amount, string Budget)
{
    public const string Auto = "auto";

    public static TableLine New { get; } = new(SopRow.Empty, Auto, "", "");

    public string Who => $"{Row.Role}|{Row.Pelaksana}";

    public static TableLine Of(SopRow row)
    {
        var standard = row.Standard.Length > 0 ? JsonNode.Parse(row.Standard) : null;
        var amount = standard?["zones"] is JsonObject zones ? string.Join(", ", zones.Select(zone => $"{zone.Key}={zone.Value}")) : standard?["amount"]?.ToString() ?? "";
        return new(row, standard?["kind"]?.ToString() ?? "", amount, standard?["budget"]?.ToString() ?? "");
    }

    /// <summary>The row with its standard put together; one that cannot be is refused by whoever keeps it.</summary>
    public SopRow ToRow()
    {
        if (Kind == Auto)
        {
            return Row with { Standard = WaktuReading.Read(Row.Waktu) is { Kind: WaktuKind.Unreadable or WaktuKind.Empty } ? "" : WaktuReading.Read(Row.Waktu).Standard.ToJson().ToJsonString() };
        }

        if (Kind.Length == 0)
        {
            return Row with { Standard = "" };
        }

        var standard = new JsonObject { ["kind"] = Kind };
        if (Kind == "byZone")
        {
            standard["zones"] = new JsonObject(Amount.Split([',', ';', '\n'], StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries)
                .Select(zone => zone.Split(['=', ':'], 2, StringSplitOptions.TrimEntries))
                .Where(zone => zone.Length == 2)
                .DistinctBy(zone => zone[0])
                .Select(zone => KeyValuePair.Create(zone[0], Whole(zone[1]))));
        }
        else if (Kind != "none")
        {
            standard["amount"] = Whole(Amount);
        }

        if (Budget.Length > 0 && Kind == "workingMinutes")
        {
            standard["budget"] = Budget;
        }

        return Row with { Standard = standard.ToJsonString() };
    }

    private static JsonNode? Whole(string text) => int.TryParse(text.Trim(), NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? JsonValue.Create(number) : text;
}

/// <summary>The table's form: read from what was sent, and changed by its buttons.</summary>
internal sealed class TableForm(IFormCollection form)
{
    private static readonly string[] Workers = [.. Roles.All.Where(role => !Roles.OnlyReads(role) && role != Roles.Admin)];

    public static IReadOnlyList<(string Kind, string Text)> Kinds { get; } =
    [
        (TableLine.Auto, "dari tulisan SOP"), ("workingMinutes", "menit kerja"), ("workingDays", "hari kerja"), ("elapsedWorkingDays", "hari waktu kerja"),
        ("calendarWeeks", "minggu"), ("calendarMonths", "bulan"), ("byZone", "menit kerja per zona"), ("none", "tanpa batas waktu"), ("", "belum ditentukan"),
    ];

    public string Deed => Text("tindakan");

    public List<TableLine> Lines()
    {
        var lines = new List<TableLine>();
        for (var i = 0; form.ContainsKey($"rows[{i}].kegiatan"); i++)
        {
            var path = $"rows[{i}]";
            var who = Text($"{path}.role").Split('|', 2);
            lines.Add(new TableLine(
                new SopRow(
                    Text($"{path}.step") is { Length: > 0 } step ? step : null,
                    Text($"{path}.number"), Text($"{path}.kegiatan"), who[0], who.Length > 1 ? who[1] : "", Text($"{path}.kelengkapan"), Text($"{path}.waktu"), "", Text($"{path}.output"), Text($"{path}.keterangan"), Text($"{path}.bagian"))
                {
                    Place = Enum.TryParse<SopPlace>(Text($"{path}.place"), out var place) ? place : SopPlace.Main,
                },
                Text($"{path}.kind"), Text($"{path}.amount"), Text($"{path}.budget")));
        }

        return lines;
    }

    /// <summary>What a button does to the rows before anything is kept.</summary>
    public static List<TableLine> Apply(List<TableLine> lines, string deed)
    {
        var parts = deed.Split(':');
        if (parts.Length != 2 || !int.TryParse(parts[1], NumberStyles.None, CultureInfo.InvariantCulture, out var i) || i > lines.Count)
        {
            return lines;
        }

        switch (parts[0])
        {
            case "naik" when i is > 0 && i < lines.Count:
                (lines[i - 1], lines[i]) = (lines[i], lines[i - 1]);
                break;
            case "turun" when i + 1 < lines.Count:
                (lines[i + 1], lines[i]) = (lines[i], lines[i + 1]);
                break;
            case "hapus" when i < lines.Count:
                lines.RemoveAt(i);
                break;
            case "tambah":
                lines.Insert(i, TableLine.New);
                break;
        }

        return lines;
    }

    public SopHead Head() => new()
    {
        Number = Text("head.number"),
        Title = Text("head.title"),
        Revision = Text("head.revision"),
        CreatedOn = Text("head.createdOn"),
        RevisedOn = Text("head.revisedOn"),
        EffectiveOn = Text("head.effectiveOn"),
        ApprovedOn = [.. Text("head.approvedOn").Split([',', ';', '\n'], StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries)],
        ApprovedBy = Text("head.approvedBy"),
        SignedBy = Text("head.signedBy"),
        SignedNip = Text("head.signedNip"),
        LegalBasis = Lines("head.legalBasis"),
        Qualification = Lines("head.qualification"),
        Related = Lines("head.related"),
        Equipment = Lines("head.equipment"),
        Warnings = Lines("head.warnings"),
        Recording = Lines("head.recording"),
    };

    /// <summary>One column a line: its heading, and after = the role that it is here.</summary>
    public IReadOnlyList<SopColumn> Columns() =>
        [.. Lines("head.columns").Select(line => line.Split('=', 2, StringSplitOptions.TrimEntries)).Select(parts => new SopColumn(parts[0], parts.Length > 1 ? RoleOf(parts[1]) : ""))];

    public static string ShowColumns(IReadOnlyList<SopColumn> columns) =>
        string.Join('\n', columns.Where(column => column.Label.Length > 0).Select(column => column.Role.Length > 0 ? $"{column.Label} = {Words.Of("role", column.Role)}" : column.Label));

    public IReadOnlyList<int> Answered() => [.. form["answered"].Select(text => int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var i) ? i : -1).Where(i => i >= 0)];

    /// <summary>Who can be chosen: the SOP's columns, and every other role that works.</summary>
    public static IReadOnlyList<(string Value, string Text)> Performers(IReadOnlyList<SopColumn> columns)
    {
        var named = columns.Where(column => column.Label.Length > 0).ToList();
        return
        [
            ("|", "belum dipilih"),
            .. named.Select(column => ($"{column.Role}|{column.Label}", column.Role.Length > 0 && Words.Of("role", column.Role) != column.Label ? $"{column.Label} ({Words.Of("role", column.Role)})" : column.Role.Length > 0 ? column.Label : $"{column.Label} (bukan jabatan di sini)")),
            .. Workers.Select(role => ($"{role}|", Words.Of("role", role))),
        ];
    }

    /// <summary>By key or by what it is called.</summary>
    private static string RoleOf(string text) =>
        Workers.FirstOrDefault(role => role.Equals(text, StringComparison.OrdinalIgnoreCase) || Words.Of("role", role).Equals(text, StringComparison.OrdinalIgnoreCase)) ?? "";

    private IReadOnlyList<string> Lines(string field) => [.. Text(field).Split('\n', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries)];

    private string Text(string field) => form[field].ToString().ReplaceLineEndings("\n").Trim();
}
