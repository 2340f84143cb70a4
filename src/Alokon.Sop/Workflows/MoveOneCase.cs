using System.Text.Json.Nodes;
using Alokon.Engine;
using Alokon.Engine.Running;
using Alokon.Sop.Audit;
using Alokon.Sop.People;
using Alokon.Sop.Requests;
using Alokon.Sop.Sla;
using MediatR;

namespace Alokon.Sop.Workflows;

/// <summary>One case of a batch, in its own transaction. A case that cannot move stays as it is, and the batch knows why.</summary>
[AllowRoles(Roles.Admin)]
public sealed record MoveOneCase(Guid Move, Guid Case) : IRequest<Outcome<CaseMoved>>, ICommand;

/// <param name="Obstacles">Empty: it was moved.</param>
public sealed record CaseMoved(Guid Case, IReadOnlyList<FieldError> Obstacles);

public sealed class MoveOneCaseHandler(UnitOfWork work, InstanceMover mover, CaseHistory history) : IRequestHandler<MoveOneCase, Outcome<CaseMoved>>
{
    public async Task<Outcome<CaseMoved>> Handle(MoveOneCase request, CancellationToken cancellationToken)
    {
        if (await MoveRows.FindAsync(work, request.Move, cancellationToken) is not { } move)
        {
            return new RunRefusal.MoveNotFound(request.Move);
        }

        var answer = await mover.MoveAsync(work, move, request.Case, MoveDesk.Prepare, cancellationToken);
        if (answer.IsRefused(out var refusal))
        {
            return refusal;
        }

        if (answer.Value.Plan is not { } plan)
        {
            return new CaseMoved(request.Case, MoveDesk.Obstacles(answer.Value.Stays!)); // one of the two is there
        }

        await history.FollowAsync("case.moved", move, request.Case, plan, cancellationToken);
        return new CaseMoved(request.Case, []);
    }
}

/// <summary>Takes one case back to where it was before the batch, as long as nothing has happened in it since.</summary>
[AllowRoles(Roles.Admin)]
public sealed record UndoMoveOfCase(Guid Move, Guid Case) : IRequest<Outcome<CaseMoved>>, ICommand;

public sealed class UndoMoveOfCaseHandler(UnitOfWork work, InstanceMover mover, CaseHistory history) : IRequestHandler<UndoMoveOfCase, Outcome<CaseMoved>>
{
    public async Task<Outcome<CaseMoved>> Handle(UndoMoveOfCase request, CancellationToken cancellationToken)
    {
        if (await MoveRows.FindAsync(work, request.Move, cancellationToken) is not { } move)
        {
            return new RunRefusal.MoveNotFound(request.Move);
        }

        var undone = await mover.UndoAsync(work, move.Id, request.Case, cancellationToken);
        if (undone.IsRefused(out var refusal))
        {
            return refusal;
        }

        await history.FollowAsync("case.moveUndone", move, request.Case, undone.Value, cancellationToken);
        return new CaseMoved(request.Case, []);
    }
}

/// <summary>What follows in the other rooms when a case stands on another version: its request, its service clock, its history.</summary>
public sealed class CaseHistory(UnitOfWork work, SlaClocks clocks, AuditLog audit)
{
    public async Task FollowAsync(string kind, Move move, Guid caseId, MovePlan plan, CancellationToken ct)
    {
        if (await RequestRows.FindAsync(work, caseId, ct) is not { } request)
        {
            return;
        }

        RequestRows.MoveTo(work, caseId, plan.State.DefinitionVersion);
        var service = MoveDesk.ServiceOf(plan.State.Properties, request.Kind) ?? TimeStandard.None;
        if (await clocks.RejudgeServiceAsync(work, caseId, service, ct) is { } breach)
        {
            await audit.AppendAsync(work, caseId, new AuditEntry(BreachNoticed.Event, breach.Step, breach.ToData()), ct);
        }

        await audit.AppendAsync(work, caseId, new AuditEntry(kind, null, Facts(move, request, plan)), ct);
    }

    private static JsonObject Facts(Move move, RequestRow request, MovePlan plan) =>
        new()
        {
            ["move"] = move.Id.ToString(),
            ["from"] = request.WorkflowVersion,
            ["to"] = plan.State.DefinitionVersion,
            ["steps"] = Pairs(plan.Steps.Select(s => (s.From, s.To))),
            ["failures"] = Pairs(plan.Failures.Select(f => (f.From, f.To))),
            ["reason"] = move.Reason,
        };

    private static JsonArray Pairs(IEnumerable<(string From, string To)> moved) =>
        new([.. moved.Select(m => (JsonNode)new JsonObject { ["from"] = m.From, ["to"] = m.To })]);
}
