using Alokon.Engine;
using Alokon.Sop.Audit;
using Alokon.Sop.People;
using Alokon.Sop.Sla;

namespace Alokon.Sop.Inbox;

/// <summary>
/// An open task under another version of its SOP. Whoever holds it keeps it, as long as the new role is theirs; otherwise it
/// goes back to the position, or nobody could answer it any more.
/// </summary>
public sealed class RedrawTaskHandler(SlaClocks clocks, AuditLog audit) : IEffectHandler<RedrawTask>
{
    public async Task<Refusal?> ApplyAsync(UnitOfWork work, EffectSource source, RedrawTask effect, CancellationToken ct)
    {
        var now = effect.Task;
        if ((await TaskRows.OfCaseAsync(work, source.Instance, ct)).FirstOrDefault(row => row.Bookmark == now.Bookmark && row.IsOpen) is not { } task)
        {
            return null;
        }

        var standard = TimeStandard.Parse(now.Standard, now.Step);
        if (standard.IsRefused(out var refusal))
        {
            return refusal;
        }

        var owner = new ClockOwner(source.Instance, task.Id, now.Step, now.Role);
        var (due, breach) = await clocks.RejudgeAsync(work, owner, standard.Value, now.Zone, ct);
        await audit.AppendAsync(work, breach, ct);
        if (task.Status == "claimed" && !await MayKeepAsync(work, task, now.Role, ct))
        {
            var response = await clocks.ReleaseAsync(work, owner, ct);
            TaskRows.Release(work, task, response);
            TaskRows.Redraw(work, task, source.ActivityId, now, response);
            await audit.AppendAsync(work, task.CaseId, new AuditEntry("task.released", now.Step, new() { ["task"] = task.Id.ToString() }), ct);
            return null;
        }

        TaskRows.Redraw(work, task, source.ActivityId, now, task.Status == "claimed" && due is not null ? due.After : task.DueAt);
        return null;
    }

    private static async Task<bool> MayKeepAsync(UnitOfWork work, TaskRow task, string role, CancellationToken ct)
    {
        if (role == task.Role)
        {
            return true;
        }

        var holders = await People.Directory.HoldersAsync(work, role, ct);
        var holdings = holders.Where(holder => holder.Person == task.Assignee).Select(holder => holder.Holding).ToList();
        var holder = Officer.Nobody(work.Office) with { Holdings = holdings };
        return People.Directory.MayPerform(holder, role, task.Facility, task.Kecamatan) is not null;
    }
}
