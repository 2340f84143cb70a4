using System.Collections.Concurrent;
using System.Globalization;
using System.Text.Json.Nodes;
using Alokon.Engine;

namespace Alokon.Sop.Sla;

public enum StandardKind
{
    WorkingMinutes,
    WorkingDays,
    ElapsedWorkingDays,
    CalendarWeeks,
    CalendarMonths,
    ByZone,
    None,
}

/// <summary>The time a SOP gives (mutu baku, waktu), as a definition states it.</summary>
/// <param name="Amount">Minutes, days, weeks or months as the kind says; 0 for byZone and none.</param>
/// <param name="Budget">Steps of a case with the same name here share the amount: together, not each.</param>
/// <param name="Zones">byZone only: working minutes by the zone of the facility.</param>
public sealed record TimeStandard(StandardKind Kind, int Amount, string? Budget, IReadOnlyDictionary<int, int> Zones)
{
    private const int MostSeen = 10_000;

    // A definition has a handful of them, and every step of every case reads one.
    private static readonly ConcurrentDictionary<string, TimeStandard> Seen = new(StringComparer.Ordinal);

    public static TimeStandard None { get; } = new(StandardKind.None, 0, null, new Dictionary<int, int>());

    /// <summary>Reads <c>{"kind":"workingMinutes","amount":30,"budget":…,"zones":{…}}</c>.</summary>
    /// <param name="place">Named in the refusal, before the field: <c>terima.standard</c>.</param>
    public static Outcome<TimeStandard> Parse(JsonNode? json, string place = "standard")
    {
        try
        {
            return Read(new JsonPlace(json, place));
        }
        catch (UnexpectedJsonException unexpected)
        {
            return new SlaRefusal.BrokenStandard(unexpected);
        }
    }

    /// <summary>One that this program wrote itself, so that it is known to be right. The same text gives the same object.</summary>
    public static TimeStandard Known(string text)
    {
        if (Seen.TryGetValue(text, out var known))
        {
            return known;
        }

        var standard = Parse(JsonNode.Parse(text), "rule").Value;
        if (Seen.Count < MostSeen)
        {
            Seen[text] = standard;
        }

        return standard;
    }

    /// <returns>Working time for the kinds that count it; for the others the day of the deadline is all there is.</returns>
    public Outcome<Deadline> From(WorkingCalendar calendar, DateTimeOffset start, int? zone)
    {
        if (Kind == StandardKind.ByZone)
        {
            return zone is { } of && Zones.TryGetValue(of, out var minutes)
                ? Spend(calendar, start, TimeSpan.FromMinutes(minutes))
                : new SlaRefusal.ZoneWithoutStandard(zone, Zones.Keys.Order().Select(z => z.ToString(CultureInfo.InvariantCulture)));
        }

        return Kind switch
        {
            StandardKind.WorkingMinutes => Spend(calendar, start, TimeSpan.FromMinutes(Amount)),
            StandardKind.ElapsedWorkingDays => Spend(calendar, start, Amount * calendar.Nominal(calendar.DayOf(start))),
            StandardKind.WorkingDays => new Deadline(calendar.EndOfNthDay(start, Amount), null),
            StandardKind.CalendarWeeks => new Deadline(calendar.WeeksLater(start, Amount), null),
            StandardKind.CalendarMonths => new Deadline(calendar.MonthsLater(start, Amount), null),
            StandardKind.None or StandardKind.ByZone => new Deadline(null, null),
        };
    }

    public JsonObject ToJson()
    {
        var json = new JsonObject { ["kind"] = Name(Kind) };
        if (Amount > 0)
        {
            json["amount"] = Amount;
        }

        if (Budget is not null)
        {
            json["budget"] = Budget;
        }

        if (Zones.Count > 0)
        {
            json["zones"] = new JsonObject(Zones.OrderBy(z => z.Key).Select(z =>
                KeyValuePair.Create(z.Key.ToString(CultureInfo.InvariantCulture), (JsonNode?)z.Value)));
        }

        return json;
    }

    /// <summary>ISO 8601: PT30M, P2D, P1W, P1M. Hours are never folded into days: a working day has no 24.</summary>
    /// <returns>Null for none, and for byZone as long as the zone is not known.</returns>
    public string? Duration() => Kind switch
    {
        StandardKind.WorkingMinutes => Iso(TimeSpan.FromMinutes(Amount)),
        StandardKind.WorkingDays or StandardKind.ElapsedWorkingDays => string.Create(CultureInfo.InvariantCulture, $"P{Amount}D"),
        StandardKind.CalendarWeeks => string.Create(CultureInfo.InvariantCulture, $"P{Amount}W"),
        StandardKind.CalendarMonths => string.Create(CultureInfo.InvariantCulture, $"P{Amount}M"),
        StandardKind.ByZone or StandardKind.None => null,
    };

    internal static string Iso(TimeSpan work)
    {
        var hours = (int)work.TotalHours;
        var text = (hours > 0 ? $"{hours.ToString(CultureInfo.InvariantCulture)}H" : "")
            + (work.Minutes > 0 ? $"{work.Minutes.ToString(CultureInfo.InvariantCulture)}M" : "")
            + (work.Seconds > 0 ? $"{work.Seconds.ToString(CultureInfo.InvariantCulture)}S" : "");
        return text.Length == 0 ? "PT0S" : "PT" + text;
    }

    /// <exception cref="UnexpectedJsonException">Carries field and value.</exception>
    internal static TimeStandard Read(JsonPlace place)
    {
        var name = place["kind"];
        var kind = KindOf(name.Text()) ?? throw name.Unexpected($"one of {string.Join(", ", Enum.GetValues<StandardKind>().Select(Name))}");
        var budget = place["budget"].IsMissing ? null : place["budget"].Text();
        // A share of "two days" is not a time anybody could measure; the SOPs share minutes.
        return budget is not null && kind != StandardKind.WorkingMinutes
            ? throw place["budget"].Unexpected("no budget except with workingMinutes")
            : kind switch
            {
                StandardKind.None => None,
                StandardKind.ByZone => new TimeStandard(kind, 0, null, ReadZones(place["zones"])),
                StandardKind.WorkingMinutes => Plain(place["amount"].Whole(1, 100_000)),
                StandardKind.WorkingDays or StandardKind.ElapsedWorkingDays => Plain(place["amount"].Whole(1, 1000)),
                StandardKind.CalendarWeeks => Plain(place["amount"].Whole(1, 200)),
                StandardKind.CalendarMonths => Plain(place["amount"].Whole(1, 60)),
            };

        TimeStandard Plain(int amount) => new(kind, amount, budget, None.Zones);
    }

    private static Deadline Spend(WorkingCalendar calendar, DateTimeOffset start, TimeSpan work) => new(calendar.Add(start, work), work);

    private static Dictionary<int, int> ReadZones(JsonPlace place)
    {
        var zones = new Dictionary<int, int>();
        foreach (var (name, value) in place.Members())
        {
            if (!int.TryParse(name, NumberStyles.None, CultureInfo.InvariantCulture, out var zone) || !zones.TryAdd(zone, value.Whole(1, 100_000)))
            {
                throw value.Unexpected("a zone number as its name");
            }
        }

        return zones.Count > 0 ? zones : throw place.Unexpected("at least one zone");
    }

    internal static string Name(StandardKind kind) => kind switch
    {
        StandardKind.WorkingMinutes => "workingMinutes",
        StandardKind.WorkingDays => "workingDays",
        StandardKind.ElapsedWorkingDays => "elapsedWorkingDays",
        StandardKind.CalendarWeeks => "calendarWeeks",
        StandardKind.CalendarMonths => "calendarMonths",
        StandardKind.ByZone => "byZone",
        StandardKind.None => "none",
    };

    private static StandardKind? KindOf(string name) =>
        Enum.GetValues<StandardKind>().Where(kind => Name(kind) == name).Select(kind => (StandardKind?)kind).SingleOrDefault();
}

/// <param name="DueAt">UTC; a completion at this very instant is in time. Null: no deadline.</param>
/// <param name="Allowance">Working time; null where the standard counts days, weeks or months.</param>
public sealed record Deadline(DateTimeOffset? DueAt, TimeSpan? Allowance);
