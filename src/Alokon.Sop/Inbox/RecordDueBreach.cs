using Alokon.Engine;
using Alokon.Engine.Running;
using Alokon.Sop.Audit;
using Alokon.Sop.Sla;
using MediatR;

namespace Alokon.Sop.Inbox;

/// <summary>
/// Writes down that a deadline has passed, for a clock that the sweep claimed: the breach row and the entry in the timeline.
/// Sent by the worker. Somebody may have finished, paused or noticed meanwhile: then nothing happens.
/// </summary>
[AllowRoles]
public sealed record RecordDueBreach(Guid Case, Guid Clock) : IRequest<Outcome<DueBreach>>, ICommand;

/// <param name="Noticed">Null: there was nothing to write down any more.</param>
public sealed record DueBreach(BreachNoticed? Noticed);

public sealed class RecordDueBreachHandler(UnitOfWork work, WorkflowRunner workflows, SlaClocks clocks, AuditLog audit)
    : IRequestHandler<RecordDueBreach, Outcome<DueBreach>>
{
    public async Task<Outcome<DueBreach>> Handle(RecordDueBreach request, CancellationToken cancellationToken)
    {
        // The case first, as every command about it: the officer who completes at this moment decides before us or after us.
        await workflows.LockAsync(work, request.Case, cancellationToken);
        var breach = await clocks.RecordDueAsync(work, request.Clock, cancellationToken);
        await audit.AppendAsync(work, breach, cancellationToken);
        return new DueBreach(breach);
    }
}
