using System.Globalization;
using Alokon.Engine.Activities;
using Xunit;

namespace Alokon.Tests.Engine;

/// <summary>A large chart costs what is walked, not what is drawn. Reckoned in processor time of the thread: the machine may be busy.</summary>
public sealed class FlowScaleTests
{
    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void Three_hundred_activities_walked_ten_thousand_times_take_under_a_second(bool tokens)
    {
        // Rounds over a ladder of 100 rungs: two branches that meet, and so on, then an arrow back to the start.
        var rungs = Enumerable.Range(0, 99).SelectMany(i => (string[])[$"L{i} -> K{i}", $"L{i} -> R{i}", $"K{i} -> L{i + 1}", $"R{i} -> L{i + 1}"]);
        string[] arrows = ["AskA:lagi -> L0", .. rungs, "L99 -> AskA"];
        var walk = new Walk(tokens ? Given.TokenFlow(arrows) : Given.Flow(arrows));
        walk.Answer("AskA", "lagi"); // the graph is built and the code compiled
        var before = ThreadCpu();

        for (var round = 0; round < 33; round++)
        {
            walk.Answer("AskA", "lagi");
        }

        Assert.Equal(34 * 298, walk.Lines.Count);
        Assert.InRange(ThreadCpu() - before, TimeSpan.Zero, TimeSpan.FromSeconds(1));
    }

    [Fact]
    public void A_chart_of_two_thousand_activities_full_of_loops_is_understood_in_a_second()
    {
        var definition = Given.Flow([.. Enumerable.Range(0, 2_000).SelectMany(i => (string[])[$"L{i} -> L{i + 1}", $"L{i}:lain -> L{i * 7 % 2_000}"])]);
        var before = ThreadCpu();

        var graph = FlowGraph.Of(definition.Root);

        Assert.InRange(ThreadCpu() - before, TimeSpan.Zero, TimeSpan.FromSeconds(1));
        Assert.Equal(4_000, graph.Arrows.Count);
        Assert.True(graph.IsReachable(graph.Place(definition.Nodes["L2000"])));
    }

    private static TimeSpan ThreadCpu()
    {
        var nanoseconds = long.Parse(File.ReadAllText("/proc/thread-self/schedstat").Split(' ')[0], CultureInfo.InvariantCulture);
        return TimeSpan.FromTicks(nanoseconds / 100);
    }
}
