using Alokon.Engine.Activities;
using Alokon.Engine.Definitions;

namespace Alokon.Engine.Running;

/// <summary>Either what was done, or why the case stays.</summary>
public sealed record MoveAnswer(MovePlan? Plan, Refusal? Stays);

/// <summary>Takes one instance to another version and back, inside the command's transaction: locked, planned, stored, told to the rooms.</summary>
public sealed class InstanceMover(DefinitionStore definitions, ActivityRegistry registry, EffectHandlers effects, IServiceProvider services)
{
    /// <summary>What a move would do, without a lock and without a trace.</summary>
    /// <param name="prepare">Lets a room bring what it keeps among the properties to the new version.</param>
    public async Task<Outcome<MovePlan>> PlanAsync(UnitOfWork work, Guid instance, int version, StepMap map, Action<WorkflowDefinition, WorkflowState> prepare, CancellationToken ct) =>
        await MoveRows.FindInstanceAsync(work, instance, ct) is { } row
            ? await PlanAsync(work, row, version, map, prepare, ct)
            : new RunRefusal.InstanceNotFound(instance);

    /// <returns>A case that cannot move is an answer, too: it is written down, and the batch goes on with the next. A refusal means that nothing may be written.</returns>
    public async Task<Outcome<MoveAnswer>> MoveAsync(UnitOfWork work, Move move, Guid instance, Action<WorkflowDefinition, WorkflowState> prepare, CancellationToken ct)
    {
        if (await InstanceRows.LockAsync(work, instance, ct) is not { } row)
        {
            return new RunRefusal.InstanceNotFound(instance);
        }

        if (await MoveRows.LockCaseAsync(work, move.Id, instance, ct) is not { Status: "pending" } pending)
        {
            return new RunRefusal.MoveNotFound(move.Id);
        }

        var plan = await PlanAsync(work, row, move.Version, new StepMap(move.Map), prepare, ct);
        if (plan.IsRefused(out var refusal))
        {
            MoveRows.Refused(work, pending, refusal);
            return new MoveAnswer(null, refusal);
        }

        MoveRows.Moved(work, pending, row.State.ToUtf8(), row.Version + 1, row.DefinitionVersion);
        var stored = await StoreAsync(work, row, plan.Value, ct);
        return stored.IsRefused(out refusal) ? refusal : new MoveAnswer(stored.Value, null);
    }

    /// <summary>The state from before the move, as long as nothing has happened in the instance since.</summary>
    public async Task<Outcome<MovePlan>> UndoAsync(UnitOfWork work, Guid move, Guid instance, CancellationToken ct)
    {
        if (await InstanceRows.LockAsync(work, instance, ct) is not { } row || await MoveRows.LockCaseAsync(work, move, instance, ct) is not { Status: "moved", Before: { } before } moved)
        {
            return new RunRefusal.MoveNotFound(move);
        }

        if (row.Version != moved.MovedVersion)
        {
            return new RunRefusal.MovedOn(instance);
        }

        var state = WorkflowState.FromUtf8(before);
        var from = await FindAsync(work, row.DefinitionId, row.DefinitionVersion, row.State.Callees, ct);
        var to = await FindAsync(work, state.DefinitionId, state.DefinitionVersion, state.Callees, ct);
        var steps = row.State.Bookmarks.Select(b => new MovedStep(b.Id, b.ActivityId, state.Bookmarks.Single(old => old.Id == b.Id).ActivityId)).ToList();
        var effectsOfOld = InstanceMove.Tell(to, registry, new Stimulus(instance, work.Now), state);
        MoveRows.Undone(work, moved);
        return await StoreAsync(work, row, new MovePlan(state, steps, effectsOfOld, InstanceMove.Journal("MoveUndone", from, to, steps)), ct);
    }

    private async Task<Outcome<MovePlan>> PlanAsync(UnitOfWork work, InstanceRow row, int version, StepMap map, Action<WorkflowDefinition, WorkflowState> prepare, CancellationToken ct)
    {
        if (row.DefinitionVersion == version)
        {
            return new RunRefusal.AlreadyThere(row.Id, version);
        }

        if (await definitions.FindVersionAsync(work, row.DefinitionId, version, ct) is not { } to)
        {
            return new DefinitionRefusal.VersionNotFound(row.DefinitionId, version);
        }

        to = await definitions.LinkAsync(work, to, ct);
        var from = await FindAsync(work, row.DefinitionId, row.DefinitionVersion, row.State.Callees, ct);
        var stimulus = new Stimulus(row.Id, work.Now);
        var prepared = WorkflowState.FromUtf8(row.State.ToUtf8()); // a copy: what is refused has changed nothing
        prepare(to, prepared);
        return InstanceMove.Plan(from, to, registry, map, stimulus, prepared);
    }

    private async Task<Outcome<MovePlan>> StoreAsync(UnitOfWork work, InstanceRow row, MovePlan plan, CancellationToken ct)
    {
        var moved = row with { Version = row.Version + 1, DefinitionVersion = plan.State.DefinitionVersion, State = plan.State };
        InstanceRows.Update(work, moved);
        MoveRows.Rebase(work, moved.Id, moved.State);
        InstanceRows.AppendJournal(work, moved.Id, moved.Version, plan.Journal);
        foreach (var (source, effect) in plan.Effects)
        {
            if (await effects.ApplyAsync(services, work, source, effect, ct) is { } refusal)
            {
                return refusal;
            }
        }

        return plan;
    }

    private async Task<WorkflowDefinition> FindAsync(UnitOfWork work, string definitionId, int version, IReadOnlyDictionary<string, string>? callees, CancellationToken ct) =>
        await definitions.FindVersionAsync(work, definitionId, version, ct) is { } found
            ? await definitions.LinkAsync(work, found, callees, ct)
            : throw new InvalidOperationException($"Expected version {version} of {definitionId}, which an instance ran on.");
}
