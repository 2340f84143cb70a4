using System.Diagnostics;
using System.Globalization;
using System.Net.Sockets;
using Npgsql;

namespace Alokon.Faults.Ground;

/// <summary>A real PostgreSQL, durable as in service, started and killed by the harness and not by what it tests.</summary>
internal sealed class Postgres : IAsyncDisposable
{
    private static readonly string Programs = Directory.EnumerateDirectories("/usr/lib/postgresql")
        .OrderByDescending(folder => int.Parse(Path.GetFileName(folder), CultureInfo.InvariantCulture))
        .Select(folder => Path.Combine(folder, "bin"))
        .First();

    private readonly string _folder;
    private readonly string _cluster;
    private readonly string _password = Convert.ToHexStringLower(Guid.CreateVersion7().ToByteArray());
    private Process? _postmaster;

    /// <param name="folder">Exists; short, because a socket's path is.</param>
    private Postgres(string folder)
    {
        _folder = folder;
        _cluster = Path.Combine(folder, "cluster");
        Admin = NpgsqlDataSource.Create($"Host={folder};Username=postgres;Password={_password};Database=alokon;Pooling=false;Timeout=120;Command Timeout=600");
    }

    public UnixDomainSocketEndPoint Socket => new(Path.Combine(_folder, ".s.PGSQL.5432"));

    /// <summary>As superuser, past every policy and past the cutters; a new connection each time, because the server dies.</summary>
    public NpgsqlDataSource Admin { get; }

    public int Pid => int.Parse(File.ReadLines(Path.Combine(_cluster, "postmaster.pid")).First(), CultureInfo.InvariantCulture);

    /// <param name="place">The cluster lies here; none = in the folder itself.</param>
    public static async Task<Postgres> StartAsync(string folder)
    {
        if (Shell.Account is { } account)
        {
            await Shell.RunAsync(["chown", account, folder]);
        }

        var postgres = new Postgres(folder);
        var secret = Path.Combine(folder, "secret");
        await File.WriteAllTextAsync(secret, postgres._password);
        await Shell.RunAsync([Path.Combine(Programs, "initdb"), "-D", postgres._cluster, "-U", "postgres", "-A", "scram-sha-256", "--pwfile", secret, "-E", "UTF8", "--locale=C.UTF-8", "--data-checksums"], asAccount: true);
        await postgres.LaunchAsync("postgres");
        await using var server = NpgsqlDataSource.Create(postgres.ConnectionString("postgres", "postgres"));
        await using (var role = server.CreateCommand($"CREATE ROLE alokon LOGIN NOINHERIT CREATEROLE PASSWORD '{postgres._password}'"))
        {
            await role.ExecuteNonQueryAsync();
        }

        await using var database = server.CreateCommand("CREATE DATABASE alokon OWNER alokon");
        await database.ExecuteNonQueryAsync();
        return postgres;
    }

    /// <summary>What a node gets: through a cutter, over TCP.</summary>
    public string NodeConnectionString(int port) =>
        $"Host=127.0.0.1;Port={port};Username=alokon;Password={_password};Database=alokon;SSL Mode=Disable";

    /// <summary>The postmaster alone: its children notice by themselves.</summary>
    public async Task KillPostmasterAsync()
    {
        await Shell.SignalAsync("KILL", Pid);
        await GoneAsync();
    }

    public async Task StopImmediatelyAsync()
    {
        await Shell.RunAsync([Path.Combine(Programs, "pg_ctl"), "-D", _cluster, "-m", "immediate", "-w", "stop"], asAccount: true);
        await GoneAsync();
    }

    /// <returns>False: no node had a connection at this moment.</returns>
    public async Task<bool> KillBackendAsync(int choice)
    {
        // It may still be on its way up from the fault before.
        await LaunchAsync();
        await using var command = Admin.CreateCommand("SELECT pid FROM pg_stat_activity WHERE usename = 'alokon' ORDER BY (state = 'active') DESC, backend_start LIMIT 8");
        var pids = new List<int>();
        await using (var reader = await command.ExecuteReaderAsync())
        {
            while (await reader.ReadAsync())
            {
                pids.Add(reader.GetInt32(0));
            }
        }

        if (pids.Count == 0)
        {
            return false;
        }

        await Shell.SignalAsync("KILL", pids[choice % pids.Count]);
        return true;
    }

    /// <summary>Starts it, after a death too: tries again while leftovers of the dead one are going away.</summary>
    public Task LaunchAsync() => LaunchAsync("alokon");

    /// <summary>As the system's watch would: a postmaster that gave up (no room for its log) is started again.</summary>
    public async Task EnsureAsync()
    {
        if (_postmaster is null or { HasExited: true })
        {
            await LaunchAsync();
        }
    }

    public async ValueTask DisposeAsync()
    {
        await Admin.DisposeAsync();
        if (_postmaster is { HasExited: false })
        {
            await StopImmediatelyAsync();
        }

        _postmaster?.Dispose();
    }

    private async Task LaunchAsync(string database)
    {
        using var limit = new CancellationTokenSource(TimeSpan.FromMinutes(10));
        while (true)
        {
            if (_postmaster is null or { HasExited: true })
            {
                _postmaster?.Dispose();
                _postmaster = Shell.Start([Path.Combine(Programs, "postgres"), "-D", _cluster, "-c", "listen_addresses=", "-c", $"unix_socket_directories={_folder}", "-c", "unix_socket_permissions=0700", "-c", "max_connections=200", "-c", "lc_messages=C", "-c", "logging_collector=on", "-c", $"log_directory={_folder}/log", "-c", "log_filename=postgres.log"], asAccount: true);
                _ = _postmaster.StandardError.ReadToEndAsync(limit.Token);
            }

            if (await AnswersAsync(database))
            {
                return;
            }

            await Task.Delay(20, limit.Token);
        }
    }

    private async Task<bool> AnswersAsync(string database)
    {
        try
        {
            await using var connection = new NpgsqlConnection(ConnectionString("postgres", database));
            await connection.OpenAsync();
            return true;
        }
        catch (NpgsqlException)
        {
            return false;
        }
    }

    private async Task GoneAsync()
    {
        if (_postmaster is { } dead)
        {
            await dead.WaitForExitAsync();
        }
    }

    private string ConnectionString(string user, string database) => $"Host={_folder};Username={user};Password={_password};Database={database};Pooling=false;Timeout=120;Command Timeout=600";
}
