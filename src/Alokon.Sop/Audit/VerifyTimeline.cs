using Alokon.Engine;
using MediatR;

namespace Alokon.Sop.Audit;

/// <summary>Is the stored history of a case whole? Compares lines, links, columns and head.</summary>
/// <remarks>A superuser who rewrites the whole chain and its head together is not found here, but by the signed pack.</remarks>
[AllowRoles("auditor", "pengelola", "manajer", "admin")]
public sealed record VerifyTimeline(Guid CaseId) : IRequest<Outcome<TimelineVerdict>>, IQuery;

/// <param name="Fault">None: the chain holds.</param>
public sealed record TimelineVerdict(long Events, string LastHash, ChainFault? Fault);

public sealed class VerifyTimelineHandler(UnitOfWork work) : IRequestHandler<VerifyTimeline, Outcome<TimelineVerdict>>
{
    public async Task<Outcome<TimelineVerdict>> Handle(VerifyTimeline request, CancellationToken ct)
    {
        if (await AuditRows.FindHeadAsync(work, request.CaseId, ct) is not { } head)
        {
            return new AuditRefusal.NoSuchCase(request.CaseId);
        }

        var rows = await AuditRows.ListAsync(work, request.CaseId, ct);
        return new TimelineVerdict(head.Seq, head.Hash, Fault(head, rows));
    }

    internal static ChainFault? Fault(AuditHead head, IReadOnlyList<AuditRow> rows)
    {
        var lines = rows.Select(r => (ReadOnlyMemory<byte>)r.Line).ToArray();
        if (AuditChain.Check(head.CaseId, lines, head.Seq, head.Hash) is { } fault)
        {
            return fault;
        }

        return rows.FirstOrDefault(r => !ColumnsAgree(r)) is { } row ? new ChainFault(row.Seq, ChainFault.ColumnsDiffer) : null;
    }

    private static bool ColumnsAgree(AuditRow row) =>
        AuditLine.Read(row.Line) is { } line
        && (line.Seq, line.At, line.Actor, line.Position, line.Kind, line.Step, AuditLine.Hash(row.Line))
            == (row.Seq, row.At, row.Actor, row.Position, row.Kind, row.Step, row.Hash);
}
