using System.Text.Json.Nodes;
using Alokon.Engine.Activities;
using Alokon.Engine.Definitions;
using Alokon.Engine.Running;
using Xunit;

namespace Alokon.Tests.Engine;

/// <summary>A workflow that would run on and on, or that fails everywhere, and triggers that fail: visible, with nothing half done, and tried again whole.</summary>
public sealed class EndlessTests
{
    [Fact]
    public void Whoever_answers_into_an_endless_loop_has_answered_and_the_next_try_gives_the_answer_again()
    {
        var walk = new Walk(Given.Flow(["mulai -> Satu", "Satu -> AskA", "AskA -> B", "B -> C", "C -> B"])).Answer("AskA", "Done");

        var incident = Assert.Single(walk.State.Incidents!);
        Assert.Equal(("AskA", "workflow-endless", """{"outcome":"Done"}"""), (incident.ActivityId, incident.Code, incident.Answer!.ToJsonString()));
        Assert.Contains("after 10000 activities", incident.Message, StringComparison.Ordinal);
        Assert.Empty(walk.Waiting);
        Assert.Equal(["Satu"], walk.Lines);

        Assert.Equal(2, walk.Retry(1).State.Incidents!.Single().Attempts);
        walk.MoveTo(Given.Parse(DefinitionText.Numbered(Given.Flow(["mulai -> Satu", "Satu -> AskA", "AskA -> B", "B -> AskC"]), 2, "uji-v2", true)));
        Assert.Equal(["AskC"], walk.Retry(1).Waiting);
        Assert.Equal(["Satu", "B"], walk.Lines);
    }

    [Fact]
    public void What_runs_ten_thousand_activities_is_not_endless()
    {
        var body = Make.Node("Elsa.For", "ulang", ("start", 1), ("end", 9_999), ("body", Make.Node("Elsa.Start", "kosong")));

        Assert.Equal("Finished", Given.Run(Make.Workflow(body)).Value.State.SubStatus);
    }

    [Fact]
    public void More_failures_than_a_case_can_show_are_one_of_the_whole()
    {
        var all = Make.Node("Elsa.ParallelForEach", "semua", ("items", new JsonArray([.. Enumerable.Range(0, 150).Select(i => (JsonNode)i)])), ("body", Make.Node("Elsa.Fault", "rusak", ("message", "rusak"))));
        var walk = new Walk(Continuing(Make.Sequence("urut", Make.Ask("AskA"), all)));

        walk.Answer("AskA", "Done");

        Assert.Equal(("AskA", "workflow-many-faults"), walk.State.Incidents!.Select(i => (i.ActivityId, i.Code)).Single());
        Assert.Contains("rusak", walk.State.Incidents![0].Message, StringComparison.Ordinal);
    }

    [Fact]
    public void As_many_failures_as_a_case_can_show_are_each_their_own()
    {
        var all = Make.Node("Elsa.ParallelForEach", "semua", ("items", new JsonArray([.. Enumerable.Range(0, 100).Select(i => (JsonNode)i)])), ("body", Make.Node("Elsa.Fault", "rusak", ("message", "rusak"))));

        Assert.Equal(100, new Walk(Continuing(all)).State.Incidents!.Count);
    }

    [Fact]
    public void A_trigger_that_failed_over_what_started_the_case_still_has_it_when_it_is_tried_again()
    {
        var broken = Triggered("Int32");
        var stimulus = new Stimulus(Guid.Empty, Given.Now);
        var state = Started(broken, stimulus);
        Assert.Equal("dengar", state.Incidents!.Single().ActivityId);

        var moved = InstanceMove.Plan(broken, Triggered("String", version: 2), Given.Registry, StepMap.Same, stimulus, WorkflowState.FromUtf8(state.ToUtf8())).Value.State;
        var retried = Burst.Retry(Triggered("String", version: 2), Given.Registry, stimulus, WorkflowState.FromUtf8(moved.ToUtf8()), 1).Value;

        Assert.Equal("Finished", retried.State.SubStatus);
        Assert.Equal(["kata"], retried.Lines());
    }

    [Fact]
    public void A_trigger_that_was_not_reached_because_its_container_failed_is_still_the_trigger()
    {
        var stimulus = new Stimulus(Guid.Empty, Given.Now);
        var state = Started(Loop("bukan benar"), stimulus);
        Assert.Equal("selama", state.Incidents!.Single().ActivityId);

        var moved = InstanceMove.Plan(Loop("bukan benar"), Loop("true", 2), Given.Registry, StepMap.Same, stimulus, WorkflowState.FromUtf8(state.ToUtf8())).Value.State;
        var retried = Burst.Retry(Loop("true", 2), Given.Registry, stimulus, WorkflowState.FromUtf8(moved.ToUtf8()), 1).Value;

        Assert.Equal("Finished", retried.State.SubStatus);
    }

    private static WorkflowState Started(WorkflowDefinition definition, Stimulus stimulus) => Burst.Start(
        definition,
        Given.Registry,
        stimulus,
        [],
        new() { [Event.TriggerProperty] = new JsonObject { ["payload"] = "kata" } },
        "dengar").Value.State;

    private static WorkflowDefinition Triggered(string type, int version = 1)
    {
        var heard = Make.Node("Elsa.Event", "dengar", ("eventName", "kabar"), ("result", new JsonObject { ["memoryReference"] = new JsonObject { ["id"] = "Kabar" } }));
        return As(version, Make.Workflow(Make.Sequence("urut", heard, Make.LineOf("Kabar", "tulis")), ("Kabar", type, null)));
    }

    private static WorkflowDefinition Loop(string condition, int version = 1) => As(version, Make.Workflow(
        Make.Node("Elsa.While", "selama", ("condition", condition), ("body", Make.Sequence("isi", Make.Node("Elsa.Event", "dengar", ("eventName", "kabar")), Make.Node("Elsa.Break", "putus"))))));

    private static WorkflowDefinition As(int version, WorkflowDefinition definition) => Given.Parse(DefinitionText.Numbered(definition, version, $"uji-v{version}", true));

    private static WorkflowDefinition Continuing(JsonObject root) => Given.Parse(new JsonObject
    {
        ["definitionId"] = "uji",
        ["version"] = 1,
        ["options"] = new JsonObject { ["incidentStrategyType"] = "Elsa.Workflows.IncidentStrategies.ContinueWithIncidentsStrategy, Elsa.Workflows.Core" },
        ["root"] = root,
    }.ToJsonString());
}
