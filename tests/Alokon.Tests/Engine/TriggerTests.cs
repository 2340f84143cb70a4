using Alokon.Engine.Definitions;
using Alokon.Engine.Running;
using Xunit;

namespace Alokon.Tests.Engine;

public sealed class TriggerTests
{
    private static readonly WorkflowDefinition TwoBranches = Given.Flow(["mulai -> A", "A -> C", "AskB -> B", "B -> C"]);

    [Fact]
    public void Started_by_hand_it_begins_at_its_start() =>
        Assert.Equal(["A", "C"], Start(TwoBranches, null).Lines());

    [Fact]
    public void Started_by_a_trigger_it_begins_at_the_trigger()
    {
        var started = Start(TwoBranches, "AskB");

        Assert.Equal("AskB", Assert.Single(started.State.Bookmarks).ActivityId);
        Assert.Equal("AskB", started.State.Trigger);
    }

    [Fact]
    public void What_lies_before_is_reckoned_from_the_trigger_also_in_a_later_burst()
    {
        // C would wait for A if it were reckoned from the start.
        var started = Start(TwoBranches, "AskB");

        var ended = Burst.Resume(TwoBranches, Given.Registry, At, started.State, 1, new() { ["outcome"] = "Done" }).Value;

        Assert.Equal(["B", "C"], ended.Lines());
        Assert.True(ended.State.IsFinished);
    }

    [Fact]
    public void A_trigger_inside_a_container_starts_that_container()
    {
        var definition = Given.Parse("""
            { "definitionId": "uji", "root": { "id": "flow", "type": "Elsa.Flowchart", "activities": [
                { "id": "mulai", "type": "Elsa.Start" },
                { "id": "dalam", "type": "Elsa.Flowchart", "activities": [{ "id": "a", "type": "Elsa.WriteLine", "text": "a" }, { "id": "b", "type": "Elsa.WriteLine", "text": "b" }], "connections": [] }],
              "connections": [] } }
            """);

        Assert.Equal(["b"], Start(definition, "b").Lines());
        Assert.Equal(["a"], Start(definition, "dalam").Lines());
    }

    [Fact]
    public void What_belongs_together_and_what_people_call_it_is_kept_with_the_instance()
    {
        var started = Burst.Start(TwoBranches, Given.Registry, At, [], [], "AskB", "3315007").Value;

        Assert.Equal("3315007", WorkflowState.FromUtf8(started.State.ToUtf8()).CorrelationId);
    }

    private static Stimulus At => new(Guid.Empty, Given.Now);

    private static BurstResult Start(WorkflowDefinition definition, string? trigger) =>
        Burst.Start(definition, Given.Registry, At, [], [], trigger).Value;
}
