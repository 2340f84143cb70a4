using Alokon.Engine;
using Alokon.Engine.Running;
using Alokon.Host;
using Alokon.Host.Workers;
using Npgsql;
using Xunit;

namespace Alokon.Tests.Engine.Weaknesses;

/// <summary>A journal does not grow for ever where the operator does not want it, and holds nothing twice.</summary>
public sealed class JournalWeaknessTests
{
    [Fact]
    public async Task W17_the_journals_of_cases_that_ended_long_ago_go_where_the_operator_wants_it()
    {
        await using var room = await EngineRoom.CreateAsync();
        await room.PublishAsync(Given.Flow(["mulai -> AskA", "AskA -> End"]));
        var (ended, running) = (Ids.New(), Ids.New());
        await room.StartAsync(ended);
        await room.AnswerAsync(ended, 1, "Done");
        await room.StartAsync(running);
        await room.Database.MoveClockAsync(TimeSpan.FromDays(400));
        var young = Ids.New();
        await room.StartAsync(young);
        await room.AnswerAsync(young, 1, "Done");

        Assert.Equal(0, await new JournalRetention(room.Database.Source, 401).ForgetAsync(10, default));
        Assert.Equal(2, await new JournalRetention(room.Database.Source, 365).ForgetAsync(10, default));
        Assert.Equal(0, await new JournalRetention(room.Database.Source, 365).ForgetAsync(10, default));

        Assert.Equal(3L, await room.ReadAsync<long>("SELECT count(*) FROM engine.journal"));
        Assert.Equal(0L, await room.ReadAsync<long>($"SELECT count(*) FROM engine.journal WHERE instance = '{ended}'"));
        Assert.Equal(3L, await room.ReadAsync<long>("SELECT count(*) FROM engine.instance"));
        Assert.Equal("Finished", (await room.AnswerAsync(running, 1, "Done")).Value.Status);
    }

    [Fact]
    public void W17_every_journal_is_kept_unless_somebody_says_how_long()
    {
        Assert.Null(JournalStep.Days(null));
        Assert.Equal(730, JournalStep.Days("730"));
        Assert.Throws<StartException>(() => JournalStep.Days("29"));
        Assert.Throws<StartException>(() => JournalStep.Days("setahun"));
    }

    [Fact]
    public async Task W17_not_even_a_superuser_deletes_the_journal_of_a_case_that_runs_or_has_just_ended()
    {
        await using var room = await EngineRoom.CreateAsync();
        await room.PublishAsync(Given.Flow(["mulai -> AskA", "AskA -> End"]));
        var instance = Ids.New();
        await room.StartAsync(instance);

        var running = await Assert.ThrowsAsync<PostgresException>(() => room.ExecuteAsync("DELETE FROM engine.journal"));
        await room.AnswerAsync(instance, 1, "Done");
        var ended = await Assert.ThrowsAsync<PostgresException>(() => room.ExecuteAsync("DELETE FROM engine.journal"));

        Assert.Equal((PostgresErrorCodes.RestrictViolation, PostgresErrorCodes.RestrictViolation), (running.SqlState, ended.SqlState));
    }

    [Fact]
    public async Task W17_a_step_writes_one_small_row_that_does_not_repeat_what_the_case_carries()
    {
        await using var room = await EngineRoom.CreateAsync();
        await room.PublishAsync(Given.Flow(["mulai -> AskA", "AskA -> AskB", "AskB -> End"]));
        var instance = Ids.New();
        var load = new string('x', 20_000);
        await room.InTransactionAsync((runner, work) => runner.StartAsync(work, "uji", instance, new() { ["isi"] = load }, [], default));

        await room.AnswerAsync(instance, 1, "Done");

        Assert.Equal(2L, await room.ReadAsync<long>("SELECT count(*) FROM engine.journal"));
        Assert.InRange(await room.ReadAsync<int>("SELECT max(octet_length(events)) FROM engine.journal"), 1, 1_000);
    }
}
