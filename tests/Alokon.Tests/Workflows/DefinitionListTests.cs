using Alokon.Engine.Definitions;
using Alokon.Sop.Workflows;
using Alokon.Tests.Engine;
using Npgsql;
using Xunit;

namespace Alokon.Tests.Workflows;

public sealed class DefinitionListTests
{
    [Fact]
    public async Task Latest_published_and_all_versions_are_listed_page_by_page()
    {
        await using var room = await AdminRoom.OpenAsync();
        foreach (var id in new[] { "a", "b", "c" })
        {
            await room.DoneAsync(new SaveDraft(Named(id, $"Alur {id}", "AskA"), null));
            var published = (await room.DoneAsync(new PublishDefinition(id, null))).Definition;
            await room.DoneAsync(new SaveDraft(Named(id, $"Alur {id}", "AskB"), published.Seen));
        }

        Assert.Equal(["a:2", "b:2", "c:2"], await ListAsync(new(VersionOptions.Latest)));
        Assert.Equal(["a:1", "b:1", "c:1"], await ListAsync(new(VersionOptions.Published)));
        Assert.Equal(["a:2", "b:2", "c:2"], await ListAsync(new(VersionOptions.Parse("draft")!)));
        Assert.Empty(await ListAsync(new(VersionOptions.Parse("LatestAndPublished")!)));
        Assert.Equal(["b:2", "b:1"], await ListAsync(new(VersionOptions.All, DefinitionIds: ["b"], OrderBy: "version", Descending: true)));
        Assert.Equal(["c:2", "c:1"], await ListAsync(new(VersionOptions.All, Text: "ALUR C", OrderBy: "version", Descending: true)));
        Assert.Equal(["b:1"], await ListAsync(new(VersionOptions.All, VersionIds: ["b-v1"])));
        Assert.Equal(["c:2"], await ListAsync(new(VersionOptions.Latest, Page: 1, PageSize: 2)));
        Assert.Empty(await ListAsync(new(VersionOptions.Latest, Text: "%")));
        Assert.Equal(6, (await room.DoneAsync(new ListDefinitions(new(VersionOptions.All, PageSize: 2)))).Total);
        Assert.Equal((1, 2), (await VersionAsync("LatestOrPublished"), await VersionAsync("2")));

        async Task<string[]> ListAsync(DefinitionFilter filter) =>
            [.. (await room.DoneAsync(new ListDefinitions(filter))).Items.Select(d => $"{d.DefinitionId}:{d.Version}")];

        async Task<int> VersionAsync(string options) => (await room.DoneAsync(new GetDefinition("a", VersionOptions.Parse(options)!))).Stored.Version;
    }

    [Theory]
    [InlineData("", "Latest")]
    [InlineData("allversions", "AllVersions")]
    [InlineData("3", "3")]
    [InlineData("newest", null)]
    public void Version_options_are_read_as_Elsa_writes_them(string text, string? name) => Assert.Equal(name, VersionOptions.Parse(text)?.Name);

    [Fact]
    public async Task A_name_is_free_unless_another_definition_bears_it()
    {
        await using var room = await AdminRoom.OpenAsync();
        await room.DoneAsync(new SaveDraft(Named("a", "Distribusi", "AskA"), null));

        Assert.False((await room.DoneAsync(new IsNameFree(" distribusi ", null))).IsFree);
        Assert.True((await room.DoneAsync(new IsNameFree("Distribusi", "a"))).IsFree);
        Assert.True((await room.DoneAsync(new IsNameFree("Lain", null))).IsFree);
    }

    [Fact]
    public async Task What_no_case_ran_on_can_be_deleted_and_its_published_number_is_never_given_again()
    {
        await using var room = await AdminRoom.OpenAsync();
        await room.DoneAsync(new SaveDraft(Named("a", "Alur", "AskA"), null));
        var one = (await room.DoneAsync(new PublishDefinition("a", null))).Definition;
        var draft = await room.DoneAsync(new SaveDraft(Named("a", "Alur", "AskB"), one.Seen));

        Assert.IsType<DefinitionRefusal.InForce>((await room.SendAsync(new DeleteDefinitionVersion(one.VersionId))).Refusal);
        await room.DoneAsync(new DeleteDefinitionVersion(draft.VersionId));
        await room.DoneAsync(new DeleteDefinition("a"));
        Assert.IsType<DefinitionRefusal.NotFound>((await room.SendAsync(new DeleteDefinition("a"))).Refusal);
        Assert.IsType<DefinitionRefusal.NotFound>((await room.SendAsync(new DeleteDefinitionVersion(draft.VersionId))).Refusal);

        var again = await room.DoneAsync(new SaveDraft(Named("a", "Alur", "AskC"), null));
        Assert.Equal(2, again.Version);
        Assert.Equal(["drafted:2", "deleted:1", "discarded:2", "drafted:2", "published:1", "drafted:1"], (await room.DoneAsync(new GetDefinitionTrail("a"))).Items.Select(e => $"{e.Kind}:{e.Version}"));
    }

    [Fact]
    public async Task What_a_case_ran_on_stays()
    {
        await using var room = await EngineRoom.CreateAsync();
        await room.PublishAsync(Given.Flow(["mulai -> AskA", "AskA -> End"]));
        await room.StartAsync(Alokon.Engine.Ids.New());
        await room.PublishAsync(Given.Flow(["mulai -> AskB", "AskB -> End"]));
        await using var work = await room.Database.NewUnitOfWork(EngineRoom.Office);

        Assert.IsType<DefinitionRefusal.CasesRanOnIt>((await DefinitionDrafts.DeleteAsync(work, "uji", default)).Refusal);
        Assert.IsType<DefinitionRefusal.CasesRanOnIt>((await DefinitionDrafts.DeleteVersionAsync(work, "uji-v1", default)).Refusal);
        await using var admin = room.Database.AsSuperuser();
        await using var command = admin.CreateCommand("DELETE FROM engine.definition WHERE version = 1");
        Assert.Equal("23503", (await Assert.ThrowsAsync<PostgresException>(() => command.ExecuteNonQueryAsync())).SqlState);
    }

    [Fact]
    public async Task Of_many_those_that_can_be_done_are_done_and_the_others_are_named()
    {
        await using var room = await AdminRoom.OpenAsync();
        await room.DoneAsync(new SaveDraft(Named("a", "A", "AskA"), null));
        await room.DoneAsync(new SaveDraft(Named("b", "B", "Apa"), null));
        await room.DoneAsync(new SaveDraft(Given.Workflow(new() { ["id"] = "x", ["type"] = "Tak.Dikenal" }, id: "c").Json, null));

        var published = await room.DoneAsync(new BulkDefinitions(BulkDeed.Publish, ["c", "a", "b", "tiada"]));
        Assert.Equal(["a", "b"], published.Done);
        Assert.Equal(["c:definition-faulty", "tiada:definition-not-found"], published.Refused.Select(r => $"{r.Id}:{r.Code}"));
        Assert.Equal(["a"], (await room.DoneAsync(new BulkDefinitions(BulkDeed.Retract, ["a", "c"]))).Done);
        Assert.Equal(["c-v1"], (await room.DoneAsync(new BulkDefinitions(BulkDeed.DeleteVersion, ["b-v1", "c-v1"]))).Done);
        Assert.Equal(["a", "b"], (await room.DoneAsync(new BulkDefinitions(BulkDeed.DeleteDefinition, ["a", "b", "c"]))).Done);
    }

    [Fact]
    public async Task A_step_for_a_role_that_only_watches_blocks_publishing_and_a_vacant_position_is_told()
    {
        await using var room = await AdminRoom.OpenAsync();
        await room.DoneAsync(new SaveDraft(Named("a", "A", "AskA").Replace("\"plkb\"", "\"auditor\"", StringComparison.Ordinal), null));
        await room.DoneAsync(new SaveDraft(Named("b", "B", "AskA").Replace("\"plkb\"", "\"gudang\"", StringComparison.Ordinal), null));

        var refused = Assert.IsType<DefinitionRefusal.Faulty>((await room.SendAsync(new PublishDefinition("a", null))).Refusal);
        Assert.Equal(["AskA:role-cannot-work"], refused.Findings.Select(f => $"{f.ActivityId}:{f.Code}"));
        var told = (await room.DoneAsync(new CheckDefinition("b"))).Findings;
        Assert.Equal(["AskA:position-not-held"], told.Select(f => $"{f.ActivityId}:{f.Code}"));
        Assert.Equal(["position-not-held"], (await room.DoneAsync(new PublishDefinition("b", null) { Acknowledged = [.. told.Select(f => f.Token)] })).Findings.Select(f => f.Code));
    }

    private static string Named(string id, string name, string step)
    {
        var json = System.Text.Json.Nodes.JsonNode.Parse(Given.Flow(["mulai -> " + step, step + " -> End"]).Json)!.AsObject();
        (json["definitionId"], json["name"]) = (id, name);
        return json.ToJsonString();
    }
}
