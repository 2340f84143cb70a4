using Alokon.Engine;
using Alokon.Engine.Running;
using Alokon.Sop.Audit;
using Alokon.Sop.People;
using Alokon.Sop.Sla;

namespace Alokon.Sop.Inbox;

/// <summary>
/// What every command about one task does first: find it, hide what the officer may not know of, lock the case and then the
/// task (always in this order, so that two tasks of one case never deadlock).
/// </summary>
public sealed class TaskDesk(UnitOfWork work, WorkflowRunner workflows, SlaClocks clocks, AuditLog audit)
{
    private readonly List<TaskRow> _opened = [];
    private TaskRow? _foreseen;

    /// <summary>All that a command about this task will ask, read and locked before it runs.</summary>
    public void Foresee(FirstTrip trip, int office, Guid task)
    {
        _foreseen = null;
        _opened.Clear();
        TaskRows.ForeseeCase(trip, office, task);
        workflows.Foresee(trip, office);
        TaskRows.Foresee(trip, office, task, row => _foreseen = row);
        clocks.Foresee(trip, office, task);
        audit.Foresee(trip, office);
    }

    /// <summary>A task that this command opened; its row is queued.</summary>
    public void Remember(TaskRow opened) => _opened.Add(opened);

    /// <summary>What this command opened and has not withdrawn again, as officers will see it.</summary>
    public async Task<IReadOnlyList<TaskView>> ViewOpenedAsync(CancellationToken ct) => _opened.Count == 0 ? [] : await ViewAsync(_opened, ct);

    /// <summary>The workflow went on past a task that it had opened in the same command.</summary>
    public void Forget(Guid task) => _opened.RemoveAll(row => row.Id == task);

    public async Task<Outcome<TaskAtHand>> LockAsync(Guid id, int? version, CancellationToken ct)
    {
        if (await FindLockedAsync(id, ct) is not { } task)
        {
            return new TaskRefusal.NotFound(id);
        }

        if (People.Directory.MayPerform(work.Officer, task.Role, task.Facility, task.Kecamatan) is not { } holding)
        {
            return new TaskRefusal.NotYours(id, task.Role);
        }

        if (!task.IsOpen)
        {
            return new TaskRefusal.NotOpen(await ViewAsync(task, ct));
        }

        return version is { } given && given != task.Version
            ? new TaskRefusal.Stale(await ViewAsync(task, ct), given)
            : new TaskAtHand(task, holding);
    }

    private async Task<TaskRow?> FindLockedAsync(Guid id, CancellationToken ct)
    {
        if (_foreseen is { } foreseen && foreseen.Id == id)
        {
            return People.Directory.MaySeeCase(work.Officer, foreseen.Facility, foreseen.Kecamatan) && await workflows.LockAsync(work, foreseen.CaseId, ct) ? foreseen : null;
        }

        return await TaskRows.FindAsync(work, id, ct) is { } found
            && People.Directory.MaySeeCase(work.Officer, found.Facility, found.Kecamatan)
            && await workflows.LockAsync(work, found.CaseId, ct)
            ? await TaskRows.LockAsync(work, id, ct)
            : null;
    }

    /// <summary>The task as it will be after the queued writes.</summary>
    public async Task<TaskView> ViewAgainAsync(Guid id, CancellationToken ct)
    {
        await work.FlushAsync(ct);
        var row = await TaskRows.FindAsync(work, id, ct) ?? throw new InvalidOperationException($"Expected task {id}, which this command just changed.");
        return await ViewAsync(row, ct);
    }

    public async Task<TaskView> ViewAsync(TaskRow row, CancellationToken ct) =>
        TaskView.Of(row, await clocks.ReadTasksAsync(work, [row.Id], ct));

    public async Task<IReadOnlyList<TaskView>> ViewAsync(IReadOnlyList<TaskRow> rows, CancellationToken ct)
    {
        var views = await clocks.ReadTasksAsync(work, [.. rows.Select(r => r.Id)], ct);
        return [.. rows.Select(row => TaskView.Of(row, views))];
    }

    /// <summary>The response clock stops, the handling clock starts: from now on the SOP's own standard judges.</summary>
    /// <returns>The task as claimed; its row is the caller's to write.</returns>
    public async Task<TaskRow> TakeAsync(TaskAtHand hand, CancellationToken ct)
    {
        var (task, holding) = hand;
        await audit.AppendAsync(work, await clocks.StopAsync(work, task.Id, ClockKind.Response, ct), ct);
        var due = await clocks.StartHandlingAsync(work, hand.ClockOwner, hand.Standard, task.Zone, ct);
        await audit.AppendAsync(work, task.CaseId, new AuditEntry("task.claimed", task.Step, new() { ["task"] = task.Id.ToString() }, holding), ct);
        return task with
        {
            Status = "claimed",
            Assignee = work.Officer.Person,
            AssigneeName = work.Officer.Name,
            ClaimedAt = task.ClaimedAt ?? work.Now,
            DueAt = due,
        };
    }

    public async Task ClaimAsync(TaskAtHand hand, CancellationToken ct)
    {
        var claimed = await TakeAsync(hand, ct);
        TaskRows.Claim(work, hand.Task, work.Officer.Person, work.Officer.Name, claimed.DueAt);
    }
}

/// <param name="As">The holding that lets the officer do this.</param>
public sealed record TaskAtHand(TaskRow Task, Holding As)
{
    public ClockOwner ClockOwner => new(Task.CaseId, Task.Id, Task.Step, Task.Role);

    public TimeStandard Standard => TimeStandard.Known(Task.Standard);
}
