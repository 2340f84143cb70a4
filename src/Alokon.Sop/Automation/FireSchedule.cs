using System.Text.Json.Nodes;
using Alokon.Engine;
using Alokon.Engine.Outbox;
using Alokon.Engine.Timers;
using MediatR;

namespace Alokon.Sop.Automation;

/// <summary>
/// A schedule is due: one message that starts an instance, and the next occurrence, together. Occurrences that passed while nobody looked are
/// one start, which says how many it stands for: after a night without power nobody wants a case for every hour of it.
/// </summary>
[AllowRoles]
public sealed record FireSchedule(Lease Lease) : IRequest<Outcome<ScheduleFired>>, ICommand;

/// <param name="Fired">False: only the first occurrence was reckoned, or it is not due (any more).</param>
public sealed record ScheduleFired(bool Fired);

public sealed class FireScheduleHandler(UnitOfWork work, FindZone findZone, WakeWorkers wake) : IRequestHandler<FireSchedule, Outcome<ScheduleFired>>
{
    public async Task<Outcome<ScheduleFired>> Handle(FireSchedule request, CancellationToken cancellationToken)
    {
        if (await ScheduleRows.LockAsync(work, request.Lease, cancellationToken) is not { } schedule)
        {
            return new ScheduleFired(false);
        }

        var zone = await findZone(work, cancellationToken);
        if (schedule.DueAt is not { } due)
        {
            ScheduleRows.Set(work, schedule.Id, schedule.After(schedule.Since, zone), null, 0);
            return new ScheduleFired(false);
        }

        if (due > work.Now)
        {
            return new ScheduleFired(false);
        }

        var missed = schedule.MissedUntil(work.Now, zone);
        OutboxRows.Add(work, MessageKinds.Start, null, new()
        {
            ["definitionId"] = schedule.DefinitionId,
            ["trigger"] = schedule.ActivityId,
            ["stimulus"] = new JsonObject { ["kind"] = schedule.Kind, ["dueAt"] = due, ["missed"] = missed },
        });
        ScheduleRows.Set(work, schedule.Id, schedule.After(work.Now, zone), due, missed);
        work.AfterCommit(() => wake());
        return new ScheduleFired(true);
    }
}
