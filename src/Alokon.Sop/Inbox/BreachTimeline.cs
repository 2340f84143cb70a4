using Alokon.Engine;
using Alokon.Sop.Audit;
using Alokon.Sop.Sla;

namespace Alokon.Sop.Inbox;

/// <summary>A deadline that is found missed while somebody acts gets its entry in the timeline at that moment.</summary>
public static class BreachTimeline
{
    public static async Task AppendAsync(this AuditLog audit, UnitOfWork work, BreachNoticed? breach, CancellationToken ct)
    {
        if (breach is not null)
        {
            await audit.AppendAsync(work, breach.CaseId, new AuditEntry(BreachNoticed.Event, breach.Step, breach.ToData()), ct);
        }
    }
}
