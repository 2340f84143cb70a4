using System.Globalization;
using Alokon.Engine;
using Npgsql;

namespace Alokon.Tests.Support;

/// <summary>A migrated database of one test's own, on the one private server of this test run. The login role is no superuser.</summary>
public sealed class TestDatabase : IAsyncDisposable
{
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

    public async ValueTask DisposeAsync()
    {
        await Source.DisposeAsync();
        await _server.ExecuteAsync($"DROP DATABASE IF EXISTS {_name} WITH (FORCE)");
    }

    private static async Task<TestDatabase> CreateAsync(string template)
    {
        var server = await TestServer.SharedAsync();
        var name = string.Create(CultureInfo.InvariantCulture, $"test_{Interlocked.Increment(ref _made)}");
        await server.ExecuteAsync($"CREATE DATABASE {name} TEMPLATE {template} OWNER alokon");
        return new TestDatabase(server, name);
    }
}
