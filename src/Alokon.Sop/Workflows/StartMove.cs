using Alokon.Engine;
using Alokon.Engine.Running;
using Alokon.Sop.People;
using MediatR;

namespace Alokon.Sop.Workflows;

/// <summary>Orders the running cases of a definition to another version. The order is one transaction; then each case is moved in one of its own, so that one that cannot keeps none of the others.</summary>
/// <param name="Reason">Goes into the history of each case.</param>
/// <param name="Cases">None: all that run on another version.</param>
[AllowRoles(Roles.Admin)]
public sealed record StartMove(string DefinitionId, int? Version, IReadOnlyDictionary<string, string> Map, string? Reason, IReadOnlyList<Guid>? Cases) : IRequest<Outcome<MoveView>>, ICommand;

public sealed class StartMoveHandler(UnitOfWork work, MoveDesk desk) : IRequestHandler<StartMove, Outcome<MoveView>>
{
    public async Task<Outcome<MoveView>> Handle(StartMove request, CancellationToken cancellationToken)
    {
        if (string.IsNullOrWhiteSpace(request.Reason))
        {
            return new InvalidInput("reason", "field-required");
        }

        if (request.Reason.Length > 1000)
        {
            return new InvalidInput("reason", "field-too-long", "1000");
        }

        var target = await desk.TargetAsync(request.DefinitionId, request.Version, request.Map, cancellationToken);
        if (target.IsRefused(out var refusal))
        {
            return refusal;
        }

        var cases = await MoveRows.CandidatesAsync(work, request.DefinitionId, target.Value.Version, request.Cases?.ToArray(), cancellationToken);
        if (cases.Count == 0)
        {
            return new WorkflowRefusal.NothingToMove(request.DefinitionId, target.Value.Version);
        }

        var move = new Move(Ids.New(), request.DefinitionId, target.Value.Version, request.Map, request.Reason.Trim(), work.Now, work.Officer.Name);
        MoveRows.Insert(work, move, cases);
        await work.FlushAsync(cancellationToken);
        return MoveView.Of(move, await MoveRows.CasesAsync(work, move.Id, cancellationToken));
    }
}

/// <summary>The batches of a definition, newest first.</summary>
[AllowRoles(Roles.Admin, Roles.Manajer, Roles.Auditor)]
public sealed record ListMoves(string DefinitionId) : IRequest<Outcome<Page<MoveView>>>, IQuery;

public sealed class ListMovesHandler(UnitOfWork work) : IRequestHandler<ListMoves, Outcome<Page<MoveView>>>
{
    private const int Most = 50;

    public async Task<Outcome<Page<MoveView>>> Handle(ListMoves request, CancellationToken cancellationToken)
    {
        var views = new List<MoveView>();
        foreach (var move in await MoveRows.ListAsync(work, request.DefinitionId, Most, cancellationToken))
        {
            views.Add(MoveView.Of(move, await MoveRows.CasesAsync(work, move.Id, cancellationToken)));
        }

        return new Page<MoveView>(views, null);
    }
}

[AllowRoles(Roles.Admin, Roles.Manajer, Roles.Auditor)]
public sealed record GetMove(Guid Move) : IRequest<Outcome<MoveView>>, IQuery;

public sealed class GetMoveHandler(UnitOfWork work) : IRequestHandler<GetMove, Outcome<MoveView>>
{
    public async Task<Outcome<MoveView>> Handle(GetMove request, CancellationToken cancellationToken) =>
        await MoveRows.FindAsync(work, request.Move, cancellationToken) is { } move
            ? MoveView.Of(move, await MoveRows.CasesAsync(work, move.Id, cancellationToken))
            : new RunRefusal.MoveNotFound(request.Move);
}

/// <param name="Pending">Not tried yet; those that a crash left behind are moved within minutes.</param>
public sealed record MoveView(
    Guid Id, string DefinitionId, int Version, IReadOnlyDictionary<string, string> Map, string Reason, DateTimeOffset StartedAt, string By,
    int Pending, int Moved, int Refused, int Undone, IReadOnlyList<MovedCase> Cases)
{
    public static MoveView Of(Move move, IReadOnlyList<MoveCase> cases) => new(
        move.Id, move.DefinitionId, move.Version, move.Map, move.Reason, move.StartedAt, move.Actor,
        cases.Count(c => c.Status == "pending"), cases.Count(c => c.Status == "moved"), cases.Count(c => c.Status == "refused"), cases.Count(c => c.Status == "undone"),
        [.. cases.Select(c => new MovedCase(c.Instance, c.FromVersion, c.Status, c.Obstacles, c.MovedAt, c.UndoneAt))]);
}

/// <param name="Status">pending, moved, refused (it stays, and the obstacles say why) or undone.</param>
public sealed record MovedCase(Guid Case, int FromVersion, string Status, IReadOnlyList<FieldError> Obstacles, DateTimeOffset? MovedAt, DateTimeOffset? UndoneAt);
