using System.Text.Json.Nodes;
using Alokon.Engine.Definitions;
using Xunit;

namespace Alokon.Tests.Engine.JavaScript;

/// <summary>What publishing says about expressions, before any case meets them.</summary>
public sealed class ScriptFindingTests
{
    [Fact]
    public void A_script_that_runs_has_no_finding() => Assert.Empty(Findings("JavaScript", "const n = getVariable('Jumlah');\n`Ada ${n + variables.Jumlah}`"));

    [Fact]
    public void An_empty_script_gives_nothing_and_has_no_finding() => Assert.Empty(Findings("JavaScript", " "));

    [Theory]
    [InlineData("var a = 1;\nvar b = a?.c;", "baris 2, kolom 10", "optional chaining")]
    [InlineData("1 +", "baris 1, kolom 4", "")]
    [InlineData("getConfig('Sandi')", "baris 1, kolom 1", "getConfig")]
    public void A_script_that_cannot_run_blocks_publishing_with_its_place(string script, string place, string what)
    {
        var finding = Assert.Single(Findings("JavaScript", script));

        Assert.Equal((Severity.Error, "broken-script", "tulis"), (finding.Severity, finding.Code, finding.ActivityId));
        Assert.Contains($"Isian Teks, skrip {place}", finding.Message, StringComparison.Ordinal);
        Assert.Contains(what, finding.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("variables.Sisa")]
    [InlineData("getVariable('Sisa')")]
    [InlineData("setVariable('Sisa', 1)")]
    public void A_variable_that_nobody_declares_is_a_warning(string script)
    {
        var finding = Assert.Single(Findings("JavaScript", script));

        Assert.Equal((Severity.Warning, "script-variable-unknown"), (finding.Severity, finding.Code));
        Assert.Contains("variabel Sisa", finding.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("Liquid", "template JavaScript")]
    [InlineData("CSharp", "kode C#")]
    [InlineData("Python", "Python")]
    [InlineData("Secret", "rahasia")]
    [InlineData("Ular", "tidak dikenal")]
    public void A_type_that_is_not_run_here_blocks_publishing_with_its_reason(string type, string reason)
    {
        var finding = Assert.Single(Findings(type, "x"));

        Assert.Equal((Severity.Error, "unknown-expression"), (finding.Severity, finding.Code));
        Assert.Contains($"ungkapan {type}", finding.Message, StringComparison.Ordinal);
        Assert.Contains(reason, finding.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void The_conditions_of_a_switch_are_read_too()
    {
        var root = new JsonObject
        {
            ["id"] = "pilih",
            ["type"] = "Elsa.Switch",
            ["cases"] = new JsonArray(new JsonObject { ["label"] = "Ada", ["condition"] = new JsonObject { ["type"] = "JavaScript", ["value"] = "a b" } }),
        };

        Assert.Contains(DefinitionValidator.Check(Given.Workflow(root), Given.Registry, _ => true), finding => finding.Code == "broken-script" && finding.Message.Contains("Isian Ada", StringComparison.Ordinal));
    }

    private static IReadOnlyList<Finding> Findings(string type, string value)
    {
        var line = Make.Node("Elsa.WriteLine", "tulis", ("text", Make.Expression(type, value)));
        return [.. DefinitionValidator.Check(Make.Workflow(line, ("Jumlah", "Int32", 1)), Given.Registry, _ => true)];
    }
}
