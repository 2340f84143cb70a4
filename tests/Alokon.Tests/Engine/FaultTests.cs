using System.Text.Json.Nodes;
using Alokon.Engine.Definitions;
using Alokon.Engine.Running;
using Xunit;

namespace Alokon.Tests.Engine;

/// <summary>What becomes of containers when something inside them fails, or can never come.</summary>
public sealed class FaultTests
{
    private static readonly JsonArray Abc = ["a", "b", "c"];

    [Fact]
    public void A_fault_halts_the_case_with_what_it_says()
    {
        var state = Run(Make.Sequence(
            "urut",
            Make.Line("A"),
            Make.Node("Elsa.Fault", "kendala", ("code", "110002"), ("category", "Gudang"), ("faultType", "Business"), ("message", "Stok habis")),
            Make.Line("B"))).State;

        Assert.Equal(("Finished", "Faulted"), (state.Status, state.SubStatus));
        Assert.Equal(("kendala", "110002", "Gudang", "Business", "Stok habis"), state.Incidents!.Select(i => (i.ActivityId, i.Code, i.Category, i.Kind, i.Message)).Single());
    }

    [Fact]
    public void A_fault_that_says_nothing_has_Elsa_s_defaults() =>
        Assert.Equal(
            ("0", "General", "System"),
            Run(Make.Node("Elsa.Fault", "kendala", ("faultType", null))).State.Incidents!.Select(i => (i.Code, i.Category, i.Kind)).Single());

    [Fact]
    public void Nothing_runs_after_a_fault_in_its_sequence() =>
        Assert.Equal(["A"], Run(Make.Sequence("urut", Make.Line("A"), Make.Node("Elsa.Fault", "kendala"), Make.Line("B"))).Lines);

    [Fact]
    public void A_parallel_whose_child_failed_runs_the_others_and_does_not_end()
    {
        var run = Run(Make.Sequence("urut", Make.Node("Elsa.Parallel", "serentak", ("activities", new JsonArray(Make.Line("A"), Make.Node("Elsa.Fault", "kendala"), Make.Line("B")))), Make.Line("C")), goesOn: true);

        Assert.Equal(["A", "B"], run.Lines);
        Assert.Equal(("Running", "Suspended"), (run.State.Status, run.State.SubStatus));
        Assert.Equal(["urut", "serentak", "kendala"], run.State.Executions.Select(e => e.ActivityId));
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void A_chart_one_of_whose_branches_failed_does_not_end(bool tokens)
    {
        var chart = Make.Flowchart("flow", [Make.Node("Elsa.Start", "mulai"), Make.Node("Elsa.Fault", "kendala"), Make.Line("A")], "mulai -> kendala", "mulai -> A");
        chart["customProperties"] = new JsonObject { ["Alokon:flowchart"] = tokens ? "token" : "counter" };

        var run = Run(Make.Sequence("urut", chart, Make.Line("B")), goesOn: true);

        Assert.Equal(["A"], run.Lines);
        Assert.Equal(["urut", "flow", "kendala"], run.State.Executions.Select(e => e.ActivityId));
    }

    [Fact]
    public void For_each_over_null_fails()
    {
        var state = Run(Make.Node("Elsa.ForEach", "ulang", ("items", null), ("body", Make.Line("A")))).State;

        Assert.Equal(("Faulted", "ulang"), (state.SubStatus, state.Incidents![0].ActivityId));
    }

    [Theory]
    [InlineData("Elsa.ForEach")]
    [InlineData("Elsa.ParallelForEach")]
    public void A_loop_over_what_is_no_list_fails(string type) =>
        Assert.Contains("3315007", Run(Make.Node(type, "ulang", ("items", "3315007"), ("body", Make.Line("A")))).State.Incidents![0].Message, StringComparison.Ordinal);

    [Fact]
    public void For_each_stays_in_the_turn_that_failed()
    {
        var run = Run(Make.Node("Elsa.ForEach", "ulang", ("items", Abc.DeepClone()), ("body", Make.Sequence("isi", Make.LineOf("CurrentValue", "tulis"), Make.Node("Elsa.Fault", "kendala")))), goesOn: true);

        Assert.Equal(["a"], run.Lines);
        Assert.Equal(["ulang", "isi", "kendala"], run.State.Executions.Select(e => e.ActivityId));
    }

    [Fact]
    public void Parallel_for_each_runs_all_items_when_one_of_them_fails()
    {
        var fails = Make.Node("Elsa.If", "bila", ("condition", Make.Variable("CurrentValue")), ("then", Make.Node("Elsa.Fault", "kendala")));
        var run = Run(Make.Node("Elsa.ParallelForEach", "serentak", ("items", new JsonArray("false", "true", "false")), ("body", Make.Sequence("isi", fails, Make.LineOf("CurrentIndex", "tulis")))), goesOn: true);

        Assert.Equal(["0", "2"], run.Lines);
        Assert.Equal(["kendala"], run.State.Incidents!.Select(i => i.ActivityId));
    }

    [Fact]
    public void For_with_a_step_of_zero_fails_instead_of_turning_for_ever() =>
        Assert.Equal("ulang", Run(Make.Node("Elsa.For", "ulang", ("end", 3), ("step", 0), ("body", Make.Line("A")))).State.Incidents![0].ActivityId);

    [Fact]
    public void A_join_whose_mode_does_not_exist_fails_where_something_arrives() =>
        Assert.Contains("WaitSome", Given.Run(Given.Flow(["mulai -> A", "A -> Join"], ("Join", "WaitSome"))).Value.State.Incidents![0].Message, StringComparison.Ordinal);

    [Fact]
    public void A_loop_that_cannot_be_followed_halts_the_case_at_the_activity_whose_outcome_asks_for_it_and_undoes_that()
    {
        var run = Given.Run(Given.Flow(["mulai -> A", "A -> B", "B -> C", "B -> D", "C -> E", "D -> E", "E -> C"])).Value;

        Assert.Equal(["A", "B", "C", "D"], run.Lines);
        Assert.Equal(("Faulted", "E"), (run.State.SubStatus, run.State.Incidents![0].ActivityId));
    }

    [Theory]
    [InlineData("Merge")]
    [InlineData("Converge")]
    public void A_merge_that_never_gets_its_tokens_stays_suspended_and_somebody_hears_of_it(string mode)
    {
        var run = Given.Run(Given.TokenFlow(["mulai -> A", "mulai -> Yes", "Yes:False -> B", "A -> C", "B -> C"], ("C", mode))).Value;

        Assert.Equal(["A"], run.Lines);
        Assert.Equal(("Running", "Suspended"), (run.State.Status, run.State.SubStatus));
        Assert.Equal("workflow-stuck", run.State.Incidents![0].Code);
    }

    [Fact]
    public void A_convergence_waits_for_the_arrow_that_comes_back_and_a_merge_does_not()
    {
        string[] arrows = ["mulai -> A", "A -> AskB", "AskB:lagi -> A", "AskB:cukup -> End"];

        Assert.Equal("workflow-stuck", new Walk(Given.TokenFlow(arrows, ("A", "Converge"))).State.Incidents![0].Code);
        Assert.Equal(["AskB"], new Walk(Given.TokenFlow(arrows, ("A", "Merge"))).Waiting);
    }

    [Fact]
    public void A_join_of_all_in_token_mode_waits_for_the_way_that_nobody_took()
    {
        var run = Given.Run(Given.TokenFlow(["A -> B", "A -> C", "A -> D", "D -> Yes", "Yes:False -> E", "Yes:True -> G", "B -> Join", "C -> Join", "E -> Join", "Join -> F"], ("Join", "WaitAll"))).Value;

        Assert.Equal(["A", "B", "C", "D", "G"], run.Lines);
        Assert.Equal("Suspended", run.State.SubStatus);
    }

    [Fact]
    public void Several_outputs_are_set() =>
        Assert.Equal(
            """{"Satu":"1","Dua":[2]}""",
            Run(Make.Sequence(
                "urut",
                Make.Node("Elsa.SetOutput", "a", ("outputName", "Satu"), ("outputValue", "1")),
                Make.Node("Elsa.SetOutput", "b", ("outputName", "Dua"), ("outputValue", Make.Expression("Object", "[2]"))))).State.Output.ToJsonString());

    private static DryRunResult Run(JsonObject root, bool goesOn = false)
    {
        var definition = Make.Workflow(root);
        if (goesOn)
        {
            var document = JsonNode.Parse(definition.Json)!;
            document["options"] = new JsonObject { ["incidentStrategyType"] = "Elsa.Workflows.IncidentStrategies.ContinueWithIncidentsStrategy, Elsa.Workflows.Core" };
            definition = Given.Parse(document.ToJsonString());
        }

        return Given.Run(definition).Value;
    }
}
