using Alokon.Engine;

namespace Alokon.Sop.Requests;

/// <summary>What the command at hand has made of a request: who comes later in it need not read that back. Scoped.</summary>
public sealed class RequestAtHand
{
    private readonly Dictionary<Guid, (CaseFile? File, string? End)> _known = [];

    public CaseFile? FileOf(Guid id) => _known.GetValueOrDefault(id).File;

    public string? EndOf(Guid id) => _known.GetValueOrDefault(id).End;

    internal void Keep(Guid id, CaseFile file) => _known[id] = _known.GetValueOrDefault(id) with { File = file };

    internal void Keep(Guid id, string end) => _known[id] = _known.GetValueOrDefault(id) with { End = end };
}

public sealed class SaveCaseFileHandler(RequestAtHand atHand) : IEffectHandler<SaveCaseFile>
{
    public Task<Refusal?> ApplyAsync(UnitOfWork work, EffectSource source, SaveCaseFile effect, CancellationToken ct)
    {
        RequestRows.Save(work, source.Instance, effect.File, effect.Before);
        atHand.Keep(source.Instance, effect.File);
        return Task.FromResult<Refusal?>(null);
    }
}

public sealed class DecideEndHandler(RequestAtHand atHand) : IEffectHandler<DecideEnd>
{
    public Task<Refusal?> ApplyAsync(UnitOfWork work, EffectSource source, DecideEnd effect, CancellationToken ct)
    {
        RequestRows.End(work, source.Instance, effect.Status);
        atHand.Keep(source.Instance, effect.Status);
        return Task.FromResult<Refusal?>(null);
    }
}
