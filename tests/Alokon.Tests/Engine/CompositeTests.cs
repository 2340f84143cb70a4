using System.Text.Json.Nodes;
using Alokon.Engine.Definitions;
using Alokon.Engine.Running;
using Xunit;

namespace Alokon.Tests.Engine;

/// <summary>Workflows that run inside another one, in the same instance.</summary>
public sealed class CompositeTests
{
    private static readonly WorkflowDefinition Inner = Given.Parse("""
        { "id": "dalam-v1", "definitionId": "dalam", "version": 1, "outcomes": ["Ya", "Tidak"],
          "inputs": [{ "name": "Jumlah", "type": "Int32" }], "outputs": [{ "name": "Hasil", "type": "Object" }],
          "variables": [{ "id": "w1", "name": "Catatan", "typeName": "String", "value": "kosong" }],
          "root": { "id": "flow", "type": "Elsa.Flowchart", "activities": [
            { "id": "AskA", "type": "Test.Step" },
            { "id": "salin", "type": "Elsa.SetVariable", "variable": { "id": "w1" }, "value": { "typeName": "Object", "expression": { "type": "Input", "value": { "name": "Jumlah" } } } },
            { "id": "tulis", "type": "Elsa.WriteLine", "text": { "typeName": "String", "expression": { "type": "Variable", "value": { "name": "Catatan" } } } } ],
          "connections": [{ "source": { "activity": "AskA" }, "target": { "activity": "salin" } }, { "source": { "activity": "salin" }, "target": { "activity": "tulis" } }] } }
        """);

    private static readonly WorkflowDefinition Outer = Linked("""
        { "definitionId": "luar", "variables": [{ "id": "v1", "name": "Jumlah", "typeName": "Int32", "value": "7" }],
          "root": { "id": "urut", "type": "Elsa.Sequence", "activities": [
            { "id": "satu", "type": "Dalam", "version": 1, "workflowDefinitionId": "dalam", "workflowDefinitionVersionId": "dalam-v1",
              "jumlah": { "typeName": "Int32", "expression": { "type": "Variable", "value": { "id": "v1", "name": "Jumlah" } } } },
            { "id": "dua", "type": "Dalam", "version": 1, "workflowDefinitionId": "dalam", "workflowDefinitionVersionId": "dalam-v1", "jumlah": "3" } ] } }
        """);

    [Fact]
    public void The_same_workflow_stands_twice_in_another_and_each_keeps_its_own_values()
    {
        var walk = new Walk(Outer);
        Assert.Equal(["satu:AskA"], walk.Waiting);

        walk.Answer("satu:AskA", "Done");
        Assert.Equal(["dua:AskA"], walk.Waiting);
        walk.Answer("dua:AskA", "Done");

        Assert.Equal(["7", "3"], walk.Lines);
        Assert.True(walk.State.IsFinished);
    }

    [Fact]
    public void The_instance_keeps_which_versions_run_inside_it() =>
        Assert.Equal([("dua", "dalam@1"), ("satu", "dalam@1")], new Walk(Outer).State.Callees!.Select(c => (c.Key, c.Value)).Order());

    [Fact]
    public void Cancelling_reaches_what_waits_inside() =>
        Assert.Contains(new Alokon.Engine.BookmarkWithdrawn(1), new Walk(Outer).Cancel().Effects);

    [Fact]
    public void A_workflow_that_would_run_itself_is_unknown()
    {
        var definition = Linked("""
            { "id": "x", "definitionId": "x", "root": { "id": "a", "type": "X", "workflowDefinitionId": "x", "workflowDefinitionVersionId": "x" } }
            """);

        Assert.Null(definition.Callees);
        Assert.Equal("unknown-activity", Assert.Single(DefinitionValidator.Check(definition, Given.Registry, _ => true)).Code);
    }

    [Theory]
    [InlineData("v2-id", 1, 2)] // the exact version that was drawn
    [InlineData(null, 1, 1)] // else the version of this number
    [InlineData(null, 9, 3)] // else the published one
    [InlineData("weg", 9, 3)]
    public void The_version_is_chosen_as_in_Elsa(string? versionId, int version, int chosen)
    {
        static WorkflowDefinition Version(int number) => Given.Parse(new JsonObject
        {
            ["id"] = $"v{number}-id",
            ["definitionId"] = "d",
            ["version"] = number,
            ["isPublished"] = number == 3,
            ["root"] = Given.WriteLine("a", "a"),
        }.ToJsonString());

        Assert.Equal(chosen, new CalleeReference("d", versionId, version).ChooseFrom([Version(1), Version(2), Version(3), Version(4)])?.Version);
    }

    private static WorkflowDefinition Linked(string json)
    {
        var definition = Given.Parse(json);
        return DefinitionLinker.Link(definition, (_, reference) => reference.ChooseFrom([Inner, definition]));
    }
}
