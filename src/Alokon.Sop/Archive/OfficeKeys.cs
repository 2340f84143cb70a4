using Alokon.Engine;
using MediatR;

namespace Alokon.Sop.Archive;

/// <summary>Every key the office ever signed with, newest first, so that a pack's key can be compared with what the office says.</summary>
[AllowAnyone]
public sealed record OfficeKeys(int Office) : IRequest<Outcome<IReadOnlyList<PublishedKey>>>, IQuery, INamesOffice;

public sealed class OfficeKeysHandler(UnitOfWork work) : IRequestHandler<OfficeKeys, Outcome<IReadOnlyList<PublishedKey>>>
{
    public async Task<Outcome<IReadOnlyList<PublishedKey>>> Handle(OfficeKeys request, CancellationToken ct)
    {
        // Row-level security shows this transaction's office only: never answer with it for another one.
        var keys = work.Office == request.Office ? await KeyRows.ListAsync(work, ct) : [];
        return keys.Count == 0 ? new ArchiveRefusal.NoKeys(request.Office) : keys.ToArray();
    }
}
