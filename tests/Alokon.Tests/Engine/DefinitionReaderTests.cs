using System.Text.Json.Nodes;
using Alokon.Engine.Activities;
using Alokon.Engine.Definitions;
using Xunit;

namespace Alokon.Tests.Engine;

public sealed class DefinitionReaderTests
{
    [Theory]
    [InlineData("hello-world.json")]
    [InlineData("implicit-loop.json")]
    [InlineData("tester.json")]
    public void The_text_stays_as_it_was(string fixture)
    {
        var text = Given.Fixture(fixture);

        Assert.Equal(text.TrimStart('\uFEFF'), Given.Parse(text).Json);
    }

    [Fact]
    public void A_new_number_changes_only_the_numbers_and_keeps_what_nobody_knows()
    {
        var definition = Given.Parse("""{ "definitionId": "uji", "version": 1, "masaDepan": { "a": [1, null] }, "root": { "id": "r", "type": "Elsa.Sequence", "activities": [], "warna": "é" } }""");

        var json = DefinitionText.Numbered(definition, 4, "uji-v4", isPublished: true);

        var expected = JsonNode.Parse("""{ "definitionId": "uji", "version": 4, "masaDepan": { "a": [1, null] }, "root": { "id": "r", "type": "Elsa.Sequence", "activities": [], "warna": "é" }, "id": "uji-v4", "isLatest": true, "isPublished": true }""");
        Assert.True(JsonNode.DeepEquals(expected, JsonNode.Parse(json)));
    }

    [Theory]
    [InlineData("""[{ "source": "a", "target": "b", "sourcePort": "Ya", "targetPort": "In" }]""")]
    [InlineData("""[{ "Source": { "Activity": "a", "Port": "Ya" }, "Target": { "Activity": "b", "Port": "In" } }]""")]
    [InlineData("""{ "$values": [{ "source": { "activity": "a", "port": "Ya" }, "target": { "activity": "b" } }] }""")]
    [InlineData("""{ "source": { "activity": "a", "port": "Ya" }, "target": { "activity": "b" } }""")]
    public void Older_forms_of_arrows_are_read(string connections)
    {
        var definition = Given.Parse($$"""{ "definitionId": "uji", "root": { "id": "r", "type": "Elsa.Flowchart", "activities": [{ "id": "a", "type": "Elsa.Start" }, { "id": "b", "type": "Elsa.End" }], "connections": {{connections}} } }""");

        Assert.Equal([new FlowConnection("a", "Ya", "b")], FlowConnection.ReadAll(definition.Root));
    }

    [Fact]
    public void An_arrow_without_a_port_leaves_when_the_activity_is_done() =>
        Assert.Equal("Done", FlowConnection.Read(JsonNode.Parse("""{ "source": { "activity": "a", "port": null }, "target": { "activity": "b" } }""")!.AsObject())?.Port);

    [Theory]
    [InlineData("{\n  \"definitionId\": \"uji\",\n  \"root\": {\n    oops\n  }\n}", 4)]
    [InlineData("{\n  \"root\": { \"id\": \"r\", \"type\": \"Elsa.Sequence\" }\n}", 1, "$")]
    [InlineData("{\n  \"definitionId\": \"uji\",\n  \"root\": [\n  ]\n}", 3, "$.root")]
    [InlineData("{\n  \"definitionId\": \"uji\",\n  \"root\": {\n    \"id\": \"r\", \"type\": \"Elsa.Sequence\",\n    \"activities\": [\n      { \"id\": \"a\", \"type\": \"Elsa.Start\" },\n      { \"id\": \"b\" }\n    ]\n  }\n}", 7, "$.root.activities[1]")]
    [InlineData("{\n  \"definitionId\": \"uji\",\n  \"root\": {\n    \"id\": \"r\", \"type\": \"Elsa.Sequence\",\n    \"activities\": [\n      { \"id\": \"r\",\n        \"type\": \"Elsa.Start\" }\n    ]\n  }\n}", 6, "$.root.activities[0].id")]
    [InlineData("[1]", 1, "$")]
    [InlineData("", 1)]
    [InlineData("{\n  \"definitionId\": \"uji\",\n  \"DefinitionId\": \"dua\"\n}", 3)]
    public void A_broken_file_is_refused_with_file_line_and_place(string json, int line, string? place = null)
    {
        var refusal = Assert.IsType<DefinitionRefusal.Unreadable>(DefinitionReader.Parse(json, "workflows/uji.json").Refusal);

        Assert.Equal(line, refusal.Line);
        Assert.StartsWith($"workflows/uji.json({line}): ", refusal.Message);
        if (place is not null)
        {
            Assert.Equal(place, refusal.Place);
        }
    }
}
