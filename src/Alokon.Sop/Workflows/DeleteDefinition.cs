using Alokon.Engine;
using Alokon.Engine.Definitions;
using Alokon.Sop.People;
using MediatR;

namespace Alokon.Sop.Workflows;

/// <summary>All versions, as long as no case ever ran on any; its history stays.</summary>
[AllowRoles(Roles.Admin)]
public sealed record DeleteDefinition(string DefinitionId) : IRequest<Outcome<Done>>, ICommand;

public sealed class DeleteDefinitionHandler(UnitOfWork work) : IRequestHandler<DeleteDefinition, Outcome<Done>>
{
    public Task<Outcome<Done>> Handle(DeleteDefinition request, CancellationToken cancellationToken) =>
        DefinitionDrafts.DeleteAsync(work, request.DefinitionId, cancellationToken);
}

/// <summary>A draft, or an earlier version that no case ever ran on.</summary>
[AllowRoles(Roles.Admin)]
public sealed record DeleteDefinitionVersion(string VersionId) : IRequest<Outcome<Done>>, ICommand;

public sealed class DeleteDefinitionVersionHandler(UnitOfWork work) : IRequestHandler<DeleteDefinitionVersion, Outcome<Done>>
{
    public Task<Outcome<Done>> Handle(DeleteDefinitionVersion request, CancellationToken cancellationToken) =>
        DefinitionDrafts.DeleteVersionAsync(work, request.VersionId, cancellationToken);
}
