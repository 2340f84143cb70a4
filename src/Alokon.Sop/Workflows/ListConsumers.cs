using Alokon.Engine;
using Alokon.Engine.Definitions;
using Alokon.Sop.People;
using MediatR;

namespace Alokon.Sop.Workflows;

/// <summary>The definitions whose latest version runs this one inside itself.</summary>
[AllowRoles(Roles.Admin, Roles.Manajer, Roles.Auditor)]
public sealed record ListConsumers(string DefinitionId) : IRequest<Outcome<Consumers>>, IQuery;

public sealed record Consumers(IReadOnlyList<string> DefinitionIds);

public sealed class ListConsumersHandler(UnitOfWork work) : IRequestHandler<ListConsumers, Outcome<Consumers>>
{
    public async Task<Outcome<Consumers>> Handle(ListConsumers request, CancellationToken cancellationToken)
    {
        var latest = await DefinitionDrafts.ListAsync(work, new(VersionOptions.Latest, PageSize: 1000), cancellationToken);
        var found = new List<string>();
        foreach (var version in latest.Items)
        {
            var definition = await DefinitionDrafts.ReadAsync(work, version, cancellationToken);
            if (definition.Missing.Any(callee => callee.DefinitionId == request.DefinitionId))
            {
                found.Add(version.DefinitionId);
            }
        }

        return new Consumers(found);
    }
}
