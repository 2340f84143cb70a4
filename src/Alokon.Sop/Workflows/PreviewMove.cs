using Alokon.Engine;
using Alokon.Engine.Running;
using Alokon.Sop.People;
using MediatR;

namespace Alokon.Sop.Workflows;

/// <summary>What would become of each running case: where it is, where it would be, its deadlines before and after, and why it cannot move. Changes nothing.</summary>
/// <param name="Version">Where to; none = the version in force.</param>
/// <param name="Map">Steps chosen for steps, old id to new; all others keep theirs.</param>
/// <param name="Cases">None: all that run on another version.</param>
[AllowRoles(Roles.Admin, Roles.Manajer, Roles.Auditor)]
public sealed record PreviewMove(string DefinitionId, int? Version, IReadOnlyDictionary<string, string> Map, IReadOnlyList<Guid>? Cases) : IRequest<Outcome<MovePreview>>, IQuery;

/// <param name="More">There are more running cases than one answer holds; moving takes them all.</param>
public sealed record MovePreview(string DefinitionId, int Version, int Movable, int Blocked, IReadOnlyList<CasePreview> Items, bool More);

public sealed class PreviewMoveHandler(UnitOfWork work, MoveDesk desk) : IRequestHandler<PreviewMove, Outcome<MovePreview>>
{
    /// <summary>More than one SOP of one office has running at a time.</summary>
    private const int Most = 500;

    public async Task<Outcome<MovePreview>> Handle(PreviewMove request, CancellationToken cancellationToken)
    {
        var target = await desk.TargetAsync(request.DefinitionId, request.Version, request.Map, cancellationToken);
        if (target.IsRefused(out var refusal))
        {
            return refusal;
        }

        var candidates = await MoveRows.CandidatesAsync(work, request.DefinitionId, target.Value.Version, request.Cases?.ToArray(), cancellationToken);
        var items = new List<CasePreview>();
        foreach (var (instance, from) in candidates.Take(Most))
        {
            items.Add(await desk.PreviewAsync(instance, from, target.Value, new StepMap(request.Map), cancellationToken));
        }

        var blocked = items.Count(item => item.Obstacles.Count > 0);
        return new MovePreview(request.DefinitionId, target.Value.Version, items.Count - blocked, blocked, items, candidates.Count > Most);
    }
}
