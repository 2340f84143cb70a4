using System.Text.Json.Nodes;
using Alokon.Engine.Activities;
using Alokon.Engine.Definitions;

namespace Alokon.Engine.Running;

/// <summary>
/// Loads and locks an instance, runs the burst, queues what it left, applies its effects; all inside the command's transaction.
/// Scoped: it remembers the instances that this command has locked.
/// </summary>
public sealed class WorkflowRunner(DefinitionStore definitions, ActivityRegistry registry, EffectHandlers effects, IServiceProvider services)
{
    private readonly Dictionary<Guid, InstanceRow> _locked = [];

    /// <param name="properties">Instance-wide values that the activities will find, such as who asked.</param>
    public Task<Outcome<InstanceMoved>> StartAsync(UnitOfWork work, string definitionId, Guid instance, JsonObject input, JsonObject properties, CancellationToken ct) =>
        StartAsync(work, definitionId, instance, input, properties, trigger: null, correlationId: null, ct);

    /// <param name="trigger">Id of the activity that starts the instance; none when a person starts it.</param>
    public async Task<Outcome<InstanceMoved>> StartAsync(
        UnitOfWork work,
        string definitionId,
        Guid instance,
        JsonObject input,
        JsonObject properties,
        string? trigger,
        string? correlationId,
        CancellationToken ct)
    {
        if (await definitions.FindPublishedAsync(work, definitionId, ct) is not { } definition)
        {
            return new DefinitionRefusal.NotFound(definitionId);
        }

        definition = await definitions.LinkAsync(work, definition, ct);
        var burst = Burst.Start(definition, registry, new(instance, work.Now), input, properties, trigger, correlationId);
        if (burst.IsRefused(out var refusal))
        {
            return refusal;
        }

        var row = new InstanceRow(instance, definition.DefinitionId, definition.Version, 1, burst.Value.State);
        InstanceRows.Insert(work, row);
        return await StoreAsync(work, null, row, burst.Value, ct);
    }

    /// <summary>Every command about a case locks its instance first: so two commands about one case never deadlock.</summary>
    /// <returns>False: no such instance in this office.</returns>
    public async Task<bool> LockAsync(UnitOfWork work, Guid instance, CancellationToken ct) =>
        await FindLockedAsync(work, instance, ct) is not null;

    /// <summary>Locks the case at hand before the command runs.</summary>
    public void Foresee(FirstTrip trip, int office) => InstanceRows.Foresee(trip, office, row => _locked[row.Id] = row);

    /// <summary>Locks those of these instances that nobody else is just moving: for a worker that moves many in one transaction and waits for none.</summary>
    public async Task<IReadOnlySet<Guid>> LockFreeAsync(UnitOfWork work, IReadOnlyCollection<Guid> instances, CancellationToken ct)
    {
        foreach (var row in await InstanceRows.LockFreeAsync(work, [.. instances.Where(i => !_locked.ContainsKey(i))], ct))
        {
            _locked[row.Id] = row;
        }

        return instances.Where(_locked.ContainsKey).ToHashSet();
    }

    /// <summary>An instance as it is, without locking it: what has ended stays as it is.</summary>
    public async Task<WorkflowState?> ReadAsync(UnitOfWork work, Guid instance, CancellationToken ct) =>
        _locked.TryGetValue(instance, out var known) ? known.State : await InstanceRows.ReadAsync(work, instance, ct);

    public Task<Outcome<InstanceMoved>> ResumeAsync(UnitOfWork work, Guid instance, int bookmark, JsonObject stimulus, CancellationToken ct) =>
        MoveAsync(work, instance, (definition, at, state) => Burst.Resume(definition, registry, at, state, bookmark, stimulus), ct);

    public Task<Outcome<InstanceMoved>> CancelAsync(UnitOfWork work, Guid instance, CancellationToken ct) =>
        MoveAsync(work, instance, (definition, at, state) => Burst.Cancel(definition, registry, at, state), ct);

    /// <summary>Has a failed activity tried again.</summary>
    /// <param name="incident">Its number in the instance.</param>
    public Task<Outcome<InstanceMoved>> RetryAsync(UnitOfWork work, Guid instance, int incident, CancellationToken ct) =>
        MoveAsync(work, instance, (definition, at, state) => Burst.Retry(definition, registry, at, state, incident), ct);

    private async Task<Outcome<InstanceMoved>> MoveAsync(
        UnitOfWork work,
        Guid instance,
        Func<WorkflowDefinition, Stimulus, WorkflowState, Outcome<BurstResult>> run,
        CancellationToken ct)
    {
        if (await FindLockedAsync(work, instance, ct) is not { } row)
        {
            return new RunRefusal.InstanceNotFound(instance);
        }

        // The instance stays on the version it began with, whatever has been published since.
        if (await definitions.FindVersionAsync(work, row.DefinitionId, row.DefinitionVersion, ct) is not { } definition)
        {
            return new DefinitionRefusal.NotFound(row.DefinitionId);
        }

        definition = await definitions.LinkAsync(work, definition, row.State.Callees, ct);
        var burst = run(definition, new(instance, work.Now), row.State);
        if (burst.IsRefused(out var refusal))
        {
            return refusal;
        }

        var moved = row with { Version = row.Version + 1, State = burst.Value.State };
        InstanceRows.Update(work, moved);
        return await StoreAsync(work, row.State, moved, burst.Value, ct);
    }

    private async Task<Outcome<InstanceMoved>> StoreAsync(UnitOfWork work, WorkflowState? before, InstanceRow row, BurstResult burst, CancellationToken ct)
    {
        CorrelationRows.Keep(work, row.Id, before, row.State);
        InstanceRows.AppendJournal(work, row.Id, row.Version, burst.Journal);
        IncidentRows.Replace(work, row, before, burst.Retried);
        _locked[row.Id] = row;
        foreach (var (source, effect) in burst.Effects)
        {
            if (await effects.ApplyAsync(services, work, source, effect, ct) is { } refusal)
            {
                return refusal;
            }
        }

        return new InstanceMoved(row.Id, row.Version, row.State.Status, row.State.SubStatus, row.DefinitionId, row.DefinitionVersion);
    }

    private async Task<InstanceRow?> FindLockedAsync(UnitOfWork work, Guid instance, CancellationToken ct)
    {
        if (_locked.TryGetValue(instance, out var known))
        {
            return known;
        }

        if (await InstanceRows.LockAsync(work, instance, ct) is not { } row)
        {
            return null;
        }

        _locked[instance] = row;
        return row;
    }
}
