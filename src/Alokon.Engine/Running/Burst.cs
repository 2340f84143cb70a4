using System.Text.Json.Nodes;
using Alokon.Engine.Activities;
using Alokon.Engine.Definitions;
using Alokon.Engine.Expressions;

namespace Alokon.Engine.Running;

/// <summary>Whose instance, and when the stimulus came: all that a burst knows of the world.</summary>
public sealed record Stimulus(Guid Instance, DateTimeOffset Now)
{
    /// <summary>The journal shows inputs and outputs where the definition says nothing: for somebody who tries it out.</summary>
    public bool ShowsValues { get; init; }
}

/// <summary>What a burst decided; nothing of it has happened until somebody applies and stores it.</summary>
/// <param name="Effects">To be applied in this order; <see cref="InstanceEnded"/> is the last.</param>
/// <param name="Journal">What happened inside, one object per event.</param>
public sealed record BurstResult(WorkflowState State, IReadOnlyList<BurstEffect> Effects, JsonArray Journal)
{
    /// <summary>The incident that was tried again; none in every other burst.</summary>
    public int? Retried { get; init; }
}

/// <summary>
/// Moves one instance until everything in it waits or it has ended. Pure: definition, state, stimulus and time in, new state and
/// effects out. Touches no database, clock, network or randomness, so it can't be half done and can be replayed.
/// </summary>
public static class Burst
{
    // Each fault begins the burst again; a definition that fails in more places at once is broken as a whole.
    private const int MostFaults = 100;

    /// <param name="trigger">Id of the activity that starts the instance (an event came, a time is due); none when it is started by hand.</param>
    public static Outcome<BurstResult> Start(
        WorkflowDefinition definition,
        ActivityRegistry registry,
        Stimulus stimulus,
        JsonObject input,
        JsonObject properties,
        string? trigger = null,
        string? correlationId = null) =>
        Move(
            definition,
            () => MemoryMapping.Begin(definition, registry, stimulus, input, properties, trigger),
            (memory, _) =>
            {
                memory.CorrelationId = correlationId;
                memory.Schedule(new(definition.Root, null, false));
                return null;
            });

    public static Outcome<BurstResult> Resume(WorkflowDefinition definition, ActivityRegistry registry, Stimulus stimulus, WorkflowState state, int bookmark, JsonObject answer)
    {
        if (state.IsFinished)
        {
            return NotRunning(stimulus, state);
        }

        return Move(
            definition,
            () => MemoryMapping.Load(definition, registry, stimulus, state),
            (memory, drive) =>
            {
                if (memory.Bookmarks.Find(b => b.Id == bookmark) is not { } waiting)
                {
                    return new RunRefusal.BookmarkNotFound(stimulus.Instance, bookmark);
                }

                memory.Bookmarks.Remove(waiting);
                memory.Log("Resumed", waiting.Execution.Node, waiting.Execution.Id, "bookmark", bookmark);

                // What was answered is history, too: without it no past case could be replayed against another version.
                memory.Journal[^1]!["answer"] = answer.DeepClone(); // logged in the line above
                drive.Resume(waiting.Execution, answer);
                return null;
            });
    }

    /// <summary>
    /// Has a failed activity tried again, after its cause was mended: with what had been answered, if somebody had. The definition
    /// may be a newer version that the instance was moved to. When it fails again, the same incident stays open.
    /// </summary>
    public static Outcome<BurstResult> Retry(WorkflowDefinition definition, ActivityRegistry registry, Stimulus stimulus, WorkflowState state, int incident) =>
        state.IsOver
            ? NotRunning(stimulus, state)
            : Move(
                definition,
                () => MemoryMapping.Load(definition, registry, stimulus, state),
                (memory, drive) =>
                {
                    if (memory.Incidents.Find(open => open.Id == incident) is not { Execution.Faulted: true } failed)
                    {
                        return new RunRefusal.IncidentNotFound(stimulus.Instance, incident);
                    }

                    memory.Incidents.Remove(failed);
                    memory.Retrying = failed;
                    failed.Execution.Faulted = false;
                    memory.Log("Retried", failed.Execution.Node, failed.Execution.Id, "incident", incident);
                    memory.Effects.Add(new(memory.Source(failed.Execution.Node), new InstanceRetried(RunRefusal.Halted.Reason)));
                    if (failed.Answer is { } answer)
                    {
                        drive.Resume(failed.Execution, answer);
                    }
                    else
                    {
                        drive.Execute(failed.Execution);
                    }

                    return null;
                });

    /// <summary>Takes everything away: every bookmark is withdrawn, the instance ends as Cancelled. What has failed can be cancelled too.</summary>
    public static Outcome<BurstResult> Cancel(WorkflowDefinition definition, ActivityRegistry registry, Stimulus stimulus, WorkflowState state)
    {
        if (state.IsOver)
        {
            return NotRunning(stimulus, state);
        }

        var memory = MemoryMapping.Load(definition, registry, stimulus, state);
        memory.StopAll();
        return Finish(definition, memory, "Cancelled");
    }

    private static Outcome<BurstResult> Move(WorkflowDefinition definition, Func<InstanceMemory> load, Func<InstanceMemory, BurstDrive, Refusal?> begin)
    {
        var faults = new Dictionary<int, Exception>();
        while (true)
        {
            var drive = (BurstDrive?)null;
            try
            {
                var memory = load();
                drive = new BurstDrive(memory, faults);
                return (begin(memory, drive) ?? drive.RunToRest()) is { } refusal ? refusal : Rest(definition, memory);
            }
            catch (EndlessBurst endless)
            {
                Withdraw(faults, new ActivityFault("workflow-endless", null, null, $"Expected the workflow to wait or end, but after {BurstDrive.MostActivities} activities it is still running, now at '{endless.Activity}'; all that it did in this go is taken back"));
            }
            catch (ExpressionFault fault) when (drive is not { Call: >= 0 })
            {
                return new RunRefusal.ExpressionFailed(definition.DefinitionId, fault.Message);
            }
            catch (Exception fault) when (fault is ExpressionFault or ActivityFault)
            {
                faults.Add(drive!.Call, fault); // a fault before the first call was caught above, and only a drive throws an ActivityFault
                if (faults.Count > MostFaults)
                {
                    Withdraw(faults, new ActivityFault("workflow-many-faults", null, null, $"Expected at most {MostFaults} activities to fail in one go, but more did, the last with: {fault.Message}; all that was done in this go is taken back"));
                }
            }
        }
    }

    /// <summary>The call that began the burst has failed, and with it all that came of it: whoever answered has answered, and the next try gives that answer again.</summary>
    private static void Withdraw(Dictionary<int, Exception> faults, ActivityFault fault)
    {
        faults.Clear();
        faults.Add(0, fault);
    }

    private static BurstResult Rest(WorkflowDefinition definition, InstanceMemory memory)
    {
        if (memory.IsEnded)
        {
            TellIncidents(memory); // an end may have closed what failed before it in the same burst: nobody can try it again, but its history tells of it
            return Finish(definition, memory, "Finished");
        }

        if (memory.Executions.Exists(execution => execution.Faulted) && !definition.ContinuesWithIncidents)
        {
            return Finish(definition, memory, "Faulted");
        }

        if (memory.Bookmarks.Count == 0 && memory.Incidents.Count == 0)
        {
            // A join that never gets what it waits for: Elsa leaves the instance suspended for ever; here somebody hears of it.
            memory.Stuck();
        }

        TellIncidents(memory);
        return Result(definition, memory, null);
    }

    private static void TellIncidents(InstanceMemory memory)
    {
        foreach (var incident in memory.Raised)
        {
            memory.Effects.Add(new(memory.Source(incident.Execution.Node), new IncidentRaised(incident.Id, incident.Code, incident.Attempts)));
        }
    }

    private static BurstResult Result(WorkflowDefinition definition, InstanceMemory memory, string? endedAs) =>
        new(MemoryMapping.Save(definition, memory, endedAs), memory.Effects, memory.Journal) { Retried = memory.Retrying?.Id };

    private static BurstResult Finish(WorkflowDefinition definition, InstanceMemory memory, string subStatus)
    {
        var source = memory.Source(definition.Root);
        memory.Effects.Add(new(source with { ActivityId = memory.EndedBy ?? source.ActivityId }, new InstanceEnded(subStatus)));
        return Result(definition, memory, subStatus);
    }

    private static RunRefusal NotRunning(Stimulus stimulus, WorkflowState state) =>
        state.SubStatus == "Faulted" ? new RunRefusal.Halted(stimulus.Instance) : new RunRefusal.AlreadyEnded(stimulus.Instance, state.SubStatus);
}
