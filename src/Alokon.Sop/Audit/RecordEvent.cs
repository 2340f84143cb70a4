using System.Text.Json.Nodes;
using Alokon.Engine;

namespace Alokon.Sop.Audit;

/// <summary>An activity has something to say in the history of its case; the instance is the case.</summary>
public sealed record RecordEvent(string Kind, string? Step, JsonObject Data) : IEffect;

public sealed class RecordEventHandler(AuditLog audit) : IEffectHandler<RecordEvent>
{
    public async Task<Refusal?> ApplyAsync(UnitOfWork work, EffectSource source, RecordEvent effect, CancellationToken ct)
    {
        await audit.AppendAsync(work, source.Instance, new AuditEntry(effect.Kind, effect.Step, effect.Data), ct);
        return null;
    }
}
