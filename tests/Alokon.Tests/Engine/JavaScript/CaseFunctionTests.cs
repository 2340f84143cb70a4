using System.Text.Json.Nodes;
using Xunit;

namespace Alokon.Tests.Engine.JavaScript;

/// <summary>Elsa's functions over a case.</summary>
public sealed class CaseFunctionTests
{
    private readonly Js _case = new()
    {
        Variables = { ["Jumlah"] = 5, ["nama kota"] = "Purwodadi", ["Daftar"] = new JsonArray(1, 2) },
        Inputs = { ["pesan"] = "Halo", ["Daftar Faskes"] = new JsonArray("A") },
        Outputs = { [("Hitung", "total")] = 7, [("Hitung", "sisa")] = 2, [("Tanya", "result")] = "ya" },
        CorrelationId = "K-1",
        InstanceName = "Grobogan",
    };

    [Theory]
    [InlineData("getWorkflowDefinitionId()", "\"spmb\"")]
    [InlineData("getWorkflowDefinitionVersionId()", "\"spmb-v3\"")]
    [InlineData("getWorkflowDefinitionVersion()", "3")]
    [InlineData("getWorkflowInstanceId()", "\"0198c000-0000-7000-8000-000000000001\"")]
    [InlineData("getCorrelationId()", "\"K-1\"")]
    [InlineData("getWorkflowInstanceName()", "\"Grobogan\"")]
    public void A_script_knows_where_it_runs(string script, string value) => Assert.Equal(value, _case.Run(script));

    [Theory]
    [InlineData("getVariable('Jumlah')", "5")]
    [InlineData("getVariable('tidak ada')", "null")]
    [InlineData("variables.Jumlah", "5")]
    [InlineData("variables['nama kota']", "\"Purwodadi\"")]
    [InlineData("Object.keys(variables)", "[\"Jumlah\",\"nama kota\",\"Daftar\"]")]
    [InlineData("getJumlah() + 1", "6")]
    [InlineData("getNamaKota()", "\"Purwodadi\"")]
    [InlineData("getInput('pesan')", "\"Halo\"")]
    [InlineData("getInput('tidak ada')", "null")]
    [InlineData("getPesan()", "\"Halo\"")]
    [InlineData("getDaftarFaskes()", "[\"A\"]")]
    [InlineData("getOutputFrom('Hitung', 'sisa')", "2")]
    [InlineData("getOutputFrom('Hitung')", "7")]
    [InlineData("getOutputFrom('tidak ada')", "null")]
    [InlineData("getSisaFromHitung()", "2")]
    [InlineData("getResultFromTanya()", "\"ya\"")]
    [InlineData("getLastResult()", "\"ya\"")]
    public void A_script_reads_variables_inputs_and_outputs(string script, string value) => Assert.Equal(value, _case.Run(script));

    [Theory]
    [InlineData("setVariable('Jumlah', 6); getJumlah() + variables.Jumlah", "12", "6")]
    [InlineData("variables.Jumlah += 2; getVariable('Jumlah')", "7", "7")]
    [InlineData("setJumlah('9'); variables.Jumlah", "\"9\"", "\"9\"")]
    [InlineData("setVariable('Jumlah', undefined); 1", "1", "null")]
    public void What_it_writes_it_reads_and_the_case_keeps(string script, string value, string kept)
    {
        Assert.Equal(value, _case.Run(script));
        Assert.Equal(kept, _case.Variables["Jumlah"]?.ToJsonString() ?? "null");
    }

    [Fact]
    public void A_list_that_it_changes_inside_is_kept_too()
    {
        _case.Run("variables.Daftar.push(3)");
        Assert.Equal("[1,2,3]", _case.Variables["Daftar"]!.ToJsonString());
    }

    [Fact]
    public void A_list_that_it_only_reads_is_not_written()
    {
        var before = _case.Variables["Daftar"];
        _case.Run("variables.Daftar.length");
        Assert.Same(before, _case.Variables["Daftar"]);
    }

    [Theory]
    [InlineData("setVariable('Baru', 1)")]
    [InlineData("variables.Baru = 1")]
    public void A_variable_that_nobody_declares_cannot_be_written(string script) =>
        Assert.Contains("Expected variable 'Baru' to be declared", Js.Fault(script).Message, StringComparison.Ordinal);

    [Fact]
    public void A_script_that_fails_has_changed_nothing()
    {
        Assert.ThrowsAny<Exception>(() => _case.Run("variables.Jumlah = 9; variables.Daftar.push(3); setCorrelationId('K-2'); setWorkflowInstanceName('x'); throw 'habis'"));

        Assert.Equal("5", _case.Variables["Jumlah"]!.ToJsonString());
        Assert.Equal("[1,2]", _case.Variables["Daftar"]!.ToJsonString());
        Assert.Equal(("K-1", "Grobogan"), (_case.CorrelationId, _case.InstanceName));
    }

    [Fact]
    public void It_correlates_and_names_its_case()
    {
        Assert.Equal("\"K-2 SPMB\"", _case.Run("setCorrelationId('K-2'); setWorkflowInstanceName('SPMB'); getCorrelationId() + ' ' + getWorkflowInstanceName()"));
        Assert.Equal(("K-2", "SPMB"), (_case.CorrelationId, _case.InstanceName));

        _case.Run("setCorrelationId(null)");
        Assert.Null(_case.CorrelationId);
    }

    [Theory]
    [InlineData("[isNullOrEmpty(null), isNullOrEmpty(''), isNullOrEmpty(' '), isNullOrEmpty(undefined)]", "[true,true,false,true]")]
    [InlineData("[isNullOrWhiteSpace(null), isNullOrWhiteSpace(' \\t'), isNullOrWhiteSpace('a')]", "[true,true,false]")]
    [InlineData("parseGuid('{0198C000-0000-7000-8000-000000000001}')", "\"0198c000-0000-7000-8000-000000000001\"")]
    [InlineData("toJson({ a: [1, 'x', null] }) === '{\"a\":[1,\"x\",null]}'", "true")]
    [InlineData("bytesFromString('é')", "[195,169]")]
    [InlineData("bytesToString([72, 97, 108, 111])", "\"Halo\"")]
    [InlineData("bytesToBase64([1, 2, 255])", "\"AQL/\"")]
    [InlineData("bytesToBase64([1, 2, -1])", "\"AQL/\"")]
    [InlineData("bytesFromBase64('AQL/')", "[1,2,255]")]
    [InlineData("stringToBase64('Halo')", "\"SGFsbw==\"")]
    [InlineData("stringFromBase64('SGFsbw==')", "\"Halo\"")]
    public void It_converts_as_in_Elsa(string script, string value) => Assert.Equal(value, Js.Value(script));

    [Theory]
    [InlineData("parseGuid('bukan')", "'bukan' is not a Guid")]
    [InlineData("bytesToString('teks')", "a list of bytes")]
    [InlineData("bytesFromBase64('?')", "a text in base64")]
    public void What_cannot_be_converted_is_an_error_of_the_script(string script, string message)
    {
        Assert.Contains(message, Js.Fault(script).Message, StringComparison.Ordinal);
        Assert.Equal("\"tertangkap\"", Js.Value($"try {{ {script} }} catch (e) {{ 'tertangkap' }}"));
    }

    [Theory]
    [InlineData("[newGuid(), newGuidString()]", "[\"00000001-0000-0000-0000-000000000000\",\"00000002-0000-0000-0000-000000000000\"]")]
    [InlineData("newShortGuid()", "\"AQAAAAAAAAAAAAAAAAAAAA\"")]
    [InlineData("[getGuidString(), getShortGuid()]", "[\"00000001-0000-0000-0000-000000000000\",\"AgAAAAAAAAAAAAAAAAAAAA\"]")]
    public void Ids_come_from_the_counter_of_the_case(string script, string value) => Assert.Equal(value, Js.Value(script));

    [Fact]
    public void Chance_is_the_same_in_a_replay()
    {
        const string script = "var a = [Math.random(), Math.random(), Math.random()]; [a[0] === a[1], a.filter(x => x >= 0 && x < 1).length, a]";
        Assert.StartsWith("[false,3,", Js.Value(script), StringComparison.Ordinal);
        Assert.Equal(Js.Value(script), Js.Value(script));
    }

    [Theory]
    [InlineData("new Date()", "\"2026-03-02T01:30:00.000Z\"")]
    [InlineData("Date.now() === +new Date()", "true")]
    [InlineData("[new Date().getHours(), new Date().getTimezoneOffset()]", "[1,0]")]
    [InlineData("new Date(2026, 0, 5)", "\"2026-01-05T00:00:00.000Z\"")]
    [InlineData("new Date('2026-03-02').toISOString()", "\"2026-03-02T00:00:00.000Z\"")]
    [InlineData("new Date('2026-03-02T08:00:00+07:00')", "\"2026-03-02T01:00:00.000Z\"")]
    [InlineData("new Date(new Date('2026-03-31').getTime() + 24 * 3600 * 1000)", "\"2026-04-01T00:00:00.000Z\"")]
    [InlineData("isNaN(new Date('besok').getTime())", "true")]
    [InlineData("Date.UTC(2026, 2, 2) === Date.parse('2026-03-02')", "true")]
    public void Now_is_the_time_of_the_stimulus_and_local_time_is_UTC(string script, string value) => Assert.Equal(value, Js.Value(script));
}
