using System.Text.Json.Nodes;
using Alokon.Engine;
using Alokon.Engine.Definitions;
using Alokon.Engine.Running;
using Npgsql;
using Xunit;

namespace Alokon.Tests.Engine;

/// <summary>Elsa becomes slower with many versions and instances; here a step must read the same rows however many there are.</summary>
public sealed class VersionScaleTests
{
    private const string ManyVersions = """
        INSERT INTO engine.definition (office, definition_id, version, version_id, name, state, origin, source_hash, json, saved_at, published_at)
        SELECT office, definition_id, v, 'uji-lama-' || v, name, 'superseded', origin, source_hash, json, saved_at, published_at
        FROM engine.definition, generate_series(2, 1000) AS v
        WHERE version = 1
        """;

    private const string ManyCases = """
        INSERT INTO engine.instance (office, id, definition_id, definition_version, version, status, sub_status, state, created_at, updated_at, finished_at)
        SELECT office, gen_random_uuid(), definition_id, 1 + n % 1000, version, status, sub_status, state, created_at, updated_at, finished_at
        FROM engine.instance, generate_series(1, 2000) AS n
        WHERE id = (SELECT min(id::text)::uuid FROM engine.instance)
        """;

    private const string RowsRead = """
        SELECT coalesce(sum(seq_tup_read + idx_tup_fetch), 0)::bigint
        FROM pg_stat_xact_user_tables
        WHERE schemaname = 'engine' AND relname IN ('definition', 'instance', 'bookmark', 'journal')
        """;

    [Fact]
    public async Task W09_a_thousand_versions_and_two_thousand_cases_cost_a_step_no_row_more()
    {
        await using var room = await EngineRoom.CreateAsync();
        await room.PublishAsync(Given.Flow(["mulai -> AskA", "AskA -> End"]));
        await StepAsync(room); // the first one reads and parses the definition, once for all
        var few = await StepAsync(room);

        foreach (var sql in new[] { ManyVersions, ManyCases, "ANALYZE engine.definition, engine.instance" })
        {
            await using var admin = room.Database.AsSuperuser();
            await using var command = admin.CreateCommand(sql);
            await command.ExecuteNonQueryAsync();
        }

        var many = await StepAsync(room);

        Assert.InRange(few.Start, 1, 6);
        Assert.InRange(many.Start, 1, few.Start);
        Assert.InRange(many.Complete, 1, few.Complete);
        Assert.Equal(1000L, await room.ReadAsync<long>("SELECT count(*) FROM engine.definition"));
        Assert.Equal(2003L, await room.ReadAsync<long>("SELECT count(*) FROM engine.instance"));
    }

    [Fact]
    public async Task Parsed_versions_are_shared_and_their_number_is_bounded()
    {
        await using var room = await EngineRoom.CreateAsync();
        await room.PublishAsync(Given.Flow(["mulai -> AskA", "AskA -> End"]));
        await using (var admin = room.Database.AsSuperuser())
        {
            await using var command = admin.CreateCommand(ManyVersions);
            await command.ExecuteNonQueryAsync();
        }

        var store = new DefinitionStore();
        await using var work = await room.Database.NewUnitOfWork(EngineRoom.Office);
        var first = await store.FindVersionAsync(work, "uji", 1, default);
        Assert.Same(first, await store.FindVersionAsync(work, "uji", 1, default));
        for (var version = 2; version <= 400; version++)
        {
            Assert.NotNull(await store.FindVersionAsync(work, "uji", version, default));
            Assert.Same(first, await store.FindVersionAsync(work, "uji", 1, default));
        }

        Assert.InRange(store.ParsedCount, 1, 256);
    }

    private static async Task<(long Start, long Complete)> StepAsync(EngineRoom room)
    {
        var instance = Ids.New();
        long started = 0, completed = 0;
        await room.InTransactionAsync(async (runner, work) =>
        {
            var before = await ReadAsync(work);
            var done = await runner.StartAsync(work, "uji", instance, [], [], default);
            started = await ReadAsync(work) - before;
            return done;
        });
        await room.InTransactionAsync(async (runner, work) =>
        {
            var before = await ReadAsync(work);
            var done = await runner.ResumeAsync(work, instance, 1, new JsonObject { ["outcome"] = "Done" }, default);
            completed = await ReadAsync(work) - before;
            return done;
        });
        return (started, completed);
    }

    // The server adds up over the transactions of a connection until it reports them: only a difference inside one transaction is its own.
    private static async Task<long> ReadAsync(UnitOfWork work)
    {
        await work.FlushAsync(default);
        await using var command = new NpgsqlCommand(RowsRead, work.Connection);
        return (long)(await command.ExecuteScalarAsync())!; // a sum that is never null
    }
}
