using System.Text.Json.Nodes;
using Alokon.Engine.Definitions;
using Alokon.Sop.Workflows;
using Alokon.Tests.Engine;
using Xunit;

namespace Alokon.Tests.Workflows;

public sealed class DraftTests
{
    private static readonly string First = Given.Flow(["mulai -> AskA", "AskA -> End"]).Json;
    private static readonly string Second = Given.Flow(["mulai -> AskB", "AskB -> End"]).Json;
    private static readonly string Third = Given.Flow(["mulai -> AskC", "AskC -> End"]).Json;

    [Fact]
    public async Task A_draft_is_saved_published_and_followed_by_the_next()
    {
        await using var room = await AdminRoom.OpenAsync();

        var draft = await room.DoneAsync(new SaveDraft(First, null));
        var published = await room.DoneAsync(new PublishDefinition("uji", draft.Seen));
        var next = await room.DoneAsync(new SaveDraft(Second, published.Definition.Seen));

        Assert.Equal((1, "draft"), (draft.Version, draft.State));
        Assert.Equal((1, "published", false), (published.Definition.Version, published.Definition.State, published.AlreadyPublished));
        Assert.Equal((2, "draft", true), (next.Version, next.State, next.IsLatest));
        Assert.NotEqual(draft.VersionId, next.VersionId);
        Assert.True((await room.DoneAsync(new PublishDefinition("uji", null))).Definition.Version == 2);
        Assert.True((await room.DoneAsync(new PublishDefinition("uji", null))).AlreadyPublished);
    }

    /// <summary>Two connections: what the second saw is older than what is there.</summary>
    [Fact]
    public async Task Of_two_admins_who_draw_at_once_the_second_is_told_and_nothing_is_overwritten()
    {
        await using var room = await AdminRoom.OpenAsync();
        var seen = (await room.DoneAsync(new SaveDraft(First, null))).Seen;

        var answers = await Task.WhenAll(
            Task.Run(() => room.SendAsync(new SaveDraft(Second, seen), AdminRoom.Siti)),
            Task.Run(() => room.SendAsync(new SaveDraft(Third, seen), AdminRoom.Budi)));

        var saved = Assert.Single(answers, answer => answer.Refusal is null).Value;
        var told = Assert.IsType<DefinitionRefusal.Stale>(Assert.Single(answers, answer => answer.Refusal is not null).Refusal);
        Assert.Equal(saved.SavedBy, told.Arguments[1]);
        Assert.Equal(saved.Hash, Assert.IsType<StoredDefinition>(told.Current).Hash);
        Assert.Equal(saved.Hash, (await room.DoneAsync(new GetDefinition("uji", VersionOptions.Latest))).Stored.Hash);
    }

    [Fact]
    public async Task Two_admins_who_begin_the_same_definition_make_one()
    {
        await using var room = await AdminRoom.OpenAsync();

        var answers = await Task.WhenAll(
            Task.Run(() => room.SendAsync(new SaveDraft(First, null), AdminRoom.Siti)),
            Task.Run(() => room.SendAsync(new SaveDraft(Second, null), AdminRoom.Budi)));

        Assert.IsType<DefinitionRefusal.Exists>(Assert.Single(answers, answer => answer.Refusal is not null).Refusal);
        Assert.Equal(1, (await room.DoneAsync(new ListDefinitions(new(VersionOptions.All)))).Total);
    }

    [Fact]
    public async Task What_somebody_changed_meanwhile_is_not_published_unseen()
    {
        await using var room = await AdminRoom.OpenAsync();
        var seen = (await room.DoneAsync(new SaveDraft(First, null))).Seen;
        await room.DoneAsync(new SaveDraft(Second, seen), AdminRoom.Budi);

        Assert.IsType<DefinitionRefusal.Stale>((await room.SendAsync(new PublishDefinition("uji", seen))).Refusal);
        Assert.Empty((await room.DoneAsync(new ListDefinitions(new(VersionOptions.Published)))).Items);
    }

    /// <summary>Weakness 16 of Elsa: opening a published workflow makes a draft.</summary>
    [Fact]
    public async Task W16_saving_what_is_there_already_makes_no_version()
    {
        await using var room = await AdminRoom.OpenAsync();
        await room.DoneAsync(new SaveDraft(First, null));
        var published = (await room.DoneAsync(new PublishDefinition("uji", null))).Definition;
        var again = JsonNode.Parse(First)!.ToJsonString(new() { WriteIndented = true });

        var saved = await room.DoneAsync(new SaveDraft(again, published.Seen));

        Assert.Equal((1, "published"), (saved.Version, saved.State));
    }

    [Fact]
    public async Task A_retracted_version_starts_no_case_and_can_come_back_as_it_was()
    {
        await using var room = await AdminRoom.OpenAsync();
        await room.DoneAsync(new SaveDraft(First, null));
        await room.DoneAsync(new PublishDefinition("uji", null));

        var retracted = await room.DoneAsync(new RetractDefinition("uji"));
        Assert.Equal(("superseded", true), (retracted.State, retracted.IsLatest));
        Assert.IsType<DefinitionRefusal.NotFound>((await room.SendAsync(new RetractDefinition("uji"))).Refusal);
        await using (var work = await room.House.Database.NewUnitOfWork(AdminRoom.Siti))
        {
            Assert.Null(await room.Store.FindPublishedAsync(work, "uji", default));
            Assert.NotNull(await room.Store.FindVersionAsync(work, "uji", 1, default));
        }

        var back = await room.DoneAsync(new PublishDefinition("uji", null));
        Assert.Equal((1, "published"), (back.Definition.Version, back.Definition.State));
    }

    [Fact]
    public async Task A_file_does_not_bring_back_what_an_admin_retracted_nor_replace_a_draft()
    {
        await using var room = await AdminRoom.OpenAsync();
        var files = new DefinitionFiles(room.Store);
        Assert.Equal(FileArrival.Published, await ArriveAsync(First));
        await room.DoneAsync(new RetractDefinition("uji"));
        Assert.Equal(FileArrival.Offered, await ArriveAsync(Second));
        await room.DoneAsync(new RevertDefinition("uji", 1));
        Assert.Equal(FileArrival.Offered, await ArriveAsync(Second));

        async Task<FileArrival> ArriveAsync(string json)
        {
            await using var work = await room.House.Database.NewUnitOfWork(3315);
            var arrival = (await files.ArriveAsync(work, Given.Parse(json), default)).Value;
            await work.CommitAsync(default);
            return arrival;
        }
    }

    [Fact]
    public async Task Going_back_makes_a_draft_of_the_earlier_version_unless_a_draft_is_in_the_way()
    {
        await using var room = await AdminRoom.OpenAsync();
        await room.DoneAsync(new SaveDraft(First, null));
        var one = (await room.DoneAsync(new PublishDefinition("uji", null))).Definition;
        await room.DoneAsync(new SaveDraft(Second, one.Seen));

        var blocked = await room.SendAsync(new RevertDefinition("uji", 1));
        Assert.IsType<DefinitionRefusal.DraftInTheWay>(blocked.Refusal);
        await room.DoneAsync(new PublishDefinition("uji", null));
        var draft = await room.DoneAsync(new RevertDefinition("uji", 1));

        Assert.Equal((3, "draft"), (draft.Version, draft.State));
        Assert.Contains("AskA", (await room.DoneAsync(new GetDefinitionVersion(draft.VersionId))).Json);
        Assert.IsType<DefinitionRefusal.VersionNotFound>((await room.SendAsync(new RevertDefinition("uji", 9))).Refusal);
    }

    [Fact]
    public async Task Everything_that_admins_did_is_on_record_newest_first()
    {
        await using var room = await AdminRoom.OpenAsync();
        var seen = (await room.DoneAsync(new SaveDraft(First, null))).Seen;
        seen = (await room.DoneAsync(new SaveDraft(Second, seen))).Seen;
        await room.DoneAsync(new SaveDraft(Third, seen), AdminRoom.Budi);
        await room.DoneAsync(new PublishDefinition("uji", null), AdminRoom.Budi);
        await room.DoneAsync(new RetractDefinition("uji"));

        var trail = (await room.DoneAsync(new GetDefinitionTrail("uji"))).Items;

        Assert.Equal(["retracted:Siti", "published:Budi", "drafted:Budi", "drafted:Siti"], trail.Select(e => $"{e.Kind}:{e.Actor}"));
        Assert.All(trail, e => Assert.Equal(("admin", 1), (e.Origin, e.Version)));
        Assert.Equal(AdminRoom.Budi.Person, trail[1].ActorId);
    }

    [Fact]
    public async Task Only_an_admin_changes_definitions_and_who_watches_may_look()
    {
        await using var room = await AdminRoom.OpenAsync();
        await room.DoneAsync(new SaveDraft(First, null));
        var (manajer, plkb) = (AdminRoom.Of("M", "manajer"), AdminRoom.Of("P", "plkb"));

        Assert.Equal("role-may-not", (await room.SendAsync(new SaveDraft(Second, null), manajer)).Refusal?.Code);
        Assert.Equal("role-may-not", (await room.SendAsync(new PublishDefinition("uji", null), manajer)).Refusal?.Code);
        Assert.Equal("role-may-not", (await room.SendAsync(new GetDefinition("uji", VersionOptions.Latest), plkb)).Refusal?.Code);
        Assert.Null((await room.SendAsync(new GetDefinition("uji", VersionOptions.Latest), manajer)).Refusal);
    }
}
