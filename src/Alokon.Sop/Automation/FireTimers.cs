using Alokon.Engine;
using Alokon.Engine.Running;
using Alokon.Engine.Timers;
using MediatR;

namespace Alokon.Sop.Automation;

/// <summary>
/// Timers of one office that a worker has claimed: consumed, and their cases moved, in one transaction. Many share it, because the commit
/// is what a timer costs most; so one that is refused takes the others back with it, and the worker sends each alone.
/// </summary>
[AllowRoles]
public sealed record FireTimers(IReadOnlyList<Lease> Claims) : IRequest<Outcome<TimersFired>>, ICommand;

/// <param name="Busy">Their case is just being moved by somebody else: they are still due.</param>
public sealed record TimersFired(IReadOnlyList<FiredTimer> Fired, IReadOnlyList<Lease> Busy);

public sealed class FireTimersHandler(UnitOfWork work, WorkflowRunner workflows) : IRequestHandler<FireTimers, Outcome<TimersFired>>
{
    public async Task<Outcome<TimersFired>> Handle(FireTimers request, CancellationToken cancellationToken)
    {
        // The case first, as every command about it, and only then its timer: two commands about one case never deadlock.
        var known = await TimerRows.InstancesAsync(work, request.Claims, cancellationToken);
        var free = await LockAsync([.. known.Select(k => k.Instance).Distinct()], cancellationToken);
        var busy = known.Where(k => !free.Contains(k.Instance)).Select(k => k.Id).ToHashSet();
        var fired = await TimerRows.ConsumeAsync(work, [.. request.Claims.Where(c => !busy.Contains(c.Id))], cancellationToken);
        foreach (var timer in fired)
        {
            var moved = await workflows.ResumeAsync(work, timer.Instance, timer.Bookmark, [], cancellationToken);
            if (moved.IsRefused(out var refusal) && !Gone.IsWhy(refusal))
            {
                return refusal;
            }
        }

        return new TimersFired(fired, [.. request.Claims.Where(c => busy.Contains(c.Id))]);
    }

    /// <summary>Many skip who is busy; a single one waits for its turn.</summary>
    private async Task<IReadOnlySet<Guid>> LockAsync(IReadOnlyList<Guid> instances, CancellationToken ct)
    {
        if (instances.Count != 1)
        {
            return await workflows.LockFreeAsync(work, instances, ct);
        }

        await workflows.LockAsync(work, instances[0], ct);
        return instances.ToHashSet();
    }
}

/// <summary>The case has moved on or ended before the worker came: what was claimed has nothing to do any more, and is consumed.</summary>
internal static class Gone
{
    public static bool IsWhy(Refusal refusal) =>
        refusal is RunRefusal.BookmarkNotFound or RunRefusal.AlreadyEnded or RunRefusal.InstanceNotFound;
}
