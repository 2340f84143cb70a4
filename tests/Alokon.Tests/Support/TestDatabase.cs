using System.Globalization;
using Alokon.Engine;
using Npgsql;

namespace Alokon.Tests.Support;

/// <summary>A migrated database of one test's own, on the one private server of this test run. The login role is no superuser.</summary>
public sealed class TestDatabase : IAsyncDisposable
{
    // The product adds the offset to the time of its transaction, in many statements: an offset from that very time leaves the moment itself.
    private const string Hold = """
        DO $do$
        BEGIN
          IF to_regclass('engine.held_clock') IS NULL THEN
            ALTER TABLE engine.clock_offset RENAME TO moving_clock;
            CREATE TABLE engine.held_clock (moment timestamptz NOT NULL);
            INSERT INTO engine.held_clock VALUES (now());
            CREATE VIEW engine.clock_offset AS SELECT moment - transaction_timestamp() AS amount FROM engine.held_clock;
            GRANT SELECT ON engine.clock_offset TO PUBLIC;
          END IF;
        END
        $do$
        """;

    private static int _made;

    private readonly TestServer _server;
    private readonly string _name;

    private TestDatabase(TestServer server, string name)
    {
        _server = server;
        _name = name;
        ConnectionString = server.ConnectionString(name);
        Source = NpgsqlDataSource.Create(ConnectionString);
    }

    public NpgsqlDataSource Source { get; }

    public string ConnectionString { get; }

    public static async Task<TestDatabase> CreateAsync() => await CreateAsync(TestServer.Template);

    /// <summary>Without any migration: for tests of the migrations themselves.</summary>
    public static async Task<TestDatabase> CreateEmptyAsync() => await CreateAsync("template1");

    /// <summary>A closed unit of work; <c>await work.OpenAsync(officer, readOnly: false, ct)</c> opens it.</summary>
    public UnitOfWork NewUnitOfWork() => new(Source);

    /// <summary>Opened for the system officer of an office; the caller commits or disposes.</summary>
    public async Task<UnitOfWork> NewUnitOfWork(int office) => await NewUnitOfWork(Officer.System(office));

    public async Task<UnitOfWork> NewUnitOfWork(Officer officer)
    {
        var work = NewUnitOfWork();
        await work.OpenAsync(officer, readOnly: false, CancellationToken.None);
        return work;
    }

    /// <summary>Past every policy, as the server's superuser: to look at rows of all offices, or to break something on purpose.</summary>
    public NpgsqlDataSource AsSuperuser() => NpgsqlDataSource.Create(_server.AdminConnectionString(_name) + ";Pooling=false");

    /// <summary>Moves the database's "now" by so much from the real one.</summary>
    public async Task MoveClockAsync(TimeSpan amount)
    {
        await using var command = Source.CreateCommand("UPDATE engine.clock_offset SET amount = $1");
        command.Parameters.Add(new NpgsqlParameter { Value = amount });
        await command.ExecuteNonQueryAsync();
    }

    /// <summary>The database's "now" stands still at this moment, however long the machine takes over what follows; called again, at the next.</summary>
    public async Task HoldClockAsync(DateTimeOffset moment)
    {
        await using var superuser = AsSuperuser();
        await using (var hold = superuser.CreateCommand(Hold))
        {
            await hold.ExecuteNonQueryAsync();
        }

        await using var command = superuser.CreateCommand("UPDATE engine.held_clock SET moment = $1");
        command.Parameters.Add(new NpgsqlParameter { Value = moment.UtcDateTime });
        await command.ExecuteNonQueryAsync();
    }

    public async ValueTask DisposeAsync()
    {
        await Source.DisposeAsync();
        await _server.ExecuteAsync($"DROP DATABASE IF EXISTS {_name} WITH (FORCE)");
    }

    private static async Task<TestDatabase> CreateAsync(string template)
    {
        var server = await TestServer.SharedAsync();
        var name = string.Create(CultureInfo.InvariantCulture, $"test_{Interlocked.Increment(ref _made)}");
        // Copied as files: block by block through the log, which is the default, takes five times as long.
        await server.ExecuteAsync($"CREATE DATABASE {name} TEMPLATE {template} OWNER alokon STRATEGY file_copy");
        return new TestDatabase(server, name);
    }
}
