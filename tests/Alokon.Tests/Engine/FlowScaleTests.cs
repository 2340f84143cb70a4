using Alokon.Engine.Activities;
using Xunit;

namespace Alokon.Tests.Engine;

/// <summary>A chart of twice the size costs about twice as much, to read and to walk. Reckoned in bytes allocated, which no busy machine changes.</summary>
public sealed class FlowScaleTests
{
    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void Walking_a_chart_costs_what_is_walked_and_not_its_square(bool tokens)
    {
        var (half, whole) = (WalkedRound(50, tokens), WalkedRound(100, tokens));

        Assert.InRange((double)whole / half, 1, 3);
    }

    [Fact]
    public void Reading_a_chart_full_of_loops_costs_what_is_drawn_and_not_its_square()
    {
        var (half, whole) = (Read(1_000), Read(2_000));

        Assert.InRange((double)whole / half, 1, 3);
    }

    // Rounds over a ladder of so many rungs: two branches that meet, and so on, then an arrow back to the start.
    private static long WalkedRound(int rungs, bool tokens)
    {
        var last = rungs - 1;
        var ladder = Enumerable.Range(0, last).SelectMany(i => (string[])[$"L{i} -> K{i}", $"L{i} -> R{i}", $"K{i} -> L{i + 1}", $"R{i} -> L{i + 1}"]);
        string[] arrows = ["AskA:lagi -> L0", .. ladder, $"L{last} -> AskA"];
        var walk = new Walk(tokens ? Given.TokenFlow(arrows) : Given.Flow(arrows));
        walk.Answer("AskA", "lagi"); // the graph is built and the code compiled

        var bytes = Allocated(() => walk.Answer("AskA", "lagi"));

        Assert.Equal(2 * (3 * last + 1), walk.Lines.Count);
        return bytes;
    }

    private static long Read(int activities)
    {
        var definition = Given.Flow([.. Enumerable.Range(0, activities).SelectMany(i => (string[])[$"L{i} -> L{i + 1}", $"L{i}:lain -> L{i * 7 % activities}"])]);
        FlowGraph? graph = null;

        var bytes = Allocated(() => graph = FlowGraph.Of(definition.Root));

        Assert.Equal(2 * activities, graph!.Arrows.Count);
        Assert.True(graph.IsReachable(graph.Place(definition.Nodes[$"L{activities}"])));
        return bytes;
    }

    private static long Allocated(Action action)
    {
        var before = GC.GetAllocatedBytesForCurrentThread();
        action();
        return GC.GetAllocatedBytesForCurrentThread() - before;
    }
}
