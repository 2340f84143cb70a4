using Alokon.Engine;
using Alokon.Engine.Definitions;
using Alokon.Sop.People;
using MediatR;

namespace Alokon.Sop.Workflows;

/// <summary>Keeps what an admin has drawn. The text may be incomplete: only publishing asks for a whole SOP. The same text saved again changes nothing.</summary>
/// <param name="Json">Elsa 3's JSON, with its <c>definitionId</c>.</param>
/// <param name="Seen">The state it was drawn from; none for a new definition.</param>
[AllowRoles(Roles.Admin)]
public sealed record SaveDraft(string Json, DraftSeen? Seen) : IRequest<Outcome<StoredDefinition>>, ICommand;

public sealed class SaveDraftHandler(UnitOfWork work) : IRequestHandler<SaveDraft, Outcome<StoredDefinition>>
{
    public async Task<Outcome<StoredDefinition>> Handle(SaveDraft request, CancellationToken cancellationToken)
    {
        var parsed = DefinitionReader.Parse(request.Json, "konsep");
        return parsed.IsRefused(out var refusal) ? refusal : await DefinitionDrafts.SaveAsync(work, parsed.Value, request.Seen, cancellationToken);
    }
}

/// <summary>An earlier version becomes the draft; publishing it is a step of its own.</summary>
[AllowRoles(Roles.Admin)]
public sealed record RevertDefinition(string DefinitionId, int Version) : IRequest<Outcome<StoredDefinition>>, ICommand;

public sealed class RevertDefinitionHandler(UnitOfWork work) : IRequestHandler<RevertDefinition, Outcome<StoredDefinition>>
{
    public Task<Outcome<StoredDefinition>> Handle(RevertDefinition request, CancellationToken cancellationToken) =>
        DefinitionDrafts.RevertAsync(work, request.DefinitionId, request.Version, cancellationToken);
}
