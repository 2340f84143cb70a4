using Alokon.Engine;
using Alokon.Engine.Definitions;
using Alokon.Sop.People;
using MediatR;

namespace Alokon.Sop.Workflows;

public enum BulkDeed
{
    Publish,
    Retract,
    DeleteDefinition,
    DeleteVersion,
}

/// <summary>The same for many: each that can be done is done, the others are named.</summary>
/// <param name="Ids">Of definitions; of versions for <see cref="BulkDeed.DeleteVersion"/>.</param>
[AllowRoles(Roles.Admin)]
public sealed record BulkDefinitions(BulkDeed Deed, IReadOnlyList<string> Ids) : IRequest<Outcome<BulkDone>>, ICommand;

public sealed record BulkDone(IReadOnlyList<string> Done, IReadOnlyList<Refused> Refused);

public sealed class BulkDefinitionsHandler(UnitOfWork work, DefinitionDesk desk) : IRequestHandler<BulkDefinitions, Outcome<BulkDone>>
{
    public async Task<Outcome<BulkDone>> Handle(BulkDefinitions request, CancellationToken cancellationToken)
    {
        var done = new List<string>();
        var refused = new List<Refused>();

        // In one order for everybody: two admins who do the same to the same ones wait for each other, and never in a circle.
        foreach (var id in request.Ids.Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal))
        {
            if (await DoAsync(request.Deed, id, cancellationToken) is { } refusal)
            {
                refused.Add(Refused.Of(id, refusal));
            }
            else
            {
                done.Add(id);
            }
        }

        return new BulkDone(done, refused);
    }

    private async Task<Refusal?> DoAsync(BulkDeed deed, string id, CancellationToken ct) => deed switch
    {
        BulkDeed.Publish => (await desk.PublishAsync(id, null, [], ct)).Refusal,
        BulkDeed.Retract => (await DefinitionDrafts.RetractAsync(work, id, ct)).Refusal,
        BulkDeed.DeleteDefinition => (await DefinitionDrafts.DeleteAsync(work, id, ct)).Refusal,
        BulkDeed.DeleteVersion => (await DefinitionDrafts.DeleteVersionAsync(work, id, ct)).Refusal,
    };
}
