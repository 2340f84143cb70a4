using Alokon.Engine;
using Alokon.Sop.Audit;
using Alokon.Sop.People;
using MediatR;

namespace Alokon.Sop.Inbox;

/// <summary>Hands a task to a colleague who may do it too.</summary>
/// <param name="To">Username of the colleague.</param>
public sealed record DelegateTask(Guid Task, string To, int? Version) : IRequest<Outcome<TaskView>>, ICommand;

public sealed class DelegateTaskHandler(UnitOfWork work, TaskDesk desk, AuditLog audit) : IRequestHandler<DelegateTask, Outcome<TaskView>>
{
    public async Task<Outcome<TaskView>> Handle(DelegateTask request, CancellationToken cancellationToken)
    {
        var locked = await desk.LockAsync(request.Task, request.Version, cancellationToken);
        if (locked.IsRefused(out var refusal))
        {
            return refusal;
        }

        var (task, holding) = locked.Value;
        if (task.Assignee is { } assignee && assignee != work.Officer.Person)
        {
            return new TaskRefusal.ClaimedByOther(await desk.ViewAsync(task, cancellationToken));
        }

        if (await People.Directory.FindOfficerAsync(work, request.To, cancellationToken) is not { } colleague
            || People.Directory.MayPerform(colleague, task.Role, task.Facility, task.Kecamatan) is null)
        {
            return new InvalidInput("to", "delegate-may-not", request.To, task.Role);
        }

        if (task.Assignee is null)
        {
            await desk.ClaimAsync(locked.Value, cancellationToken);
        }

        TaskRows.Assign(work, task, colleague.Person, colleague.Name);
        await audit.AppendAsync(
            work,
            task.CaseId,
            new AuditEntry("task.delegated", task.Step, new() { ["task"] = task.Id.ToString(), ["to"] = colleague.Person.ToString() }, holding),
            cancellationToken);
        return await desk.ViewAgainAsync(task.Id, cancellationToken);
    }
}
