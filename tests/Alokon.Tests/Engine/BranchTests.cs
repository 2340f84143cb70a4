using System.Text.Json.Nodes;
using Alokon.Engine;
using Alokon.Engine.Definitions;
using Xunit;

namespace Alokon.Tests.Engine;

/// <summary>What chooses among activities inside it, or runs them beside each other.</summary>
public sealed class BranchTests
{
    [Theory]
    [InlineData("true", "ya")]
    [InlineData("false", "tidak")]
    [InlineData(null, "tidak")]
    public void An_if_runs_one_of_its_two_branches(string? condition, string line) =>
        Assert.Equal([line, "lanjut"], Lines(Make.Sequence("urut", If(condition, Make.Line("ya"), Make.Line("tidak")), Make.Line("lanjut"))));

    [Fact]
    public void An_if_without_the_branch_it_chose_goes_on() =>
        Assert.Equal(["lanjut"], Lines(Make.Sequence("urut", If("false", Make.Line("ya"), null), Make.Line("lanjut"))));

    [Fact]
    public void An_if_waits_for_its_branch_and_puts_out_what_held()
    {
        var walk = new Walk(Make.Workflow(Make.Sequence("urut", If("true", Make.Ask("AskA"), null), Make.Line("lanjut"))));
        Assert.Empty(walk.Lines);

        walk.Answer("AskA", "Done");

        Assert.Equal(["lanjut"], walk.Lines);
        Assert.True(walk.State.Outputs["bila"]!["result"]!.GetValue<bool>());
    }

    [Fact]
    public void An_if_in_a_chart_leaves_by_Done_whatever_its_branch_answered()
    {
        var walk = new Walk(Make.Workflow(Make.Flowchart("flow", [If("true", Make.Ask("AskA"), null), Make.Line("B"), Make.Line("C")], "bila -> B", "bila:tolak -> C")));

        walk.Answer("AskA", "tolak");

        Assert.Equal(["B"], walk.Lines);
    }

    [Theory]
    [InlineData("MatchFirst", "false,true,true", "dua")]
    [InlineData("MatchAny", "false,true,true", "dua,tiga")]
    [InlineData("matchany", "true,false,true", "satu,tiga")]
    [InlineData(null, "true,true,true", "satu")]
    [InlineData("MatchFirst", "false,false,false", "lain")]
    [InlineData("MatchAny", "false,false,false", "lain")]
    public void A_switch_runs_what_holds_and_the_default_only_when_nothing_does(string? mode, string conditions, string lines) =>
        Assert.Equal(lines.Split(',').Append("lanjut"), Lines(Make.Sequence("urut", Switch(mode, conditions.Split(','), Make.Line("satu"), Make.Line("dua"), Make.Line("tiga"), Make.Line("lain")), Make.Line("lanjut"))));

    [Fact]
    public void A_switch_with_nothing_to_run_goes_on() =>
        Assert.Equal(["lanjut"], Lines(Make.Sequence("urut", Make.Node("Elsa.Switch", "pilih"), Make.Line("lanjut"))));

    [Fact]
    public void A_switch_whose_case_that_holds_is_empty_goes_on_without_the_default()
    {
        var chosen = Switch("MatchFirst", ["true"], Make.Line("satu"), Make.Line("lain"));
        chosen["cases"]![0]!["activity"] = null;

        Assert.Equal(["lanjut"], Lines(Make.Sequence("urut", chosen, Make.Line("lanjut"))));
    }

    [Fact]
    public void A_switch_goes_on_after_all_that_it_chose()
    {
        var walk = new Walk(Make.Workflow(Make.Sequence("urut", Switch("MatchAny", ["true", "true"], Make.Ask("AskA"), Make.Ask("AskB"), Make.Line("lain")), Make.Line("lanjut"))));

        walk.Answer("AskB", "Done");
        Assert.Empty(walk.Lines);

        walk.Answer("AskA", "Done");
        Assert.Equal(["lanjut"], walk.Lines);
    }

    [Fact]
    public void A_switch_reads_its_conditions_from_variables()
    {
        var chosen = Switch("MatchFirst", ["false", "false"], Make.Line("satu"), Make.Line("dua"), Make.Line("lain"));
        chosen["cases"]![1]!["condition"] = new JsonObject { ["type"] = "Variable", ["value"] = new JsonObject { ["name"] = "Cukup" } };

        Assert.Equal(["dua"], Given.Run(Make.Workflow(chosen, ("Cukup", "Boolean", "true"))).Value.Lines);
    }

    [Theory]
    [InlineData("MatchFirst", "satu")]
    [InlineData("MatchAny", "satu,dua")]
    public void A_switch_of_arrows_leaves_by_what_holds(string mode, string lines)
    {
        var pilih = Make.Node("Elsa.FlowSwitch", "pilih", ("mode", mode), ("cases", Cases(["true", "true"], [null, null])));

        var run = Given.Run(Make.Workflow(Make.Flowchart("flow", [pilih, Make.Line("satu"), Make.Line("dua"), Make.Line("lain")], "pilih:0 -> satu", "pilih:1 -> dua", "pilih:Default -> lain")));

        Assert.Equal(lines.Split(','), run.Value.Lines);
    }

    [Fact]
    public void A_decision_inside_a_decision_s_way_is_asked_in_turn() =>
        Assert.Equal(["B"], Given.Run(Given.Flow(["mulai -> Yes", "Yes:True -> Yes2", "Yes:False -> A", "Yes2:True -> B", "Yes2:False -> C"])).Value.Lines);

    [Fact]
    public void A_fork_of_arrows_without_names_leaves_by_Done() =>
        Assert.Equal(["A"], Given.Run(Make.Workflow(Make.Flowchart("flow", [Make.Node("Elsa.FlowFork", "cabang"), Make.Line("A")], "cabang -> A"))).Value.Lines);

    [Fact]
    public void A_fork_waits_for_all_its_branches()
    {
        var walk = new Walk(Make.Workflow(Make.Sequence("urut", Make.Line("mulai"), Fork("WaitAll"), Make.Line("lanjut"))));
        Assert.Equal(["mulai", "kiri", "kanan"], walk.Lines);

        walk.Answer("AskA", "Done");
        Assert.Equal(["AskB"], walk.Waiting);

        walk.Answer("AskB", "Done");
        Assert.Equal(["mulai", "kiri", "kanan", "kiri lagi", "kanan lagi", "lanjut"], walk.Lines);
    }

    [Fact]
    public void A_fork_that_waits_for_any_takes_the_others_away()
    {
        var walk = new Walk(Make.Workflow(Make.Sequence("urut", Make.Line("mulai"), Fork("WaitAny"), Make.Line("lanjut"))));

        walk.Answer("AskA", "Done");

        Assert.Equal(["mulai", "kiri", "kanan", "kiri lagi", "lanjut"], walk.Lines);
        Assert.Contains(new BookmarkWithdrawn(2), walk.Effects);
        Assert.True(walk.State.IsFinished);
    }

    [Fact]
    public void A_fork_without_branches_goes_on() =>
        Assert.Equal(["lanjut"], Lines(Make.Sequence("urut", Make.Node("Elsa.Fork", "cabang", ("branches", new JsonArray())), Make.Line("lanjut"))));

    [Fact]
    public void Parallel_activities_run_beside_each_other_and_all_are_waited_for()
    {
        var inner = Make.Node("Elsa.Parallel", "dalam", ("activities", new JsonArray(Make.Ask("AskB"), Make.Line("B"))));
        var walk = new Walk(Make.Workflow(Make.Sequence("urut", Make.Node("Elsa.Parallel", "luar", ("activities", new JsonArray(Make.Ask("AskA"), Make.Line("A"), inner))), Make.Line("lanjut"))));
        Assert.Equal(["AskA", "AskB"], walk.Waiting);

        walk.Answer("AskA", "Done");
        Assert.Equal(["A", "B"], walk.Lines);

        walk.Answer("AskB", "Done");
        Assert.Equal(["A", "B", "lanjut"], walk.Lines);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    public void Parallel_with_little_in_it_goes_on(int count) =>
        Assert.Equal(
            [.. Enumerable.Repeat("A", count), "lanjut"],
            Lines(Make.Sequence("urut", Make.Node("Elsa.Parallel", "serentak", ("activities", new JsonArray([.. Enumerable.Repeat(0, count).Select(_ => Make.Line("A"))]))), Make.Line("lanjut"))));

    private static IReadOnlyList<string> Lines(JsonObject root)
    {
        var run = Given.Run(Make.Workflow(root)).Value;
        Assert.Equal("Finished", run.State.SubStatus);
        return run.Lines;
    }

    private static JsonObject If(string? condition, JsonObject then, JsonObject? otherwise) =>
        Make.Node("Elsa.If", "bila", ("condition", condition), ("then", then), ("else", otherwise));

    // The last activity is the default.
    private static JsonObject Switch(string? mode, string[] conditions, params JsonObject[] activities) => Make.Node(
        "Elsa.Switch",
        "pilih",
        ("mode", mode),
        ("cases", Cases(conditions, activities)),
        ("default", activities[^1]));

    private static JsonArray Cases(string[] conditions, JsonObject?[] activities) => new(
        [.. conditions.Select((condition, i) => (JsonNode)new JsonObject
        {
            ["label"] = $"{i}",
            ["condition"] = new JsonObject { ["type"] = "Literal", ["value"] = condition },
            ["activity"] = activities[i],
        })]);

    private static JsonObject Fork(string mode) => Make.Node(
        "Elsa.Fork",
        "cabang",
        ("joinMode", mode),
        ("branches", new JsonArray(
            Make.Sequence("a", Make.Line("kiri"), Make.Ask("AskA"), Make.Line("kiri lagi")),
            Make.Sequence("b", Make.Line("kanan"), Make.Ask("AskB"), Make.Line("kanan lagi")))));
}
