using Alokon.Engine;
using Alokon.Engine.Definitions;
using Alokon.Engine.Running;
using Npgsql;
using Xunit;

namespace Alokon.Tests.Engine;

public sealed class WorkflowRunnerTests
{
    private static readonly WorkflowDefinition TwoSteps = Given.Flow(["mulai -> AskA", "AskA:setuju -> AskB", "AskA:ditolak-ruang -> AskB", "AskB -> End"]);

    [Fact]
    public async Task An_instance_is_moved_to_its_end_with_a_journal_row_per_burst()
    {
        await using var room = await EngineRoom.CreateAsync();
        await room.PublishAsync(TwoSteps);
        var instance = Ids.New();

        var started = await room.StartAsync(instance);
        var moved = await room.AnswerAsync(instance, 1, "setuju");
        var ended = await room.AnswerAsync(instance, 2, "Done");

        Assert.Equal(new InstanceMoved(instance, 1, "Running", "Suspended", "uji", 1), started.Value);
        Assert.Equal(new InstanceMoved(instance, 2, "Running", "Suspended", "uji", 1), moved.Value);
        Assert.Equal(new InstanceMoved(instance, 3, "Finished", "Finished", "uji", 1), ended.Value);
        Assert.Equal("1,2,3", await room.ReadAsync<string>("SELECT string_agg(seq::text, ',' ORDER BY seq) FROM engine.journal"));
        Assert.Equal(string.Empty, await BookmarksAsync(room));
        Assert.True(await room.ReadAsync<bool>("SELECT finished_at = updated_at FROM engine.instance"));
        Assert.Equal<IEffect>([new Asked(1, "AskA"), new Answered("AskA", "setuju"), new Asked(2, "AskB"), new Answered("AskB", "Done"), new InstanceEnded("Finished")], room.Applied);
    }

    [Fact]
    public async Task The_same_bookmark_answered_by_many_at_once_has_one_effect()
    {
        await using var room = await EngineRoom.CreateAsync();
        await room.PublishAsync(TwoSteps);
        var instance = Ids.New();
        await room.StartAsync(instance);

        var answers = await Task.WhenAll(Enumerable.Range(0, 8).Select(_ => Task.Run(() => room.AnswerAsync(instance, 1, "setuju"))));

        Assert.Single(answers, answer => !answer.IsRefused(out _));
        Assert.All(answers.Where(answer => answer.IsRefused(out _)), answer => Assert.IsType<RunRefusal.BookmarkNotFound>(answer.Refusal));
        Assert.Single(room.Applied.OfType<Answered>());
        Assert.Equal(2, await room.ReadAsync<int>("SELECT version FROM engine.instance"));
        Assert.Equal("2:AskB", await BookmarksAsync(room));
    }

    [Fact]
    public async Task Two_tasks_of_one_case_answered_together_both_count()
    {
        await using var room = await EngineRoom.CreateAsync();
        await room.PublishAsync(Given.Flow(["mulai -> AskA", "mulai -> AskB", "AskA -> C", "AskB -> C", "C -> End"]));
        var instance = Ids.New();
        await room.StartAsync(instance);

        var answers = await Task.WhenAll(Task.Run(() => room.AnswerAsync(instance, 1, "Done")), Task.Run(() => room.AnswerAsync(instance, 2, "Done")));

        Assert.Equal(["Finished", "Running"], answers.Select(answer => answer.Value.Status).Order());
        Assert.Equal(("Finished", 3), (await room.ReadAsync<string>("SELECT status FROM engine.instance"), await room.ReadAsync<int>("SELECT version FROM engine.instance")));
    }

    [Fact]
    public async Task When_a_room_refuses_nothing_has_happened()
    {
        await using var room = await EngineRoom.CreateAsync();
        await room.PublishAsync(TwoSteps);
        var instance = Ids.New();
        await room.StartAsync(instance);

        var refused = await room.AnswerAsync(instance, 1, EngineRoom.RefusedByRoom);

        Assert.IsType<InvalidInput>(refused.Refusal);
        Assert.Equal(1, await room.ReadAsync<int>("SELECT version FROM engine.instance"));
        Assert.Equal(1L, await room.ReadAsync<long>("SELECT count(*) FROM engine.journal"));
        Assert.Equal(2, (await room.AnswerAsync(instance, 1, "setuju")).Value.Version);
    }

    [Fact]
    public async Task A_running_case_stays_on_the_version_it_began_with()
    {
        await using var room = await EngineRoom.CreateAsync();
        await room.PublishAsync(TwoSteps);
        var (old, young) = (Ids.New(), Ids.New());
        await room.StartAsync(old);
        await room.PublishAsync(Given.Flow(["mulai -> AskA", "AskA -> End"]));
        await room.StartAsync(young);

        var stays = await room.AnswerAsync(old, 1, "setuju");
        var ends = await room.AnswerAsync(young, 1, "Done");

        Assert.Equal((1, "Running"), (stays.Value.DefinitionVersion, stays.Value.Status));
        Assert.Equal((2, "Finished"), (ends.Value.DefinitionVersion, ends.Value.Status));
    }

    [Fact]
    public async Task Cancelling_withdraws_what_waits()
    {
        await using var room = await EngineRoom.CreateAsync();
        await room.PublishAsync(TwoSteps);
        var instance = Ids.New();
        await room.StartAsync(instance);

        var cancelled = await room.InTransactionAsync((runner, work) => runner.CancelAsync(work, instance, default));

        Assert.Equal(("Finished", "Cancelled"), (cancelled.Value.Status, cancelled.Value.SubStatus));
        Assert.Equal(string.Empty, await BookmarksAsync(room));
        Assert.IsType<RunRefusal.AlreadyEnded>((await room.AnswerAsync(instance, 1, "setuju")).Refusal);
    }

    [Fact]
    public async Task A_command_may_lock_first_and_move_afterwards()
    {
        await using var room = await EngineRoom.CreateAsync();
        await room.PublishAsync(TwoSteps);
        var instance = Ids.New();
        await room.StartAsync(instance);

        var moved = await room.InTransactionAsync(async (runner, work) =>
        {
            Assert.True(await runner.LockAsync(work, instance, default));
            Assert.False(await runner.LockAsync(work, Ids.New(), default));
            await runner.ResumeAsync(work, instance, 1, new() { ["outcome"] = "setuju" }, default);
            return await runner.ResumeAsync(work, instance, 2, new() { ["outcome"] = "Done" }, default);
        });

        Assert.Equal((3, "Finished"), (moved.Value.Version, moved.Value.Status));
        Assert.Equal(3, await room.ReadAsync<int>("SELECT version FROM engine.instance"));
    }

    [Fact]
    public async Task Another_office_has_no_such_case_and_no_such_workflow()
    {
        await using var room = await EngineRoom.CreateAsync();
        await room.PublishAsync(TwoSteps);
        var instance = Ids.New();
        await room.StartAsync(instance);

        var answered = await room.AnswerAsync(instance, 1, "setuju", office: 3206);
        var started = await room.InTransactionAsync((runner, work) => runner.StartAsync(work, "uji", Ids.New(), [], [], default), office: 3206);

        Assert.IsType<RunRefusal.InstanceNotFound>(answered.Refusal);
        Assert.IsType<DefinitionRefusal.NotFound>(started.Refusal);
    }

    [Theory]
    [InlineData("UPDATE engine.journal SET events = ''")]
    [InlineData("DELETE FROM engine.journal")]
    [InlineData("UPDATE engine.definition SET json = ''")]
    [InlineData("DELETE FROM engine.definition")]
    [InlineData("UPDATE engine.instance SET finished_at = now()")]
    [InlineData("UPDATE engine.instance SET definition_version = 7")]
    public async Task The_tables_refuse_to_forget(string sql)
    {
        await using var room = await EngineRoom.CreateAsync();
        await room.PublishAsync(TwoSteps);
        await room.StartAsync(Ids.New());
        await using var admin = room.Database.AsSuperuser();
        await using var command = admin.CreateCommand(sql);

        var refused = await Assert.ThrowsAsync<PostgresException>(() => command.ExecuteNonQueryAsync());

        Assert.StartsWith("23", refused.SqlState);
    }

    /// <summary>What the one instance waits for.</summary>
    private static async Task<string> BookmarksAsync(EngineRoom room) =>
        string.Join(',', WorkflowState.FromUtf8(await room.ReadAsync<byte[]>("SELECT state FROM engine.instance")).Bookmarks.Select(b => $"{b.Id}:{b.ActivityId}"));
}
