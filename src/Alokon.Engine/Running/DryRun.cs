using System.Text.Json;
using System.Text.Json.Nodes;
using Alokon.Engine.Activities;
using Alokon.Engine.Definitions;

namespace Alokon.Engine.Running;

/// <param name="Lines">What the WriteLine activities wrote, those of children included.</param>
/// <param name="Journal">Of all bursts, in order; an entry of a child names its workflow.</param>
public sealed record DryRunResult(IReadOnlyList<string> Lines, WorkflowState State, JsonArray Journal);

/// <summary>
/// Runs a definition to its end in memory: every bookmark is answered at once with the first outcome of its activity, timers are due
/// and events arrive at once, and the workflows that it starts run to their end before somebody is answered. Nothing is written.
/// </summary>
public sealed class DryRun
{
    // An SOP has some ten steps; a loop whose first outcome leads back would never end, nor would a workflow that starts itself.
    private const int MostAnswers = 1_000;

    private const int MostChildren = 1_000;

    private const string Flowchart = "Alokon:flowchart";

    private readonly ActivityRegistry _registry;
    private readonly DateTimeOffset _now;
    private readonly string? _flowchart;
    private readonly IReadOnlyList<WorkflowDefinition> _library;
    private readonly JsonArray _journal = [];
    private int _children;

    private DryRun(ActivityRegistry registry, DateTimeOffset now, string? flowchart, IReadOnlyList<WorkflowDefinition> library) =>
        (_registry, _now, _flowchart, _library) = (registry, now, flowchart, library);

    /// <param name="flowchart">How flowcharts run, counter or token; none: as the definition says.</param>
    /// <param name="others">The workflows that it may run or start, beside itself.</param>
    public static Outcome<DryRunResult> Run(
        WorkflowDefinition definition,
        ActivityRegistry registry,
        DateTimeOffset now,
        JsonObject input,
        string? flowchart = null,
        IReadOnlyList<WorkflowDefinition>? others = null)
    {
        var run = new DryRun(registry, now, flowchart, [definition, .. others ?? []]);
        var ended = run.RunOne(definition, Guid.Empty, input, null, null);
        return ended.IsRefused(out var refusal) ? refusal : new DryRunResult(Lines(run._journal), ended.Value, run._journal);
    }

    private Outcome<WorkflowState> RunOne(WorkflowDefinition plain, Guid instance, JsonObject input, string? correlationId, string? child)
    {
        var definition = DefinitionLinker.Link(plain, (_, reference) => reference.ChooseFrom(_library));
        var stimulus = new Stimulus(instance, _now) { ShowsValues = true };
        var answers = new Dictionary<int, JsonObject>();
        var properties = new JsonObject();
        if (_flowchart is not null)
        {
            properties[Flowchart] = _flowchart;
        }

        var burst = Burst.Start(definition, _registry, stimulus, input, properties, null, correlationId);
        for (var answered = 0; !burst.IsRefused(out _); answered++)
        {
            Note(burst.Value, child);
            if (RunChildren(burst.Value, answers) is { } refusal)
            {
                return refusal;
            }

            var state = burst.Value.State;
            if (state.IsFinished || state.Bookmarks.Count == 0)
            {
                return state;
            }

            var waiting = state.Bookmarks[0];
            burst = answered < MostAnswers
                ? Burst.Resume(definition, _registry, stimulus, state, waiting.Id, answers.GetValueOrDefault(waiting.Id) ?? FirstAnswer(definition, waiting))
                : new RunRefusal.Endless(waiting.ActivityId, MostAnswers);
        }

        return burst.Refusal!; // the loop ends only with a refusal
    }

    private Refusal? RunChildren(BurstResult burst, Dictionary<int, JsonObject> answers)
    {
        foreach (var (source, effect) in burst.Effects)
        {
            if (effect is not StartChild start)
            {
                continue;
            }

            if (++_children > MostChildren)
            {
                return new RunRefusal.Endless(source.ActivityId, MostChildren);
            }

            var published = _library.Where(d => d.DefinitionId == start.DefinitionId).OrderByDescending(d => d.IsPublished).ThenByDescending(d => d.Version).FirstOrDefault();
            if (published is null)
            {
                return new DefinitionRefusal.NotFound(start.DefinitionId);
            }

            var ended = RunOne(published, start.Child, start.Input, start.CorrelationId, published.DefinitionId);
            if (ended.IsRefused(out var refusal))
            {
                return refusal;
            }

            if (start.Bookmark is { } bookmark)
            {
                answers[bookmark] = new ChildEnded(start.Child, ended.Value.Status, ended.Value.SubStatus, ended.Value.Output, ended.Value.CorrelationId).ToJson();
            }
        }

        return null;
    }

    private void Note(BurstResult burst, string? child)
    {
        foreach (var entry in burst.Journal)
        {
            var copy = entry!.DeepClone(); // the journal holds objects only
            if (child is not null)
            {
                copy["workflow"] = child;
            }

            _journal.Add(copy);
        }
    }

    private JsonObject FirstAnswer(WorkflowDefinition definition, BookmarkState waiting)
    {
        var node = definition.Nodes[waiting.ActivityId];
        var descriptor = _registry.Find(node)?.Descriptor;
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
