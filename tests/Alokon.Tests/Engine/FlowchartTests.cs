using Alokon.Engine;
using Alokon.Engine.Running;
using Xunit;

namespace Alokon.Tests.Engine;

public sealed class FlowchartTests
{
    [Fact]
    public void Both_branches_are_waited_for_where_two_arrows_meet() =>
        Assert.Equal(["A", "B", "C"], Lines("mulai -> A", "mulai -> B", "A -> C", "B -> C"));

    [Fact]
    public void A_branch_that_nobody_takes_is_not_waited_for() =>
        Assert.Equal(["A", "C"], Lines("mulai -> A", "mulai -> Yes", "Yes:False -> B", "A -> C", "B -> C"));

    [Fact]
    public void Dead_paths_are_skipped_however_long_they_are() =>
        Assert.Equal(["E"], Lines("mulai -> Yes", "Yes:False -> B", "B -> C", "C -> D", "D -> E", "Yes:True -> E"));

    [Fact]
    public void A_join_of_all_is_skipped_when_one_of_its_ways_is_not_taken() =>
        Assert.Equal(["A"], [.. Given.Run(Given.Flow(["mulai -> A", "mulai -> Yes", "Yes:False -> B", "A -> Join", "B -> Join", "Join -> C"], ("Join", "WaitAll"))).Value.Lines]);

    [Fact]
    public void A_join_of_all_active_runs_when_one_of_its_ways_is_not_taken() =>
        Assert.Equal(["A", "C"], [.. Given.Run(Given.Flow(["mulai -> A", "mulai -> Yes", "Yes:False -> B", "A -> Join", "B -> Join", "Join -> C"], ("Join", "WaitAllActive"))).Value.Lines]);

    [Fact]
    public void The_first_to_arrive_wins_a_race_and_the_other_waits_no_longer()
    {
        var walk = new Walk(Given.Flow(["mulai -> AskA", "mulai -> AskB", "AskA -> Join", "AskB -> Join", "Join -> C", "C -> AskD"], ("Join", "WaitAny")));
        Assert.Equal(["AskA", "AskB"], walk.Waiting);

        walk.Answer("AskB", "Done");

        Assert.Equal(["AskD"], walk.Waiting);
        Assert.Equal(["C"], walk.Lines);
        Assert.Equal(new BookmarkWithdrawn(1), Assert.Single(walk.Effects.OfType<BookmarkWithdrawn>()));
    }

    [Fact]
    public void A_branch_that_was_queued_before_the_race_was_won_is_withdrawn_too()
    {
        var walk = new Walk(Given.Flow(["mulai -> A", "mulai -> AskB", "A -> Join", "AskB -> Join", "Join -> AskC"], ("Join", "WaitAny")));

        Assert.Equal(["AskC"], walk.Waiting);
    }

    [Fact]
    public void Two_answers_of_two_branches_are_joined_over_three_bursts()
    {
        var walk = new Walk(Given.Flow(["mulai -> AskA", "mulai -> AskB", "AskA -> C", "AskB -> C", "C -> AskD"]));

        walk.Answer("AskB", "Done");
        Assert.Equal(["AskA"], walk.Waiting);

        walk.Answer("AskA", "Done");
        Assert.Equal(["AskD"], walk.Waiting);
        Assert.Equal(["C"], walk.Lines);
    }

    [Fact]
    public void A_loop_is_walked_as_often_as_somebody_sends_it_back()
    {
        var walk = new Walk(Given.Flow(["mulai -> AskA", "AskA:kembali -> AskB", "AskB -> AskA", "AskA:lanjut -> C", "C -> AskD", "AskD:kembali -> AskE", "AskE -> AskD", "AskD:selesai -> End"]));
        for (var round = 0; round < 3; round++)
        {
            walk.Answer("AskA", "kembali").Answer("AskB", "Done");
        }

        walk.Answer("AskA", "lanjut").Answer("AskD", "kembali").Answer("AskE", "Done").Answer("AskD", "selesai");

        Assert.Equal(["C"], walk.Lines);
        Assert.Equal(("Finished", "Finished", "End"), (walk.State.Status, walk.State.SubStatus, walk.State.EndedBy));
    }

    [Fact]
    public void A_loop_that_some_way_enters_from_the_side_halts_the_case_where_it_would_be_followed()
    {
        var walk = new Walk(Given.Flow(["mulai -> A", "A -> B", "mulai -> C", "C -> AskD", "B -> AskD", "AskD:kembali -> B"])).Answer("AskD", "kembali");

        Assert.Equal(("workflow-invalid-loop", "AskD"), walk.State.Incidents!.Select(i => (i.Code, i.ActivityId)).Single());
        Assert.Equal("Faulted", walk.State.SubStatus);
        Assert.Equal(["A", "C", "B"], walk.Lines);
    }

    [Fact]
    public void What_a_new_version_no_longer_reaches_halts_the_case_when_it_is_answered()
    {
        var waiting = new Walk(Given.Flow(["mulai -> AskA", "AskA -> B"])).State;

        var moved = Burst.Resume(Given.Flow(["mulai -> B", "AskA -> B"]), Given.Registry, new(Guid.Empty, Given.Now), waiting, 1, new() { ["outcome"] = "Done" }).Value;

        Assert.Equal(("workflow-unreachable", "AskA"), moved.State.Incidents!.Select(i => (i.Code, i.ActivityId)).Single());
    }

    [Fact]
    public void A_loop_without_anybody_in_it_is_an_incident() =>
        Assert.Equal(("workflow-endless", "flow"), Given.Run(Given.Flow(["mulai -> A", "A -> B", "B -> A"])).Value.State.Incidents!.Select(i => (i.Code, i.ActivityId)).Single());

    [Fact]
    public void An_end_stops_what_still_runs_beside_it()
    {
        var walk = new Walk(Given.Flow(["mulai -> AskA", "mulai -> AskB", "AskA -> End", "AskB -> C"]));

        walk.Answer("AskA", "Done");

        Assert.True(walk.State.IsFinished);
        Assert.Empty(walk.State.Bookmarks);
        Assert.Contains(new BookmarkWithdrawn(2), walk.Effects);
    }

    [Fact]
    public void Without_an_end_it_is_finished_when_nothing_is_left_to_do()
    {
        var walk = new Walk(Given.Flow(["mulai -> AskA", "AskA:lanjut -> B"]));

        walk.Answer("AskA", "lainnya");

        Assert.True(walk.State.IsFinished);
        Assert.Null(walk.State.EndedBy);
        Assert.Empty(walk.Lines);
    }

    private static string[] Lines(params string[] arrows)
    {
        var run = Given.Run(Given.Flow(arrows)).Value;
        Assert.Equal("Finished", run.State.Status);
        return [.. run.Lines];
    }
}
