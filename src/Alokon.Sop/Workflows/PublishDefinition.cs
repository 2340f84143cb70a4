using Alokon.Engine;
using Alokon.Engine.Definitions;
using Alokon.Sop.People;
using MediatR;

namespace Alokon.Sop.Workflows;

/// <summary>New cases start on the latest version from now on; running ones stay where they are. Warnings ask: whoever publishes names those that were read.</summary>
/// <param name="Seen">What the admin had on the screen; none = whatever is the latest.</param>
[AllowRoles(Roles.Admin)]
public sealed record PublishDefinition(string DefinitionId, DraftSeen? Seen) : IRequest<Outcome<DefinitionPublished>>, ICommand
{
    /// <summary>Tokens of the warnings that the admin has read; see <see cref="Finding.Token"/>.</summary>
    public IReadOnlyList<string> Acknowledged { get; init; } = [];
}

public sealed class PublishDefinitionHandler(DefinitionDesk desk) : IRequestHandler<PublishDefinition, Outcome<DefinitionPublished>>
{
    public Task<Outcome<DefinitionPublished>> Handle(PublishDefinition request, CancellationToken cancellationToken) =>
        desk.PublishAsync(request.DefinitionId, request.Seen, request.Acknowledged, cancellationToken);
}

/// <summary>No new case starts on it; running ones go on.</summary>
[AllowRoles(Roles.Admin)]
public sealed record RetractDefinition(string DefinitionId) : IRequest<Outcome<StoredDefinition>>, ICommand;

public sealed class RetractDefinitionHandler(UnitOfWork work) : IRequestHandler<RetractDefinition, Outcome<StoredDefinition>>
{
    public Task<Outcome<StoredDefinition>> Handle(RetractDefinition request, CancellationToken cancellationToken) =>
        DefinitionDrafts.RetractAsync(work, request.DefinitionId, cancellationToken);
}

/// <summary>What would be found if the latest version were published now. Changes nothing.</summary>
[AllowRoles(Roles.Admin, Roles.Manajer, Roles.Auditor)]
public sealed record CheckDefinition(string DefinitionId) : IRequest<Outcome<DefinitionFindings>>, IQuery;

public sealed record DefinitionFindings(StoredDefinition Definition, IReadOnlyList<Finding> Findings);

public sealed class CheckDefinitionHandler(UnitOfWork work, DefinitionDesk desk) : IRequestHandler<CheckDefinition, Outcome<DefinitionFindings>>
{
    public async Task<Outcome<DefinitionFindings>> Handle(CheckDefinition request, CancellationToken cancellationToken) =>
        await DefinitionDrafts.FindAsync(work, request.DefinitionId, VersionOptions.Latest, cancellationToken) is { } latest
            ? new DefinitionFindings(latest, await desk.CheckAsync(await DefinitionDrafts.ReadAsync(work, latest, cancellationToken), cancellationToken))
            : new DefinitionRefusal.NotFound(request.DefinitionId);
}
