using Alokon.Engine;

namespace Alokon.Sop.Sla;

// A running case comes to another version of its SOP: its clocks are judged by the standards of that version, and the time used stays used.
public sealed partial class SlaClocks
{
    /// <summary>What the deadline of a task is, and what it would be under another standard. Writes nothing.</summary>
    /// <returns>Null where nobody has taken the task up yet: its handling time has not begun.</returns>
    public async Task<Rejudged?> WouldBeAsync(UnitOfWork work, ClockOwner owner, TimeStandard standard, int? zone, CancellationToken ct) =>
        await UnderAsync(work, owner, standard, zone, ct) is var (clock, under) ? new Rejudged(clock.DueAt, under.DueAt) : null;

    /// <summary>A deadline that was missed before stays missed, and is written down now if nobody has.</summary>
    public async Task<(Rejudged? Due, BreachNoticed? Breach)> RejudgeAsync(UnitOfWork work, ClockOwner owner, TimeStandard standard, int? zone, CancellationToken ct)
    {
        if (await UnderAsync(work, owner, standard, zone, ct) is not var (clock, under))
        {
            return (null, null);
        }

        return (new Rejudged(clock.DueAt, under.DueAt), await StoreAsync(work, clock, under with { Step = owner.Step, Unit = owner.Unit }, ct));
    }

    public async Task<Rejudged?> ServiceWouldBeAsync(UnitOfWork work, Guid caseId, TimeStandard standard, CancellationToken ct) =>
        await ServiceAsync(work, caseId, ct) is { HasStopped: false } clock
            ? new Rejudged(clock.DueAt, (await UnderAsync(work, clock, standard, null, TimeSpan.Zero, ct)).DueAt)
            : null;

    public async Task<BreachNoticed?> RejudgeServiceAsync(UnitOfWork work, Guid caseId, TimeStandard standard, CancellationToken ct) =>
        await ServiceAsync(work, caseId, ct) is { HasStopped: false } clock
            ? await StoreAsync(work, clock, await UnderAsync(work, clock, standard, null, TimeSpan.Zero, ct), ct)
            : null;

    private async Task<BreachNoticed?> StoreAsync(UnitOfWork work, Clock clock, Clock under, CancellationToken ct)
    {
        if (under.DueAt == clock.DueAt && (clock.BreachedAt is not null || clock.IsLate(work.Now)))
        {
            var (judged, breach) = await JudgeAsync(work, clock, ct);
            Update(work, judged);
            return breach;
        }

        _table.Rejudge(work, under);
        return null;
    }

    private async Task<(Clock Clock, Clock Under)?> UnderAsync(UnitOfWork work, ClockOwner owner, TimeStandard standard, int? zone, CancellationToken ct)
    {
        var shared = await _table.OfBudgetAsync(work, owner.TaskId, owner.CaseId, standard.Budget, ct);
        if (shared.Find(c => c.TaskId == owner.TaskId) is not { HasStopped: false } own)
        {
            return null;
        }

        var others = shared.Where(c => c.TaskId != owner.TaskId).ToList();
        var used = TimeSpan.Zero;
        foreach (var other in others)
        {
            used += other.Elapsed(await calendars.OfVersionAsync(work, other.CalendarVersion, ct), work.Now);
        }

        var under = await UnderAsync(work, own, standard, zone, used, ct);
        return (own, others.Exists(c => c.BreachedAt is not null) ? under with { DueAt = null } : under);
    }

    private async Task<Clock> UnderAsync(UnitOfWork work, Clock clock, TimeStandard standard, int? zone, TimeSpan usedByOthers, CancellationToken ct)
    {
        if (clock.BreachedAt is not null || clock.IsLate(work.Now))
        {
            return clock;
        }

        var calendar = await calendars.OfVersionAsync(work, clock.CalendarVersion, ct);
        var fresh = standard.From(calendar, clock.StartedAt, zone).Match(deadline => deadline, _ => new Deadline(null, null)); // a zone without a time has no deadline
        var closed = (await ClockRows.PausesAsync(work, clock.Id, ct)).Where(pause => clock.PausedAt is null || pause.From < clock.PausedAt);
        return clock.Under(standard, fresh, calendar, work.Now, usedByOthers, closed.Sum(pause => calendar.DaysBetween(pause.From, pause.To)));
    }
}

/// <summary>A deadline under the standard of one version and of another; null where nothing is judged.</summary>
public sealed record Rejudged(DateTimeOffset? Before, DateTimeOffset? After);
