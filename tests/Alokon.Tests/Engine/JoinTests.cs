using Alokon.Engine;
using Xunit;

namespace Alokon.Tests.Engine;

/// <summary>Joins of counter mode where branches meet, are left out, race, and come round again.</summary>
public sealed class JoinTests
{
    private static readonly string[] ThreeWays =
        ["mulai -> A", "mulai -> B", "mulai -> C", "A -> Yes", "Yes:OPEN -> Join", "Yes:SHUT -> D", "B -> Join", "C -> Join", "D -> F", "Join -> E", "E -> F"];

    [Theory]
    [InlineData(false, "WaitAll", "A", "B", "C", "D", "F")]
    [InlineData(false, "WaitAllActive", "A", "B", "C", "D", "E", "F")]
    [InlineData(false, "WaitAny", "A", "B", "C", "D", "E", "F")]
    [InlineData(true, "WaitAll", "A", "B", "C", "E", "F")]
    [InlineData(true, "WaitAllActive", "A", "B", "C", "E", "F")]
    [InlineData(true, "WaitAny", "A", "B", "C", "E", "F")]
    public void A_join_with_three_ways_of_which_one_may_be_shut(bool taken, string mode, params string[] lines)
    {
        var arrows = ThreeWays.Select(arrow => arrow.Replace("OPEN", taken ? "True" : "False").Replace("SHUT", taken ? "False" : "True")).ToArray();

        var run = Given.Run(Given.Flow(arrows, ("Join", mode))).Value;

        Assert.Equal(lines, run.Lines);
        Assert.Equal("Finished", run.State.SubStatus);
    }

    [Theory]
    [InlineData("WaitAll")]
    [InlineData("WaitAllActive")]
    [InlineData("WaitAny")]
    public void A_join_inside_a_loop_runs_once_in_each_round(string mode)
    {
        var walk = new Walk(Given.Flow(
            ["mulai -> A", "A -> B", "A -> C", "A -> D", "B -> Join", "C -> Join", "D -> Join", "Join -> AskE", "AskE:lagi -> A", "AskE:cukup -> End"],
            ("Join", mode)));

        walk.Answer("AskE", "lagi").Answer("AskE", "lagi").Answer("AskE", "cukup");

        Assert.Equal(["A", "B", "C", "D", "A", "B", "C", "D", "A", "B", "C", "D"], walk.Lines);
        Assert.Equal(("Finished", "End"), (walk.State.SubStatus, walk.State.EndedBy));
    }

    // A join that leads straight back to the decision before its branches once ran only in the first round.
    [Theory]
    [InlineData("WaitAll")]
    [InlineData("WaitAllActive")]
    [InlineData("WaitAny")]
    public void A_join_that_leads_back_by_itself_runs_once_in_each_round(string mode)
    {
        var walk = new Walk(Given.Flow(["mulai -> AskS", "AskS:lagi -> A", "AskS:lagi -> C", "AskS:cukup -> B", "A -> Join", "C -> Join", "Join -> AskS", "B -> End"], ("Join", mode)));

        walk.Answer("AskS", "lagi").Answer("AskS", "lagi").Answer("AskS", "lagi").Answer("AskS", "cukup");

        Assert.Equal(["A", "C", "A", "C", "A", "C", "B"], walk.Lines);
        Assert.Equal("End", walk.State.EndedBy);
    }

    [Fact]
    public void Joins_one_after_the_other_each_wait_for_all() =>
        Assert.Equal(["A", "B", "C", "D", "E"], Lines(["mulai -> A", "mulai -> B", "A -> Join1", "B -> Join1", "Join1 -> C", "Join1 -> D", "C -> Join2", "D -> Join2", "Join2 -> E"], ("Join1", "WaitAll"), ("Join2", "WaitAll")));

    [Fact]
    public void A_join_that_says_no_mode_waits_for_any()
    {
        var walk = new Walk(Given.Flow(["mulai -> AskA", "mulai -> AskB", "AskA -> Join", "AskB -> Join", "Join -> C"]));

        walk.Answer("AskA", "Done");

        Assert.Equal(["C"], walk.Lines);
        Assert.True(walk.State.IsFinished);
    }

    [Fact]
    public void A_race_goes_on_before_the_losers_are_taken_away_so_the_chart_does_not_end_early()
    {
        var walk = new Walk(Given.Flow(["mulai -> AskA", "mulai -> AskB", "AskA -> Join", "AskB -> Join", "Join -> AskC"], ("Join", "WaitAny")));

        walk.Answer("AskB", "Done");

        Assert.Equal(["AskC"], walk.Waiting);
        Assert.False(walk.State.IsFinished);
    }

    [Fact]
    public void A_race_takes_away_all_that_lies_before_it_not_only_its_neighbours()
    {
        var walk = new Walk(Given.Flow(["mulai -> AskA", "mulai -> AskB", "AskB -> C", "C -> Join", "AskA -> Join", "Join -> D", "mulai -> AskE", "D -> AskF"], ("Join", "WaitAny")));

        walk.Answer("AskA", "Done");

        Assert.Equal(["AskE", "AskF"], walk.Waiting);
        Assert.Equal(new BookmarkWithdrawn(2), Assert.Single(walk.Effects.OfType<BookmarkWithdrawn>()));
    }

    [Fact]
    public void A_race_that_nobody_enters_is_skipped() =>
        Assert.Equal(["A"], Lines(["mulai -> A", "mulai -> Yes", "Yes:False -> B", "Yes:False -> C", "B -> Join", "C -> Join", "Join -> D"], ("Join", "WaitAny")));

    [Fact]
    public void A_dead_path_of_many_thousand_steps_is_skipped() =>
        Assert.Equal(["ya"], Lines(["mulai -> Yes", "Yes:True -> ya", "Yes:False -> L0", .. Enumerable.Range(0, 4_000).Select(i => $"L{i} -> L{i + 1}")]));

    [Fact]
    public void What_no_arrow_reaches_is_not_waited_for()
    {
        var walk = new Walk(Given.Flow(["mulai -> A", "lepas -> A", "A -> AskB", "AskB:lagi -> C", "C -> A", "AskB:cukup -> D", "D -> End"]));

        walk.Answer("AskB", "lagi").Answer("AskB", "cukup");

        Assert.Equal(["A", "C", "A", "D"], walk.Lines);
        Assert.Equal("End", walk.State.EndedBy);
    }

    [Fact]
    public void Branches_that_cross_are_walked_once_each() =>
        Assert.Equal(["A", "B", "C", "D", "E", "F", "G"], Lines(["A -> B", "A -> C", "B -> D", "B -> E", "C -> E", "C -> F", "D -> G", "E -> G", "F -> G"]));

    [Fact]
    public void Long_and_short_ways_meet() =>
        Assert.Equal(["A", "C", "B", "D"], Lines(["mulai -> A", "A -> B", "mulai -> C", "B -> D", "C -> D"]));

    private static string[] Lines(string[] arrows, params (string Join, string Mode)[] modes)
    {
        var run = Given.Run(Given.Flow(arrows, modes)).Value;
        Assert.Equal("Finished", run.State.SubStatus);
        return [.. run.Lines];
    }
}
