using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;
using Alokon.Engine;

namespace Alokon.Sop.Sla;

/// <summary>One deadline to compute: the form of the file that <c>./alokon sla due</c> reads. Times are local to the calendar.</summary>
public sealed record DeadlineCase(string Id, TimeStandard Standard, WorkingCalendar Calendar, DateTime StartLocal)
{
    private static readonly Dictionary<string, StandardKind> Rules = new()
    {
        ["WorkingMinutes"] = StandardKind.WorkingMinutes,
        ["EndOfNthWorkingDay"] = StandardKind.WorkingDays,
        ["ElapsedWorkingDays"] = StandardKind.ElapsedWorkingDays,
        ["CalendarWeeksRollForward"] = StandardKind.CalendarWeeks,
        ["CalendarMonthsRollForward"] = StandardKind.CalendarMonths,
    };

    private static readonly string[] TimeForms = ["yyyy-MM-dd'T'HH:mm", "yyyy-MM-dd'T'HH:mm:ss"];

    /// <param name="file">Named in the refusal.</param>
    public static Outcome<IReadOnlyList<DeadlineCase>> ParseAll(string json, string file)
    {
        try
        {
            return JsonPlace.Parse(json, "").Items().Select(Read).ToList();
        }
        catch (JsonException broken)
        {
            return new SlaRefusal.BrokenCases(file, $"not JSON: {broken.Message}");
        }
        catch (UnexpectedJsonException unexpected) when (unexpected.Place.Length == 0)
        {
            return new SlaRefusal.BrokenCases(file, $"expected {unexpected.Expected}, but found {unexpected.Found}");
        }
        catch (UnexpectedJsonException unexpected)
        {
            return new SlaRefusal.BrokenCases(file, unexpected.Message);
        }
    }

    public DateTimeOffset DueAt() =>
        Standard.From(Calendar, Calendar.ToUtc(StartLocal), null).Value.DueAt!.Value; // none of the five rules needs a zone or has no deadline

    public JsonObject ToJson()
    {
        var due = Calendar.ToLocal(DueAt()).DateTime;
        return new JsonObject
        {
            ["id"] = Id,
            ["due_local"] = due.ToString(TimeForms[due.Second == 0 ? 0 : 1], CultureInfo.InvariantCulture),
        };
    }

    private static DeadlineCase Read(JsonPlace place)
    {
        var rule = place["rule"];
        if (!Rules.TryGetValue(rule.Text(), out var kind))
        {
            throw rule.Unexpected($"one of {string.Join(", ", Rules.Keys)}");
        }

        var calendar = place["calendar"];
        return new DeadlineCase(
            place["id"].Text(),
            new TimeStandard(kind, place["quantity"].Whole(1, kind == StandardKind.WorkingMinutes ? 100_000 : 1000), null, TimeStandard.None.Zones),
            CalendarLibrary.Query(calendar.Text()).Match(found => found, _ => throw calendar.Unexpected($"one of the calendars {string.Join(", ", CalendarLibrary.Names)}, with or without @before-DATE")),
            Start(place["start_local"]));
    }

    private static DateTime Start(JsonPlace place) =>
        DateTime.TryParseExact(place.Text(), TimeForms, CultureInfo.InvariantCulture, DateTimeStyles.None, out var start) && start.Year is >= 2000 and < 2200
            ? start
            : throw place.Unexpected("a local time like 2026-10-05T09:15, in the years 2000 to 2199");
}
