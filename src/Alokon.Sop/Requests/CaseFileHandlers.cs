using Alokon.Engine;

namespace Alokon.Sop.Requests;

public sealed class SaveCaseFileHandler : IEffectHandler<SaveCaseFile>
{
    public Task<Refusal?> ApplyAsync(UnitOfWork work, EffectSource source, SaveCaseFile effect, CancellationToken ct)
    {
        RequestRows.Save(work, source.Instance, effect.File);
        return Task.FromResult<Refusal?>(null);
    }
}

public sealed class DecideEndHandler : IEffectHandler<DecideEnd>
{
    public Task<Refusal?> ApplyAsync(UnitOfWork work, EffectSource source, DecideEnd effect, CancellationToken ct)
    {
        RequestRows.End(work, source.Instance, effect.Status);
        return Task.FromResult<Refusal?>(null);
    }
}
