namespace Alokon.Engine;

/// <summary>Something an activity decided ("open this task", "issue this SBBK"); the room that owns the table applies it.</summary>
public interface IEffect;

/// <summary>Where an effect comes from.</summary>
public sealed record EffectSource(Guid Instance, string DefinitionId, int DefinitionVersion, string ActivityId);

/// <summary>Applies one kind of effect inside the transaction of the command; a refusal rolls everything back.</summary>
public interface IEffectHandler<in T>
    where T : IEffect
{
    Task<Refusal?> ApplyAsync(UnitOfWork work, EffectSource source, T effect, CancellationToken ct);
}

/// <summary>The burst took away a bookmark that nobody resumed (race, cancel, finish): whoever waits there waits no longer.</summary>
public sealed record BookmarkWithdrawn(int Bookmark) : IEffect;

/// <summary>Something failed, and the rest of the instance goes on beside it. Where everything stands still, <see cref="InstanceEnded"/> says so.</summary>
/// <param name="Incident">Its number in the instance.</param>
public sealed record IncidentRaised(int Incident, string Code, int Attempts) : IEffect;

/// <summary>Something that failed is tried again. Emitted first: the instance may run on, end, or fail once more.</summary>
/// <param name="Halted">The code of the refusal by which it answered everybody while it stood still.</param>
public sealed record InstanceRetried(string Halted) : IEffect;

/// <summary>The workflow has come to its end. Emitted last.</summary>
/// <param name="SubStatus">Finished, Cancelled or Faulted.</param>
public sealed record InstanceEnded(string SubStatus) : IEffect;

/// <summary>Which handlers apply which effect, in the order they were added. Written out by the Host, never scanned; an effect without a handler is a programming error.</summary>
public sealed class EffectHandlers
{
    private readonly Dictionary<Type, List<Func<IServiceProvider, UnitOfWork, EffectSource, IEffect, CancellationToken, Task<Refusal?>>>> _handlers = [];

    /// <param name="resolve">How the handler is made from the services of the current command.</param>
    public EffectHandlers Add<T>(Func<IServiceProvider, IEffectHandler<T>> resolve)
        where T : IEffect
    {
        if (!_handlers.TryGetValue(typeof(T), out var same))
        {
            _handlers[typeof(T)] = same = [];
        }

        same.Add((services, work, source, effect, ct) => resolve(services).ApplyAsync(work, source, (T)effect, ct));
        return this;
    }

    public async Task<Refusal?> ApplyAsync(IServiceProvider services, UnitOfWork work, EffectSource source, IEffect effect, CancellationToken ct)
    {
        if (!_handlers.TryGetValue(effect.GetType(), out var handlers))
        {
            throw new InvalidOperationException($"Expected a handler for effect {effect.GetType().Name}, but none is registered.");
        }

        foreach (var handler in handlers)
        {
            if (await handler(services, work, source, effect, ct) is { } refusal)
            {
                return refusal;
            }
        }

        return null;
    }
}
