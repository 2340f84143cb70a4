using Alokon.Engine;
using Alokon.Engine.Definitions;
using Alokon.Tests.Support;
using Xunit;

namespace Alokon.Tests.Engine;

public sealed class DefinitionStoreTests
{
    private static readonly WorkflowDefinition First = Given.Flow(["mulai -> AskA", "AskA -> End"]);
    private static readonly WorkflowDefinition Second = Given.Flow(["mulai -> AskB", "AskB -> End"]);

    [Fact]
    public async Task The_same_text_published_again_is_the_same_version()
    {
        await using var room = await EngineRoom.CreateAsync();

        var versions = new List<int>();
        foreach (var definition in new[] { First, First, Second, First })
        {
            versions.Add(await room.PublishAsync(definition));
        }

        Assert.Equal([1, 1, 2, 3], versions);
    }

    [Fact]
    public async Task Every_published_version_can_be_found_and_the_last_one_is_the_published_one()
    {
        await using var room = await EngineRoom.CreateAsync();
        await room.PublishAsync(First);
        await room.PublishAsync(Second);
        await using var work = await room.Database.NewUnitOfWork(EngineRoom.Office);
        // A store of its own: nothing may come from what the first one remembers.
        var store = new DefinitionStore();

        Assert.Contains("AskA", (await store.FindVersionAsync(work, "uji", 1, default))!.Nodes.Keys);
        var published = await store.FindPublishedAsync(work, "uji", default);
        Assert.Equal((2, "uji-v2"), (published!.Version, published.VersionId));
        Assert.Contains("AskB", published.Nodes.Keys);
        Assert.Equal([("uji", 2)], (await store.ListPublishedAsync(work, default)).Select(p => (p.DefinitionId, p.Version)));
        Assert.Null(await store.FindVersionAsync(work, "uji", 3, default));
        Assert.Null(await store.FindPublishedAsync(work, "lain", default));
    }

    [Fact]
    public async Task A_draft_runs_no_case_until_it_is_published()
    {
        await using var room = await EngineRoom.CreateAsync();
        await room.PublishAsync(First);
        await using (var work = await room.Database.NewUnitOfWork(EngineRoom.Office))
        {
            Assert.Equal(2, (await DefinitionDrafts.ImportAsync(work, Second, default)).Version);
            Assert.Equal(2, (await DefinitionDrafts.ImportAsync(work, Second, default)).Version);
            Assert.Equal(1, (await room.Definitions.FindPublishedAsync(work, "uji", default))!.Version);
            Assert.Null(await room.Definitions.FindVersionAsync(work, "uji", 2, default));
            await work.CommitAsync(default);
        }

        Assert.Equal(2, await room.PublishAsync(Second));
        Assert.Equal("1:superseded,2:published", await room.ReadAsync<string>("SELECT string_agg(version || ':' || state, ',' ORDER BY version) FROM engine.definition"));
    }

    [Fact]
    public async Task Two_admins_publishing_at_once_get_two_versions()
    {
        await using var room = await EngineRoom.CreateAsync();

        var versions = await Task.WhenAll(Task.Run(() => room.PublishAsync(First)), Task.Run(() => room.PublishAsync(Second)));

        Assert.Equal([1, 2], versions.Order());
        Assert.Equal(1L, await room.ReadAsync<long>("SELECT count(*) FROM engine.definition WHERE state = 'published'"));
    }

    [Fact]
    public async Task A_broken_file_is_reported_and_the_last_good_version_is_served()
    {
        await using var room = await EngineRoom.CreateAsync();
        using var folder = new TemporaryFolder();
        var (good, broken) = (Path.Combine(folder.Path, "a.json"), Path.Combine(folder.Path, "b.json"));
        await File.WriteAllTextAsync(good, First.Json);
        Assert.Equal([FileArrival.Published], await ArriveAsync(room, folder.Path));

        await File.WriteAllTextAsync(good, "{\n  \"definitionId\": \"uji\",\n  oops\n}");
        await File.WriteAllTextAsync(broken, """{ "definitionId": "lain", "root": { "id": "x", "type": "Elsa.Nothing" } }""");
        var read = await DefinitionFiles.ReadAsync(folder.Path, Given.Registry, _ => true, default);

        Assert.Empty(read.Fit);
        Assert.StartsWith($"{good}(3): ", Assert.IsType<DefinitionRefusal.Unreadable>(read.Refused[0]).Message);
        Assert.StartsWith($"{broken}(1): x: unknown-activity: ", Assert.IsType<DefinitionRefusal.Faulty>(read.Refused[1]).Message);
        Assert.Equal(1, (await room.StartAsync(Ids.New())).Value.DefinitionVersion);
    }

    [Fact]
    public async Task A_newer_file_replaces_a_file_but_never_what_an_admin_published()
    {
        await using var room = await EngineRoom.CreateAsync();
        using var folder = new TemporaryFolder();
        var file = Path.Combine(folder.Path, "uji.json");
        await File.WriteAllTextAsync(file, First.Json);
        Assert.Equal([FileArrival.Published], await ArriveAsync(room, folder.Path));
        Assert.Equal([FileArrival.Unchanged], await ArriveAsync(room, folder.Path));

        await File.WriteAllTextAsync(file, Second.Json);
        Assert.Equal([FileArrival.Published], await ArriveAsync(room, folder.Path));

        await room.PublishAsync(First);
        Assert.Equal([FileArrival.Offered], await ArriveAsync(room, folder.Path));
        Assert.Equal(3, (await room.StartAsync(Ids.New())).Value.DefinitionVersion);
    }

    private static async Task<IReadOnlyList<FileArrival>> ArriveAsync(EngineRoom room, string folder)
    {
        var read = await DefinitionFiles.ReadAsync(folder, Given.Registry, _ => true, default);
        await using var work = await room.Database.NewUnitOfWork(EngineRoom.Office);
        var files = new DefinitionFiles(room.Definitions);
        var arrivals = new List<FileArrival>();
        foreach (var definition in read.Fit)
        {
            arrivals.Add((await files.ArriveAsync(work, definition, default)).Value);
        }

        await work.CommitAsync(default);
        return arrivals;
    }
}
