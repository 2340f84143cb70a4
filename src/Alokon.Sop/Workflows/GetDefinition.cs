using Alokon.Engine;
using Alokon.Engine.Definitions;
using Alokon.Sop.People;
using MediatR;

namespace Alokon.Sop.Workflows;

/// <summary>One version with its text, by its own id.</summary>
[AllowRoles(Roles.Admin, Roles.Manajer, Roles.Auditor)]
public sealed record GetDefinitionVersion(string VersionId) : IRequest<Outcome<DefinitionContent>>, IQuery;

/// <summary>One version with its text, by the definition it belongs to.</summary>
[AllowRoles(Roles.Admin, Roles.Manajer, Roles.Auditor)]
public sealed record GetDefinition(string DefinitionId, VersionOptions Versions) : IRequest<Outcome<DefinitionContent>>, IQuery;

/// <param name="Json">As it is stored.</param>
public sealed record DefinitionContent(StoredDefinition Stored, string Json);

public sealed class GetDefinitionVersionHandler(UnitOfWork work) : IRequestHandler<GetDefinitionVersion, Outcome<DefinitionContent>>
{
    public async Task<Outcome<DefinitionContent>> Handle(GetDefinitionVersion request, CancellationToken cancellationToken) =>
        await DefinitionDrafts.FindAsync(work, request.VersionId, cancellationToken) is { } version
            ? new DefinitionContent(version, (await DefinitionDrafts.ReadAsync(work, version, cancellationToken)).Json)
            : new DefinitionRefusal.NotFound(request.VersionId);
}

public sealed class GetDefinitionHandler(UnitOfWork work) : IRequestHandler<GetDefinition, Outcome<DefinitionContent>>
{
    public async Task<Outcome<DefinitionContent>> Handle(GetDefinition request, CancellationToken cancellationToken) =>
        await DefinitionDrafts.FindAsync(work, request.DefinitionId, request.Versions, cancellationToken) is { } version
            ? new DefinitionContent(version, (await DefinitionDrafts.ReadAsync(work, version, cancellationToken)).Json)
            : new DefinitionRefusal.NotFound(request.DefinitionId);
}

[AllowRoles(Roles.Admin, Roles.Manajer, Roles.Auditor)]
public sealed record ListDefinitions(DefinitionFilter Filter) : IRequest<Outcome<DefinitionList>>, IQuery;

public sealed class ListDefinitionsHandler(UnitOfWork work) : IRequestHandler<ListDefinitions, Outcome<DefinitionList>>
{
    public async Task<Outcome<DefinitionList>> Handle(ListDefinitions request, CancellationToken cancellationToken) =>
        await DefinitionDrafts.ListAsync(work, request.Filter, cancellationToken);
}

/// <summary>Whether no other definition of the office bears this name.</summary>
/// <param name="Except">The definition that is being named.</param>
[AllowRoles(Roles.Admin)]
public sealed record IsNameFree(string Name, string? Except) : IRequest<Outcome<NameFree>>, IQuery;

public sealed record NameFree(bool IsFree);

public sealed class IsNameFreeHandler(UnitOfWork work) : IRequestHandler<IsNameFree, Outcome<NameFree>>
{
    public async Task<Outcome<NameFree>> Handle(IsNameFree request, CancellationToken cancellationToken) =>
        new NameFree(!await DefinitionDrafts.NameIsTakenAsync(work, request.Name, request.Except, cancellationToken));
}

/// <summary>Who did what to a definition, newest first; also of one that was deleted.</summary>
[AllowRoles(Roles.Admin, Roles.Manajer, Roles.Auditor)]
public sealed record GetDefinitionTrail(string DefinitionId) : IRequest<Outcome<Page<DefinitionEvent>>>, IQuery;

public sealed class GetDefinitionTrailHandler(UnitOfWork work) : IRequestHandler<GetDefinitionTrail, Outcome<Page<DefinitionEvent>>>
{
    public async Task<Outcome<Page<DefinitionEvent>>> Handle(GetDefinitionTrail request, CancellationToken cancellationToken) =>
        new Page<DefinitionEvent>(await DefinitionDrafts.TrailAsync(work, request.DefinitionId, cancellationToken), null);
}
