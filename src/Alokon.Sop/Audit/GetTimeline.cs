using System.Text.Json.Nodes;
using Alokon.Engine;
using MediatR;

namespace Alokon.Sop.Audit;

/// <param name="At">UTC; the edge shows it with the office's offset.</param>
/// <param name="Actor">Display name; not part of the hashed line.</param>
/// <param name="Hash">SHA-256 (hex) of the exact line.</param>
public sealed record TimelineItem(
    long Seq, DateTimeOffset At, string Actor, string? Position, string Kind, string? Step, JsonObject Data, string Hash);

/// <summary>The events of a case, in order. Whether the officer may see the case is asked before (Requests).</summary>
public sealed record GetTimeline(Guid CaseId) : IRequest<Outcome<IReadOnlyList<TimelineItem>>>, IQuery;

public sealed class GetTimelineHandler(UnitOfWork work) : IRequestHandler<GetTimeline, Outcome<IReadOnlyList<TimelineItem>>>
{
    public async Task<Outcome<IReadOnlyList<TimelineItem>>> Handle(GetTimeline request, CancellationToken ct)
    {
        var rows = await AuditRows.ListAsync(work, request.CaseId, ct);
        return rows.Count == 0 ? new AuditRefusal.NoSuchCase(request.CaseId) : rows.Select(Item).ToArray();
    }

    private static TimelineItem Item(AuditRow row) =>
        new(row.Seq, row.At, row.ActorName, row.Position, row.Kind, row.Step, AuditLine.Read(row.Line)?.Data ?? [], row.Hash);
}
