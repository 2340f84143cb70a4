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

    private readonly WorkflowDefinition _definition;

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

    public Walk Cancel()
    {
        Take(Burst.Cancel(_definition, Given.Registry, Stimulus, State));
        return this;
    }

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
