using System.Text.Json.Nodes;
using Alokon.Engine.Definitions;
using Xunit;

namespace Alokon.Tests.Engine;

/// <summary>A case that waits inside a workflow that its own runs as an activity comes to another version of the outer one.</summary>
public sealed class CompositeMoveTests
{
    [Fact]
    public void It_waits_on_inside_and_goes_on_as_the_new_versions_of_both_say()
    {
        var walk = new Walk(Outer(1, Inner(1, ["AskA -> AskB"]))).Answer("anak:AskA", "Done");
        var bookmark = Assert.Single(walk.State.Bookmarks).Id;

        walk.MoveTo(Outer(2, Inner(2, ["AskA -> AskB", "AskB -> AskC"]), "Sesudah"));
        Assert.Equal((bookmark, "anak:AskB", "dalam@2"), (walk.State.Bookmarks[0].Id, walk.State.Bookmarks[0].ActivityId, walk.State.Callees!["anak"]));

        Assert.Equal(["anak:AskC"], walk.Answer("anak:AskB", "Done").Waiting);
        walk.Answer("anak:AskC", "Done");
        Assert.Equal(("Finished", "Sesudah"), (walk.State.Status, Assert.Single(walk.Lines)));
    }

    [Fact]
    public void A_join_inside_keeps_what_arrived_there()
    {
        string[] arrows = ["mulai -> AskA", "mulai -> AskB", "AskA -> JoinX", "AskB -> JoinX", "JoinX -> Temu"];
        var walk = new Walk(Outer(1, Inner(1, arrows))).Answer("anak:AskA", "Done");

        walk.MoveTo(Outer(2, Inner(2, [.. arrows, "Temu -> AskC"])));

        Assert.Equal(["anak:AskB"], walk.Waiting);
        Assert.Equal(["anak:AskC"], walk.Answer("anak:AskB", "Done").Waiting);
        Assert.Equal(["Temu"], walk.Lines);
    }

    [Fact]
    public void A_step_inside_that_is_gone_is_named_with_its_way_and_may_be_chosen_anew()
    {
        string[] after = ["mulai -> AskX", "AskX -> AskB"];
        var walk = new Walk(Outer(1, Inner(1, ["mulai -> AskA", "AskA -> AskB"])));

        Assert.Equal(["anak:AskA:move-step-gone"], walk.WhyNot(Outer(2, Inner(2, after))));
        walk.MoveTo(Outer(2, Inner(2, after)), ("anak:AskA", "anak:AskX"));

        Assert.Equal(["anak:AskX"], walk.Waiting);
        Assert.Equal(["anak:AskB"], walk.Answer("anak:AskX", "Done").Waiting);
    }

    [Fact]
    public void The_activity_that_runs_it_may_have_another_id_and_its_flowchart_too()
    {
        var walk = new Walk(Outer(1, Inner(1, ["AskA -> AskB"]))).Answer("anak:AskA", "Done");

        walk.MoveTo(Outer(2, Inner(2, ["AskA -> AskB"], root: "bagan-baru"), id: "kemenakan"), ("anak", "kemenakan"));

        Assert.Equal(["kemenakan:AskB"], walk.Waiting);
        Assert.Equal("Done", walk.State.Outputs["kemenakan:AskA"]!["answer"]!.GetValue<string>());
        Assert.Equal("Finished", walk.Answer("kemenakan:AskB", "Done").State.Status);
    }

    [Fact]
    public void A_workflow_inside_that_is_not_there_any_more_is_an_obstacle()
    {
        var walk = new Walk(Outer(1, Inner(1, ["AskA -> AskB"])));

        Assert.Contains("anak:move-kind-unknown", walk.WhyNot(Outer(2, null)));
    }

    [Fact]
    public void Values_of_the_workflow_inside_come_along_and_new_ones_begin_as_declared()
    {
        var walk = new Walk(Outer(1, Inner(1, ["AskA -> AskB"])));

        walk.MoveTo(Outer(2, Inner(2, ["AskA -> AskB"], variables: """[{"id":"c","name":"Catatan","typeName":"String","value":"baru"},{"id":"d","name":"Lagi","typeName":"Int32","value":"3"}]""")));

        Assert.Equal("""{"c":"lama","d":3}""", walk.State.Executions.Single(e => e.ActivityId == "anak").Variables.ToJsonString());
    }

    private static WorkflowDefinition Inner(int version, string[] arrows, string root = "flow", string variables = """[{"id":"c","name":"Catatan","typeName":"String","value":"lama"}]""")
    {
        var json = JsonNode.Parse(Given.Flow(arrows, ("JoinX", "WaitAll")).Json)!.AsObject();
        (json["definitionId"], json["id"], json["version"], json["variables"]) = ("dalam", $"dalam-v{version}", version, JsonNode.Parse(variables));
        json["root"]!["id"] = root;
        return Given.Parse(json.ToJsonString());
    }

    private static WorkflowDefinition Outer(int version, WorkflowDefinition? inner, string? after = null, string id = "anak")
    {
        var call = Make.Node("Dalam", id, ("version", version), ("workflowDefinitionId", "dalam"), ("workflowDefinitionVersionId", $"dalam-v{version}"));
        JsonObject[] activities = after is null ? [call] : [call, Make.Line(after)];
        var outer = Given.Parse(new JsonObject { ["definitionId"] = "uji", ["version"] = version, ["root"] = Make.Sequence("urut", activities) }.ToJsonString());
        return DefinitionLinker.Link(outer, (_, _) => inner);
    }
}
