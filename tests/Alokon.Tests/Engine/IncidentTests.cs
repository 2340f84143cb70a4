using Alokon.Engine;
using Alokon.Engine.Activities;
using Alokon.Engine.Definitions;
using Alokon.Engine.Running;
using Xunit;

namespace Alokon.Tests.Engine;

public sealed class IncidentTests
{
    private const string Jumlah = """[{ "id": "v1", "name": "Jumlah", "typeName": "Int32", "value": "1" }]""";

    private static readonly Stimulus At = new(Guid.Empty, Given.Now);

    [Fact]
    public void What_fails_stops_the_instance_and_stays_open()
    {
        var walk = new Walk(Branches("Fault"));

        Assert.Equal(("Finished", "Faulted"), (walk.State.Status, walk.State.SubStatus));
        var incident = Assert.Single(walk.State.Incidents!);
        Assert.Equal((1, "isi", "Elsa.SetVariable", "expression-failed", 1, Given.Now), (incident.Id, incident.ActivityId, incident.ActivityType, incident.Code, incident.Attempts, incident.At));
        Assert.Contains("dua belas", incident.Message, StringComparison.Ordinal);
        Assert.Contains(walk.State.Executions, e => e.ActivityId == "isi" && e.Faulted == true);
    }

    [Fact]
    public void What_was_queued_beside_it_still_runs_and_keeps_its_bookmarks()
    {
        var walk = new Walk(Branches("Fault"));

        Assert.Equal(["AskB"], walk.Waiting);
        Assert.Equal([new Asked(1, "AskB"), new InstanceEnded("Faulted")], walk.Effects);
    }

    [Fact]
    public void Nobody_goes_on_in_a_halted_instance() =>
        Assert.Equal("instance-halted", new Walk(Branches("Fault")).TryAnswer(1, "Done")?.Code);

    [Fact]
    public void With_the_other_strategy_the_other_branches_go_on_but_the_container_does_not_end()
    {
        var walk = new Walk(Branches("ContinueWithIncidents"));
        Assert.Equal(("Running", "Suspended"), (walk.State.Status, walk.State.SubStatus));

        walk.Answer("AskB", "Done");

        Assert.Equal(["sesudah B"], walk.Lines);
        Assert.Equal(("Running", "Suspended"), (walk.State.Status, walk.State.SubStatus));
        Assert.Single(walk.State.Incidents!);
    }

    [Fact]
    public void It_is_tried_again_from_where_it_failed_on_a_version_that_is_mended()
    {
        var walk = new Walk(Branches("Fault"));

        var retried = Burst.Retry(Branches("Fault", "12"), Given.Registry, At, walk.State, 1).Value;

        Assert.Equal(("Running", "Suspended", 1), (retried.State.Status, retried.State.SubStatus, retried.Retried));
        Assert.Null(retried.State.Incidents);
        Assert.Equal("""{"v1":12}""", retried.State.Variables.ToJsonString());
        Assert.Equal(["sesudah A"], retried.Lines());
    }

    [Fact]
    public void What_fails_again_is_the_same_incident_with_one_more_attempt()
    {
        var walk = new Walk(Branches("Fault"));

        var again = Burst.Retry(Branches("Fault"), Given.Registry, new(Guid.Empty, Given.Now.AddHours(1)), walk.State, 1).Value;

        Assert.Equal((1, 2, Given.Now.AddHours(1)), again.State.Incidents!.Select(i => (i.Id, i.Attempts, i.At)).Single());
        Assert.Equal("Faulted", again.State.SubStatus);
    }

    [Fact]
    public void Only_an_open_incident_can_be_tried_again()
    {
        var walk = new Walk(Branches("Fault"));

        Assert.Equal("incident-not-found", Burst.Retry(Branches("Fault"), Given.Registry, At, walk.State, 2).Refusal?.Code);
    }

    [Fact]
    public void Nothing_that_a_failing_activity_had_half_done_remains()
    {
        var definition = Given.Flow(["mulai -> Halfway"]);
        var registry = new ActivityRegistry([.. BuiltInActivities.All.Where(a => a.Descriptor.Type != "Elsa.WriteLine"), new FailingStep()]);

        var burst = Burst.Start(definition, registry, At, [], []).Value;

        Assert.Equal([new InstanceEnded("Faulted")], burst.Effects.Select(e => e.Effect));
        Assert.Empty(burst.State.Outputs);
        Assert.Empty(burst.State.Bookmarks);
    }

    [Fact]
    public void An_answer_that_made_it_fail_is_kept_and_given_again()
    {
        var definition = Given.Flow(["mulai -> AskA", "AskA:lanjut -> B"]);
        var registry = new ActivityRegistry([.. BuiltInActivities.All, new FailingStep("Test.Step")]);
        var waiting = Burst.Start(definition, Given.Registry, At, [], []).Value.State;

        var failed = Burst.Resume(definition, registry, At, waiting, 1, new() { ["outcome"] = "lanjut" }).Value.State;
        Assert.Equal("lanjut", failed.Incidents![0].Answer?["outcome"]?.GetValue<string>());
        Assert.Equal(("gagal", "Sistem"), (failed.Incidents[0].Code, failed.Incidents[0].Category));

        var mended = Burst.Retry(definition, Given.Registry, At, WorkflowState.FromUtf8(failed.ToUtf8()), 1).Value;
        Assert.Equal(["B"], mended.Lines());
        Assert.Equal("Finished", mended.State.SubStatus);
    }

    [Fact]
    public void A_halted_instance_can_be_cancelled_and_its_incident_is_over()
    {
        var walk = new Walk(Branches("Fault")).Cancel();

        Assert.Equal("Cancelled", walk.State.SubStatus);
        Assert.Null(walk.State.Incidents);
        Assert.Equal([new BookmarkWithdrawn(1), new InstanceEnded("Cancelled")], walk.Effects);
    }

    [Fact]
    public void Two_branches_fail_each_on_its_own()
    {
        var definition = Given.Parse($$"""
            { "definitionId": "uji", "variables": {{Jumlah}}, "root": { "id": "flow", "type": "Elsa.Flowchart", "activities": [
                { "id": "mulai", "type": "Elsa.Start" }, {{Set("satu", "x")}}, {{Set("dua", "y")}} ],
              "connections": [{ "source": { "activity": "mulai" }, "target": { "activity": "satu" } }, { "source": { "activity": "mulai" }, "target": { "activity": "dua" } }] } }
            """);

        var state = Given.Run(definition).Value.State;

        Assert.Equal([(1, "satu"), (2, "dua")], state.Incidents!.Select(i => (i.Id, i.ActivityId)));
    }

    /// <summary>What comes after an end is not worth another try; but the history of the case must not pass over it.</summary>
    [Fact]
    public void What_failed_in_a_burst_that_ends_the_case_all_the_same_is_told()
    {
        var definition = Given.Parse($$"""
            { "definitionId": "uji", "variables": {{Jumlah}}, "options": { "incidentStrategyType": "Elsa.Workflows.IncidentStrategies.ContinueWithIncidentsStrategy, Elsa.Workflows.Core" },
              "root": { "id": "flow", "type": "Elsa.Flowchart", "activities": [
                { "id": "mulai", "type": "Elsa.Start" }, {{Set("isi", "dua belas")}}, { "id": "akhir", "type": "Elsa.End" } ],
              "connections": [{ "source": { "activity": "mulai" }, "target": { "activity": "isi" } }, { "source": { "activity": "mulai" }, "target": { "activity": "akhir" } }] } }
            """);

        var walk = new Walk(definition);

        Assert.Equal(("Finished", "Finished"), (walk.State.Status, walk.State.SubStatus));
        Assert.Null(walk.State.Incidents);
        Assert.Equal([new IncidentRaised(1, "expression-failed", 1), new InstanceEnded("Finished")], walk.Effects);
    }

    private static WorkflowDefinition Branches(string strategy, string value = "dua belas") => Given.Parse($$"""
        { "definitionId": "uji", "variables": {{Jumlah}}, "options": { "incidentStrategyType": "Elsa.Workflows.IncidentStrategies.{{strategy}}Strategy, Elsa.Workflows.Core" },
          "root": { "id": "flow", "type": "Elsa.Flowchart", "activities": [
            { "id": "mulai", "type": "Elsa.Start" }, {{Set("isi", value)}}, { "id": "a", "type": "Elsa.WriteLine", "text": "sesudah A" },
            { "id": "AskB", "type": "Test.Step" }, { "id": "b", "type": "Elsa.WriteLine", "text": "sesudah B" } ],
          "connections": [
            { "source": { "activity": "mulai" }, "target": { "activity": "isi" } }, { "source": { "activity": "isi" }, "target": { "activity": "a" } },
            { "source": { "activity": "mulai" }, "target": { "activity": "AskB" } }, { "source": { "activity": "AskB" }, "target": { "activity": "b" } }] } }
        """);

    private static string Set(string id, string value) =>
        $$"""{ "id": "{{id}}", "type": "Elsa.SetVariable", "variable": { "id": "v1", "name": "Jumlah" }, "value": "{{value}}" }""";
}
