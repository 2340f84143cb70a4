using System.Text.Json.Nodes;
using Alokon.Engine.Definitions;
using Xunit;

namespace Alokon.Tests.Engine;

/// <summary>What the validator says of choices, loops and joins.</summary>
public sealed class FlowCheckTests
{
    [Fact]
    public void What_holds_activities_inside_leaves_a_chart_by_Done_alone()
    {
        var chart = Make.Flowchart(
            "flow",
            [
                Make.Node("Elsa.If", "bila", ("then", Make.Line("A"))),
                Make.Node("Elsa.Switch", "pilih", ("default", Make.Line("B"))),
                Make.Node("Elsa.ForEach", "ulang", ("body", Make.Line("C"))),
                Make.Node("Elsa.Fork", "cabang", ("branches", new JsonArray(Make.Line("D")))),
                Make.Line("E"),
            ],
            "bila -> pilih",
            "pilih -> ulang",
            "ulang -> cabang",
            "cabang -> E",
            "bila:Then -> E");

        Assert.Equal([("unknown-port", "bila", Severity.Warning)], Found(chart));
    }

    [Fact]
    public void A_choice_with_a_way_that_leads_nowhere_is_mentioned() =>
        Assert.Equal([("open-outcome", "Yes", Severity.Warning)], Found(Given.Flow(["mulai -> Yes", "Yes:True -> A"])));

    [Fact]
    public void A_switch_of_arrows_is_asked_for_each_of_its_labels_and_the_default()
    {
        var pilih = Make.Node("Elsa.FlowSwitch", "pilih", ("cases", new JsonArray(Case("satu"), Case("dua"))));

        Assert.Equal([("open-outcome", "pilih", Severity.Warning), ("open-outcome", "pilih", Severity.Warning)], Found(Make.Flowchart("flow", [pilih, Make.Line("A")], "pilih:satu -> A")));
    }

    [Fact]
    public void A_fork_whose_branches_the_case_gives_may_have_any_port()
    {
        var fork = Make.Node("Elsa.FlowFork", "cabang", ("branches", Make.Variable("Cabang")));

        Assert.Empty(Found(Make.Workflow(Make.Flowchart("flow", [fork, Make.Line("A")], "cabang:kiri -> A"), ("Cabang", "Object", "[]"))));
    }

    [Fact]
    public void A_loop_has_a_way_out_where_a_choice_leads_nowhere_or_something_inside_ends_the_workflow()
    {
        Assert.DoesNotContain("dead-end", Found(Given.Flow(["mulai -> A", "A -> Yes", "Yes:True -> A"])).Select(f => f.Code));

        var finishing = Make.Node("Elsa.If", "bila", ("then", Make.Node("Elsa.Finish", "habis")));
        Assert.Empty(Found(Make.Flowchart("flow", [Make.Node("Elsa.Start", "mulai"), finishing], "mulai -> bila", "bila -> bila")));
    }

    [Fact]
    public void An_arrow_that_leaves_an_end_is_never_walked()
    {
        var chart = Make.Flowchart("flow", [Make.Node("Elsa.Complete", "cukup", ("outcomes", new JsonArray("Disetujui"))), Make.Line("A")], "cukup:Disetujui -> A");

        Assert.Equal([("unknown-port", "cukup", Severity.Warning)], Found(chart));
    }

    [Fact]
    public void In_token_mode_every_arrow_back_may_be_followed()
    {
        string[] arrows = ["mulai -> A", "A -> B", "mulai -> C", "C -> D", "B -> D", "D:lagi -> B", "D -> End"];

        Assert.Contains("invalid-loop", Found(Given.Flow(arrows)).Select(f => f.Code));
        Assert.DoesNotContain("invalid-loop", Found(Given.TokenFlow(arrows)).Select(f => f.Code));
    }

    [Theory]
    [InlineData("WaitSome", "unknown-mode")]
    [InlineData("waitall", null)]
    [InlineData("2", null)]
    [InlineData("", null)]
    public void A_join_names_a_mode_that_exists(string mode, string? code) =>
        Assert.Equal(code, Found(Make.Flowchart("flow", [Make.Node("Elsa.FlowJoin", "gabung", ("mode", mode))])).Select(f => f.Code).SingleOrDefault());

    [Fact]
    public void A_merge_mode_that_does_not_exist_is_mentioned()
    {
        var line = Make.Line("A");
        line["customProperties"] = new JsonObject { ["mergeMode"] = "Campur" };

        Assert.Equal([("unknown-mode", "A", Severity.Warning)], Found(line));
    }

    [Fact]
    public void A_loop_without_a_body_is_mentioned() =>
        Assert.Equal([("empty-loop", "selama", Severity.Warning)], Found(Make.Node("Elsa.While", "selama", ("condition", "true"))));

    [Fact]
    public void A_break_that_no_loop_hears_is_mentioned()
    {
        var heard = Make.Node("Elsa.For", "ulang", ("body", Make.Sequence("isi", Make.Node("Elsa.Break", "didengar"))));
        var parallel = Make.Node("Elsa.ParallelForEach", "serentak", ("body", Make.Node("Elsa.Break", "tak didengar")));

        Assert.Equal([("lost-break", "tak didengar", Severity.Warning)], Found(Make.Sequence("urut", heard, parallel)));
    }

    private static IEnumerable<(string Code, string ActivityId, Severity Severity)> Found(JsonObject root) => Found(Make.Workflow(root));

    private static IEnumerable<(string Code, string ActivityId, Severity Severity)> Found(WorkflowDefinition definition) =>
        DefinitionValidator.Check(definition, Given.Registry, _ => true).Select(f => (f.Code, f.ActivityId, f.Severity));

    private static JsonObject Case(string label) => new() { ["label"] = label, ["condition"] = new JsonObject { ["type"] = "Literal", ["value"] = "true" } };
}
