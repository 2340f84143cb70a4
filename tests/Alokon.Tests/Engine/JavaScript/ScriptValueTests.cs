using System.Text.Json.Nodes;
using Alokon.Engine.Expressions;
using Xunit;

namespace Alokon.Tests.Engine.JavaScript;

/// <summary>What becomes of values on their way into a script and out of it.</summary>
public sealed class ScriptValueTests
{
    [Theory]
    [InlineData("9007199254740992")]
    [InlineData("-9007199254740992")]
    [InlineData("0.1")]
    [InlineData("\"teks\"")]
    [InlineData("true")]
    [InlineData("null")]
    [InlineData("{\"a\":[1,{\"b\":null}],\"length\":3}")]
    public void A_value_goes_in_and_comes_out_the_same(string json) =>
        Assert.Equal(json, new Js { Variables = { ["V"] = JsonNode.Parse(json) } }.Run("variables.V"));

    [Fact]
    public void Ids_and_times_that_the_host_put_in_are_texts()
    {
        var id = Guid.Parse("0198c000-0000-7000-8000-000000000001");
        var given = new Js { Inputs = { ["Id"] = JsonValue.Create(id), ["Kapan"] = JsonValue.Create(Js.Now) } };
        Assert.Equal($"[\"{id}\",\"string\",true]", given.Run("[getId(), typeof getKapan(), +new Date(getKapan()) === Date.now()]"));
    }

    [Fact]
    public void A_number_that_a_script_would_round_is_refused_by_name() =>
        Assert.Contains("9007199254740993", Assert.Throws<ExpressionFault>(() => new Js { Variables = { ["V"] = 9007199254740993 } }.Run("variables.V + 1")).Message, StringComparison.Ordinal);

    [Theory]
    [InlineData("[1, , undefined]", "[1,null,null]")]
    [InlineData("({ a: undefined })", "{\"a\":null}")]
    [InlineData("[new Number(5), new String('a'), new Boolean(false)]", "[5,\"a\",false]")]
    [InlineData("new Date(NaN)", "null")]
    [InlineData("-0", "0")]
    [InlineData("1 / 4", "0.25")]
    [InlineData("4 / 2", "2")]
    [InlineData("(function () { return arguments; })(1, 'b')", "[1,\"b\"]")]
    [InlineData("var o = Object.create({ warisan: 1 }); o.sendiri = 2; o", "{\"sendiri\":2}")]
    [InlineData("var x = { n: 1 }; [x, x]", "[{\"n\":1},{\"n\":1}]")]
    public void What_a_script_gives_becomes_what_a_case_can_keep(string script, string value) => Assert.Equal(value, Js.Value(script));

    [Theory]
    [InlineData("NaN", "gives NaN")]
    [InlineData("1 / 0", "gives Infinity")]
    [InlineData("function f() { } f", "a function")]
    [InlineData("[() => 1]", "a function")]
    [InlineData("/a/", "a regular expression")]
    [InlineData("var o = {}; o.diri = o; o", "contains itself")]
    public void What_no_case_can_keep_is_a_fault(string script, string expected) =>
        Assert.Contains(expected, Js.Fault(script).Message, StringComparison.Ordinal);
}
