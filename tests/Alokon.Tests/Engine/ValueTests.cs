using System.Text.Json.Nodes;
using Alokon.Engine.Definitions;
using Alokon.Engine.Running;
using Xunit;

namespace Alokon.Tests.Engine;

/// <summary>What variables and outputs hold, and that containers hold any number of activities.</summary>
public sealed class ValueTests
{
    [Theory]
    [InlineData("Elsa.Sequence", 0)]
    [InlineData("Elsa.Sequence", 1)]
    [InlineData("Elsa.Sequence", 7)]
    [InlineData("Elsa.Parallel", 0)]
    [InlineData("Elsa.Parallel", 7)]
    public void A_container_of_any_number_of_activities_runs_them_all(string type, int count)
    {
        string[] ids = [.. Enumerable.Range(1, count).Select(i => $"baris{i}")];
        var root = new JsonObject
        {
            ["id"] = "wadah",
            ["type"] = type,
            ["activities"] = new JsonArray([.. ids.Select(id => (JsonNode)Given.WriteLine(id, id))]),
        };

        var run = Given.Run(Given.Workflow(root)).Value;

        Assert.Equal(ids, run.Lines);
        Assert.True(run.State.IsFinished);
    }

    [Fact]
    public void A_container_holds_variables_of_many_types()
    {
        var walk = new Walk(Given.Parse("""
            { "definitionId": "uji", "root": { "id": "urut", "type": "Elsa.Sequence",
              "variables": [
                { "id": "a", "name": "A", "typeName": "Int32", "value": "3" }, { "id": "b", "name": "B", "typeName": "Boolean", "value": "True" },
                { "id": "c", "name": "C", "typeName": "Decimal", "value": "1.5" }, { "id": "d", "name": "D", "typeName": "String", "value": "teks" }],
              "activities": [{ "id": "AskA", "type": "Test.Step" }] } }
            """));

        var held = walk.State.Executions.Single(e => e.ActivityId == "urut").Variables;

        Assert.Equal("""{"a":3,"b":true,"c":1.5,"d":"teks"}""", held.ToJsonString());
    }

    [Fact]
    public void A_value_may_have_members_of_any_name()
    {
        const string value = """{"$id":"1","$values":[1,2],"$ref":"x","type":"Literal"}""";

        var walk = new Walk(Given.Parse($$"""
            { "definitionId": "uji", "variables": [{ "id": "v", "name": "V", "typeName": "Object" }],
              "root": { "id": "urut", "type": "Elsa.Sequence", "activities": [
                { "id": "isi", "type": "Elsa.SetVariable", "variable": { "id": "v", "name": "V" }, "value": { "typeName": "Object", "expression": { "type": "Object", "value": {{JsonValue.Create(value).ToJsonString()}} } } },
                { "id": "AskA", "type": "Test.Step" }] } }
            """));

        Assert.Equal(value, walk.Answer("AskA", "Done").State.Variables["v"]!.ToJsonString());
    }

    [Fact]
    public void A_list_in_a_variable_survives_suspension()
    {
        var walk = new Walk(Given.Parse("""
            { "definitionId": "uji", "variables": [{ "id": "v", "name": "V", "typeName": "String", "isArray": true, "value": "[\"satu\",\"dua\"]" }],
              "root": { "id": "urut", "type": "Elsa.Sequence", "activities": [
                { "id": "AskA", "type": "Test.Step" },
                { "id": "setiap", "type": "Elsa.ForEach", "items": { "typeName": "Object", "expression": { "type": "Variable", "value": { "id": "v", "name": "V" } } },
                  "body": { "id": "tulis", "type": "Elsa.WriteLine", "text": { "typeName": "String", "expression": { "type": "Variable", "value": { "name": "CurrentValue" } } } } }] } }
            """));

        Assert.Equal(["satu", "dua"], walk.Answer("AskA", "Done").Lines);
    }

    [Fact]
    public void An_output_that_the_definition_binds_is_an_output_of_the_workflow()
    {
        var walk = new Walk(Given.Parse("""
            { "definitionId": "uji", "outputs": [{ "type": "String", "name": "hasil" }],
              "root": { "id": "AskA", "type": "Test.Step", "answer": { "typeName": "String", "memoryReference": { "id": "hasil" } } } }
            """));

        Assert.Equal("setuju", walk.Answer("AskA", "setuju").State.Output["hasil"]!.GetValue<string>());
    }

    [Fact]
    public void What_a_call_carries_and_what_stands_after_its_question_mark_is_put_out()
    {
        var definition = Given.Parse("""
            { "definitionId": "uji", "root": { "id": "pintu", "type": "Elsa.HttpEndpoint", "path": "stok/habis", "supportedMethods": ["POST"] } }
            """);
        var stimulus = new Stimulus(Guid.Empty, Given.Now);
        var waiting = Burst.Start(definition, Given.Registry, stimulus, [], []).Value.State;
        var call = new JsonObject { ["payload"] = new JsonObject { ["content"] = new JsonObject { ["kode"] = "STK3" }, ["query"] = new JsonObject { ["jumlah"] = "7", ["kosong"] = "" } } };

        var outputs = Burst.Resume(definition, Given.Registry, stimulus, waiting, Assert.Single(waiting.Bookmarks).Id, call).Value.State.Outputs["pintu"]!;

        Assert.Equal("""{"kode":"STK3"}""", outputs["parsedContent"]!.ToJsonString());
        Assert.Equal("""{"jumlah":"7","kosong":""}""", outputs["queryStringData"]!.ToJsonString());
    }

    [Fact]
    public void An_output_of_a_workflow_inside_another_is_set_by_SetOutput()
    {
        var inner = Given.Parse("""
            { "id": "dalam-v1", "definitionId": "dalam", "version": 1, "outputs": [{ "name": "Hasil", "type": "Object" }],
              "root": { "id": "isi", "type": "Elsa.SetOutput", "outputName": "Hasil", "outputValue": "dari dalam" } }
            """);
        var outer = Given.Parse("""
            { "definitionId": "luar", "variables": [{ "id": "v", "name": "V", "typeName": "Object" }],
              "root": { "id": "anak", "type": "Dalam", "version": 1, "workflowDefinitionId": "dalam", "workflowDefinitionVersionId": "dalam-v1",
                "hasil": { "typeName": "Object", "memoryReference": { "id": "v" } } } }
            """);

        var run = Given.Run(DefinitionLinker.Link(outer, (_, reference) => reference.ChooseFrom([inner, outer]))).Value;

        Assert.Equal("dari dalam", run.State.Variables["v"]!.GetValue<string>());
    }
}
