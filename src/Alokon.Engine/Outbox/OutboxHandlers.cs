using System.Text.Json.Nodes;

namespace Alokon.Engine.Outbox;

public sealed class AwaitStimulusHandler(WakeWorkers wake) : IEffectHandler<AwaitStimulus>
{
    public Task<Refusal?> ApplyAsync(UnitOfWork work, EffectSource source, AwaitStimulus effect, CancellationToken ct)
    {
        StimulusRows.Await(work, source.Instance, effect);
        work.AfterCommit(() => wake());
        return Task.FromResult<Refusal?>(null);
    }
}

public sealed class PublishStimulusHandler(WakeWorkers wake) : IEffectHandler<PublishStimulus>
{
    public Task<Refusal?> ApplyAsync(UnitOfWork work, EffectSource source, PublishStimulus effect, CancellationToken ct)
    {
        StimulusRows.Add(work, effect);
        work.AfterCommit(() => wake());
        return Task.FromResult<Refusal?>(null);
    }
}

public sealed class StartChildHandler(WakeWorkers wake) : IEffectHandler<StartChild>
{
    public Task<Refusal?> ApplyAsync(UnitOfWork work, EffectSource source, StartChild effect, CancellationToken ct)
    {
        ChildRows.Add(work, source.Instance, effect);
        OutboxRows.Add(work, MessageKinds.Dispatch, effect.Child, new()
        {
            ["definitionId"] = effect.DefinitionId,
            ["input"] = effect.Input.DeepClone(),
            ["correlationId"] = effect.CorrelationId,
            ["parent"] = source.Instance.ToString(),
        });
        work.AfterCommit(() => wake());
        return Task.FromResult<Refusal?>(null);
    }
}

public sealed class CancelChildHandler(WakeWorkers wake) : IEffectHandler<CancelChild>
{
    public Task<Refusal?> ApplyAsync(UnitOfWork work, EffectSource source, CancelChild effect, CancellationToken ct)
    {
        OutboxRows.Add(work, MessageKinds.Cancel, effect.Child, []);
        work.AfterCommit(() => wake());
        return Task.FromResult<Refusal?>(null);
    }
}

public sealed class SendRequestHandler(WakeWorkers wake) : IEffectHandler<SendRequest>
{
    public Task<Refusal?> ApplyAsync(UnitOfWork work, EffectSource source, SendRequest effect, CancellationToken ct)
    {
        OutboxRows.Add(work, MessageKinds.HttpRequest, source.Instance, new JsonObject { ["bookmark"] = effect.Bookmark, ["request"] = effect.Request.DeepClone() });
        work.AfterCommit(() => wake());
        return Task.FromResult<Refusal?>(null);
    }
}

/// <summary>Nobody waits there any more.</summary>
public sealed class StopWaitingHandler : IEffectHandler<BookmarkWithdrawn>
{
    public Task<Refusal?> ApplyAsync(UnitOfWork work, EffectSource source, BookmarkWithdrawn effect, CancellationToken ct)
    {
        StimulusRows.StopWaiting(work, source.Instance, effect.Bookmark);
        return Task.FromResult<Refusal?>(null);
    }
}

/// <summary>Whatever becomes of the instance now is news to its parent, and what came while it stood still is due again.</summary>
public sealed class ReviveHandler(WakeWorkers wake) : IEffectHandler<InstanceRetried>
{
    public Task<Refusal?> ApplyAsync(UnitOfWork work, EffectSource source, InstanceRetried effect, CancellationToken ct)
    {
        ChildRows.Reopen(work, source.Instance);
        FailureRows.Revive(work, source.Instance, effect.Halted);
        work.AfterCommit(() => wake());
        return Task.FromResult<Refusal?>(null);
    }
}

/// <summary>Parent and children learn of the end by messages of this transaction.</summary>
public sealed class TellFamilyHandler(WakeWorkers wake) : IEffectHandler<InstanceEnded>
{
    public Task<Refusal?> ApplyAsync(UnitOfWork work, EffectSource source, InstanceEnded effect, CancellationToken ct)
    {
        ChildRows.Ended(work, source.Instance, cancelled: effect.SubStatus == "Cancelled");
        work.AfterCommit(() => wake());
        return Task.FromResult<Refusal?>(null);
    }
}
