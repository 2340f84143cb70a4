using System.Text.Json;
using System.Text.Json.Nodes;
using Alokon.Engine.Activities;
using Alokon.Engine.Definitions;

namespace Alokon.Engine.Running;

/// <param name="Lines">What the WriteLine activities wrote.</param>
/// <param name="Journal">Of all bursts, in order.</param>
public sealed record DryRunResult(IReadOnlyList<string> Lines, WorkflowState State, JsonArray Journal);

/// <summary>Runs a definition to its end in memory: every bookmark is answered at once with the first outcome of its activity. No effect is applied.</summary>
public static class DryRun
{
    // An SOP has some ten steps; a loop whose first outcome leads back would never end.
    private const int MostAnswers = 1_000;

    public static Outcome<DryRunResult> Run(WorkflowDefinition definition, ActivityRegistry registry, DateTimeOffset now, JsonObject input)
    {
        var stimulus = new Stimulus(Guid.Empty, now);
        var journal = new JsonArray();
        var burst = Burst.Start(definition, registry, stimulus, input, []);
        for (var answers = 0; !burst.IsRefused(out _); answers++)
        {
            foreach (var entry in burst.Value.Journal)
            {
                journal.Add(entry?.DeepClone());
            }

            var state = burst.Value.State;
            if (state.IsFinished || state.Bookmarks.Count == 0)
            {
                return new DryRunResult(Lines(journal), state, journal);
            }

            var waiting = state.Bookmarks[0];
            burst = answers < MostAnswers
                ? Burst.Resume(definition, registry, stimulus, state, waiting.Id, FirstAnswer(definition, registry, waiting))
                : new RunRefusal.Endless(waiting.ActivityId, MostAnswers);
        }

        return burst.Refusal!; // the loop ends only with a refusal
    }

    private static JsonObject FirstAnswer(WorkflowDefinition definition, ActivityRegistry registry, BookmarkState waiting)
    {
        var node = definition.Nodes[waiting.ActivityId];
        var descriptor = registry.Find(node.Type)?.Descriptor;
        var ports = descriptor is null ? [] : NodeReading.Ports(node, descriptor);
        return new JsonObject { ["outcome"] = ports.Count > 0 ? ports[0] : "Done", ["data"] = new JsonObject() };
    }

    private static string[] Lines(JsonArray journal) =>
    [
        .. from entry in journal
           where entry?["event"]?.GetValue<string>() == "Line"
           select entry["text"]?.GetValue<string>() ?? "",
    ];
}
