using System.Text.Json.Nodes;
using Alokon.Engine.Activities;
using Alokon.Engine.Definitions;
using Alokon.Engine.Expressions;

namespace Alokon.Engine.Running;

/// <summary>Whose instance, and when the stimulus came: all that a burst knows of the world.</summary>
public sealed record Stimulus(Guid Instance, DateTimeOffset Now);

/// <summary>What a burst decided; nothing of it has happened until somebody applies and stores it.</summary>
/// <param name="Effects">To be applied in this order; <see cref="InstanceEnded"/> is the last.</param>
/// <param name="Journal">What happened inside, one object per event.</param>
public sealed record BurstResult(WorkflowState State, IReadOnlyList<BurstEffect> Effects, JsonArray Journal);

/// <summary>
/// Moves one instance until everything in it waits or it has ended. Pure: definition, state, stimulus and time in, new state and
/// effects out. Touches no database, clock, network or randomness, so it can't be half done and can be replayed.
/// </summary>
public static class Burst
{
    // An SOP's burst runs a handful of activities; a loop without anybody in it would run for ever.
    private const int MostActivities = 10_000;

    /// <param name="trigger">Id of the activity that starts the instance (an event came, a time is due); none when it is started by hand.</param>
    public static Outcome<BurstResult> Start(
        WorkflowDefinition definition,
        ActivityRegistry registry,
        Stimulus stimulus,
        JsonObject input,
        JsonObject properties,
        string? trigger = null,
        string? correlationId = null) =>
        Guard(definition, () =>
        {
            var memory = MemoryMapping.Begin(definition, registry, stimulus, input, properties, trigger);
            memory.CorrelationId = correlationId;
            memory.Schedule(new(definition.Root, null, false));
            return Drive(definition, memory);
        });

    public static Outcome<BurstResult> Resume(WorkflowDefinition definition, ActivityRegistry registry, Stimulus stimulus, WorkflowState state, int bookmark, JsonObject answer) =>
        Guard(definition, () =>
        {
            if (state.IsFinished)
            {
                return new RunRefusal.AlreadyEnded(stimulus.Instance, state.SubStatus);
            }

            var memory = MemoryMapping.Load(definition, registry, stimulus, state);
            if (memory.Bookmarks.Find(b => b.Id == bookmark) is not { } waiting)
            {
                return new RunRefusal.BookmarkNotFound(stimulus.Instance, bookmark);
            }

            memory.Bookmarks.Remove(waiting);
            memory.Log("Resumed", waiting.Execution.Node, waiting.Execution.Id, "bookmark", bookmark);

            // What was answered is history, too: without it no past case could be replayed against another version.
            memory.Journal[^1]!["answer"] = answer.DeepClone(); // logged in the line above
            Call(memory, waiting.Execution, (activity, c) => activity.Resume(c, answer));
            return Drive(definition, memory);
        });

    /// <summary>Takes everything away: every bookmark is withdrawn, the instance ends as Cancelled.</summary>
    public static Outcome<BurstResult> Cancel(WorkflowDefinition definition, ActivityRegistry registry, Stimulus stimulus, WorkflowState state)
    {
        if (state.IsFinished)
        {
            return new RunRefusal.AlreadyEnded(stimulus.Instance, state.SubStatus);
        }

        var memory = MemoryMapping.Load(definition, registry, stimulus, state);
        memory.StopAll();
        return Finish(definition, memory, "Cancelled");
    }

    private static Outcome<BurstResult> Drive(WorkflowDefinition definition, InstanceMemory memory)
    {
        for (var count = 0; memory.Refusal is null && memory.TakeNext() is { } item; count++)
        {
            if (count == MostActivities)
            {
                return new RunRefusal.Endless(item.Node.Id, MostActivities);
            }

            Call(memory, memory.Begin(item), (activity, c) => activity.Execute(c));
        }

        if (memory.Refusal is { } refusal)
        {
            return refusal;
        }

        if (memory.IsEnded)
        {
            return Finish(definition, memory, "Finished");
        }

        return memory.Bookmarks.Count > 0
            ? new BurstResult(MemoryMapping.Save(definition, memory, null), memory.Effects, memory.Journal)
            : throw new InvalidOperationException($"Expected '{definition.DefinitionId}' to wait for somebody or to have ended, but it does neither.");
    }

    private static BurstResult Finish(WorkflowDefinition definition, InstanceMemory memory, string subStatus)
    {
        var source = memory.Source(definition.Root);
        memory.Effects.Add(new(source with { ActivityId = memory.EndedBy ?? source.ActivityId }, new InstanceEnded(subStatus)));
        return new BurstResult(MemoryMapping.Save(definition, memory, subStatus), memory.Effects, memory.Journal);
    }

    private static void Call(InstanceMemory memory, Execution execution, Func<IActivity, ActivityContext, Refusal?> call)
    {
        if (memory.Registry.Find(execution.Node.Type) is not { } activity)
        {
            memory.Refuse(new RunRefusal.UnknownActivity(execution.Node.Id, execution.Node.Type));
            return;
        }

        if (call(activity, new ActivityContext(memory, execution)) is { } refusal)
        {
            memory.Refuse(refusal);
            return;
        }

        var goesOn = execution.Ended || memory.HasOpenWork(execution) || memory.Bookmarks.Exists(b => b.Execution == execution);
        if (!goesOn && memory.Refusal is null)
        {
            throw new InvalidOperationException($"Expected {execution.Node.Type} to complete or to create a bookmark, but it did neither: the case would wait for nobody.");
        }
    }

    private static Outcome<BurstResult> Guard(WorkflowDefinition definition, Func<Outcome<BurstResult>> burst)
    {
        try
        {
            return burst();
        }
        catch (ExpressionFault fault)
        {
            return new RunRefusal.ExpressionFailed(definition.DefinitionId, fault.Message);
        }
    }
}
