using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;
using Alokon.Engine;
using Alokon.Sop.People;
using Alokon.Sop.Sla;

namespace Alokon.Sop.Workflows.Table;

/// <summary>What cannot be kept even in a draft. Everything else the check before publishing tells.</summary>
internal static class TableChecks
{
    private const int LongestCell = 4000;
    private const int LongestName = 300;
    private const int MostRows = 300;

    public static IEnumerable<FieldError> Check(SopTable table)
    {
        if (table.Rows.Count > MostRows)
        {
            yield return new FieldError("rows", "sop-table-too-long", $"{MostRows}");
        }

        foreach (var (row, i) in table.Rows.Select((row, i) => (row, i)))
        {
            foreach (var error in Check(row, $"rows[{i}]"))
            {
                yield return error;
            }
        }

        foreach (var (field, value) in Dates(table.Head).Where(date => date.Value.Length > 0 && !DateOnly.TryParseExact(date.Value, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out _)))
        {
            yield return new FieldError(field, "date-malformed", value);
        }
    }

    private static IEnumerable<FieldError> Check(SopRow row, string path)
    {
        if (string.IsNullOrWhiteSpace(row.Kegiatan))
        {
            yield return new FieldError($"{path}.kegiatan", "field-required");
        }

        if (row.Kegiatan.Length > LongestName)
        {
            yield return new FieldError($"{path}.kegiatan", "field-too-long", $"{LongestName}");
        }

        foreach (var (field, text) in Texts(row).Where(cell => cell.Text.Length > LongestCell))
        {
            yield return new FieldError($"{path}.{field}", "field-too-long", $"{LongestCell}");
        }

        if (row.Role.Length > 0 && (!Roles.All.Contains(row.Role) || Roles.OnlyReads(row.Role)))
        {
            yield return new FieldError($"{path}.role", "role-cannot-work-here", row.Role);
        }

        if (row.Standard.Length > 0 && !IsStandard(row.Standard))
        {
            yield return new FieldError($"{path}.standard", "standard-incomplete");
        }
    }

    private static bool IsStandard(string json)
    {
        try
        {
            return TimeStandard.Parse(JsonNode.Parse(json)).Refusal is null;
        }
        catch (JsonException)
        {
            return false;
        }
    }

    private static IEnumerable<(string Field, string Text)> Texts(SopRow row) =>
        [("number", row.Number), ("pelaksana", row.Pelaksana), ("kelengkapan", row.Kelengkapan), ("waktu", row.Waktu), ("output", row.Output), ("keterangan", row.Keterangan), ("bagian", row.Bagian)];

    private static IEnumerable<(string Field, string Value)> Dates(SopHead head) =>
        [("createdOn", head.CreatedOn), ("revisedOn", head.RevisedOn), ("effectiveOn", head.EffectiveOn), .. head.ApprovedOn.Select(day => ("approvedOn", day))];
}
