using System.Text.Json.Nodes;
using Alokon.Engine;
using Alokon.Engine.Activities;
using Alokon.Engine.Definitions;
using Alokon.Engine.Running;

namespace Alokon.Tests.Engine;

/// <summary>An instance that a test leads from answer to answer; the state goes through its bytes each time, as in the database.</summary>
internal sealed class Walk
{
    private static readonly Stimulus Stimulus = new(Guid.Empty, Given.Now);

    private WorkflowDefinition _definition;

    public Walk(WorkflowDefinition definition, JsonObject? input = null)
    {
        _definition = definition;
        Take(Burst.Start(definition, Given.Registry, Stimulus, input ?? [], []));
    }

    public WorkflowState State { get; private set; } = null!; // set by Take, which every way in calls

    public IReadOnlyList<IEffect> Effects { get; private set; } = [];

    public IReadOnlyList<EffectSource> Sources { get; private set; } = [];

    public List<string> Lines { get; } = [];

    /// <summary>The steps that wait, in the order they were asked.</summary>
    public IEnumerable<string> Waiting => State.Bookmarks.Select(b => b.ActivityId);

    public Walk Answer(string step, string outcome) => AnswerBookmark(State.Bookmarks.Single(b => b.ActivityId == step).Id, outcome);

    /// <summary>Where one step waits several times.</summary>
    public Walk AnswerBookmark(int bookmark, string outcome)
    {
        Take(Burst.Resume(_definition, Given.Registry, Stimulus, State, bookmark, new JsonObject { ["outcome"] = outcome }));
        return this;
    }

    public Refusal? TryAnswer(int bookmark, string outcome) =>
        Burst.Resume(_definition, Given.Registry, Stimulus, State, bookmark, new JsonObject { ["outcome"] = outcome }).Refusal;

    /// <summary>A child that this instance waits for has ended so.</summary>
    public Walk Told(StartChild child, string subStatus)
    {
        Take(Burst.Resume(_definition, Given.Registry, Stimulus, State, child.Bookmark!.Value, new ChildEnded(child.Child, "Finished", subStatus, [], child.CorrelationId).ToJson())); // only who waits is told
        return this;
    }

    public Walk Retry(int incident)
    {
        Take(Burst.Retry(_definition, Given.Registry, Stimulus, State, incident));
        return this;
    }

    public Walk Cancel()
    {
        Take(Burst.Cancel(_definition, Given.Registry, Stimulus, State));
        return this;
    }

    public Walk MoveTo(WorkflowDefinition to, params (string From, string To)[] map)
    {
        var plan = Plan(to, map).Match(done => done, refusal => throw new InvalidOperationException(refusal.Message));
        State = WorkflowState.FromUtf8(plan.State.ToUtf8());
        _definition = to;
        return this;
    }

    /// <summary>Why it cannot move there: <c>step:code</c>.</summary>
    public IEnumerable<string> WhyNot(WorkflowDefinition to, params (string From, string To)[] map) =>
        Plan(to, map).Refusal is not { } refusal ? [] : refusal.Fields.Count == 0 ? [$":{refusal.Code}"] : refusal.Fields.Select(f => $"{f.Path}:{f.Code}");

    private Outcome<MovePlan> Plan(WorkflowDefinition to, (string From, string To)[] map) =>
        InstanceMove.Plan(_definition, to, Given.Registry, new StepMap(map.ToDictionary(m => m.From, m => m.To)), Stimulus, State);

    private void Take(Outcome<BurstResult> burst)
    {
        var result = burst.Match(done => done, refusal => throw new InvalidOperationException(refusal.Message));
        State = WorkflowState.FromUtf8(result.State.ToUtf8());
        Effects = [.. result.Effects.Select(e => e.Effect)];
        Sources = [.. result.Effects.Select(e => e.Source)];
        Lines.AddRange(result.Journal.Where(e => e!["event"]!.GetValue<string>() == "Line").Select(e => e!["text"]!.GetValue<string>()));
    }
}

internal static class BurstResultReading
{
    public static string[] Lines(this BurstResult burst) =>
        [.. burst.Journal.Where(e => e!["event"]!.GetValue<string>() == "Line").Select(e => e!["text"]!.GetValue<string>())];
}
