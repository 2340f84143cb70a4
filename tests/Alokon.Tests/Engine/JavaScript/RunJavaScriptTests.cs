using System.Text.Json.Nodes;
using Alokon.Engine.Definitions;
using Alokon.Engine.Running;
using Xunit;

namespace Alokon.Tests.Engine.JavaScript;

/// <summary>The activity that runs a script: what it puts out, which way it takes, and what publishing says of it.</summary>
public sealed class RunJavaScriptTests
{
    [Fact]
    public void The_value_of_the_script_is_the_result_and_goes_where_the_definition_binds_it()
    {
        var script = Script("variables.Jumlah * 2");
        script["result"] = new JsonObject { ["typeName"] = "Object", ["memoryReference"] = new JsonObject { ["id"] = "Jumlah" } };

        var run = Run(Make.Sequence("urut", script, Make.LineOf("Jumlah", "tulis"))).Value;

        Assert.Equal(["14"], run.Lines);
        Assert.Equal("14", run.State.Outputs["skrip"]!["result"]!.ToString());
    }

    [Fact]
    public void It_writes_variables_and_survives_a_suspension()
    {
        var walk = new Walk(Make.Workflow(
            Make.Sequence("urut", Script("setVariable('Jumlah', 8); 'selesai'"), Make.Ask("AskA"), Make.Node("Elsa.WriteLine", "tulis", ("text", Make.Expression("JavaScript", "`${getLastResult()} ${getVariable('Jumlah')}`")))),
            ("Jumlah", "Int32", 7)));

        Assert.Equal(["selesai 8"], walk.Answer("AskA", "Done").Lines);
    }

    [Theory]
    [InlineData("1", "Done")]
    [InlineData("setOutcome('besar')", "besar")]
    [InlineData("setOutcome('kecil'); setOutcome('besar')", "besar")]
    [InlineData("setOutcomes(['kecil', 'besar', 'kecil'])", "besar kecil")]
    [InlineData("if (variables.Jumlah > 5) { setOutcome('besar') } else { setOutcome('kecil') }", "besar")]
    [InlineData("setOutcome('Done')", "Done")]
    public void The_script_says_which_ways_go_on(string script, string ways) =>
        Assert.Equal(ways.Split(' '), Run(Chart(Script(script, "besar", "kecil"))).Value.Lines);

    [Theory]
    [InlineData("")]
    [InlineData("  ")]
    public void Without_a_script_there_is_nothing_to_do(string script)
    {
        var run = Run(Chart(Script(script))).Value;

        Assert.Equal(["Done"], run.Lines);
        Assert.Null(run.State.Outputs["skrip"]);
    }

    [Fact]
    public void A_script_without_a_value_sets_no_result() => Assert.Null(Run(Script("null")).Value.State.Outputs["skrip"]);

    [Theory]
    [InlineData("setOutcome('lain')", "'lain'")]
    [InlineData("setOutcome('be' + 'sarr')", "'besarr'")]
    [InlineData("setOutcome(5)", "an outcome is a name")]
    [InlineData("setOutcomes('besar')", "a list of names")]
    [InlineData("setOutcomes([])", "a list of names")]
    [InlineData("throw 'rusak'", "rusak")]
    [InlineData("while (true) {}", "statements")]
    public void What_goes_wrong_in_it_is_an_incident_of_the_activity(string script, string says)
    {
        var state = Run(Chart(Script("variables.Jumlah = 9; " + script, "besar", "kecil"))).Value.State;

        var incident = Assert.Single(state.Incidents!);
        Assert.Equal("skrip", incident.ActivityId);
        Assert.Contains(says, incident.Message, StringComparison.Ordinal);
        Assert.Equal("7", state.Variables["Jumlah"]!.ToString());
    }

    [Fact]
    public void An_expression_has_no_ways_to_choose()
    {
        var line = Make.Node("Elsa.WriteLine", "tulis", ("text", Make.Expression("JavaScript", "setOutcome('besar')")));

        Assert.Equal(["script-without-outcomes"], Findings(line).Select(finding => finding.Code));
        Assert.Contains("setOutcome", Assert.Single(Run(line).Value.State.Incidents!).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_script_that_is_made_when_the_case_runs_is_refused()
    {
        var made = Make.Node("Elsa.RunJavaScript", "skrip", ("script", Make.Expression("JavaScript", "'1 + 1'")));

        Assert.Equal([("script-not-written", Severity.Error)], Findings(made).Select(finding => (finding.Code, finding.Severity)));
        Assert.Contains("written in the definition", Assert.Single(Run(made).Value.State.Incidents!).Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("var a = 1;\nvar b = a?.c;", "broken-script", "baris 2, kolom 10")]
    [InlineData("eval('1')", "broken-script", "eval")]
    [InlineData("setOutcome('lain')", "script-outcome-unknown", "lain")]
    [InlineData("setOutcomes(['besar', 'lain'])", "script-outcome-unknown", "lain")]
    public void What_cannot_run_blocks_publishing(string script, string code, string says)
    {
        var finding = Assert.Single(Findings(Script(script, "besar")));

        Assert.Equal((code, Severity.Error, "skrip"), (finding.Code, finding.Severity, finding.ActivityId));
        Assert.Contains(says, finding.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_script_that_stands_there_as_a_bare_text_is_checked_and_run_too()
    {
        Assert.Equal("broken-script", Assert.Single(Findings(Make.Node("Elsa.RunJavaScript", "skrip", ("script", "1 +")))).Code);
        Assert.Equal("2", Run(Make.Node("Elsa.RunJavaScript", "skrip", ("script", "1 + 1"))).Value.State.Outputs["skrip"]!["result"]!.ToString());
    }

    [Fact]
    public void Its_ways_are_those_that_it_declares_and_Done()
    {
        var lost = Make.Flowchart("flow", [Script("1", "besar"), Make.Line("A"), Make.Line("B"), Make.Line("C")], "skrip:besar -> A", "skrip -> B", "skrip:raksasa -> C");

        Assert.Equal(["unknown-port"], Findings(lost).Select(finding => finding.Code));
    }

    private static JsonObject Script(string script, params string[] outcomes) => Make.Node(
        "Elsa.RunJavaScript",
        "skrip",
        ("script", Make.Expression("Literal", script)),
        ("possibleOutcomes", Make.Expression("Object", new JsonArray([.. outcomes.Select(JsonNode (outcome) => outcome)]).ToJsonString())));

    private static JsonObject Chart(JsonObject script) => Make.Flowchart(
        "flow",
        [script, Make.Line("besar"), Make.Line("kecil"), Make.Line("Done")],
        "skrip:besar -> besar",
        "skrip:kecil -> kecil",
        "skrip -> Done");

    private static Alokon.Engine.Outcome<DryRunResult> Run(JsonObject root) => Given.Run(Make.Workflow((JsonObject)root.DeepClone(), ("Jumlah", "Int32", 7)));

    private static IReadOnlyList<Finding> Findings(JsonObject root) => DefinitionValidator.Check(Make.Workflow((JsonObject)root.DeepClone(), ("Jumlah", "Int32", 7)), Given.Registry, _ => true);
}
