using System.Text.Json.Nodes;
using Alokon.Engine;
using Alokon.Engine.Definitions;
using Alokon.Sop.Workflows;
using Alokon.Tests.Workflows;
using Xunit;

namespace Alokon.Tests.Engine.Weaknesses;

/// <summary>Definitions and their versions: what somebody draws changes no case, and nothing that was drawn is lost.</summary>
public sealed class DefinitionWeaknessTests
{
    private const string Drawn = """
        { "definitionId": "uji", "name": "Uji", "masaDepan": { "kelak": [1, 2] },
          "root": { "id": "flow", "type": "Elsa.Flowchart", "metadata": { "designer": { "position": { "x": -13.5, "y": 7 } } },
            "activities": [{ "id": "AskA", "type": "Test.Step", "role": "plkb", "standard": { "kind": "none" }, "bidangBaru": "tetap" }, { "id": "akhir", "type": "Elsa.End" }],
            "connections": [{ "source": { "activity": "AskA", "port": "Done" }, "target": { "activity": "akhir", "port": "In" }, "vertices": [{ "x": 1, "y": 2 }] }] } }
        """;

    [Fact]
    public async Task W14_a_draft_changes_no_running_case()
    {
        await using var room = await EngineRoom.CreateAsync();
        await room.PublishAsync(Given.Flow(["mulai -> AskA", "AskA -> AskB"]));
        var instance = Ids.New();
        await room.StartAsync(instance);
        await using (var work = await room.Database.NewUnitOfWork(EngineRoom.Office))
        {
            await DefinitionDrafts.SaveAsync(work, Given.Flow(["mulai -> AskA", "AskA -> End"]), null, default);
            await work.CommitAsync(default);
        }

        Assert.Equal("Running", (await room.AnswerAsync(instance, 1, "Done")).Value.Status);
        Assert.Equal("AskB", await room.ReadAsync<string>("SELECT convert_from(state, 'UTF8')::jsonb #>> '{bookmarks,0,activityId}' FROM engine.instance"));
    }

    [Fact]
    public async Task W14_the_definition_of_a_case_is_there_as_long_as_the_case()
    {
        await using var room = await EngineRoom.CreateAsync();
        await room.PublishAsync(Given.Flow(["mulai -> AskA", "AskA -> End"]));
        await room.StartAsync(Ids.New());
        await room.PublishAsync(Given.Flow(["mulai -> AskB", "AskB -> End"]));

        var refused = await Assert.ThrowsAsync<Npgsql.PostgresException>(() => room.ExecuteAsync("DELETE FROM engine.definition WHERE version = 1"));

        Assert.Equal("instance_runs_a_known_version", refused.ConstraintName);
    }

    [Fact]
    public async Task W16_opening_a_published_workflow_makes_no_draft()
    {
        await using var room = await AdminRoom.OpenAsync();
        await room.DoneAsync(new SaveDraft(Drawn, null));
        await room.DoneAsync(new PublishDefinition("uji", null));

        await room.DoneAsync(new GetDefinition("uji", VersionOptions.Latest));
        await room.DoneAsync(new ExportDefinitions(["uji"], VersionOptions.Latest));

        var all = (await room.DoneAsync(new ListDefinitions(new(VersionOptions.All)))).Items;
        Assert.Equal((1, "published"), (Assert.Single(all).Version, all[0].State));
    }

    [Fact]
    public async Task W16_what_was_drawn_is_there_after_saving_and_publishing_whatever_it_means()
    {
        await using var room = await AdminRoom.OpenAsync();
        await room.DoneAsync(new SaveDraft(Drawn, null));
        await room.DoneAsync(new PublishDefinition("uji", null));

        var read = JsonNode.Parse((await room.DoneAsync(new GetDefinition("uji", VersionOptions.Latest))).Json)!;

        var drawn = JsonNode.Parse(Drawn)!;
        Assert.True(JsonNode.DeepEquals(drawn["root"], read["root"]), read.ToJsonString());
        Assert.True(JsonNode.DeepEquals(drawn["masaDepan"], read["masaDepan"]));
    }
}
