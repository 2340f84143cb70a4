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
        var end = effect.SubStatus switch
        {
            "Faulted" => "faulted",
            "Cancelled" => "cancelled",
            _ => "completed",
        };
        RequestRows.End(work, source.Instance, end);
        if (await ReadFactsAsync(work, source, end, ct) is not { } facts || facts.Status == "faulted")
        {
            return null;
        }

        await audit.AppendAsync(work, await clocks.CancelServiceAsync(work, source.Instance, ct), ct);
        await audit.AppendAsync(work, source.Instance, new AuditEntry("case.ended", null, new() { ["status"] = facts.Status }), ct);
        return await archive.ApplyAsync(work, source, new SealCase(source.Instance, facts.ToJson(source)), ct);
    }

    /// <summary>From memory when the answer that ended the case is in it; from the row when it ended otherwise.</summary>
    private async Task<EndFacts?> ReadFactsAsync(UnitOfWork work, EffectSource source, string end, CancellationToken ct)
    {
        if (atHand.FileOf(source.Instance) is { } file)
        {
            return new EndFacts(file.Number, atHand.EndOf(source.Instance) ?? end, file.Kind, file.Facility.Code, file.SubmittedAt, work.Now);
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
