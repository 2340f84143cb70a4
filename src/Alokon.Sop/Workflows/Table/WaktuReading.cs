using System.Globalization;
using System.Text.RegularExpressions;
using Alokon.Sop.Sla;

namespace Alokon.Sop.Workflows.Table;

public enum WaktuKind
{
    /// <summary>Nothing is said.</summary>
    Empty,

    /// <summary>"30 menit".</summary>
    Fixed,

    /// <summary>"2 - 3 hari": the upper end counts.</summary>
    Range,

    /// <summary>"maks 1 hari", "s/d 6 hari".</summary>
    AtMost,

    /// <summary>"sesuai jarak wilayah": by the zone of the facility.</summary>
    ByDistance,

    /// <summary>"setiap hari": done again and again, no deadline.</summary>
    Recurring,

    /// <summary>Words that name no time.</summary>
    Unreadable,
}

/// <summary>What the wording of a time in an SOP says, and what would be measured.</summary>
/// <param name="Standard">What the wording comes to; none where nothing is measured.</param>
/// <param name="Unit">menit, jam, hari, minggu, bulan; empty without one.</param>
/// <param name="SaysWorking">"hari kerja", not only "hari".</param>
public sealed partial record WaktuReading(WaktuKind Kind, TimeStandard Standard, string Unit, bool SaysWorking)
{
    /// <summary>Working minutes by zone, as the demo office has them: a proposal to be confirmed.</summary>
    public static IReadOnlyDictionary<int, int> UsualZones { get; } = new Dictionary<int, int> { [1] = 120, [2] = 240, [3] = 450, [4] = 1350 };

    public static WaktuReading Read(string wording)
    {
        var text = wording.Trim();
        if (text.Length == 0 || text is "-" or "–")
        {
            return new(WaktuKind.Empty, TimeStandard.None, "", false);
        }

        if (Distance().IsMatch(text))
        {
            return new(WaktuKind.ByDistance, new TimeStandard(StandardKind.ByZone, 0, null, UsualZones), "", false);
        }

        return Amount().Match(text) is { Success: true } amount && Measure(amount) is { } standard ? Of(text, amount, standard)
            : new(Repeated().IsMatch(text) ? WaktuKind.Recurring : WaktuKind.Unreadable, TimeStandard.None, "", false);
    }

    private static WaktuReading Of(string text, Match amount, TimeStandard standard)
    {
        var kind = Repeated().IsMatch(text[..amount.Index]) ? WaktuKind.Recurring
            : amount.Groups["to"].Success ? WaktuKind.Range
            : Limit().IsMatch(text[..amount.Index]) ? WaktuKind.AtMost
            : WaktuKind.Fixed;
        return new(kind, kind == WaktuKind.Recurring ? TimeStandard.None : standard, amount.Groups["unit"].Value.ToLowerInvariant(), amount.Groups["working"].Success);
    }

    /// <returns>None for an amount that no standard can have.</returns>
    private static TimeStandard? Measure(Match amount)
    {
        var digits = (amount.Groups["to"].Success ? amount.Groups["to"] : amount.Groups["from"]).Value.Replace(".", "", StringComparison.Ordinal);
        if (!int.TryParse(digits, NumberStyles.None, CultureInfo.InvariantCulture, out var number) || number is < 1 or > 100_000)
        {
            return null;
        }

        var (kind, times) = amount.Groups["unit"].Value.ToLowerInvariant() switch
        {
            "menit" => (StandardKind.WorkingMinutes, 1),
            "jam" => (StandardKind.WorkingMinutes, 60),
            "minggu" => (StandardKind.CalendarWeeks, 1),
            "bulan" => (StandardKind.CalendarMonths, 1),
            _ => (StandardKind.WorkingDays, 1),
        };
        var standard = new TimeStandard(kind, number * times, null, TimeStandard.None.Zones);
        return TimeStandard.Parse(standard.ToJson()).Refusal is null ? standard : null;
    }

    [GeneratedRegex(@"(?<from>\d{1,3}(\.\d{3})+|\d{1,6})\s*((-|–|s/d|s\.d\.|sampai(\s+dengan)?)\s*(?<to>\d{1,6})\s*)?(?<unit>menit|jam|hari|minggu|bulan)\b(?<working>\s+kerja)?", RegexOptions.IgnoreCase)]
    private static partial Regex Amount();

    [GeneratedRegex(@"\b(sesuai|menurut|tergantung|berdasarkan)\s+(jarak|lokasi|wilayah|zona)", RegexOptions.IgnoreCase)]
    private static partial Regex Distance();

    [GeneratedRegex(@"\b(setiap|tiap|tiap-tiap|sewaktu-waktu|berkala)\b", RegexOptions.IgnoreCase)]
    private static partial Regex Repeated();

    [GeneratedRegex(@"\b(maks|maksimal|maksimum|max|paling\s+lama|paling\s+lambat|s/d|sampai)\b\.?\s*$", RegexOptions.IgnoreCase)]
    private static partial Regex Limit();
}
