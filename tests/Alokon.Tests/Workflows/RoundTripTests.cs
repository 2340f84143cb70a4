using System.Text.Json.Nodes;
using Alokon.Engine.Definitions;
using Alokon.Sop.Workflows;
using Alokon.Tests.Engine;
using Xunit;

namespace Alokon.Tests.Workflows;

/// <summary>A definition exported from Alokon and imported again is equal, and what we do not know survives.</summary>
public sealed class RoundTripTests
{
    /// <summary>Spellings, members, numbers and shapes that this engine has no use for, or no name for.</summary>
    private const string Strange = """
        {
          "$schema": "https://elsaworkflows.io/schemas/workflow-definition/v3.0.0/schema.json",
          "Id": "abc", "DefinitionId": "aneh", "Name": "Aneh \u00e9 <&>", "Version": 7, "toolVersion": "3.0.0.0",
          "zukunft": { "z": 1, "a": [1.50, 1e3, 12345678901234567890123, -0.0, 0.10] },
          "customProperties": { "angka": "007", "VariableTestValues": {}, "kosong": null },
          "root": {
            "Type": "Elsa.Flowchart", "Id": "f", "nodeId": "Workflow1:f",
            "activities": [
              { "id": "x", "type": "Tak.Dikenal", "version": 3, "timeout": "00:10:00", "count": "12", "nested": { "$type": "T" } },
              { "id": "n", "type": "Elsa.NotFoundActivity", "originalActivityJson": "{\"id\":\"n\",\"type\":\"Hilang\"}" }
            ],
            "customProperties": { "notFoundConnections": [ { "source": { "activity": "x" }, "target": { "activity": "n" } } ] },
            "connections": { "$values": [ { "Source": "x", "Target": "n", "SourcePort": "Done" } ] }
          }
        }
        """;

    public static TheoryData<string> Texts => new([.. Directory.GetFiles(Path.Combine(Given.Root, "tests/Alokon.Tests/Engine/Fixtures"), "*.json"), .. Directory.GetFiles(Path.Combine(Given.Root, "workflows"), "*.json"), "aneh"]);

    [Theory]
    [MemberData(nameof(Texts))]
    public void The_text_as_it_is_stored_says_what_the_file_said_in_its_order_and_numbers(string file)
    {
        var given = file == "aneh" ? Strange : File.ReadAllText(file);
        var definition = Given.Parse(given);

        var stored = DefinitionText.Numbered(definition, 3, "versi-3", isPublished: true);
        var again = Given.Parse(DefinitionText.Numbered(Given.Parse(stored), definition.Version, definition.VersionId, isPublished: false));

        Assert.True(DefinitionText.SayTheSame(definition, again));
        Assert.Equal(definition.DefinitionId, again.DefinitionId);
        Assert.Equal(Flat(definition.Document), Flat(again.Document));
        Assert.Equal(stored, DefinitionText.Numbered(Given.Parse(stored), 3, "versi-3", isPublished: true));
    }

    [Fact]
    public async Task Exported_and_imported_again_it_is_equal_and_imported_elsewhere_it_keeps_its_ids()
    {
        await using var room = await AdminRoom.OpenAsync();
        var imported = await ImportAsync(room, Strange);
        Assert.Equal(("abc", 1, "draft"), (imported.VersionId, imported.Version, imported.State));

        var exported = await ExportAsync(room);
        Assert.Equal("workflow-definition-aneh.json", exported.FileName);
        var again = await ImportAsync(room, exported.Json);
        Assert.Equal(("abc", 1), (again.VersionId, again.Version));
        Assert.Equal(exported.Json, (await ExportAsync(room)).Json);

        await using var other = await AdminRoom.OpenAsync();
        Assert.Equal("abc", (await ImportAsync(other, exported.Json)).VersionId);
        Assert.Equal(exported.Json, (await ExportAsync(other)).Json);
    }

    [Fact]
    public async Task An_import_replaces_a_draft_and_follows_a_published_version()
    {
        await using var room = await AdminRoom.OpenAsync();
        var (first, second) = (Given.Flow(["mulai -> AskA", "AskA -> End"]).Json, Given.Flow(["mulai -> AskB", "AskB -> End"]).Json);
        await ImportAsync(room, first);
        Assert.Equal((1, "draft"), await StateAsync(second));
        await room.DoneAsync(new PublishDefinition("uji", null));
        Assert.Equal((2, "draft"), await StateAsync(first));
        Assert.Equal(["imported", "published", "imported", "imported"], (await room.DoneAsync(new GetDefinitionTrail("uji"))).Items.Select(e => e.Kind));

        async Task<(int, string)> StateAsync(string json)
        {
            var stored = await ImportAsync(room, json);
            return (stored.Version, stored.State);
        }
    }

    [Fact]
    public async Task A_broken_file_keeps_the_others_not_out_and_unknown_kinds_block_publishing_only()
    {
        await using var room = await AdminRoom.OpenAsync();

        var done = await room.DoneAsync(new ImportDefinitions([new("a.json", "{"), new("b.json", Strange)]));

        Assert.Equal(["aneh"], done.Imported.Select(d => d.DefinitionId));
        Assert.Equal(("a.json", "definition-unreadable"), (done.Refused[0].Id, done.Refused[0].Code));
        var refused = Assert.IsType<DefinitionRefusal.Faulty>((await room.SendAsync(new PublishDefinition("aneh", null))).Refusal);
        Assert.Contains(refused.Findings, f => f is { Code: "unknown-activity", ActivityId: "x" });
    }

    private static async Task<StoredDefinition> ImportAsync(AdminRoom room, string json) =>
        Assert.Single((await room.DoneAsync(new ImportDefinitions([new("f.json", json)]))).Imported);

    private static async Task<DefinitionFile> ExportAsync(AdminRoom room) =>
        Assert.Single((await room.DoneAsync(new ExportDefinitions(["aneh"], VersionOptions.Latest))).Files);

    /// <summary>One line per value, in order, as it is written: a number that became another spelling would show.</summary>
    private static List<string> Flat(JsonNode? node, string path = "$") => node switch
    {
        JsonObject json => [.. json.Where(m => path != "$" || m.Key.ToUpperInvariant() is not ("DEFINITIONID" or "ISLATEST" or "ISPUBLISHED" or "ID" or "VERSION")).SelectMany(m => Flat(m.Value, $"{path}.{m.Key}"))],
        JsonArray array => [.. array.SelectMany((item, i) => Flat(item, $"{path}[{i}]"))],
        _ => [$"{path}={node?.ToJsonString() ?? "null"}"],
    };
}
