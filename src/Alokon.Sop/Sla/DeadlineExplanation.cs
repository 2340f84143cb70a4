namespace Alokon.Sop.Sla;

public enum DayRole
{
    /// <summary>The working day on which the clock began; it does not count as a day.</summary>
    Start,
    Counted,

    /// <summary>A working day on which the clock stood still from morning to evening.</summary>
    Paused,

    /// <summary>Closed by decree: <see cref="ExplainedDay.Holiday"/> says which.</summary>
    Holiday,

    /// <summary>Closed every week.</summary>
    Weekend,
}

/// <param name="Worked">Working time between start and deadline on this day, pauses taken out.</param>
/// <param name="Number">The how-manieth counted day it is.</param>
public sealed record ExplainedDay(DateOnly Date, DayRole Role, string? Holiday, bool Ramadan, TimeSpan Worked, int? Number);

/// <summary>A stretch of time in which a clock stood still.</summary>
public sealed record Standstill(DateTimeOffset From, DateTimeOffset To, string Reason);

/// <summary>Why this is the deadline: every day from start to due, and what it was.</summary>
/// <param name="BeganAt">First working instant at or after the event.</param>
/// <param name="UnconfirmedYears">Years on the way whose holidays are not decreed yet: the deadline may move.</param>
public sealed record DeadlineExplanation(
    string Calendar,
    OfficeZone Zone,
    DateTimeOffset EventAt,
    DateTimeOffset BeganAt,
    DateTimeOffset DueAt,
    IReadOnlyList<ExplainedDay> Days,
    IReadOnlyList<int> UnconfirmedYears)
{
    public static DeadlineExplanation Of(WorkingCalendar calendar, DateTimeOffset eventAt, DateTimeOffset dueAt, IReadOnlyList<Standstill> pauses)
    {
        var began = calendar.FirstWorkingInstant(eventAt);
        var first = calendar.DayOf(eventAt);
        var last = DateOnly.FromDateTime(calendar.ToLocal(dueAt).DateTime);
        var days = new List<ExplainedDay>();
        var number = 0;
        for (var day = DateOnly.FromDateTime(calendar.ToLocal(eventAt).DateTime); day <= last; day = day.AddDays(1))
        {
            var (from, to) = (Later(began, calendar.StartOf(day)), Earlier(dueAt, calendar.StartOf(day.AddDays(1))));
            var paused = pauses.Aggregate(TimeSpan.Zero, (sum, p) => sum + calendar.Between(Later(from, p.From), Earlier(to, p.To)));
            var open = calendar.Between(from, to);
            var role = RoleOf(calendar, day, first, open > TimeSpan.Zero && paused == open);
            days.Add(new ExplainedDay(
                day, role, calendar.HolidayOn(day)?.Name, calendar.IsRamadan(day), open - paused, role == DayRole.Counted ? ++number : null));
        }

        return new DeadlineExplanation(
            calendar.Name, calendar.Zone, eventAt, began, dueAt, days, [.. calendar.UnconfirmedYears(eventAt, dueAt)]);
    }

    private static DayRole RoleOf(WorkingCalendar calendar, DateOnly day, DateOnly first, bool paused) =>
        calendar.HolidayOn(day) is not null ? DayRole.Holiday
        : !calendar.IsWorkingDay(day) ? DayRole.Weekend
        : day <= first ? DayRole.Start
        : paused ? DayRole.Paused
        : DayRole.Counted;

    private static DateTimeOffset Later(DateTimeOffset a, DateTimeOffset b) => a > b ? a : b;

    private static DateTimeOffset Earlier(DateTimeOffset a, DateTimeOffset b) => a < b ? a : b;
}
