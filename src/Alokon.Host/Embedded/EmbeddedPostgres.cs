using Microsoft.Extensions.Logging;
using Npgsql;

namespace Alokon.Host.Embedded;

/// <summary>
/// A real PostgreSQL server of our own below DATA/pg, started from the installed programs, never as root, reachable
/// through a private Unix socket only. While this object lives the server is kept running; disposing it stops the server.
/// </summary>
internal sealed class EmbeddedPostgres : IAsyncDisposable
{
    private static readonly TimeSpan StartLimit = TimeSpan.FromSeconds(90);
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(50);

    private readonly PostgresBinaries _binaries;
    private readonly PostgresCluster _cluster;
    private readonly ServiceAccount? _account;
    private readonly ILogger _log;
    private readonly CancellationTokenSource _stopping = new();
    private PostgresProcess? _server; // none between the death of one and the birth of the next
    private Task _watch = Task.CompletedTask;

    private EmbeddedPostgres(PostgresBinaries binaries, PostgresCluster cluster, ServiceAccount? account, PostgresProcess server, ILogger log)
    {
        _binaries = binaries;
        _cluster = cluster;
        _account = account;
        _server = server;
        _log = log;
    }

    /// <summary>Database <c>alokon</c> as the login role <c>alokon</c>, which is no superuser.</summary>
    public string ConnectionString => _cluster.ConnectionString("alokon", "alokon");

    /// <summary>Database <c>postgres</c> as the server's superuser: backups, and making databases.</summary>
    public string AdminConnectionString => _cluster.ConnectionString("postgres", "postgres");

    /// <summary>In the form of .pgpass: for pg_dump and pg_restore.</summary>
    public string PasswordFile => _cluster.PasswordFile;

    public PostgresBinaries Binaries => _binaries;

    /// <summary>This start made the database: nobody's data are in it yet.</summary>
    public bool IsNew { get; private set; }

    /// <summary>The postmaster's process id; none while it is being restarted.</summary>
    public int? Pid => PostgresProcess.FindRunning(_cluster);

    /// <param name="durable">False only where the data may be lost with the machine (tests): no fsync.</param>
    /// <exception cref="EmbeddedException">Not installed, or it does not start.</exception>
    public static async Task<EmbeddedPostgres> StartAsync(DataFolder data, ILogger log, bool durable, CancellationToken ct)
    {
        var cluster = new PostgresCluster(data, durable);
        var wasThere = cluster.Major;
        var binaries = await PostgresBinaries.FindAsync(wasThere, ct);
        await cluster.PrepareAsync(binaries, ct);
        if (wasThere is null)
        {
            log.ClusterMade(cluster.Folder);
        }

        await StopOrphanAsync(binaries, cluster, data.Account, log, ct);
        var server = await LaunchAsync(binaries, cluster, data.Account, ct);
        var postgres = new EmbeddedPostgres(binaries, cluster, data.Account, server, log);
        postgres.IsNew = await new LoginRole(cluster).EnsureAsync(ct);
        log.PostgresStarted(binaries.Folder, postgres.Pid ?? 0, cluster.SocketFolder);
        postgres._watch = postgres.WatchAsync();
        return postgres;
    }

    public async ValueTask DisposeAsync()
    {
        await _stopping.CancelAsync();
        await _watch;
        if (_server is { } server)
        {
            await server.StopAsync();
            server.Dispose();
        }

        _stopping.Dispose();
    }

    /// <summary>The server must not die, but it may be killed (out of memory, a hand): then it is started again.</summary>
    private async Task WatchAsync()
    {
        try
        {
            while (_server is { } server)
            {
                await server.WaitForExitAsync(_stopping.Token);
                var complaint = server.Complaint;
                _server = null;
                server.Dispose();
                // Where only the shell that holds the lifeline was killed, the postmaster lives on without one.
                await StopOrphanAsync(_binaries, _cluster, _account, _log, _stopping.Token);
                _server = await LaunchAsync(_binaries, _cluster, _account, _stopping.Token);
                _log.PostgresRestarted(complaint);
            }
        }
        catch (OperationCanceledException)
        {
            // We stop it ourselves.
        }
        catch (EmbeddedException failure)
        {
            _log.PostgresLost(failure.Message);
        }
    }

    /// <summary>Starts the postmaster and waits until it lets us in; tries again while leftovers of a killed one are going away.</summary>
    private static async Task<PostgresProcess> LaunchAsync(PostgresBinaries binaries, PostgresCluster cluster, ServiceAccount? account, CancellationToken ct)
    {
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(ct);
        limit.CancelAfter(StartLimit);
        var server = StartOnce(binaries, cluster, account);
        try
        {
            while (!await AnswersAsync(cluster, limit.Token))
            {
                await Task.Delay(Pause, limit.Token);
                if (server.HasExited)
                {
                    // After kill -9 of the postmaster its children need a moment to notice; until then the memory block is "still in use".
                    await Task.Delay(Pause * 4, limit.Token);
                    server.Dispose();
                    server = StartOnce(binaries, cluster, account);
                }
            }

            return server;
        }
        catch (OperationCanceledException)
        {
            var complaint = server.Complaint;
            await server.StopAsync();
            server.Dispose();
            ct.ThrowIfCancellationRequested();
            throw new EmbeddedException($"PostgreSQL did not start within {StartLimit.TotalSeconds:0} seconds: {complaint}");
        }
    }

    private static PostgresProcess StartOnce(PostgresBinaries binaries, PostgresCluster cluster, ServiceAccount? account)
    {
        if (PostgresProcess.FindRunning(cluster) is null)
        {
            // Stale: left by a kill or a power cut. The number may by now belong to any other process, at which the server would balk.
            File.Delete(Path.Combine(cluster.Folder, "postmaster.pid"));
        }

        return PostgresProcess.Start(binaries, cluster, account);
    }

    private static async Task<bool> AnswersAsync(PostgresCluster cluster, CancellationToken ct)
    {
        try
        {
            await using var connection = new NpgsqlConnection(cluster.ConnectionString("postgres", "postgres") + ";Pooling=false;Timeout=5");
            await connection.OpenAsync(ct);
            return true;
        }
        catch (NpgsqlException)
        {
            return false; // not listening yet, or still recovering
        }
    }

    /// <summary>We hold the data folder's lock, so a server that runs in it belongs to an Alokon that is dead.</summary>
    private static async Task StopOrphanAsync(PostgresBinaries binaries, PostgresCluster cluster, ServiceAccount? account, ILogger log, CancellationToken ct)
    {
        if (PostgresProcess.FindRunning(cluster) is not { } pid)
        {
            return;
        }

        string[] stop = ["stop", "-D", cluster.Folder, "-w", "-t", "30", "-m"];
        if ((await Tool.RunAsync(binaries.PgCtl, [.. stop, "fast"], account, ct)).ExitCode != 0 && PostgresProcess.FindRunning(cluster) is not null)
        {
            await Tool.MustAsync(binaries.PgCtl, [.. stop, "immediate"], account, ct);
        }

        log.OrphanStopped(pid);
    }
}
