using Alokon.Tests.Support;
using Npgsql;
using Xunit;

namespace Alokon.Tests.Host;

/// <summary>What the first migration promises every room, tried with two tables of our own.</summary>
public sealed class FoundationTests
{
    private const string Tables =
        """
        CREATE TABLE inbox.trial (office integer NOT NULL, id integer NOT NULL, PRIMARY KEY (office, id));
        CREATE TABLE audit.trial (office integer NOT NULL, id integer NOT NULL, PRIMARY KEY (office, id));
        CALL engine.protect('inbox.trial');
        CALL engine.open_to_workers('inbox.trial');
        CALL engine.protect_append_only('audit.trial');
        """;

    [Fact]
    public async Task An_office_sees_and_writes_its_own_rows_only()
    {
        await using var database = await WithTablesAsync();
        await RunAsync(database, 3315, "INSERT INTO inbox.trial VALUES (3315, 1)");

        Assert.Equal(1L, await CountAsync(database, 3315));
        Assert.Equal(0L, await CountAsync(database, 3206));
        var refusal = await Assert.ThrowsAsync<PostgresException>(() => RunAsync(database, 3206, "INSERT INTO inbox.trial VALUES (3315, 2)"));
        Assert.Equal(PostgresErrorCodes.InsufficientPrivilege, refusal.SqlState);
        await RunAsync(database, 3206, "DELETE FROM inbox.trial");
        Assert.Equal(1L, await CountAsync(database, 3315));
    }

    [Fact]
    public async Task Every_table_of_an_office_is_under_row_level_security_and_its_key_begins_with_the_office()
    {
        await using var database = await TestDatabase.CreateAsync();
        await using var connection = await database.Source.OpenConnectionAsync();
        await using var command = new NpgsqlCommand(
            """
            SELECT c.oid::regclass::text,
                   c.relrowsecurity AND c.relforcerowsecurity,
                   EXISTS (SELECT FROM pg_policy AS p WHERE p.polrelid = c.oid),
                   (SELECT a.attname FROM pg_index AS i JOIN pg_attribute AS a ON a.attrelid = i.indrelid AND a.attnum = i.indkey[0]
                    WHERE i.indrelid = c.oid AND i.indisprimary)
            FROM pg_class AS c
            JOIN pg_namespace AS n ON n.oid = c.relnamespace
            WHERE c.relkind IN ('r', 'p') AND n.nspname IN ('engine', 'people', 'requests', 'inbox', 'sla', 'documents', 'audit', 'archive')
            ORDER BY 1
            """,
            connection);
        await using var row = await command.ExecuteReaderAsync();
        var faults = new List<string>();
        var tables = 0;
        while (await row.ReadAsync())
        {
            tables++;
            var isProtected = row.GetBoolean(1) && row.GetBoolean(2) && row.GetString(3) == "office";
            // The clock has no office: one row, the same time for all.
            if (!isProtected && row.GetString(0) != "engine.clock_offset")
            {
                faults.Add(row.GetString(0));
            }
        }

        Assert.Empty(faults);
        Assert.True(tables > 25, $"Expected the tables of all rooms, but found {tables}.");
    }

    [Fact]
    public async Task Rows_that_every_step_writes_are_not_taken_apart_but_for_a_print()
    {
        await using var database = await TestDatabase.CreateAsync();
        await using var command = database.Source.CreateCommand(
            """
            SELECT coalesce(string_agg(attrelid::regclass || '.' || attname, ', ' ORDER BY attrelid::regclass::text, attname), '')
            FROM pg_attribute
            WHERE attrelid IN ('engine.instance'::regclass, 'engine.idempotency'::regclass, 'engine.journal'::regclass,
                               'inbox.task'::regclass, 'documents.document'::regclass, 'audit.event'::regclass)
              AND attnum > 0 AND NOT attisdropped AND attstorage IN ('x', 'e')
            """);

        // A new column of theirs is given STORAGE MAIN in its migration: see 022.
        Assert.Equal("documents.document.pdf", await command.ExecuteScalarAsync());
    }

    [Fact]
    public async Task Without_a_role_or_without_an_office_nothing_is_seen()
    {
        await using var database = await WithTablesAsync();
        await RunAsync(database, 3315, "INSERT INTO inbox.trial VALUES (3315, 1)");

        await using var owner = database.Source.CreateCommand("SELECT count(*) FROM inbox.trial");
        Assert.Equal(0L, await owner.ExecuteScalarAsync());
        await using var nobody = database.Source.CreateCommand("SET ROLE alokon_app; SELECT count(*) FROM inbox.trial");
        await Assert.ThrowsAsync<PostgresException>(nobody.ExecuteScalarAsync);
    }

    [Fact]
    public async Task A_worker_sees_all_offices_where_a_table_is_open_to_it()
    {
        await using var database = await WithTablesAsync();
        await RunAsync(database, 3315, "INSERT INTO inbox.trial VALUES (3315, 1)");
        await RunAsync(database, 3206, "INSERT INTO inbox.trial VALUES (3206, 1)");

        await using var sweep = database.Source.CreateCommand("SET ROLE alokon_worker; SELECT count(*) FROM inbox.trial");
        Assert.Equal(2L, await sweep.ExecuteScalarAsync());
        await using var closed = database.Source.CreateCommand("SET ROLE alokon_worker; SELECT count(*) FROM audit.trial");
        await Assert.ThrowsAsync<PostgresException>(closed.ExecuteScalarAsync);
    }

    [Theory]
    [InlineData("UPDATE audit.trial SET id = 2")]
    [InlineData("DELETE FROM audit.trial")]
    [InlineData("TRUNCATE audit.trial")]
    public async Task What_only_appends_is_changed_by_nobody_not_even_its_owner(string change)
    {
        await using var database = await WithTablesAsync();
        await RunAsync(database, 3315, "INSERT INTO audit.trial VALUES (3315, 1)");

        await Assert.ThrowsAsync<PostgresException>(() => RunAsync(database, 3315, change));
        await using var owner = database.Source.CreateCommand(change);
        var refusal = await Assert.ThrowsAsync<PostgresException>(owner.ExecuteNonQueryAsync);
        Assert.Contains("only appends", refusal.MessageText);
    }

    [Fact]
    public async Task A_table_whose_key_does_not_begin_with_the_office_is_not_protected_but_refused()
    {
        await using var database = await TestDatabase.CreateAsync();
        await using var command = database.Source.CreateCommand(
            "CREATE TABLE inbox.loose (id integer PRIMARY KEY, office integer NOT NULL); CALL engine.protect('inbox.loose');");

        await Assert.ThrowsAsync<PostgresException>(command.ExecuteNonQueryAsync);
    }

    [Fact]
    public async Task Now_is_the_clock_of_the_database_plus_the_offset()
    {
        await using var database = await TestDatabase.CreateAsync();
        await database.MoveClockAsync(TimeSpan.FromDays(3));

        await using var ahead = database.Source.CreateCommand("SELECT engine.now() - transaction_timestamp()");
        Assert.Equal(TimeSpan.FromDays(3), await ahead.ExecuteScalarAsync());
    }

    private static async Task<TestDatabase> WithTablesAsync()
    {
        var database = await TestDatabase.CreateAsync();
        await using var command = database.Source.CreateCommand(Tables);
        await command.ExecuteNonQueryAsync();
        return database;
    }

    private static async Task RunAsync(TestDatabase database, int office, string sql)
    {
        await using var work = await database.NewUnitOfWork(office);
        work.Queue(sql);
        await work.CommitAsync(default);
    }

    private static async Task<object?> CountAsync(TestDatabase database, int office)
    {
        await using var work = await database.NewUnitOfWork(office);
        await using var command = new NpgsqlCommand("SELECT count(*) FROM inbox.trial", work.Connection);
        return await command.ExecuteScalarAsync();
    }
}
