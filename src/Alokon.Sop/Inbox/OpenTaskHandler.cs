using Alokon.Engine;
using Alokon.Sop.Audit;
using Alokon.Sop.Sla;

namespace Alokon.Sop.Inbox;

public sealed class OpenTaskHandler(TaskDesk desk, SlaClocks clocks, AuditLog audit) : IEffectHandler<OpenTask>
{
    public async Task<Refusal?> ApplyAsync(UnitOfWork work, EffectSource source, OpenTask effect, CancellationToken ct)
    {
        var id = Ids.New();
        var due = await clocks.StartResponseAsync(work, new ClockOwner(source.Instance, id, effect.Step, effect.Role), ct);
        var task = TaskRow.Arrived(id, source.Instance, effect, work.Now, due);
        TaskRows.Open(work, task, source.ActivityId);
        desk.Remember(task);
        await audit.AppendAsync(
            work,
            source.Instance,
            new AuditEntry("task.opened", effect.Step, new() { ["task"] = id.ToString(), ["role"] = effect.Role }),
            ct);
        return null;
    }
}

/// <summary>The workflow waits here no longer (race, cancel, finish): the task disappears from the inboxes.</summary>
public sealed class BookmarkWithdrawnHandler(TaskDesk desk, SlaClocks clocks, AuditLog audit) : IEffectHandler<BookmarkWithdrawn>
{
    public async Task<Refusal?> ApplyAsync(UnitOfWork work, EffectSource source, BookmarkWithdrawn effect, CancellationToken ct)
    {
        foreach (var task in await TaskRows.WithdrawAsync(work, source.Instance, effect.Bookmark, ct))
        {
            desk.Forget(task);
            foreach (var breach in await clocks.CancelAsync(work, task, ct))
            {
                await audit.AppendAsync(work, breach, ct);
            }
        }

        return null;
    }
}

public sealed class MoveServiceClockHandler(SlaClocks clocks, AuditLog audit) : IEffectHandler<MoveServiceClock>
{
    public async Task<Refusal?> ApplyAsync(UnitOfWork work, EffectSource source, MoveServiceClock effect, CancellationToken ct)
    {
        switch (effect.Move)
        {
            case ServiceClockMove.Pause:
                await clocks.PauseServiceAsync(work, source.Instance, effect.Reason, ct);
                break;
            case ServiceClockMove.Resume:
                await clocks.ResumeServiceAsync(work, source.Instance, ct);
                break;
            case ServiceClockMove.Stop:
                await audit.AppendAsync(work, await clocks.StopServiceAsync(work, source.Instance, ct), ct);
                break;
        }

        var kind = effect.Move switch
        {
            ServiceClockMove.Pause => "service.paused",
            ServiceClockMove.Resume => "service.resumed",
            ServiceClockMove.Stop => "service.stopped",
        };
        await audit.AppendAsync(work, source.Instance, new AuditEntry(kind, null, new() { ["reason"] = effect.Reason }), ct);
        return null;
    }
}
