using Alokon.Engine;
using Alokon.Engine.Definitions;
using Alokon.Engine.Running;
using Npgsql;
using Xunit;

namespace Alokon.Tests.Engine.Weaknesses;

/// <summary>What Elsa's users suffer from where a step is stored, and why it cannot happen here. The numbers are those of the list of weaknesses.</summary>
public sealed class CommitWeaknessTests
{
    private static readonly WorkflowDefinition TwoSteps = Given.Flow(["mulai -> AskA", "AskA:setuju -> AskB", "AskA:tolak -> End", "AskB -> EndB"]);

    [Theory]
    [InlineData("BEFORE UPDATE ON engine.instance FOR EACH ROW")]
    [InlineData("BEFORE INSERT ON engine.journal FOR EACH ROW")]
    public async Task W01_a_write_that_fails_anywhere_in_a_step_leaves_the_case_as_it_was(string where)
    {
        await using var room = await StartedAsync();
        var before = await PictureAsync(room.Room);
        await BreakAsync(room.Room, $"CREATE TRIGGER rusak {where} EXECUTE FUNCTION uji_rusak()");

        await Assert.ThrowsAsync<PostgresException>(() => room.AnswerAsync("setuju"));

        Assert.Equal(before, await PictureAsync(room.Room));
        await room.Room.ExecuteAsync("DROP FUNCTION uji_rusak CASCADE");
        Assert.Equal(2, (await room.AnswerAsync("setuju")).Value.Version);
    }

    [Fact]
    public async Task W01_a_commit_that_fails_at_its_very_end_leaves_the_case_as_it_was()
    {
        await using var room = await StartedAsync();
        var before = await PictureAsync(room.Room);
        await BreakAsync(room.Room, "CREATE CONSTRAINT TRIGGER rusak AFTER UPDATE ON engine.instance DEFERRABLE INITIALLY DEFERRED FOR EACH ROW EXECUTE FUNCTION uji_rusak()");

        await Assert.ThrowsAsync<PostgresException>(() => room.AnswerAsync("setuju"));

        Assert.Equal(before, await PictureAsync(room.Room));
    }

    [Fact]
    public async Task W01_a_connection_lost_before_the_commit_leaves_the_case_as_it_was()
    {
        await using var room = await StartedAsync();
        var before = await PictureAsync(room.Room);
        room.Room.Room = async (work, _) =>
        {
            await room.Room.ExecuteAsync($"SELECT pg_terminate_backend({work.Connection.ProcessID})");
            return null;
        };

        await Assert.ThrowsAnyAsync<NpgsqlException>(() => room.AnswerAsync("setuju"));

        Assert.Equal(before, await PictureAsync(room.Room));
    }

    [Fact]
    public async Task W02_every_one_of_many_rapid_answers_that_was_accepted_has_moved_the_case()
    {
        const int steps = 24;
        await using var room = await EngineRoom.CreateAsync();
        await room.PublishAsync(Given.Flow([.. Enumerable.Range(1, steps).Select(i => $"mulai -> Ask{i}")]));
        var instance = Ids.New();
        await room.StartAsync(instance);

        var answers = await Task.WhenAll(Enumerable.Range(1, steps).Select(i => Task.Run(() => room.AnswerAsync(instance, i, "Done"))));

        Assert.Equal(Enumerable.Range(2, steps), answers.Select(answer => answer.Value.Version).Order());
        Assert.Equal(steps, room.Applied.OfType<Answered>().Distinct().Count());
        Assert.Equal("Finished", await room.ReadAsync<string>("SELECT status FROM engine.instance"));
        Assert.Equal((0, steps + 1L), (await room.ReadAsync<int>("SELECT jsonb_array_length(convert_from(state, 'UTF8')::jsonb -> 'bookmarks') FROM engine.instance"), await room.ReadAsync<long>("SELECT count(DISTINCT seq) FROM engine.journal")));
    }

    [Fact]
    public async Task W05_two_resumes_of_one_bookmark_have_one_effect()
    {
        await using var room = await StartedAsync();

        var answers = await Task.WhenAll(Enumerable.Range(0, 64).Select(i => Task.Run(() => room.AnswerAsync(i % 2 == 0 ? "setuju" : "tolak"))));

        var winner = Assert.Single(answers, answer => !answer.IsRefused(out _)).Value;
        Assert.All(answers.Where(answer => answer.IsRefused(out _)), answer => Assert.True(answer.Refusal is RunRefusal.BookmarkNotFound or RunRefusal.AlreadyEnded));
        var outcome = Assert.Single(room.Room.Applied.OfType<Answered>()).Outcome;
        Assert.Equal(outcome == "setuju" ? "Suspended" : "Finished", winner.SubStatus);
        Assert.Equal((2, 2L), (await room.Room.ReadAsync<int>("SELECT version FROM engine.instance"), await room.Room.ReadAsync<long>("SELECT count(*) FROM engine.journal")));
    }

    [Fact]
    public async Task W09_a_case_that_is_being_saved_holds_up_no_other()
    {
        await using var room = await StartedAsync();
        var other = Ids.New();
        await room.Room.StartAsync(other);
        room.Room.Room = async (_, effect) =>
        {
            // In the middle of the first case's transaction the second one goes its whole way.
            room.Room.Room = (_, _) => Task.FromResult<Refusal?>(null);
            Assert.Equal("Finished", (await room.Room.AnswerAsync(other, 1, "tolak")).Value.Status);
            return null;
        };

        Assert.Equal("Running", (await room.AnswerAsync("setuju")).Value.Status);
    }

    [Fact]
    public async Task W09_a_step_touches_no_more_rows_among_thousands_of_cases_and_hundreds_of_versions()
    {
        await using var room = await StartedAsync();
        await room.Room.ExecuteAsync(
            """
            ALTER TABLE engine.definition DISABLE TRIGGER USER;
            INSERT INTO engine.definition (office, definition_id, version, version_id, name, state, origin, source_hash, json, saved_at, published_at)
            SELECT office, definition_id, v, 'uji-v' || v, name, 'superseded', origin, source_hash, json, saved_at, published_at
            FROM engine.definition, generate_series(2, 400) AS v;
            INSERT INTO engine.instance (office, id, definition_id, definition_version, version, status, sub_status, state, created_at, updated_at)
            SELECT office, gen_random_uuid(), definition_id, definition_version, version, status, sub_status, state, created_at, updated_at
            FROM engine.instance, generate_series(1, 4000);
            ANALYZE engine.definition, engine.instance;
            """);

        var read = 0L;
        await room.Room.InTransactionAsync(async (runner, work) =>
        {
            var moved = await runner.ResumeAsync(work, room.Instance, 1, new() { ["outcome"] = "setuju" }, default);
            await work.FlushAsync(default);
            await using var command = new NpgsqlCommand("SELECT coalesce(sum(seq_tup_read + coalesce(idx_tup_fetch, 0)), 0)::bigint FROM pg_stat_xact_user_tables WHERE schemaname = 'engine'", work.Connection);
            read = (long)(await command.ExecuteScalarAsync())!; // one row, never null
            return moved;
        });

        Assert.InRange(read, 1, 30);
    }

    [Fact]
    public async Task W12_the_case_and_the_rows_of_the_rooms_are_one_transaction()
    {
        await using var room = await StartedAsync();
        await room.Room.ExecuteAsync("CREATE TABLE uji_stok (n integer CONSTRAINT stock_never_below_zero CHECK (n >= 0)); GRANT INSERT ON uji_stok TO alokon_app");
        var stock = -1;
        room.Room.Room = (work, effect) =>
        {
            if (effect is Answered)
            {
                work.Queue("INSERT INTO uji_stok VALUES ($1)", stock);
            }

            return Task.FromResult<Refusal?>(null);
        };
        var before = await PictureAsync(room.Room);

        await Assert.ThrowsAsync<PostgresException>(() => room.AnswerAsync("setuju"));
        Assert.Equal(before, await PictureAsync(room.Room));

        stock = 7;
        await room.AnswerAsync("setuju");
        Assert.True(await room.Room.ReadAsync<bool>("SELECT (SELECT xmin::text FROM uji_stok) = ALL (SELECT xmin::text FROM engine.instance UNION ALL SELECT xmin::text FROM engine.journal WHERE seq = 2)"));
    }

    private static async Task<Started> StartedAsync()
    {
        var room = await EngineRoom.CreateAsync();
        await room.PublishAsync(TwoSteps);
        var instance = Ids.New();
        await room.StartAsync(instance);
        return new(room, instance);
    }

    private static Task BreakAsync(EngineRoom room, string trigger) => room.ExecuteAsync(
        $"CREATE FUNCTION uji_rusak() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN RAISE EXCEPTION 'rusak'; END $$; {trigger}");

    /// <summary>All that is stored of the one case.</summary>
    private static Task<string?> PictureAsync(EngineRoom room) => room.ReadAsync<string>(
        """
        SELECT concat_ws(' ', i.version, i.sub_status, md5(i.state),
          (SELECT string_agg(j.seq::text, ',' ORDER BY j.seq) FROM engine.journal AS j))
        FROM engine.instance AS i
        """);

    private sealed record Started(EngineRoom Room, Guid Instance) : IAsyncDisposable
    {
        public Task<Outcome<InstanceMoved>> AnswerAsync(string outcome) => Room.AnswerAsync(Instance, 1, outcome);

        public ValueTask DisposeAsync() => Room.DisposeAsync();
    }
}
