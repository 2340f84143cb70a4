using Alokon.Engine;
using Alokon.Engine.Definitions;
using MediatR;

namespace Alokon.Sop.Cases;

/// <summary>A definition that came as a file: published when new or newer, offered when an admin has edited what is in force.</summary>
[AllowRoles("admin")]
public sealed record SeedDefinition(WorkflowDefinition Definition) : IRequest<Outcome<DefinitionSeeded>>, ICommand;

public sealed record DefinitionSeeded(FileArrival Arrival);

public sealed class SeedDefinitionHandler(UnitOfWork work, DefinitionFiles files) : IRequestHandler<SeedDefinition, Outcome<DefinitionSeeded>>
{
    public async Task<Outcome<DefinitionSeeded>> Handle(SeedDefinition request, CancellationToken cancellationToken) =>
        (await files.ArriveAsync(work, request.Definition, cancellationToken)).Match<Outcome<DefinitionSeeded>>(arrival => new DefinitionSeeded(arrival), refusal => refusal);
}
