using Alokon.Engine;
using Alokon.Sop.Audit;
using Alokon.Sop.Sla;
using MediatR;

namespace Alokon.Sop.Inbox;

/// <summary>Puts a claimed task back for the others of the position. The handling time used so far stays used.</summary>
public sealed record ReleaseTask(Guid Task, int? Version) : IRequest<Outcome<TaskView>>, ICommand;

public sealed class ReleaseTaskHandler(UnitOfWork work, TaskDesk desk, SlaClocks clocks, AuditLog audit) : IRequestHandler<ReleaseTask, Outcome<TaskView>>
{
    public async Task<Outcome<TaskView>> Handle(ReleaseTask request, CancellationToken cancellationToken)
    {
        var locked = await desk.LockAsync(request.Task, request.Version, cancellationToken);
        if (locked.IsRefused(out var refusal))
        {
            return refusal;
        }

        var (task, holding) = locked.Value;
        if (task.Assignee != work.Officer.Person)
        {
            return new TaskRefusal.NotClaimed(await desk.ViewAsync(task, cancellationToken));
        }

        var due = await clocks.ReleaseAsync(work, locked.Value.ClockOwner, cancellationToken);
        TaskRows.Release(work, task, due);
        await audit.AppendAsync(work, task.CaseId, new AuditEntry("task.released", task.Step, new() { ["task"] = task.Id.ToString() }, holding), cancellationToken);
        return await desk.ViewAgainAsync(task.Id, cancellationToken);
    }
}
