using System.Text.Json.Nodes;
using Alokon.Engine;
using Alokon.Engine.Running;
using Xunit;

namespace Alokon.Tests.Engine;

public sealed class LoopTests
{
    private static readonly JsonArray Abc = ["a", "b", "c"];

    [Fact]
    public void For_each_runs_its_body_for_every_item_in_order() =>
        Assert.Equal(["a", "b", "c", "lanjut"], Lines(ForEach("ulang", Abc, Make.LineOf("CurrentValue", "tulis"))));

    [Theory]
    [InlineData("""["a"]""", "a")]
    [InlineData("""[1, true, 2.5]""", "1,true,2.5")]
    [InlineData("[]", "")]
    public void For_each_takes_any_list(string items, string lines) =>
        Assert.Equal(lines.Split(',', StringSplitOptions.RemoveEmptyEntries).Append("lanjut"), Lines(ForEach("ulang", Make.Expression("Object", items), Make.LineOf("CurrentValue", "tulis"))));

    [Fact]
    public void For_each_says_which_turn_it_is() =>
        Assert.Equal(["0", "1", "2", "lanjut"], Lines(ForEach("ulang", Abc, Make.LineOf("CurrentIndex", "tulis"))));

    [Fact]
    public void For_each_puts_the_item_of_its_turn_into_the_variable_that_the_definition_binds()
    {
        var loop = ForEach("ulang", Abc, Make.LineOf("Sekarang", "tulis"));
        loop["currentValue"] = new JsonObject { ["typeName"] = "Object", ["memoryReference"] = new JsonObject { ["id"] = "Sekarang" } };

        Assert.Equal(["a", "b", "c"], Given.Run(Make.Workflow(loop, ("Sekarang", "String", null))).Value.Lines);
    }

    [Fact]
    public void For_each_without_a_list_or_without_a_body_goes_on() =>
        Assert.Equal(["lanjut"], Lines(Make.Sequence("dalam", Make.Node("Elsa.ForEach", "satu"), Make.Node("Elsa.ForEach", "dua", ("items", Abc.DeepClone())))));

    [Theory]
    [InlineData("""["a","b","c","e"]""", "a,b,c,e")]
    [InlineData("""["a","b"]""", "a,b")]
    [InlineData("""["a","b","d"]""", "a,b,d")]
    public void For_each_reads_its_list_anew_for_each_turn(string changed, string lines)
    {
        var body = Make.Sequence("isi", Make.LineOf("CurrentValue", "tulis"), Make.SetVariable("ganti", "Daftar", Make.Expression("Object", changed)));
        var loop = ForEach("ulang", Make.Variable("Daftar"), body);

        Assert.Equal(lines.Split(','), Given.Run(Make.Workflow(loop, ("Daftar", "Object", """["a","b","c"]"""))).Value.Lines);
    }

    [Fact]
    public void For_each_remembers_its_turn_and_its_item_over_suspension()
    {
        var walk = new Walk(Make.Workflow(ForEach("ulang", Abc, Make.Sequence("isi", Make.Ask("AskA"), Make.LineOf("CurrentValue", "tulis")))));

        walk.Answer("AskA", "Done").Answer("AskA", "Done");
        Assert.Equal(["a", "b"], walk.Lines);

        walk.Answer("AskA", "Done");
        Assert.Equal(["a", "b", "c"], walk.Lines);
        Assert.True(walk.State.IsFinished);
    }

    [Fact]
    public void A_break_leaves_the_loop_and_what_stands_behind_it_in_the_turn() =>
        Assert.Equal(["a", "lanjut"], Lines(ForEach("ulang", Abc, Make.Sequence("isi", Make.LineOf("CurrentValue", "tulis"), Make.Node("Elsa.Break", "putus"), Make.Line("tak pernah")))));

    [Fact]
    public void A_break_by_condition_leaves_the_loop_when_it_holds()
    {
        // The second turn breaks: it finds the variable that the first has set.
        var stop = Make.Node("Elsa.If", "bila", ("condition", Make.Variable("Cukup")), ("then", Make.Node("Elsa.Break", "putus")));
        var loop = ForEach("ulang", Abc, Make.Sequence("isi", Make.LineOf("CurrentValue", "tulis"), stop, Make.SetVariable("isi1", "Cukup", "true")));

        Assert.Equal(["a", "b"], Given.Run(Make.Workflow(loop, ("Cukup", "Boolean", "false"))).Value.Lines);
    }

    [Fact]
    public void A_break_leaves_only_the_innermost_loop() =>
        Assert.Equal(
            ["0", "0", "0", "lanjut"],
            Lines(ForEach("luar", Abc, ForEach("dalam", Abc, Make.Sequence("isi", Make.LineOf("CurrentIndex", "tulis"), Make.Node("Elsa.Break", "putus"))))));

    [Fact]
    public void A_break_ends_every_sequence_on_its_way_to_the_loop() =>
        Assert.Equal(
            ["a", "lanjut"],
            Lines(ForEach("ulang", Abc, Make.Sequence("s1", Make.Sequence("s2", Make.LineOf("CurrentValue", "tulis"), Make.Node("Elsa.Break", "putus")), Make.Line("tak pernah")))));

    [Fact]
    public void A_break_in_one_branch_of_a_fork_takes_the_other_away_and_leaves_the_loop()
    {
        var fork = Make.Node("Elsa.Fork", "cabang", ("branches", new JsonArray(
            Make.Sequence("a", Make.Line("satu"), Make.Ask("AskA"), Make.Line("satu lagi"), Make.Node("Elsa.Break", "putus")),
            Make.Sequence("b", Make.Line("dua"), Make.Ask("AskB")))));
        var walk = new Walk(Make.Workflow(Make.Sequence("urut", Make.Node("Elsa.While", "selama", ("condition", "true"), ("body", Make.Sequence("isi", fork))), Make.Line("lanjut"))));

        walk.Answer("AskA", "Done");

        Assert.Equal(["satu", "dua", "satu lagi", "lanjut"], walk.Lines);
        Assert.Empty(walk.State.Bookmarks);
        Assert.True(walk.State.IsFinished);
    }

    [Fact]
    public void A_break_in_a_chart_ends_the_chart_and_the_loop_around_it() =>
        Assert.Equal(["A", "lanjut"], Lines(ForEach("ulang", Abc, Make.Flowchart("flow", [Make.Line("A"), Make.Node("Elsa.Break", "putus"), Make.Line("B")], "A -> putus", "putus -> B"))));

    [Fact]
    public void A_break_without_a_loop_ends_the_chart_and_the_sequences_around_it() =>
        Assert.Equal(["A"], Lines(Make.Flowchart("flow", [Make.Line("A"), Make.Node("Elsa.Break", "putus"), Make.Line("B")], "A -> putus", "putus -> B")));

    [Theory]
    [InlineData(1, 3, 1, null, "1,2,3")]
    [InlineData(1, 3, 1, "false", "1,2")]
    [InlineData(0, 10, 5, "true", "0,5,10")]
    [InlineData(3, 1, -1, null, "3,2,1")]
    [InlineData(3, 1, -1, "false", "3,2")]
    [InlineData(2, 1, 1, null, "")]
    public void For_goes_from_start_to_end_in_steps(int start, int end, int step, string? inclusive, string lines)
    {
        var loop = Make.Node("Elsa.For", "ulang", ("start", start), ("end", end), ("step", step), ("body", Make.LineOf("CurrentValue", "tulis")));
        if (inclusive is not null)
        {
            loop["outerBoundInclusive"] = inclusive;
        }

        Assert.Equal(lines.Split(',', StringSplitOptions.RemoveEmptyEntries).Append("lanjut"), Lines(loop));
    }

    [Fact]
    public void For_that_says_nothing_turns_once_with_zero() =>
        Assert.Equal(["0", "lanjut"], Lines(Make.Node("Elsa.For", "ulang", ("body", Make.LineOf("CurrentValue", "tulis")))));

    [Fact]
    public void For_is_left_by_a_break() =>
        Assert.Equal(["1", "lanjut"], Lines(Make.Node("Elsa.For", "ulang", ("start", 1), ("end", 9), ("body", Make.Sequence("isi", Make.LineOf("CurrentValue", "tulis"), Make.Node("Elsa.Break", "putus"))))));

    [Fact]
    public void While_asks_its_condition_before_each_turn()
    {
        var body = Make.Sequence("isi", Make.Line("putaran"), Make.SetVariable("isi1", "Lagi", "false"));

        Assert.Equal(["putaran"], Given.Run(Make.Workflow(Make.Node("Elsa.While", "selama", ("condition", Make.Variable("Lagi")), ("body", body)), ("Lagi", "Boolean", "true"))).Value.Lines);
    }

    [Fact]
    public void While_whose_condition_does_not_hold_turns_never() =>
        Assert.Equal(["lanjut"], Lines(Make.Node("Elsa.While", "selama", ("condition", "false"), ("body", Make.Line("A")))));

    [Fact]
    public void While_is_left_by_a_break() =>
        Assert.Equal(["A", "lanjut"], Lines(Make.Node("Elsa.While", "selama", ("condition", "true"), ("body", Make.Sequence("isi", Make.Line("A"), Make.Node("Elsa.Break", "putus"))))));

    [Fact]
    public void While_without_a_body_does_not_turn_for_ever() =>
        Assert.Equal(["lanjut"], Lines(Make.Node("Elsa.While", "selama", ("condition", "true"))));

    [Fact]
    public void While_without_anybody_in_it_is_an_incident_and_nothing_of_it_has_happened()
    {
        var run = Given.Run(Make.Workflow(Make.Node("Elsa.While", "selama", ("condition", "true"), ("body", Make.Line("A"))))).Value;

        Assert.Equal(("Faulted", "workflow-endless", "selama"), (run.State.SubStatus, run.State.Incidents!.Single().Code, run.State.Incidents![0].ActivityId));
        Assert.Empty(run.Lines);
    }

    [Fact]
    public void Parallel_for_each_runs_its_body_for_all_items_beside_each_other()
    {
        var walk = new Walk(Make.Workflow(Make.Sequence("urut", ParallelForEach(Abc, Make.Sequence("isi", Make.Ask("AskA"), Make.LineOf("CurrentValue", "tulis"), Make.LineOf("CurrentIndex", "nomor"))), Make.Line("lanjut"))));
        Assert.Equal([1, 2, 3], walk.State.Bookmarks.Select(b => b.Id));

        walk.AnswerBookmark(3, "Done").AnswerBookmark(1, "Done");
        Assert.Equal(["c", "2", "a", "0"], walk.Lines);

        walk.AnswerBookmark(2, "Done");
        Assert.Equal(["c", "2", "a", "0", "b", "1", "lanjut"], walk.Lines);
    }

    [Theory]
    [InlineData("[]")]
    [InlineData("null")]
    public void Parallel_for_each_without_items_goes_on(string items) =>
        Assert.Equal(["lanjut"], Lines(ParallelForEach(JsonNode.Parse(items), Make.Line("A"))));

    [Fact]
    public void Parallel_for_each_with_a_chart_as_its_body_completes_once()
    {
        var chart = Make.Flowchart("flow", [Make.Line("A"), Make.Node("Elsa.FlowJoin", "gabung"), Make.Line("B")], "A -> gabung", "gabung -> B");
        var run = Given.Run(Make.Workflow(ParallelForEach(Abc, chart))).Value;

        Assert.Equal(["A", "A", "A", "B", "B", "B"], run.Lines);
        Assert.Single(run.Journal, entry => entry!["event"]!.GetValue<string>() == "Completed" && entry["activityId"]!.GetValue<string>() == "serentak");
    }

    private static IReadOnlyList<string> Lines(JsonObject loop)
    {
        var run = Given.Run(Make.Workflow(Make.Sequence("urut", loop, Make.Line("lanjut")))).Value;
        Assert.Equal("Finished", run.State.SubStatus);
        return run.Lines;
    }

    private static JsonObject ForEach(string id, JsonNode items, JsonObject body) => Make.Node("Elsa.ForEach", id, ("items", items.DeepClone()), ("body", body));

    private static JsonObject ParallelForEach(JsonNode? items, JsonObject body) => Make.Node("Elsa.ParallelForEach", "serentak", ("items", items?.DeepClone()), ("body", body));
}
