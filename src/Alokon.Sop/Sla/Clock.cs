namespace Alokon.Sop.Sla;

/// <summary>
/// One clock. Allowance, consumed working time and since when it runs are kept; the deadline follows from them.
/// Exactly one of <paramref name="RunningSince"/>, <paramref name="PausedAt"/> and <paramref name="StoppedAt"/> is set.
/// </summary>
/// <param name="Rule">The standard it is judged by.</param>
/// <param name="Allowance">Working time to be spent; null where the rule counts days, weeks or months.</param>
/// <param name="Consumed">Working time before <paramref name="RunningSince"/>.</param>
/// <param name="DueAt">Null: not judged.</param>
internal sealed record Clock(
    Guid Id,
    Guid CaseId,
    Guid? TaskId,
    string? Step,
    string? Unit,
    string UnitKind,
    ClockKind Kind,
    TimeStandard Rule,
    TimeSpan? Allowance,
    int CalendarVersion,
    DateTimeOffset StartedAt,
    DateTimeOffset? RunningSince,
    DateTimeOffset? PausedAt,
    DateTimeOffset? StoppedAt,
    bool Cancelled,
    TimeSpan Consumed,
    DateTimeOffset? FirstDueAt,
    DateTimeOffset? DueAt,
    DateTimeOffset? BreachedAt)
{
    /// <summary>Only handling time is shared between steps.</summary>
    public string? Budget => Kind == ClockKind.Handling ? Rule.Budget : null;

    public bool HasStopped => StoppedAt is not null;

    public TimeSpan Elapsed(WorkingCalendar calendar, DateTimeOffset at) =>
        RunningSince is { } since ? Consumed + calendar.Between(since, at) : Consumed;

    /// <summary>The deadline has passed while it ran; at the deadline itself it is in time.</summary>
    public bool IsLate(DateTimeOffset now) => DueAt is { } due && (StoppedAt ?? PausedAt ?? now) > due;

    public Clock Pause(WorkingCalendar calendar, DateTimeOffset at) =>
        this with { Consumed = Elapsed(calendar, at), RunningSince = null, PausedAt = at };

    /// <summary>
    /// The deadline is derived again. Standards in working time: what is left of the allowance, from now. Standards in days,
    /// weeks or months: as many working days later as lie between the working day of the pause and that of the resumption,
    /// so that a pause within one day moves nothing. A deadline that had passed before the pause stays passed.
    /// </summary>
    public Clock Resume(WorkingCalendar calendar, int version, DateTimeOffset at)
    {
        var running = this with { RunningSince = at, PausedAt = null, CalendarVersion = version };
        return PausedAt is not { } paused || DueAt is not { } due || paused > due ? running
            : Allowance is { } allowance ? running with { DueAt = calendar.Add(at, Left(allowance)) }
            : running with { DueAt = calendar.DaysBetween(paused, at) is var days and > 0 ? calendar.EndOfNthDay(due, days) : due };
    }

    /// <summary>
    /// Judged by another standard from now on; the time used stays used. Working time: what is left of the new allowance.
    /// Days, weeks, months: counted from the start, and as many working days later as the clock stood still.
    /// </summary>
    /// <param name="fresh">What the standard gives from the start of this clock.</param>
    /// <param name="usedByOthers">Of a shared budget.</param>
    public Clock Under(TimeStandard standard, Deadline fresh, WorkingCalendar calendar, DateTimeOffset now, TimeSpan usedByOthers, int daysPaused)
    {
        var under = this with { Rule = standard, Allowance = null, FirstDueAt = fresh.DueAt, DueAt = fresh.DueAt };
        if (fresh.Allowance is not { } whole)
        {
            return fresh.DueAt is { } due && daysPaused > 0 ? under with { DueAt = calendar.EndOfNthDay(due, daysPaused) } : under;
        }

        var allowance = whole > usedByOthers ? whole - usedByOthers : TimeSpan.Zero;
        var at = PausedAt ?? now;
        var used = Elapsed(calendar, at);
        return under with { Allowance = allowance, DueAt = calendar.Add(at, allowance > used ? allowance - used : TimeSpan.Zero) };
    }

    public Clock Stop(WorkingCalendar calendar, DateTimeOffset at) =>
        this with { Consumed = Elapsed(calendar, at), RunningSince = null, PausedAt = null, StoppedAt = at };

    private TimeSpan Left(TimeSpan allowance) => allowance > Consumed ? allowance - Consumed : TimeSpan.Zero;
}

/// <summary>Whose time it is.</summary>
/// <param name="Unit">Who performs: a role or a unit; breaches are listed by it.</param>
/// <param name="UnitKind">Which of the office's calendars counts; without one of its own it is that of the dinas.</param>
public sealed record ClockOwner(Guid CaseId, Guid TaskId, string Step, string Unit, string UnitKind = ClockOwner.Dinas)
{
    public const string Dinas = "dinas";
}

/// <summary>A deadline was missed, and this is the moment it was written down. Happens once per clock; the caller tells the timeline.</summary>
/// <param name="Step">Null for the service clock.</param>
public sealed record BreachNoticed(Guid CaseId, Guid? TaskId, ClockKind Kind, string? Step, DateTimeOffset DueAt)
{
    /// <summary>The kind of the audit event.</summary>
    public const string Event = "sla.breached";

    public System.Text.Json.Nodes.JsonObject ToData() =>
        new() { ["clock"] = Kind.Key(), ["step"] = Step, ["dueAt"] = DueAt.ToUniversalTime() };
}

public static class ClockKinds
{
    /// <summary>As stored and as the API names it.</summary>
    public static string Key(this ClockKind kind) => kind switch
    {
        ClockKind.Response => "response",
        ClockKind.Handling => "handling",
        ClockKind.Service => "service",
    };

    public static ClockKind? Find(string key) =>
        Enum.GetValues<ClockKind>().Where(kind => kind.Key() == key).Select(kind => (ClockKind?)kind).SingleOrDefault();
}
