using Alokon.Engine.Running;
using Xunit;

namespace Alokon.Tests.Engine;

/// <summary>Elsa's own definitions of joins and loops, and what Elsa's tests expect of them.</summary>
public sealed class JoinFixtureTests
{
    [Fact]
    public void A_join_that_two_branches_reach_runs_once() =>
        Assert.Equal(1, Count(Run("join.json", "token"), "Started", "802725996be1b582"));

    [Fact]
    public void A_chart_whose_joins_meet_again_completes() =>
        Assert.Equal("Finished", Run("workflow3.json", null).State.SubStatus);

    private static int Count(DryRunResult run, string happened, string activity) =>
        run.Journal.Count(entry => entry!["event"]!.GetValue<string>() == happened && entry["activityId"]!.GetValue<string>() == activity);

    private static DryRunResult Run(string fixture, string? flowchart) =>
        DryRun.Run(Given.Parse(Given.Fixture(fixture)), Given.Registry, Given.Now, [], flowchart).Value;
}
