using Alokon.Engine;
using Alokon.Sop.Audit;
using Alokon.Sop.Requests;

namespace Alokon.Sop.Cases;

/// <summary>A step of a case failed while the others go on: the case is not halted, but its timeline tells of it.</summary>
public sealed class CaseIncident(AuditLog audit) : IEffectHandler<IncidentRaised>
{
    public async Task<Refusal?> ApplyAsync(UnitOfWork work, EffectSource source, IncidentRaised effect, CancellationToken ct)
    {
        // A case that has just begun is not written yet; a workflow that is no case has no timeline.
        await work.FlushAsync(ct);
        if (await RequestRows.FindAsync(work, source.Instance, ct) is not null)
        {
            var facts = new System.Text.Json.Nodes.JsonObject { ["incident"] = effect.Incident, ["activity"] = source.ActivityId, ["code"] = effect.Code };
            await audit.AppendAsync(work, source.Instance, new AuditEntry("incident.raised", null, facts), ct);
        }

        return null;
    }
}
