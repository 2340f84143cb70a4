using System.Diagnostics;
using System.Globalization;
using Alokon.Host.Embedded;
using Microsoft.Extensions.Logging.Abstractions;
using Npgsql;

namespace Alokon.Tests.Support;

/// <summary>An embedded server that a test may kill: not the shared one.</summary>
internal sealed class OwnServer : IAsyncDisposable
{
    private readonly TemporaryFolder _folder = new();
    private DataFolder? _data;
    private EmbeddedPostgres? _postgres;

    public string Folder => _folder.Path;

    public EmbeddedPostgres Postgres => _postgres ?? throw new InvalidOperationException("Expected a started server.");

    public static async Task<OwnServer> StartAsync()
    {
        var server = new OwnServer();
        await server.StartAgainAsync();
        return server;
    }

    public async Task StartAgainAsync()
    {
        _data = DataFolder.Claim(Folder);
        _postgres = await EmbeddedPostgres.StartAsync(_data, NullLogger.Instance, durable: false, CancellationToken.None);
    }

    public async Task StopAsync()
    {
        await Postgres.DisposeAsync();
        _data?.Dispose();
        _postgres = null;
    }

    /// <summary>Asks again until the server lets us in: it may be on its way up.</summary>
    public async Task<T> AskAsync<T>(string sql)
    {
        using var limit = new CancellationTokenSource(TimeSpan.FromMinutes(10));
        while (true)
        {
            try
            {
                await using var source = NpgsqlDataSource.Create(Postgres.ConnectionString + ";Pooling=false");
                await using var command = source.CreateCommand(sql);
                return (T)(await command.ExecuteScalarAsync(limit.Token))!; // each question asked here has an answer
            }
            catch (NpgsqlException failure) when (failure is not PostgresException { IsTransient: false } && !limit.IsCancellationRequested)
            {
                await Task.Delay(50, limit.Token);
            }
        }
    }

    public static void Kill(int pid)
    {
        using var process = Process.GetProcessById(pid);
        process.Kill();
    }

    public static int ParentOf(int pid) => int.Parse(
        File.ReadLines($"/proc/{pid}/status").First(line => line.StartsWith("PPid:", StringComparison.Ordinal))[5..],
        CultureInfo.InvariantCulture);

    public async ValueTask DisposeAsync()
    {
        if (_postgres is not null)
        {
            await StopAsync();
        }

        _folder.Dispose();
    }
}
