using System.Globalization;
using System.Text.Json.Nodes;

namespace Alokon.Sop.Sla;

/// <summary>The time a SOP gives, in the SOP's own wording.</summary>
public static class StandardText
{
    public static string Of(JsonNode? standard, int? zone = null)
    {
        var amount = standard?["amount"]?.ToString() ?? "0";
        return standard?["kind"]?.ToString() switch
        {
            "workingMinutes" => $"{amount} menit kerja",
            "workingDays" => $"{amount} hari kerja",
            "elapsedWorkingDays" => $"paling lama {amount} hari waktu kerja",
            "calendarWeeks" => $"{amount} minggu",
            "calendarMonths" => $"{amount} bulan",
            "byZone" => ByZone(standard["zones"], zone),
            _ => "tanpa batas waktu",
        } + (standard?["budget"] is not null ? " (dipakai bersama satu jatah)" : string.Empty);
    }

    private static string ByZone(JsonNode? zones, int? zone)
    {
        var key = zone?.ToString(CultureInfo.InvariantCulture);
        return key is not null && zones?[key] is { } minutes ? $"sesuai zona {key}: {minutes} menit kerja" : "sesuai jarak wilayah";
    }
}
