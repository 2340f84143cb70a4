using System.Text.Json.Nodes;
using Alokon.Engine;
using Alokon.Engine.Definitions;
using Alokon.Engine.Running;

namespace Alokon.Tests.Engine.Model;

/// <param name="Which">Of the steps that wait, counted round.</param>
internal sealed record Completion(int Which, string Outcome);

/// <summary>One definition and what the officers answer: led through the engine and through the reference side by side.</summary>
/// <param name="Continues">With incidents.</param>
internal sealed record ModelCase(Piece Root, IReadOnlyList<Completion> Completions, bool Continues)
{
    private static readonly Stimulus Stimulus = new(Guid.Empty, Given.Now);

    /// <summary>The same random numbers make the same case.</summary>
    public static ModelCase Random(Random random, IReadOnlyList<Kind> kinds) => new(
        new PieceMaker(random, kinds).Make(),
        [.. Enumerable.Range(0, random.Next(12)).Select(_ => new Completion(random.Next(4), "abc"[random.Next(3)].ToString()))],
        random.Next(2) == 0);

    /// <returns>Where the engine differs from the reference, or breaks a promise; null if nowhere.</returns>
    public string? FindFault()
    {
        try
        {
            return Lead();
        }
        catch (Exception e) when (e is InvalidOperationException or NullReferenceException or ArgumentException or KeyNotFoundException)
        {
            return $"thrown: {e.Message}";
        }
    }

    public override string ToString() => $"{Root}{(Continues ? "continues with incidents\n" : "")}{string.Join('\n', Completions)}";

    private string? Lead()
    {
        var reference = new Reference(Root, Continues);
        reference.Start();
        if (reference.IsEndless)
        {
            return null;
        }

        var definition = PieceJson.Definition(Root, Continues);
        var executed = new List<string>();
        WorkflowState? state = null;
        for (var i = -1; i < Completions.Count; i++)
        {
            if (i >= 0)
            {
                if (reference.Waiting.Count == 0 || reference.IsHalted)
                {
                    return null;
                }

                reference.Answer(Completions[i].Which % reference.Waiting.Count, Completions[i].Outcome);
            }

            if (reference.IsEndless)
            {
                return null;
            }

            var completion = i < 0 ? null : Completions[i];
            if (Move(definition, ref state, completion, reference, executed) is { } fault)
            {
                return $"{(i < 0 ? "at the start" : $"at completion {i} ({completion})")}: {fault}";
            }

            if (reference.IsRefused)
            {
                return null;
            }
        }

        return null;
    }

    private static string? Move(WorkflowDefinition definition, ref WorkflowState? state, Completion? completion, Reference reference, List<string> executed)
    {
        var before = state?.ToUtf8();
        var burst = Run(definition, state, completion);
        var again = Run(definition, before is null ? null : WorkflowState.FromUtf8(before), completion);
        if (state is not null && !state.ToUtf8().AsSpan().SequenceEqual(before))
        {
            return "the burst changed the state it was given";
        }

        if (burst.IsRefused(out var refusal))
        {
            return reference.IsRefused && again.IsRefused(out _) ? null : $"refused: {refusal.Message}";
        }

        if (reference.IsRefused)
        {
            // It waits to be tried again, or an end that stood in the queue closed the chart in the same burst: then its history tells of it.
            var isHeard = burst.Value.State.Incidents is { Count: > 0 } || burst.Value.Effects.Any(e => e.Effect is IncidentRaised { Code: "workflow-invalid-loop" });
            return isHeard ? null : "the loop goes round its target, and nobody hears of it";
        }

        var bytes = burst.Value.State.ToUtf8();
        if (!bytes.AsSpan().SequenceEqual(again.Value.State.ToUtf8()) || burst.Value.Journal.ToJsonString() != again.Value.Journal.ToJsonString())
        {
            return "the same burst gave something else the second time";
        }

        state = WorkflowState.FromUtf8(bytes);
        if (!state.ToUtf8().AsSpan().SequenceEqual(bytes))
        {
            return "the state is not the same after it was stored";
        }

        executed.AddRange(burst.Value.Journal.Where(e => e!["event"]!.GetValue<string>() == "Started").Select(e => e!["activityId"]!.GetValue<string>()));
        return Compare(definition, state, reference, executed);
    }

    private static string? Compare(WorkflowDefinition definition, WorkflowState state, Reference reference, List<string> executed)
    {
        if (!executed.SequenceEqual(reference.Executed))
        {
            return $"executed {string.Join(' ', executed)}\n     instead of {string.Join(' ', reference.Executed)}";
        }

        var waiting = state.Bookmarks.Select(b => b.ActivityId).ToList();
        if (!waiting.SequenceEqual(reference.Waiting))
        {
            return $"waits at {string.Join(' ', waiting)}, instead of {string.Join(' ', reference.Waiting)}";
        }

        if (state.SubStatus != reference.SubStatus)
        {
            return $"is {state.SubStatus}, instead of {reference.SubStatus}";
        }

        // A merge that never gets its tokens: Elsa waits for ever without a word.
        if (!state.IsFinished && waiting.Count == 0 && state.Incidents is not { Count: > 0 })
        {
            return "waits for nobody, and nobody hears of it";
        }

        // Whoever waits can be answered; a refused answer, and one to what does not wait, change nothing.
        var kept = state.ToUtf8();
        foreach (var bookmark in state.Bookmarks)
        {
            var answer = Run(definition, state, bookmark.Id, "unknown");
            if (reference.IsHalted ? answer.Refusal is not RunRefusal.Halted : answer.Refusal is not InvalidInput)
            {
                return $"{bookmark.ActivityId} waits, but its answer is not looked at: {answer.Refusal?.Code}";
            }
        }

        return Run(definition, state, state.NextBookmark, "a").IsRefused(out _) && state.ToUtf8().AsSpan().SequenceEqual(kept)
            ? null
            : "a refused answer changed something";
    }

    private static Outcome<BurstResult> Run(WorkflowDefinition definition, WorkflowState? state, Completion? completion) =>
        state is null || completion is null
            ? Burst.Start(definition, Given.Registry, Stimulus, [], [])
            : Run(definition, state, state.Bookmarks[completion.Which % state.Bookmarks.Count].Id, completion.Outcome);

    private static Outcome<BurstResult> Run(WorkflowDefinition definition, WorkflowState state, int bookmark, string outcome) =>
        Burst.Resume(definition, Given.Registry, Stimulus, state, bookmark, new JsonObject { ["outcome"] = outcome });
}
