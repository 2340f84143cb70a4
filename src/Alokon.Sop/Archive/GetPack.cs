using Alokon.Engine;
using MediatR;

namespace Alokon.Sop.Archive;

/// <param name="FileName">Made of the case's number: safe for a header and for every file system.</param>
public sealed record SealedPack(string FileName, byte[] Bytes, string Sha256);

/// <summary>The frozen pack of a case. Whether the officer may see the case is asked before (Requests).</summary>
public sealed record GetPack(Guid CaseId) : IRequest<Outcome<SealedPack>>, IQuery;

public sealed class GetPackHandler(UnitOfWork work) : IRequestHandler<GetPack, Outcome<SealedPack>>
{
    public async Task<Outcome<SealedPack>> Handle(GetPack request, CancellationToken ct) =>
        await PackRows.FindAsync(work, request.CaseId, ct) switch
        {
            null => new ArchiveRefusal.NotSealed(request.CaseId),
            { Bytes: { } bytes, Sha256: { } sha256 } pack => new SealedPack(PackPaths.Pack(pack.Number ?? request.CaseId.ToString()), bytes, sha256),
            { } pack => new ArchiveRefusal.NotReady(request.CaseId, pack.Status),
        };
}
