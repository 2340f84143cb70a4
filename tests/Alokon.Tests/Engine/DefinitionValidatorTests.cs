using System.Text.Json.Nodes;
using Alokon.Engine.Definitions;
using Xunit;

namespace Alokon.Tests.Engine;

public sealed class DefinitionValidatorTests
{
    [Fact]
    public void The_SOP_of_Grobogan_has_no_fault() =>
        Assert.Empty(Findings(Given.Parse(Given.Grobogan)));

    [Fact]
    public void A_step_without_a_role_is_named_with_its_line()
    {
        var finding = Assert.Single(Broken("teliti", step => step["role"]!["expression"]!["value"] = ""));

        Assert.Equal(("step-without-role", "teliti", Severity.Error), (finding.Code, finding.ActivityId, finding.Severity));
        Assert.True(finding.Line > 1);
    }

    [Theory]
    [InlineData("")]
    [InlineData("{}")]
    [InlineData("""{"amount":30}""")]
    public void A_step_without_a_time_standard_is_named(string standard) =>
        Assert.Equal([("step-without-standard", "teliti")], Pairs(Broken("teliti", step => step["standard"]!["expression"]!["value"] = standard)));

    [Fact]
    public void A_step_that_leaves_its_time_standard_out_is_named() =>
        Assert.Equal([("step-without-standard", "teliti")], Pairs(Broken("teliti", step => step.Remove("standard"))));

    [Fact]
    public void A_role_that_the_case_gives_is_no_fault() =>
        Assert.Empty(Broken("teliti", step => step["role"] = JsonNode.Parse("""{ "typeName": "String", "expression": { "type": "Input", "value": { "name": "kind" } } }""")));

    [Fact]
    public void A_document_without_a_template_is_named() =>
        Assert.Equal([("missing-template", "kirim")], Pairs(DefinitionValidator.Check(Given.Parse(Given.Grobogan), Given.Registry, code => code != "SBBK")));

    [Fact]
    public void An_outcome_that_leads_nowhere_is_a_dead_end() =>
        Assert.Equal(
            [("unreachable-step", "akhir-ditolak"), ("dead-end", "disposisi")],
            Pairs(WithoutArrows(c => c["source"]!["activity"]!.GetValue<string>() == "disposisi" && c["source"]!["port"]!.GetValue<string>() == "tolak")));

    [Fact]
    public void A_step_to_which_no_arrow_leads_is_unreachable() =>
        Assert.Contains(("unreachable-step", "arsip"), Pairs(WithoutArrows(c => c["target"]!["activity"]!.GetValue<string>() == "arsip")));

    [Fact]
    public void A_loop_without_a_way_out_is_a_dead_end() =>
        Assert.Equal([("dead-end", "A"), ("dead-end", "B"), ("dead-end", "mulai")], Pairs(Findings(Given.Flow(["mulai -> A", "A -> B", "B -> A"]))).Order());

    [Fact]
    public void A_loop_that_is_entered_from_the_side_is_named() =>
        Assert.Equal([("invalid-loop", "D")], Pairs(Findings(Given.Flow(["mulai -> A", "A -> B", "mulai -> C", "C -> D", "B -> D", "D -> B", "D -> End"]))));

    [Fact]
    public void A_port_that_the_step_does_not_have_is_named() =>
        Assert.Equal([("unknown-port", "AskA")], Pairs(Findings(Given.Flow(["mulai -> AskA", "AskA -> End", "AskA:setuju -> End"]))));

    [Theory]
    [InlineData("""{ "id": "f", "type": "Elsa.Flowchart", "activities": [], "connections": [] }""", "no-start", "f")]
    [InlineData("""{ "id": "f", "type": "Elsa.Flowchart", "activities": [{ "id": "a", "type": "Elsa.Start" }], "connections": [{ "source": { "activity": "a" }, "target": { "activity": "hilang" } }] }""", "broken-connection", "a")]
    [InlineData("""{ "id": "w", "type": "Elsa.WriteLine", "text": { "typeName": "String", "expression": { "type": "Liquid", "value": "x" } } }""", "unknown-expression", "w")]
    [InlineData("""{ "id": "w", "type": "Elsa.WriteLine", "text": { "typeName": "String", "expression": { "type": "Object", "value": "{oops" } } }""", "broken-expression", "w")]
    [InlineData("""{ "id": "v", "type": "Elsa.SetVariable", "variable": { "id": "x", "name": "Hilang" }, "value": "1" }""", "unknown-variable", "v")]
    [InlineData("""{ "id": "x", "type": "Elsa.Nothing" }""", "unknown-activity", "x")]
    public void What_cannot_run_is_named(string root, string code, string activity) =>
        Assert.Equal([(code, activity)], Pairs(Findings(Given.Workflow(JsonNode.Parse(root)!.AsObject()))));

    [Theory]
    [InlineData("Elsa.WriteHttpResponse", "dijawab 202", "Elsa.SendHttpRequest")]
    [InlineData("Elsa.WriteFileHttpResponse", "dijawab 202", "Elsa.SendHttpRequest")]
    [InlineData("Elsa.DownloadHttpFile", "berkas unduhan", "RunTask")]
    [InlineData("Elsa.FlowSendHttpRequest", "expectedStatusCodes", "Elsa.SendHttpRequest")]
    [InlineData("Elsa.RunCSharp", "tidak dapat dibatasi", "Elsa.RunJavaScript")]
    [InlineData("Elsa.RunPython", "tidak dapat dibatasi", "Elsa.RunJavaScript")]
    [InlineData("Elsa.SendEmail", "surel", "RunTask")]
    [InlineData("Elsa.StateMachine", "Gambar ulang", "Elsa.Flowchart")]
    [InlineData("Elsa.BpmnProcess", "Gambar ulang", "Elsa.Flowchart")]
    [InlineData("Elsa.UserTask", "langkah SOP", "pelaksana")]
    [InlineData("Elsa.ReadLine", "langkah SOP", "formulir")]
    [InlineData("Elsa.NotFoundActivity", "hilang ketika", "Hapus")]
    public void An_activity_of_Elsa_s_that_is_not_run_here_says_why_and_what_to_draw_instead(string type, string why, string instead)
    {
        var finding = Assert.Single(Findings(Given.Workflow(new JsonObject { ["id"] = "x", ["type"] = type })));

        Assert.Equal(("unknown-activity", Severity.Error), (finding.Code, finding.Severity));
        Assert.StartsWith($"x: Kegiatan {type} tidak dijalankan di sini", finding.Message, StringComparison.Ordinal);
        Assert.Contains(why, finding.Message, StringComparison.Ordinal);
        Assert.Contains(instead, finding.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_flowchart_whose_every_activity_is_entered_has_no_start() =>
        Assert.Contains(("no-start", "flow"), Pairs(Findings(Given.Flow(["A -> B", "B -> A"]))));

    private static IReadOnlyList<Finding> Findings(WorkflowDefinition definition) => DefinitionValidator.Check(definition, Given.Registry, _ => true);

    private static IEnumerable<(string Code, string ActivityId)> Pairs(IEnumerable<Finding> findings) => findings.Select(f => (f.Code, f.ActivityId));

    private static IReadOnlyList<Finding> Broken(string activity, Action<JsonObject> breakIt)
    {
        var document = JsonNode.Parse(Given.Grobogan)!;
        breakIt(document["root"]!["activities"]!.AsArray().Single(a => a!["id"]!.GetValue<string>() == activity)!.AsObject());
        return Findings(Given.Parse(document.ToJsonString(new() { WriteIndented = true })));
    }

    private static IReadOnlyList<Finding> WithoutArrows(Predicate<JsonNode> which)
    {
        var document = JsonNode.Parse(Given.Grobogan)!;
        document["root"]!["connections"]!.AsArray().RemoveAll(connection => which(connection!));
        return Findings(Given.Parse(document.ToJsonString()));
    }
}
