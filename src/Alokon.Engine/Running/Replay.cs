using System.Text.Json.Nodes;
using Alokon.Engine.Activities;
using Alokon.Engine.Definitions;

namespace Alokon.Engine.Running;

/// <summary>What somebody answered in a past case, and when.</summary>
public sealed record RecordedAnswer(string ActivityId, DateTimeOffset At, JsonObject Answer);

/// <summary>How a past case starts.</summary>
/// <param name="Properties">As the activities found them then, brought to the version it is replayed against.</param>
public sealed record RecordedStart(Guid Instance, DateTimeOffset At, JsonObject Input, JsonObject Properties);

/// <summary>How far a past case comes in another version with the answers it had.</summary>
/// <param name="State">At its end, or where it stopped.</param>
/// <param name="WaitsAt">The step that was never answered in the past; none when it came to an end, an answer was refused, or something failed.</param>
/// <param name="Unused">Answers that no step of this version waited for.</param>
/// <param name="Refusal">The version does not accept an answer that was given.</param>
public sealed record ReplayResult(WorkflowState? State, IReadOnlyList<BurstEffect> Effects, string? WaitsAt, int Unused, Refusal? Refusal)
{
    public bool HasEnded => Refusal is null && State is { IsFinished: true };
}

/// <summary>
/// Leads a past case through another version in memory: each step gets the answer that it had, in the order in which they were
/// given. Pure: nothing is loaded, stored or told to anybody.
/// </summary>
public static class Replay
{
    public static ReplayResult Run(WorkflowDefinition definition, ActivityRegistry registry, StepMap map, RecordedStart start, IReadOnlyList<RecordedAnswer> answers)
    {
        var left = answers.Select(answer => answer with { ActivityId = map.Of(answer.ActivityId) }).ToList();
        var effects = new List<BurstEffect>();
        WorkflowState? state = null;
        var now = start.At;
        var burst = Burst.Start(definition, registry, new(start.Instance, now), start.Input, start.Properties);
        while (true)
        {
            if (burst.IsRefused(out var refusal))
            {
                return new(state, effects, null, left.Count, refusal);
            }

            state = burst.Value.State;
            effects.AddRange(burst.Value.Effects);
            if (state.IsFinished)
            {
                return new(state, effects, null, left.Count, null);
            }

            if (Next(definition, registry, state, left) is not var (waiting, answer))
            {
                return new(state, effects, state.Bookmarks.Select(b => b.ActivityId).FirstOrDefault(), left.Count, null);
            }

            now = answer?.At > now ? answer.At : now;
            burst = Burst.Resume(definition, registry, new(start.Instance, now), state, waiting.Id, answer?.Answer ?? []);
        }
    }

    /// <summary>The oldest answer that somebody waits for; without one, what waits for no person (a timer) simply goes on.</summary>
    private static (BookmarkState Waiting, RecordedAnswer? Answer)? Next(WorkflowDefinition definition, ActivityRegistry registry, WorkflowState state, List<RecordedAnswer> left)
    {
        foreach (var answer in left)
        {
            if (state.Bookmarks.FirstOrDefault(b => b.ActivityId == answer.ActivityId) is { } waiting)
            {
                left.Remove(answer);
                return (waiting, answer);
            }
        }

        return state.Bookmarks.FirstOrDefault(b => registry.Find(definition.Nodes[b.ActivityId].Type)?.Descriptor is { } descriptor && !NodeReading.IsStep(descriptor)) is { } timer
            ? (timer, null)
            : null;
    }
}
