using Alokon.Host.Embedded;
using Alokon.Host.Migrations;
using Microsoft.Extensions.Logging.Abstractions;
using Npgsql;

namespace Alokon.Tests.Support;

/// <summary>
/// The one private PostgreSQL server of this test process: the product's own embedded server in a temporary folder,
/// with a migrated template database. Started by the first test that asks, stopped and removed when the process ends
/// (when the process is killed, the server's lifeline stops it).
/// </summary>
internal sealed class TestServer
{
    public const string Template = "alokon_template";

    /// <summary>A crowded machine may take minutes over what else takes milliseconds: only what hangs is given up.</summary>
    private const int HangSeconds = 600;

    private static readonly Lazy<Task<TestServer>> Shared = new(StartAsync);

    private readonly EmbeddedPostgres _postgres;
    private readonly NpgsqlDataSource _admin;

    private TestServer(EmbeddedPostgres postgres)
    {
        _postgres = postgres;
        _admin = NpgsqlDataSource.Create(AdminConnectionString("postgres"));
    }

    public static Task<TestServer> SharedAsync() => Shared.Value;

    public string ConnectionString(string database) =>
        new NpgsqlConnectionStringBuilder(_postgres.ConnectionString) { Database = database, MaxPoolSize = 20, Timeout = HangSeconds, CommandTimeout = HangSeconds }.ConnectionString;

    public string AdminConnectionString(string database) =>
        new NpgsqlConnectionStringBuilder(_postgres.AdminConnectionString) { Database = database, MaxPoolSize = 4, Timeout = HangSeconds, CommandTimeout = HangSeconds }.ConnectionString;

    public async Task ExecuteAsync(string sql)
    {
        await using var command = _admin.CreateCommand(sql);
        await command.ExecuteNonQueryAsync();
    }

    private static async Task<TestServer> StartAsync()
    {
        TemporaryFolder.RemoveOrphans();
        var folder = new TemporaryFolder();
        var data = DataFolder.Claim(folder.Path);
        var postgres = await EmbeddedPostgres.StartAsync(data, NullLogger.Instance, durable: false, CancellationToken.None);
        AppDomain.CurrentDomain.ProcessExit += (_, _) =>
        {
#pragma warning disable RS0030, VSTHRD002 // the process ends here: nothing is left to await on
            postgres.DisposeAsync().AsTask().Wait();
#pragma warning restore RS0030, VSTHRD002
            data.Dispose();
            folder.Dispose();
        };

        var server = new TestServer(postgres);
        await server.ExecuteAsync($"CREATE DATABASE {Template} OWNER alokon");
        await using (var source = NpgsqlDataSource.Create(server.ConnectionString(Template) + ";Pooling=false"))
        {
            await Migrator.OfThisProgram().ApplyAsync(source, CancellationToken.None);
        }

        return server;
    }
}
