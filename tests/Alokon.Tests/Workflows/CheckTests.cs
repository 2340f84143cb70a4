using System.Text.Json.Nodes;
using Alokon.Engine.Definitions;
using Alokon.Host;
using Alokon.Sop.People;
using Alokon.Sop.Workflows;
using Alokon.Tests.Engine;
using Xunit;

namespace Alokon.Tests.Workflows;

/// <summary>What is found before an SOP is published, beside the rules of the engine: one fact for each rule, and all in words that name the step.</summary>
public sealed class CheckTests
{
    private static readonly IReadOnlySet<string> Everybody = Roles.All.ToHashSet();

    [Fact]
    public void The_SOP_of_Grobogan_has_no_finding() => Assert.Empty(Findings(_ => { }));

    [Theory]
    [InlineData("""{"kind":"workingDays"}""")]
    [InlineData("""{"kind":"workingDays","amount":0}""")]
    [InlineData("""{"kind":"byZone"}""")]
    [InlineData("""{"kind":"jam","amount":2}""")]
    public void A_time_standard_that_cannot_be_measured_is_an_error(string standard) =>
        Assert.Equal(("broken-standard", "teliti", Severity.Error), One(Findings(sop => Set(sop, "teliti", "standard", "Object", standard))));

    [Fact]
    public void A_document_for_an_outcome_that_the_step_does_not_offer_is_a_warning() =>
        Assert.Equal(
            ("document-never-issued", "kirim", Severity.Warning),
            One(Findings(sop => Set(sop, "kirim", "documents", "Object", """[{"code":"SBBK","outcomes":["terkirim","batal"]}]"""))));

    [Fact]
    public void A_person_who_must_differ_from_a_step_that_is_not_there_is_a_warning() =>
        Assert.Equal(("different-from-unknown", "kirim", Severity.Warning), One(Findings(sop => Set(sop, "kirim", "differentFrom", "Object", """["permohonan","hilang"]"""))));

    [Theory]
    [InlineData("auditor")]
    [InlineData("tukang")]
    public void A_role_that_does_no_work_is_an_error(string role) =>
        Assert.Equal(("role-cannot-work", "kirim", Severity.Error), One(Findings(sop => Set(sop, "kirim", "role", "Literal", role))));

    [Fact]
    public void A_position_that_nobody_holds_is_a_warning_and_no_finding_where_no_office_is_asked()
    {
        var held = Everybody.Except(["gudang"]).ToHashSet();

        Assert.Equal(("position-not-held", "kirim", Severity.Warning), One(Findings(_ => { }, held)));
        Assert.Empty(Findings(_ => { }, null));
    }

    /// <summary>Whatever is wrong, the admin reads the name of the step and of the field, not their ids.</summary>
    [Theory]
    [InlineData("role", "Literal", "", "step-without-role")]
    [InlineData("standard", "Object", "", "step-without-standard")]
    [InlineData("standard", "Object", """{"kind":"jam"}""", "broken-standard")]
    [InlineData("documents", "Object", """[{"code":"HILANG"}]""", "missing-template")]
    [InlineData("documents", "Object", "[oops", "broken-expression")]
    [InlineData("role", "Liquid", "x", "unknown-expression")]
    [InlineData("role", "JavaScript", "eval('x')", "broken-script")]
    [InlineData("role", "Variable", """{"name":"Hilang"}""", "unknown-variable")]
    [InlineData("role", "Literal", "auditor", "role-cannot-work")]
    [InlineData("outcomes", "Object", """[{"key":"terkirim","label":"Sudah dikirim"},{"key":"tunda","label":"Tunda dahulu"}]""", "dead-end")]
    [InlineData("outcomes", "Object", """[{"key":"lain","label":"Lain"}]""", "unknown-port")]
    public void Every_finding_names_the_step_as_the_admin_knows_it(string input, string type, string value, string code)
    {
        var findings = Findings(sop => Set(sop, "kirim", input, type, type == "Variable" ? JsonNode.Parse(value)! : value));

        var finding = Assert.Single(findings, f => f.Code == code);
        Assert.Contains("Mengirimkan alkon", finding.Message);
        Assert.True(finding.Line > 1);
    }

    [Fact]
    public void A_field_and_an_outcome_are_named_as_they_stand_on_the_screen()
    {
        Assert.Contains("Isian Pelaksana ", Assert.Single(Findings(sop => Set(sop, "kirim", "role", "Liquid", "x"))).Message);
        Assert.Contains("Keputusan Tunda dahulu ", Findings(sop => Set(sop, "kirim", "outcomes", "Object", """[{"key":"terkirim","label":"Terkirim"},{"key":"tunda","label":"Tunda dahulu"}]""")).Single(f => f.Code == "dead-end").Message);
    }

    [Fact]
    public void Another_wording_is_another_finding()
    {
        var one = Assert.Single(Findings(sop => Set(sop, "kirim", "differentFrom", "Object", """["hilang"]""")));
        var other = Assert.Single(Findings(sop => Set(sop, "kirim", "differentFrom", "Object", """["raib"]""")));

        Assert.StartsWith("different-from-unknown:kirim:", one.Token);
        Assert.NotEqual(one.Token, other.Token);
    }

    private static (string Code, string ActivityId, Severity Severity) One(IReadOnlyList<Finding> findings) => Assert.Single(findings.Select(f => (f.Code, f.ActivityId, f.Severity)));

    private static IReadOnlyList<Finding> Findings(Action<JsonObject> change) => Findings(change, Everybody);

    private static IReadOnlyList<Finding> Findings(Action<JsonObject> change, IReadOnlySet<string>? held)
    {
        var sop = JsonNode.Parse(Given.Grobogan)!.AsObject();
        change(sop);
        return DefinitionChecks.Check(Given.Parse(sop.ToJsonString(new() { WriteIndented = true })), Composition.Activities, code => code != "HILANG", held);
    }

    private static void Set(JsonObject sop, string step, string input, string type, JsonNode value) =>
        sop["root"]!["activities"]!.AsArray().Single(a => a!["id"]!.ToString() == step)![input] =
            new JsonObject { ["typeName"] = "Object", ["expression"] = new JsonObject { ["type"] = type, ["value"] = value } };
}
