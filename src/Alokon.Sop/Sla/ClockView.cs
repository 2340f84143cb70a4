using System.Text.Json.Serialization;

namespace Alokon.Sop.Sla;

[JsonConverter(typeof(JsonStringEnumConverter<ClockKind>))]
public enum ClockKind
{
    /// <summary>Arrival to claim: a cause of lateness, not a breach of the SOP.</summary>
    [JsonStringEnumMemberName("response")]
    Response,

    /// <summary>Claim to completion, judged against the SOP (mutu baku).</summary>
    [JsonStringEnumMemberName("handling")]
    Handling,

    /// <summary>Request to handover, one per case.</summary>
    [JsonStringEnumMemberName("service")]
    Service,
}

[JsonConverter(typeof(JsonStringEnumConverter<ClockStatus>))]
public enum ClockStatus
{
    /// <summary>Has not begun: the task is not claimed yet.</summary>
    [JsonStringEnumMemberName("waiting")]
    Waiting,
    [JsonStringEnumMemberName("running")]
    Running,
    [JsonStringEnumMemberName("paused")]
    Paused,
    [JsonStringEnumMemberName("met")]
    Met,
    [JsonStringEnumMemberName("breached")]
    Breached,

    /// <summary>Nothing to judge: no standard, cancelled, or the shared budget was used up by an earlier step.</summary>
    [JsonStringEnumMemberName("none")]
    None,
}

/// <summary>A clock as a page shows it, at the moment it was asked for.</summary>
/// <param name="FirstDueAt">The deadline before any pause moved it.</param>
/// <param name="Allowance">ISO 8601: working time (PT20M), or days, weeks, months as the SOP counts them (P2D).</param>
/// <param name="ElapsedWorkingMinutes">Without pauses; whole minutes.</param>
/// <param name="WorkingMinutesLeft">Until the deadline; negative when it has passed. Of a stopped clock: what was left when it stopped.</param>
public sealed record ClockView(
    Guid CaseId,
    Guid? TaskId,
    ClockKind Kind,
    DateTimeOffset? StartedAt,
    DateTimeOffset? FirstDueAt,
    DateTimeOffset? DueAt,
    DateTimeOffset? StoppedAt,
    ClockStatus Status,
    string? Allowance,
    int ElapsedWorkingMinutes,
    int? WorkingMinutesLeft)
{
    /// <summary>The handling time of a task that nobody has claimed yet.</summary>
    public static ClockView Waiting(Guid caseId, Guid taskId, TimeStandard standard) =>
        new(caseId, taskId, ClockKind.Handling, null, null, null, null, ClockStatus.Waiting, standard.Duration(), 0, null);

    internal static ClockView Of(Clock clock, WorkingCalendar calendar, DateTimeOffset now)
    {
        var at = clock.StoppedAt ?? clock.PausedAt ?? now;
        int? left = clock.DueAt is not { } due ? null
            : at > due ? -Minutes(calendar.Between(due, at))
            : Minutes(calendar.Between(at, due));
        return new ClockView(
            clock.CaseId, clock.TaskId, clock.Kind, clock.StartedAt, clock.FirstDueAt, clock.DueAt, clock.StoppedAt, StatusOf(clock, at),
            clock.Rule.Kind is StandardKind.WorkingMinutes or StandardKind.ByZone && clock.Allowance is { } allowance
                ? TimeStandard.Iso(allowance)
                : clock.Rule.Duration(),
            Minutes(clock.Elapsed(calendar, at)), left);
    }

    private static ClockStatus StatusOf(Clock clock, DateTimeOffset at) =>
        clock.Cancelled || clock.DueAt is null ? ClockStatus.None
        : clock.BreachedAt is not null || at > clock.DueAt ? ClockStatus.Breached
        : clock.StoppedAt is not null ? ClockStatus.Met
        : clock.PausedAt is not null ? ClockStatus.Paused
        : ClockStatus.Running;

    private static int Minutes(TimeSpan work) => (int)work.TotalMinutes;
}
