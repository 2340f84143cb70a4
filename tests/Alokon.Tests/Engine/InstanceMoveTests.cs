using System.Text.Json.Nodes;
using Alokon.Engine.Definitions;
using Alokon.Engine.Running;
using Xunit;

namespace Alokon.Tests.Engine;

/// <summary>A running case comes to another version. Pure: what is finished stays finished, what waits goes on waiting, and a join still holds.</summary>
public sealed class InstanceMoveTests
{
    [Fact]
    public void A_step_keeps_its_bookmark_and_the_case_goes_on_as_the_new_version_says()
    {
        var walk = new Walk(Given.Flow(["mulai -> AskA", "AskA -> AskB", "AskB -> End"])).Answer("AskA", "Done");
        var bookmark = walk.State.Bookmarks[0].Id;

        walk.MoveTo(Flow(2, ["mulai -> AskA", "AskA -> AskB", "AskB -> AskC", "AskC -> Baru", "Baru -> End"]));
        Assert.Equal(["AskB"], walk.Waiting);
        Assert.Equal((bookmark, 2), (walk.State.Bookmarks[0].Id, walk.State.DefinitionVersion));

        walk.Answer("AskB", "Done").Answer("AskC", "Done");
        Assert.Equal("Finished", walk.State.Status);
        Assert.Equal(["Baru"], walk.Lines);
    }

    /// <summary>Weakness 14 of Elsa: its migration runs completed activities again.</summary>
    [Fact]
    public void W14_what_was_finished_never_runs_again_also_when_it_was_inserted_before()
    {
        var walk = new Walk(Given.Flow(["mulai -> Satu", "Satu -> AskA", "AskA -> Dua", "Dua -> AskB", "AskB -> End"])).Answer("AskA", "Done");

        walk.MoveTo(Flow(2, ["mulai -> Satu", "Satu -> AskNew", "AskNew -> AskA", "AskA -> Dua", "Dua -> AskB", "AskB -> End"])).Answer("AskB", "Done");

        Assert.Equal("Finished", walk.State.Status);
        Assert.Equal(["Satu", "Dua"], walk.Lines);
    }

    [Fact]
    public void A_step_that_is_gone_needs_one_in_its_place()
    {
        var walk = new Walk(Given.Flow(["mulai -> AskA", "AskA -> End"]));
        var to = Flow(2, ["mulai -> AskX", "AskX -> End"]);

        Assert.Equal(["AskA:move-step-gone"], walk.WhyNot(to));
        Assert.Equal(["AskX"], walk.MoveTo(to, ("AskA", "AskX")).Waiting);
        Assert.Equal("Finished", walk.Answer("AskX", "Done").State.Status);
    }

    [Fact]
    public void A_step_of_another_kind_cannot_take_its_place()
    {
        var walk = new Walk(Given.Flow(["mulai -> AskA", "AskA -> End"]));

        Assert.Equal(["AskA:move-kind-changed"], walk.WhyNot(Flow(2, ["mulai -> Tulis", "Tulis -> End"]), ("AskA", "Tulis")));
    }

    [Fact]
    public void Two_steps_that_run_beside_each_other_cannot_become_one()
    {
        var walk = new Walk(Given.Flow(["mulai -> AskA", "mulai -> AskB", "AskA -> End", "AskB -> End"]));

        Assert.Equal(["AskA:move-two-into-one"], walk.WhyNot(Flow(2, ["mulai -> AskX", "AskX -> End"]), ("AskA", "AskX"), ("AskB", "AskX")));
    }

    [Fact]
    public void A_join_waits_on_for_the_branch_that_is_open_and_not_for_the_one_that_came()
    {
        string[] arrows = ["mulai -> AskA", "mulai -> AskB", "AskA -> JoinX", "AskB -> JoinX", "JoinX -> Sesudah", "Sesudah -> AskC", "AskC -> End"];
        var walk = new Walk(Flow(1, arrows, ("JoinX", "WaitAll"))).Answer("AskA", "Done");

        walk.MoveTo(Flow(2, [.. arrows, "AskC:ulang -> AskC"], ("JoinX", "WaitAll")));

        Assert.Equal(["AskB"], walk.Waiting);
        Assert.Empty(walk.Lines);
        Assert.Equal(["AskC"], walk.Answer("AskB", "Done").Waiting);
        Assert.Equal(["Sesudah"], walk.Lines);
    }

    [Fact]
    public void A_join_does_not_wait_for_a_new_branch_that_the_case_has_passed()
    {
        var walk = new Walk(Given.Flow(["mulai -> AskA", "AskA -> AskB", "AskB -> Temu", "Temu -> End"])).Answer("AskA", "Done");

        walk.MoveTo(Flow(2, ["mulai -> AskA", "AskA -> AskB", "AskA -> AskC", "AskB -> Temu", "AskC -> Temu", "Temu -> End"])).Answer("AskB", "Done");

        Assert.Equal(("Finished", "Temu"), (walk.State.Status, Assert.Single(walk.Lines)));
    }

    [Fact]
    public void A_join_of_all_branches_that_would_never_hold_is_an_obstacle()
    {
        var walk = new Walk(Flow(1, ["mulai -> AskA", "AskA -> AskB", "AskB -> JoinX", "JoinX -> End"], ("JoinX", "WaitAll"))).Answer("AskA", "Done");

        Assert.Equal(["JoinX:move-join-never-held"], walk.WhyNot(Flow(2, ["mulai -> AskA", "AskA -> AskB", "AskA -> AskC", "AskB -> JoinX", "AskC -> JoinX", "JoinX -> End"], ("JoinX", "WaitAll"))));
    }

    [Fact]
    public void A_join_at_which_one_came_and_to_which_nobody_leads_any_more_is_an_obstacle()
    {
        var walk = new Walk(Given.Flow(["mulai -> AskA", "mulai -> AskB", "AskA -> Temu", "AskB -> Temu", "Temu -> End"])).Answer("AskA", "Done");

        Assert.Equal(["Temu:move-join-stranded"], walk.WhyNot(Flow(2, ["mulai -> AskA", "mulai -> AskB", "AskA -> Temu", "AskB -> End", "Temu -> End"])));
    }

    [Fact]
    public void A_loop_goes_round_through_the_step_that_is_new()
    {
        string[] arrows = ["mulai -> AskA", "AskA -> AskB", "AskB:kembali -> AskA", "AskB -> End"];
        var walk = new Walk(Given.Flow(arrows)).Answer("AskA", "Done").Answer("AskB", "kembali").Answer("AskA", "Done");

        walk.MoveTo(Flow(2, ["mulai -> AskA", "AskA -> AskN", "AskN -> AskB", "AskB:kembali -> AskA", "AskB -> End"]));

        Assert.Equal(["AskB"], walk.Waiting);
        Assert.Equal(["AskA"], walk.Answer("AskB", "kembali").Waiting);
        Assert.Equal(["AskN"], walk.Answer("AskA", "Done").Waiting);
        Assert.Equal(["AskB"], walk.Answer("AskN", "Done").Waiting);
        Assert.Equal("Finished", walk.Answer("AskB", "Done").State.Status);
    }

    [Fact]
    public void A_step_inside_a_container_stays_in_it_and_a_sequence_goes_on_behind_it()
    {
        var walk = new Walk(Sequence(1, "AskA", "AskB")).Answer("AskA", "Done");

        walk.MoveTo(Sequence(2, "Nol", "AskA", "AskB", "AskC"));

        Assert.Equal(["AskC"], walk.Answer("AskB", "Done").Waiting);
        Assert.Empty(walk.Lines);
        Assert.Equal(["AskC:move-container-changed"], walk.WhyNot(Nested(3)));
    }

    [Fact]
    public void A_container_that_is_gone_is_named()
    {
        var walk = new Walk(Nested(1));

        Assert.Equal(["dalam:move-container-gone"], walk.WhyNot(Sequence(2, "AskC")));
    }

    [Fact]
    public void Variables_keep_their_values_by_id_or_name_and_new_ones_begin_as_declared()
    {
        var walk = new Walk(WithVariables(1, """[{"id":"a","name":"Satu","typeName":"String","value":"1"},{"id":"b","name":"Dua","typeName":"String","value":"dua"}]"""));

        walk.MoveTo(WithVariables(2, """[{"id":"x","name":"Satu","typeName":"Int32"},{"id":"b","name":"Lain","typeName":"String","value":"baru"},{"id":"c","name":"Tiga","typeName":"Int32","value":"3"}]"""));

        Assert.Equal((1, "dua", 3), (walk.State.Variables["x"]!.GetValue<int>(), walk.State.Variables["b"]!.GetValue<string>(), walk.State.Variables["c"]!.GetValue<int>()));
        Assert.Equal(["r:move-variable-type"], walk.WhyNot(WithVariables(3, """[{"id":"b","name":"Dua","typeName":"Int32"}]""")));
    }

    [Fact]
    public void What_steps_put_out_is_found_under_the_step_in_their_place()
    {
        var walk = new Walk(Given.Flow(["mulai -> AskA", "AskA -> AskB", "AskB -> End"])).Answer("AskA", "Done");

        walk.MoveTo(Flow(2, ["mulai -> AskX", "AskX -> AskB", "AskB -> End"]), ("AskA", "AskX"));

        Assert.Equal("Done", walk.State.Outputs["AskX"]!["answer"]!.GetValue<string>());
    }

    [Fact]
    public void A_flowchart_that_runs_in_another_way_is_an_obstacle()
    {
        var walk = new Walk(Given.Flow(["mulai -> AskA", "AskA -> End"]));
        var token = JsonNode.Parse(Given.Flow(["mulai -> AskA", "AskA -> End"]).Json)!;
        token["customProperties"] = new JsonObject { ["Alokon:flowchart"] = "token" };

        Assert.Equal(["flow:move-flow-mode-differs"], walk.WhyNot(Given.Parse(token.ToJsonString())));
    }

    [Fact]
    public void In_token_mode_the_tokens_of_a_merge_come_along()
    {
        string[] arrows = ["mulai -> AskA", "mulai -> AskB", "AskA -> JoinX", "AskB -> JoinX", "JoinX -> Sesudah"];
        var walk = new Walk(Given.TokenFlow(arrows, ("JoinX", "WaitAll"))).Answer("AskA", "Done");

        walk.MoveTo(As(2, Given.TokenFlow([.. arrows, "Sesudah -> AskC"], ("JoinX", "WaitAll"))));

        Assert.Equal(["AskC"], walk.Answer("AskB", "Done").Waiting);
        Assert.Equal(["Sesudah"], walk.Lines);
    }

    [Fact]
    public void In_token_mode_a_token_that_has_no_place_is_an_obstacle()
    {
        var walk = new Walk(Given.TokenFlow(["mulai -> AskA", "mulai -> AskB", "AskA -> JoinX", "AskB -> JoinX", "JoinX -> Sesudah"], ("JoinX", "WaitAll"))).Answer("AskA", "Done");

        Assert.Equal(
            ["flow:move-token-lost", "JoinX:move-join-never-held"],
            walk.WhyNot(As(2, Given.TokenFlow(["mulai -> AskA", "mulai -> AskB", "AskA -> Lain", "Lain -> JoinX", "AskB -> JoinX", "JoinX -> Sesudah"], ("JoinX", "WaitAll")))));
    }

    [Fact]
    public void Elsas_own_pair_of_versions_moves_and_runs_on_the_second()
    {
        // In Elsa's test an instance of version 1 comes to version 2; ours waits before the line, so that there is something to move.
        var (one, two) = (Waiting("version-1.json"), Waiting("version-2.json"));
        var walk = new Walk(one);

        walk.MoveTo(two).Answer("AskA", "Done");

        Assert.Equal((2, "Finished", "Version 2"), (walk.State.DefinitionVersion, walk.State.Status, Assert.Single(walk.Lines)));

        static WorkflowDefinition Waiting(string fixture)
        {
            var json = JsonNode.Parse(Given.Fixture(fixture))!;
            var root = json["root"]!;
            var line = root["activities"]![0]!["id"]!.GetValue<string>();
            root["activities"]!.AsArray().Insert(0, Step("AskA"));
            root["connections"] = new JsonArray(new JsonObject { ["source"] = "AskA", ["target"] = line });
            return Given.Parse(json.ToJsonString());
        }
    }

    [Fact]
    public void An_ended_case_does_not_move()
    {
        var walk = new Walk(Given.Flow(["mulai -> AskA", "AskA -> End"])).Cancel();

        Assert.Equal([":instance-ended"], walk.WhyNot(Flow(2, ["mulai -> AskA", "AskA -> End"])));
    }

    [Fact]
    public void Arrows_are_found_again_whatever_stands_in_the_ids()
    {
        var map = new StepMap(new Dictionary<string, string> { ["a:b->c"] = "x", ["d"] = "y" });

        Assert.Equal("x:Done->y", map.OfArrow("a:b->c:Done->d"));
        Assert.Equal("e:Done->f", map.OfArrow("e:Done->f"));
    }

    private static WorkflowDefinition Flow(int version, string[] arrows, params (string Join, string Mode)[] modes) => As(version, Given.Flow(arrows, modes));

    private static WorkflowDefinition As(int version, WorkflowDefinition definition) =>
        Given.Parse(DefinitionText.Numbered(definition, version, $"uji-v{version}", isPublished: true));

    private static WorkflowDefinition Sequence(int version, params string[] steps) =>
        As(version, Given.Workflow(new() { ["id"] = "r", ["type"] = "Elsa.Sequence", ["activities"] = new JsonArray([.. steps.Select(Step)]) }));

    private static WorkflowDefinition Nested(int version) =>
        As(version, Given.Workflow(new()
        {
            ["id"] = "r",
            ["type"] = "Elsa.Sequence",
            ["activities"] = new JsonArray(new JsonObject { ["id"] = "dalam", ["type"] = "Elsa.Sequence", ["activities"] = new JsonArray(Step("AskC")) }),
        }));

    private static WorkflowDefinition WithVariables(int version, string variables) =>
        As(version, Given.Workflow(new() { ["id"] = "r", ["type"] = "Elsa.Sequence", ["activities"] = new JsonArray(Step("AskA")) }, variables));

    private static JsonNode Step(string id) =>
        id.StartsWith("Ask", StringComparison.Ordinal) ? new JsonObject { ["id"] = id, ["type"] = "Test.Step" } : Given.WriteLine(id, id);
}
