using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;
using Alokon.Engine;

namespace Alokon.Sop.Sla;

/// <summary>Working hours between two breaks; both ends belong to it.</summary>
public readonly record struct Stretch(TimeOnly Open, TimeOnly Close)
{
    public TimeSpan Length => Close - Open;
}

/// <param name="Certainty">confirmed, high, medium, forecast_pm1 or guess. A guess is listed, but never counted.</param>
/// <param name="KnownFrom">The day it was announced; null = known from the beginning. Cuti bersama may be added days before.</param>
public sealed record Holiday(DateOnly Date, string Name, string Certainty, DateOnly? KnownFrom);

/// <param name="To">Last day of the Ramadan hours, included.</param>
public sealed record RamadanPeriod(DateOnly From, DateOnly To, string Name, DateOnly? KnownFrom);

/// <summary>One version of an office's working time, as written down: hours, Ramadan hours, holidays with the day they became known.</summary>
/// <param name="Response">How soon somebody has to take up a task that arrived.</param>
/// <param name="Hours">By day of the week, Sunday = 0; an empty list is a closed day.</param>
/// <param name="Json">The whole of it, as stored.</param>
public sealed record CalendarDefinition(
    string Name,
    OfficeZone Zone,
    TimeStandard Response,
    IReadOnlyList<IReadOnlyList<Stretch>> Hours,
    IReadOnlyList<IReadOnlyList<Stretch>> RamadanHours,
    IReadOnlyList<RamadanPeriod> Ramadan,
    IReadOnlyList<Holiday> Holidays,
    JsonObject Json)
{
    /// <param name="source">Named in refusals: a file or the field of a command.</param>
    public static Outcome<CalendarDefinition> Parse(string json, string source)
    {
        try
        {
            return Read(JsonPlace.Parse(json, source));
        }
        catch (JsonException broken)
        {
            return new SlaRefusal.BrokenCalendar(new UnexpectedJsonException(source, "JSON", broken.Message));
        }
        catch (UnexpectedJsonException unexpected)
        {
            return new SlaRefusal.BrokenCalendar(unexpected);
        }
    }

    /// <summary>The same hours and holidays, by the clock of another zone.</summary>
    public CalendarDefinition In(OfficeZone zone)
    {
        var json = (JsonObject)Json.DeepClone();
        json["zone"] = zone.Abbreviation();
        return this with { Zone = zone, Json = json };
    }

    private static CalendarDefinition Read(JsonPlace root)
    {
        var zone = root["zone"];
        var response = root["response"];
        return new CalendarDefinition(
            root["name"].Text(),
            OfficeZones.Find(zone.Text()) ?? throw zone.Unexpected("WIB, WITA or WIT"),
            TimeStandard.Read(response),
            Week(root["hours"]),
            Week(root["ramadanHours"]),
            [.. root["ramadan"].Items().Select(Period)],
            [.. root["holidays"].Items().Select(h => new Holiday(h["date"].Date(), h["name"].Text(), h["certainty"].Text(), KnownFrom(h)))],
            (JsonObject)root.Node!); // the indexers above have refused anything but an object
    }

    private static RamadanPeriod Period(JsonPlace place)
    {
        var period = new RamadanPeriod(place["from"].Date(), place["to"].Date(), place["name"].Text(), KnownFrom(place));
        return period.To >= period.From ? period : throw place["to"].Unexpected("a day not before its first");
    }

    private static DateOnly? KnownFrom(JsonPlace place) => place["knownFrom"].IsMissing ? null : place["knownFrom"].Date();

    private static IReadOnlyList<Stretch>[] Week(JsonPlace place)
    {
        IReadOnlyList<Stretch>[] week =
            [.. Enum.GetValues<DayOfWeek>().Select(day => Day(place[CultureInfo.InvariantCulture.TextInfo.ToLower(day.ToString())]))];
        // Without a single working hour every deadline would lie beyond the end of time.
        return week.Any(day => day.Count > 0) ? week : throw place.Unexpected("working hours on at least one day");
    }

    private static List<Stretch> Day(JsonPlace place)
    {
        var stretches = new List<Stretch>();
        foreach (var item in place.Items())
        {
            var parts = item.Text().Split('-');
            if (parts.Length != 2 || !Hour(parts[0], out var open) || !Hour(parts[1], out var close) || close <= open)
            {
                throw item.Unexpected("hours like \"07:30-12:00\"");
            }

            if (stretches.Count > 0 && open < stretches[^1].Close)
            {
                throw item.Unexpected("hours after those before it");
            }

            stretches.Add(new Stretch(open, close));
        }

        return stretches;
    }

    private static bool Hour(string text, out TimeOnly hour) =>
        TimeOnly.TryParseExact(text, "HH:mm", CultureInfo.InvariantCulture, DateTimeStyles.None, out hour);
}
