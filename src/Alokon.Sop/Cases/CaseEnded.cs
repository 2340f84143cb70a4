using System.Text.Json.Nodes;
using Alokon.Engine;
using Alokon.Sop.Archive;
using Alokon.Sop.Audit;
using Alokon.Sop.Inbox;
using Alokon.Sop.Requests;
using Alokon.Sop.Sla;

namespace Alokon.Sop.Cases;

/// <summary>
/// The workflow has ended: the request gets its final status, its clocks stop, and the case is sealed — also a rejected or
/// withdrawn one, because a refusal needs its proof as much as a delivery. A faulted case is not over and stays open for repair.
/// </summary>
public sealed class CaseEnded(SlaClocks clocks, AuditLog audit, IEffectHandler<SealCase> archive) : IEffectHandler<InstanceEnded>
{
    public async Task<Refusal?> ApplyAsync(UnitOfWork work, EffectSource source, InstanceEnded effect, CancellationToken ct)
    {
        if (effect.SubStatus == "Faulted")
        {
            RequestRows.Halt(work, source.Instance);
            await audit.AppendAsync(work, source.Instance, new AuditEntry("case.faulted", null, new() { ["activity"] = source.ActivityId }), ct);
            return null;
        }

        RequestRows.End(work, source.Instance, effect.SubStatus == "Cancelled" ? "cancelled" : "completed");
        await work.FlushAsync(ct);
        if (await RequestRows.FindAsync(work, source.Instance, ct) is not { } row)
        {
            return null;
        }

        await audit.AppendAsync(work, await clocks.CancelServiceAsync(work, source.Instance, ct), ct);
        await audit.AppendAsync(work, source.Instance, new AuditEntry("case.ended", null, new() { ["status"] = row.Status }), ct);
        return await archive.ApplyAsync(work, source, new SealCase(source.Instance, Facts(row)), ct);
    }

    private static JsonObject Facts(RequestRow row) =>
        new()
        {
            ["id"] = row.Id.ToString(),
            ["number"] = row.Number,
            ["status"] = row.Status,
            ["kind"] = row.Kind,
            ["facility"] = row.Facility,
            ["startedAt"] = row.StartedAt,
            ["finishedAt"] = row.FinishedAt,
            ["definitionId"] = row.Workflow,
            ["version"] = row.WorkflowVersion,
        };
}
