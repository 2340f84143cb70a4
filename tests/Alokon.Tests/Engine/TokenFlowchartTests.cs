using System.Text.Json.Nodes;
using Alokon.Engine;
using Alokon.Engine.Running;
using Xunit;

namespace Alokon.Tests.Engine;

public sealed class TokenFlowchartTests
{
    private static readonly string[] Diamond = ["mulai -> A", "mulai -> B", "A -> C", "B -> C", "C -> D"];
    private static readonly string[] AskedDiamond = ["mulai -> AskA", "mulai -> AskB", "AskA -> C", "AskB -> C", "C -> AskD"];
    private static readonly string[] OneWayOpen = ["mulai -> A", "mulai -> Yes", "Yes:False -> B", "A -> C", "B -> C"];

    [Fact]
    public void One_arrow_after_the_other_is_walked() =>
        Assert.Equal(["A", "B", "C"], Lines(["mulai -> A", "A -> B", "B -> C"]));

    [Fact]
    public void Only_the_ways_that_were_taken_are_walked() =>
        Assert.Equal(["A"], Lines(["mulai -> Yes", "Yes:True -> A", "Yes:False -> B"]));

    [Theory]
    [InlineData("Stream")]
    [InlineData("None")]
    [InlineData("Merge")]
    [InlineData("Converge")]
    [InlineData("Race")]
    public void Where_two_arrows_meet_the_activity_runs_once(string mode) =>
        Assert.Equal(["A", "B", "C", "D"], Lines(Diamond, ("C", mode)));

    [Fact]
    public void A_cascade_runs_for_each_that_arrives() =>
        Assert.Equal(["A", "B", "C", "C", "D", "D"], Lines(Diamond, ("C", "Cascade")));

    [Fact]
    public void Braided_branches_are_walked_once_each_and_complete() =>
        Assert.Equal(
            ["A", "B", "C", "D", "E", "F", "G"],
            Lines(["A -> B", "A -> C", "B -> D", "B -> E", "C -> E", "C -> F", "D -> G", "E -> G", "F -> G"]));

    [Fact]
    public void A_stream_does_not_wait_for_a_way_that_nobody_takes() =>
        Assert.Equal(["A", "C"], Lines(OneWayOpen, ("C", "Stream")));

    [Fact]
    public void A_stream_waits_for_what_is_still_under_way_to_it()
    {
        var walk = new Walk(Given.TokenFlow(AskedDiamond, ("C", "Stream"))).Answer("AskA", "Done");
        Assert.Empty(walk.Lines);

        walk.Answer("AskB", "Done");

        Assert.Equal(["AskD"], walk.Waiting);
        Assert.Equal(["C"], walk.Lines);
    }

    [Fact]
    public void An_activity_after_two_answers_of_one_decision_runs_by_stream() =>
        Assert.Equal(["B", "C"], Lines(["mulai -> Yes", "Yes:False -> A", "Yes:True -> B", "A -> C", "B -> C"]));

    [Fact]
    public void A_merge_waits_over_bursts_for_every_forward_arrow()
    {
        var walk = new Walk(Given.TokenFlow(AskedDiamond, ("C", "Merge"))).Answer("AskB", "Done");
        Assert.Equal(["AskA"], walk.Waiting);

        walk.Answer("AskA", "Done");

        Assert.Equal(["AskD"], walk.Waiting);
        Assert.Equal(["C:Done->AskD"], walk.State.Executions[0].State["tokens"]!.AsObject().Select(token => token.Key));
    }

    [Fact]
    public void A_merge_asks_nothing_of_the_arrow_that_comes_back()
    {
        var walk = new Walk(Given.TokenFlow(["mulai -> A", "mulai -> B", "A -> AskC", "B -> AskC", "AskC:lagi -> AskC", "AskC:cukup -> End"], ("AskC", "Merge")));

        Assert.Equal(["AskC"], walk.Waiting);
        Assert.True(walk.Answer("AskC", "cukup").State.IsFinished);
    }

    [Fact]
    public void A_merge_and_a_convergence_with_one_arrow_run_at_once() =>
        Assert.Equal(["A", "B"], Lines(["mulai -> A", "A -> B"], ("A", "Merge"), ("B", "Converge")));

    [Fact]
    public void Two_convergences_one_after_the_other_each_wait_for_all() =>
        Assert.Equal(
            ["A", "B", "C", "D", "E", "F"],
            Lines(["mulai -> A", "mulai -> B", "A -> C", "B -> C", "C -> D", "C -> E", "D -> F", "E -> F"], ("C", "Converge"), ("F", "Converge")));

    [Fact]
    public void Ways_of_several_steps_converge() =>
        Assert.Equal(
            ["A", "C", "B", "D", "E"],
            Lines(["mulai -> A", "mulai -> C", "A -> B", "C -> D", "B -> E", "D -> E"], ("E", "Converge")));

    [Fact]
    public void Different_modes_stand_beside_each_other() =>
        Assert.Equal(
            ["A", "B", "D", "C", "D", "E"],
            Lines(["mulai -> A", "mulai -> B", "A -> C", "B -> C", "A -> D", "B -> D", "C -> E"], ("C", "Merge"), ("D", "Cascade")));

    [Fact]
    public void The_first_to_arrive_wins_a_race_and_the_others_are_taken_away()
    {
        var walk = new Walk(Given.TokenFlow(AskedDiamond, ("C", "Race"))).Answer("AskB", "Done");

        Assert.Equal(["AskD"], walk.Waiting);
        Assert.Equal(["C"], walk.Lines);
        Assert.Equal(new BookmarkWithdrawn(1), Assert.Single(walk.Effects.OfType<BookmarkWithdrawn>()));
        Assert.True(walk.Answer("AskD", "Done").State.IsFinished);
    }

    [Fact]
    public void A_branch_that_began_after_the_race_was_won_is_taken_away_too()
    {
        var walk = new Walk(Given.TokenFlow(["mulai -> A", "mulai -> AskB", "A -> C", "AskB -> C", "C -> AskD"], ("C", "Race")));

        Assert.Equal(["AskD"], walk.Waiting);
    }

    [Fact]
    public void A_race_in_a_loop_is_won_anew_in_each_round()
    {
        var walk = new Walk(Given.TokenFlow(["mulai -> A", "A -> AskB", "A -> AskC", "AskB -> D", "AskC -> D", "D -> AskE", "AskE:lagi -> A", "AskE:cukup -> End"], ("D", "Race")));

        foreach (var winner in (string[])["AskB", "AskC", "AskB"])
        {
            walk.Answer(winner, "Done").Answer("AskE", "lagi");
        }

        Assert.Equal(["A", "D", "A", "D", "A", "D", "A"], walk.Lines);
        Assert.Equal(["AskB", "AskC"], walk.Waiting);
    }

    [Fact]
    public void A_join_that_waits_for_any_is_a_race()
    {
        var walk = new Walk(Given.TokenFlow(["mulai -> AskA", "mulai -> AskB", "AskA -> Join", "AskB -> Join", "Join -> C"], ("Join", "WaitAny"))).Answer("AskA", "Done");

        Assert.Equal(["C"], walk.Lines);
        Assert.True(walk.State.IsFinished);
    }

    [Theory]
    [InlineData("WaitAll")]
    [InlineData("WaitAllActive")]
    public void Any_other_join_is_a_merge(string mode)
    {
        var walk = new Walk(Given.TokenFlow(["mulai -> AskA", "mulai -> AskB", "AskA -> Join", "AskB -> Join", "Join -> C"], ("Join", mode))).Answer("AskA", "Done");
        Assert.Equal(["AskB"], walk.Waiting);

        walk.Answer("AskB", "Done");

        Assert.Equal(["C"], walk.Lines);
    }

    [Fact]
    public void Two_arrows_from_one_activity_to_another_are_one_arrival()
    {
        var definition = Make.Workflow(Make.Node(
            "Elsa.Flowchart",
            "flow",
            ("customProperties", new JsonObject { ["Alokon:flowchart"] = "token" }),
            ("activities", new JsonArray(Make.Node("Elsa.FlowFork", "cabang", ("branches", new JsonArray("kiri", "kanan"))), Make.Node("Elsa.FlowJoin", "gabung", ("mode", "WaitAll")), Make.Line("A"))),
            ("connections", new JsonArray(Given.ArrowOf("cabang:kiri -> gabung"), Given.ArrowOf("cabang:kanan -> gabung"), Given.ArrowOf("gabung -> A")))));

        Assert.Equal(["A"], Given.Run(definition).Value.Lines);
    }

    [Fact]
    public void An_end_stops_what_still_runs_beside_it()
    {
        var walk = new Walk(Given.TokenFlow(["mulai -> AskA", "mulai -> AskB", "AskA -> End", "AskB -> C"])).Answer("AskA", "Done");

        Assert.Equal(("Finished", "End"), (walk.State.Status, walk.State.EndedBy));
        Assert.Empty(walk.State.Bookmarks);
    }

    [Fact]
    public void A_loop_is_walked_as_often_as_somebody_sends_it_back()
    {
        var walk = new Walk(Given.TokenFlow(["mulai -> A", "A -> AskB", "AskB:lagi -> C", "C -> A", "AskB:cukup -> D"]));

        walk.Answer("AskB", "lagi").Answer("AskB", "lagi").Answer("AskB", "cukup");

        Assert.Equal(["A", "C", "A", "C", "A", "D"], walk.Lines);
        Assert.Equal("Finished", walk.State.SubStatus);
    }

    [Fact]
    public void A_loop_that_some_way_enters_from_the_side_is_walked()
    {
        var walk = new Walk(Given.TokenFlow(["mulai -> A", "A -> B", "mulai -> C", "C -> AskD", "B -> AskD", "AskD:kembali -> B"])).Answer("AskD", "kembali");

        Assert.Equal(["A", "C", "B", "B"], walk.Lines);
        Assert.Equal(["AskD"], walk.Waiting);
    }

    [Fact]
    public void An_empty_chart_is_done_at_once() =>
        Assert.Equal("Finished", Given.Run(Make.Workflow(Make.Flowchart("flow", []))).Value.State.SubStatus);

    [Fact]
    public void What_the_run_was_told_goes_before_what_the_definition_says()
    {
        var chart = Given.TokenFlow(Diamond, ("C", "Cascade"));

        var told = Burst.Start(chart, Given.Registry, new(Guid.Empty, Given.Now), [], new JsonObject { ["Alokon:flowchart"] = "counter" }).Value;

        Assert.Equal(["A", "B", "C", "D"], told.Lines());
    }

    private static string[] Lines(string[] arrows, params (string Activity, string Mode)[] merges)
    {
        var run = Given.Run(Given.TokenFlow(arrows, merges)).Value;
        Assert.Equal("Finished", run.State.SubStatus);
        return [.. run.Lines];
    }
}
