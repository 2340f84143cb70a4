using Alokon.Engine;
using MediatR;

namespace Alokon.Sop.Inbox;

/// <summary>"Saya kerjakan": from now on the handling time runs. Claiming what one already holds changes nothing.</summary>
/// <param name="Version">The version the officer saw; none = whatever it is now.</param>
public sealed record ClaimTask(Guid Task, int? Version) : IRequest<Outcome<TaskView>>, ICommand;

public sealed class ClaimTaskHandler(UnitOfWork work, TaskDesk desk) : IRequestHandler<ClaimTask, Outcome<TaskView>>
{
    public async Task<Outcome<TaskView>> Handle(ClaimTask request, CancellationToken cancellationToken)
    {
        var locked = await desk.LockAsync(request.Task, request.Version, cancellationToken);
        if (locked.IsRefused(out var refusal))
        {
            return refusal;
        }

        var task = locked.Value.Task;
        if (task.Assignee is { } assignee)
        {
            var view = await desk.ViewAsync(task, cancellationToken);
            return assignee == work.Officer.Person ? view : new TaskRefusal.ClaimedByOther(view);
        }

        await desk.ClaimAsync(locked.Value, cancellationToken);
        return await desk.ViewAgainAsync(task.Id, cancellationToken);
    }
}
