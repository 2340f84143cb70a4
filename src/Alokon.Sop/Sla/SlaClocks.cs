using Alokon.Engine;

namespace Alokon.Sop.Sla;

/// <summary>
/// The three clocks of decision D1. Whoever calls holds the lock of the case, so that no two commands move its clocks at
/// once. A clock that is found late when it stops becomes a breach then and there; the sweep only notices those nobody stopped.
/// Scoped: one command's.
/// </summary>
public sealed partial class SlaClocks(CalendarShelf calendars)
{
    private readonly ClockTable _table = new();
    private (string UnitKind, int Version)? _inForce;

    /// <summary>Reads before the command runs what completing or claiming this task will ask.</summary>
    public void Foresee(FirstTrip trip, int office, Guid task)
    {
        _inForce = null;
        _table.Foresee(trip, office, task);
        CalendarRows.Foresee(trip, office, version => _inForce = (ClockOwner.Dinas, version));
    }

    /// <returns>When somebody has to have taken it up; null when the office sets no such time.</returns>
    public async Task<DateTimeOffset?> StartResponseAsync(UnitOfWork work, ClockOwner owner, CancellationToken ct)
    {
        var inForce = await InForceAsync(work, owner.UnitKind, ct);
        return Start(work, inForce, owner, ClockKind.Response, inForce.Calendar.Response, null);
    }

    /// <summary>
    /// From the claim on. A task that was released goes on where it stood. Steps that share a budget get what the others of
    /// the case left of it; once it has been overdrawn, later ones are not judged: it is breached once.
    /// </summary>
    /// <returns>The deadline; null when the step is not judged.</returns>
    public async Task<DateTimeOffset?> StartHandlingAsync(UnitOfWork work, ClockOwner owner, TimeStandard standard, int? zone, CancellationToken ct)
    {
        var inForce = await InForceAsync(work, owner.UnitKind, ct);
        var shared = await _table.OfBudgetAsync(work, owner.TaskId, owner.CaseId, standard.Budget, ct);
        if (shared.Find(c => c.TaskId == owner.TaskId) is { } own)
        {
            return Resume(work, own, inForce);
        }

        var used = shared.Aggregate(TimeSpan.Zero, (sum, c) => sum + c.Elapsed(inForce.Calendar, work.Now));
        return shared.Exists(c => c.BreachedAt is not null)
            ? Begin(work, owner, ClockKind.Handling, standard, inForce.Version, new Deadline(null, TimeSpan.Zero))
            : shared.Count > 0
            ? Begin(work, owner, ClockKind.Handling, standard, inForce.Version, Rest(standard, used, inForce.Calendar, work.Now))
            : Start(work, inForce, owner, ClockKind.Handling, standard, zone);
    }

    /// <summary>The task goes back to the others of its position: the handling time used stays used, and stands still.</summary>
    /// <returns>The deadline under which the task waits again: that of the response.</returns>
    public async Task<DateTimeOffset?> ReleaseAsync(UnitOfWork work, ClockOwner owner, CancellationToken ct)
    {
        var clocks = await _table.OfTasksAsync(work, [owner.TaskId], ct);
        if (clocks.Find(c => c is { Kind: ClockKind.Handling, RunningSince: not null }) is { } handling)
        {
            await PauseAsync(work, handling, "released", ct);
        }

        return clocks.Find(c => c.Kind == ClockKind.Response)?.DueAt;
    }

    /// <returns>The breach, if this is the moment it is noticed: the caller appends <see cref="BreachNoticed.Event"/> to the timeline. Null also when no such clock runs.</returns>
    public async Task<BreachNoticed?> StopAsync(UnitOfWork work, Guid task, ClockKind kind, CancellationToken ct)
    {
        var clocks = await _table.OfTasksAsync(work, [task], ct);
        return clocks.Find(c => c.Kind == kind && !c.HasStopped) is { } clock ? await StopAsync(work, clock, cancelled: false, ct) : null;
    }

    /// <summary>The task is withdrawn. A deadline missed before that stays missed; otherwise there is nothing to judge.</summary>
    public async Task<IReadOnlyList<BreachNoticed>> CancelAsync(UnitOfWork work, Guid task, CancellationToken ct)
    {
        var noticed = new List<BreachNoticed>();
        foreach (var clock in (await _table.OfTasksAsync(work, [task], ct)).Where(c => !c.HasStopped))
        {
            if (await StopAsync(work, clock, cancelled: true, ct) is { } breach)
            {
                noticed.Add(breach);
            }
        }

        return noticed;
    }

    /// <summary>For the sweep: writes the breach down, unless the clock has meanwhile been stopped, paused or noticed.</summary>
    public async Task<BreachNoticed?> RecordDueAsync(UnitOfWork work, Guid clockId, CancellationToken ct)
    {
        if (await _table.LockAsync(work, clockId, ct) is not { HasStopped: false } clock)
        {
            return null;
        }

        var (judged, breach) = await JudgeAsync(work, clock, ct);
        if (judged != clock)
        {
            Update(work, judged);
        }

        return breach;
    }

    private async Task<BreachNoticed?> StopAsync(UnitOfWork work, Clock clock, bool cancelled, CancellationToken ct)
    {
        var calendar = await calendars.OfVersionAsync(work, clock.CalendarVersion, ct);
        if (clock.PausedAt is not null)
        {
            ClockRows.ClosePause(work, clock);
        }

        var late = clock.IsLate(work.Now); // a paused clock is judged by where it stood, not by when the pause ended
        var (judged, breach) = late ? await JudgeAsync(work, clock, ct) : (clock, null);
        Update(work, judged.Stop(calendar, work.Now) with { Cancelled = cancelled && !late });
        return breach;
    }

    /// <summary>Late and not yet written down: a breach, unless the budget it shares was breached by another step; then it is not judged.</summary>
    private async Task<(Clock Clock, BreachNoticed? Breach)> JudgeAsync(UnitOfWork work, Clock clock, CancellationToken ct)
    {
        if (!clock.IsLate(work.Now) || clock.BreachedAt is not null || clock.DueAt is not { } due)
        {
            return (clock, null);
        }

        if (clock is { Budget: { } budget, TaskId: { } task }
            && (await _table.OfBudgetAsync(work, task, clock.CaseId, budget, ct)).Exists(c => c.Id != clock.Id && c.BreachedAt is not null))
        {
            return (clock with { DueAt = null }, null);
        }

        ClockRows.InsertBreach(work, clock, due);
        return (clock with { BreachedAt = work.Now }, new BreachNoticed(clock.CaseId, clock.TaskId, clock.Kind, clock.Step, due));
    }

    private async Task PauseAsync(UnitOfWork work, Clock clock, string reason, CancellationToken ct)
    {
        var calendar = await calendars.OfVersionAsync(work, clock.CalendarVersion, ct);
        ClockRows.OpenPause(work, clock, reason);
        Update(work, clock.Pause(calendar, work.Now));
    }

    private DateTimeOffset? Resume(UnitOfWork work, Clock clock, CalendarInForce inForce)
    {
        if (clock.PausedAt is null)
        {
            return clock.DueAt;
        }

        var running = clock.Resume(inForce.Calendar, inForce.Version, work.Now);
        ClockRows.ClosePause(work, clock);
        Update(work, running);
        return running.DueAt;
    }

    private DateTimeOffset? Start(UnitOfWork work, CalendarInForce inForce, ClockOwner owner, ClockKind kind, TimeStandard standard, int? zone) =>
        Begin(work, owner, kind, standard, inForce.Version, standard.From(inForce.Calendar, work.Now, zone).Match(
            deadline => deadline,
            refusal => throw new InvalidOperationException(refusal.Message))); // the definition's table and the facility's zone were checked where they were entered

    private DateTimeOffset? Begin(UnitOfWork work, ClockOwner owner, ClockKind kind, TimeStandard standard, int version, Deadline deadline)
    {
        var service = kind == ClockKind.Service;
        _table.Add(work, new Clock(
            Ids.New(), owner.CaseId, service ? null : owner.TaskId, service ? null : owner.Step, service ? null : owner.Unit, owner.UnitKind, kind,
            standard, deadline.Allowance, version, work.Now, work.Now, null, null, false, TimeSpan.Zero, deadline.DueAt, deadline.DueAt, null));
        return deadline.DueAt;
    }

    private void Update(UnitOfWork work, Clock clock) => _table.Put(work, clock);

    private Task<CalendarInForce> InForceAsync(UnitOfWork work, string unitKind, CancellationToken ct) =>
        _inForce is var (kind, version) && kind == unitKind ? calendars.InForceAsync(work, version, ct) : calendars.InForceAsync(work, unitKind, ct);

    private static Deadline Rest(TimeStandard standard, TimeSpan used, WorkingCalendar calendar, DateTimeOffset now)
    {
        var whole = TimeSpan.FromMinutes(standard.Amount);
        var left = whole > used ? whole - used : TimeSpan.Zero;
        return new Deadline(calendar.Add(now, left), left);
    }
}
