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
public sealed class CaseEnded(SlaClocks clocks, AuditLog audit, RequestAtHand atHand, IEffectHandler<SealCase> archive) : IEffectHandler<InstanceEnded>
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
        if (await ReadFactsAsync(work, source, ct) is not { } facts)
        {
            return null;
        }

        await audit.AppendAsync(work, await clocks.CancelServiceAsync(work, source.Instance, ct), ct);
        await audit.AppendAsync(work, source.Instance, new AuditEntry("case.ended", null, new() { ["status"] = facts.Status }), ct);
        return await archive.ApplyAsync(work, source, new SealCase(source.Instance, facts.ToJson(source)), ct);
    }

    /// <summary>From memory when the answer that ended the case is in it; from the row when it ended otherwise.</summary>
    private async Task<EndFacts?> ReadFactsAsync(UnitOfWork work, EffectSource source, CancellationToken ct)
    {
        if (atHand.FileOf(source.Instance) is { } file && atHand.EndOf(source.Instance) is { } decided)
        {
            return new EndFacts(file.Number, decided, file.Kind, file.Facility.Code, file.SubmittedAt, work.Now);
        }

        await work.FlushAsync(ct);
        return await RequestRows.FindAsync(work, source.Instance, ct) is { } row
            ? new EndFacts(row.Number, row.Status, row.Kind, row.Facility, row.StartedAt, row.FinishedAt)
            : null;
    }

    private sealed record EndFacts(string Number, string Status, string Kind, string Facility, DateTimeOffset StartedAt, DateTimeOffset? FinishedAt)
    {
        public JsonObject ToJson(EffectSource source) => new()
        {
            ["id"] = source.Instance.ToString(),
            ["number"] = Number,
            ["status"] = Status,
            ["kind"] = Kind,
            ["facility"] = Facility,
            ["startedAt"] = StartedAt,
            ["finishedAt"] = FinishedAt,
            ["definitionId"] = source.DefinitionId,
            ["version"] = source.DefinitionVersion,
        };
    }
}
