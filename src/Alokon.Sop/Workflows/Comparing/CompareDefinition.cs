using Alokon.Engine;
using Alokon.Engine.Activities;
using Alokon.Engine.Definitions;
using Alokon.Sop.People;
using MediatR;

namespace Alokon.Sop.Workflows.Comparing;

/// <summary>What would change if one version took the place of another.</summary>
/// <param name="From">None: the version in force.</param>
/// <param name="To">None: the latest.</param>
[AllowRoles(Roles.Admin, Roles.Manajer, Roles.Auditor)]
public sealed record CompareDefinition(string DefinitionId, int? From, int? To) : IRequest<Outcome<ComparisonView>>, IQuery;

/// <param name="Before">None: nothing is in force yet, so everything is new.</param>
/// <param name="Versions">All there are, newest first.</param>
/// <param name="Findings">What the check says of the version that would come into force.</param>
public sealed record ComparisonView(
    StoredDefinition? Before, StoredDefinition After, IReadOnlyList<DefinitionChange> Changes, IReadOnlyList<StoredDefinition> Versions, IReadOnlyList<Finding> Findings);

public sealed class CompareDefinitionHandler(UnitOfWork work, ActivityRegistry registry, DefinitionDesk desk) : IRequestHandler<CompareDefinition, Outcome<ComparisonView>>
{
    public async Task<Outcome<ComparisonView>> Handle(CompareDefinition request, CancellationToken cancellationToken)
    {
        var after = await DefinitionDrafts.FindAsync(work, request.DefinitionId, Options(request.To, VersionOptions.Latest), cancellationToken);
        var before = await DefinitionDrafts.FindAsync(work, request.DefinitionId, Options(request.From, VersionOptions.Published), cancellationToken);
        if (after is null || (before is null && request.From is not null))
        {
            return (after is null ? request.To : request.From) is { } missing ? new DefinitionRefusal.VersionNotFound(request.DefinitionId, missing) : new DefinitionRefusal.NotFound(request.DefinitionId);
        }

        var now = await DefinitionDrafts.ReadAsync(work, after, cancellationToken);
        var changes = before is null ? [] : DefinitionComparison.Between(await DefinitionDrafts.ReadAsync(work, before, cancellationToken), now, registry);
        var versions = await DefinitionDrafts.ListAsync(work, new(VersionOptions.All, DefinitionIds: [request.DefinitionId], OrderBy: "version", Descending: true, PageSize: 1000), cancellationToken);
        return new ComparisonView(before, after, changes, versions.Items, await desk.CheckAsync(now, cancellationToken));
    }

    private static VersionOptions Options(int? version, VersionOptions otherwise) => version is { } number ? VersionOptions.Exactly(number) : otherwise;
}
