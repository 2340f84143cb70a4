using System.Text.Json.Nodes;
using Alokon.Engine.Expressions;
using Xunit;

namespace Alokon.Tests.Engine;

/// <summary>Values are brought to the type that the definition declares; Studio sends nearly everything as text.</summary>
public sealed class CoercionTests
{
    [Theory]
    [InlineData("String", "12", "\"12\"")]
    [InlineData("String", "true", "\"true\"")]
    [InlineData("String", "\"\"", "\"\"")]
    [InlineData("String", "[1,2]", "\"[1,2]\"")]
    public void Anything_can_be_text(string type, string value, string expected) => Assert.Equal(expected, To(type, value));

    [Theory]
    [InlineData("true", "true")]
    [InlineData("\"true\"", "true")]
    [InlineData("\"False\"", "false")]
    [InlineData("\"\"", "null")]
    public void A_boolean_may_come_as_text(string value, string expected) => Assert.Equal(expected, To("Boolean", value));

    [Theory]
    [InlineData("Int32", "\"12\"", "12")]
    [InlineData("Int32", "\" -3 \"", "-3")]
    [InlineData("Int32", "\"12.0\"", "12")]
    [InlineData("Int32", "4", "4")]
    [InlineData("Int32", "4.0", "4")]
    [InlineData("Int32", "\"  \"", "null")]
    [InlineData("Int64", "\"9223372036854775807\"", "9223372036854775807")]
    [InlineData("Int64", "9007199254740993", "9007199254740993")]
    [InlineData("Int16", "\"7\"", "7")]
    [InlineData("Byte", "255", "255")]
    public void A_whole_number_may_come_as_text(string type, string value, string expected) => Assert.Equal(expected, To(type, value));

    [Theory]
    [InlineData("Double", "\"2.5\"", "2.5")]
    [InlineData("Single", "\"1e3\"", "1000")]
    [InlineData("Double", "7", "7")]
    [InlineData("Decimal", "\"0.10\"", "0.10")]
    [InlineData("Decimal", "0.1", "0.1")]
    public void A_number_may_come_as_text(string type, string value, string expected) => Assert.Equal(expected, To(type, value));

    [Theory]
    [InlineData("DateTime", "2026-03-02")]
    [InlineData("DateTime", "2026-03-02T08:00:00")]
    [InlineData("DateTimeOffset", "2026-03-02T08:00:00+07:00")]
    [InlineData("DateTimeOffset", "2026-03-02T01:00:00.000Z")]
    [InlineData("TimeSpan", "00:05:00")]
    [InlineData("TimeSpan", "1.02:03:04")]
    [InlineData("TimeSpan", "PT5M")]
    public void Times_are_texts_and_stay_as_they_are_written(string type, string text) =>
        Assert.Equal(text, Coercion.To(type, JsonValue.Create(text))!.GetValue<string>());

    [Fact]
    public void A_guid_is_written_in_one_way() =>
        Assert.Equal("\"0198c000-0000-7000-8000-000000000001\"", To("Guid", "\"{0198C000-0000-7000-8000-000000000001}\""));

    [Theory]
    [InlineData("Object", "\"{ \\\"a\\\": 1 }\"", "{\"a\":1}")]
    [InlineData("Object", "\"[1]\"", "[1]")]
    [InlineData("Object", "\"[bukan JSON\"", "\"[bukan JSON\"")]
    [InlineData("Object", "\"12\"", "\"12\"")]
    [InlineData("Object", "\"\"", "\"\"")]
    [InlineData("JsonObject", "\"{ \\\"a\\\": 1 }\"", "{\"a\":1}")]
    [InlineData("ObjectDictionary", "{\"a\":1}", "{\"a\":1}")]
    [InlineData("ObjectDictionary", "\"\"", "null")]
    [InlineData("JsonArray", "\"[1, \\\"x\\\"]\"", "[1,\"x\"]")]
    public void An_object_may_come_as_text(string type, string value, string expected) => Assert.Equal(expected, To(type, value));

    [Theory]
    [InlineData("Int32[]", "[\"1\",2]", "[1,2]")]
    [InlineData("Int32[]", "\"[1, 2]\"", "[1,2]")]
    [InlineData("List<String>", "[1,null]", "[\"1\",null]")]
    [InlineData("ICollection<Int32?>", "[\"\"]", "[null]")]
    [InlineData("Object[]", "[{\"a\":1}]", "[{\"a\":1}]")]
    [InlineData("Int32[][]", "[[\"1\"],[]]", "[[1],[]]")]
    public void Each_item_of_a_list_is_brought_to_its_type(string type, string value, string expected) => Assert.Equal(expected, To(type, value));

    [Theory]
    [InlineData("System.Int32, System.Private.CoreLib", "\"3\"", "3")]
    [InlineData("System.Int32, System.Private.CoreLib, Version=10.0.0.0, Culture=neutral, PublicKeyToken=7cec85d7bea7798e", "\"3\"", "3")]
    [InlineData("System.Nullable`1[[System.Boolean, System.Private.CoreLib]], System.Private.CoreLib", "\"true\"", "true")]
    [InlineData("System.Collections.Generic.List`1[[System.Int32, System.Private.CoreLib]], System.Private.CoreLib", "[\"3\"]", "[3]")]
    [InlineData("System.Int32[], System.Private.CoreLib", "[\"3\"]", "[3]")]
    [InlineData("System.Collections.Generic.IDictionary`2[[System.String],[System.Object]]", "\"{}\"", "{}")]
    [InlineData("IDictionary<String, Object>", "\"{}\"", "{}")]
    [InlineData("System.Text.Json.Nodes.JsonObject, System.Text.Json", "\"{}\"", "{}")]
    public void A_NET_name_means_its_alias(string type, string value, string expected) => Assert.Equal(expected, To(type, value));

    [Theory]
    [InlineData("Elsa.Workflows.Activities.Flowchart.Models.FlowJoinMode, Elsa.Workflows.Core", "\"WaitAll\"")]
    [InlineData("Elsa.Workflows.Activities.Flowchart.Models.FlowJoinMode, Elsa.Workflows.Core", "1")]
    [InlineData("Dinkes.Stok, Dinkes", "{\"a\":\"1\"}")]
    [InlineData("Any", "\"12\"")]
    public void What_is_declared_elsewhere_stays_as_it_is(string type, string value) => Assert.Equal(value, To(type, value));

    [Theory]
    [InlineData("Boolean", "\"ya\"")]
    [InlineData("Boolean", "1")]
    [InlineData("Int32", "\"dua\"")]
    [InlineData("Int32", "2.5")]
    [InlineData("Int32", "2147483648")]
    [InlineData("Int32", "true")]
    [InlineData("Int32", "[1]")]
    [InlineData("Byte", "256")]
    [InlineData("Int64", "1e300")]
    [InlineData("Double", "\"1,5\"")]
    [InlineData("Double", "\"NaN\"")]
    [InlineData("Decimal", "{}")]
    [InlineData("DateTime", "\"02/03/2026\"")]
    [InlineData("DateTime", "\"2026-02-30\"")]
    [InlineData("DateTimeOffset", "5")]
    [InlineData("TimeSpan", "\"P3M\"")]
    [InlineData("TimeSpan", "5")]
    [InlineData("Guid", "\"bukan\"")]
    [InlineData("JsonObject", "[1]")]
    [InlineData("JsonObject", "\"teks\"")]
    [InlineData("ObjectDictionary", "5")]
    [InlineData("Int32[]", "5")]
    [InlineData("Int32[]", "\"teks\"")]
    public void A_fault_names_the_type_and_the_value(string type, string value)
    {
        var fault = Assert.Throws<ExpressionFault>(() => To(type, value));
        Assert.Contains($"type {type}", fault.Message, StringComparison.Ordinal);
        Assert.EndsWith($"but it is {value}", fault.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_fault_in_a_list_names_the_item() =>
        Assert.EndsWith("but it is \"x\"; it is item 1 of a Int32[]", Assert.Throws<ExpressionFault>(() => To("Int32[]", "[1,\"x\"]")).Message, StringComparison.Ordinal);

    [Fact]
    public void A_fault_shows_the_beginning_of_a_long_value() =>
        Assert.True(Assert.Throws<ExpressionFault>(() => To("Int32", $"\"{new string('x', 5000)}\"")).Message.Length < 200);

    [Fact]
    public void What_fits_already_is_not_copied()
    {
        JsonNode list = new JsonArray(1, 2);
        Assert.Same(list, Coercion.To("Int32[]", list));
    }

    [Fact]
    public void No_value_is_of_every_type() => Assert.Null(Coercion.To("Int32", null));

    [Fact]
    public void A_variable_that_is_a_list_has_items_of_its_type()
    {
        var declared = VariableDeclaration.ReadAll(JsonNode.Parse("""[{ "id": "v", "name": "Jumlah", "typeName": "Int32", "isArray": true, "value": "[\"1\", 2]" }]"""));
        Assert.Equal("[1,2]", Assert.Single(declared).Initial()!.ToJsonString());
    }

    private static string To(string type, string value) => Coercion.To(type, JsonNode.Parse(value))?.ToJsonString() ?? "null";
}
