using System.Collections.Concurrent;
using System.Diagnostics;
using System.Net;
using System.Net.Sockets;

namespace Alokon.Faults.Ground;

/// <summary>One node: the built program as an operator runs it, a process of its own on a port of its own.</summary>
internal sealed class Node(string name, string folder, string connection, IReadOnlyDictionary<string, string> environment) : IAsyncDisposable
{
    private static readonly TimeSpan StartLimit = TimeSpan.FromMinutes(10);
    private static readonly string Program = Path.Combine(AppContext.BaseDirectory, "alokon.dll");
    private static readonly ConcurrentDictionary<int, int> Given = new();

    private readonly HttpClient _http = new() { Timeout = TimeSpan.FromSeconds(5) };
    private readonly string _log = Path.Combine(folder, $"{name}.log");
    private readonly Lock _writing = new();
    private readonly SemaphoreSlim _turn = new(1);
    private Process? _process;
    private Task _logging = Task.CompletedTask;

    public string Name => name;

    /// <summary>The product's own data folder of this node.</summary>
    public string Data => Path.Combine(folder, name);

    public int Port { get; } = FreePort();

    public int Pid => _process?.Id ?? throw new InvalidOperationException($"Expected {name} to run.");

    public bool IsRunning => _process is { HasExited: false };

    public string Output => File.Exists(_log) ? File.ReadAllText(_log) : "";

    /// <returns>How long it took until it was ready.</returns>
    public async Task<TimeSpan> StartAsync(params string[] more)
    {
        var watch = Stopwatch.StartNew();
        do
        {
            // Like the system's watch over a service: where the database is away, a start ends at once and is tried again.
            await LaunchAsync(more);
            await Task.Delay(30);
            if (watch.Elapsed > StartLimit)
            {
                throw new InvalidOperationException($"{name} was not ready within {StartLimit.TotalMinutes} minutes:\n{string.Join('\n', Output.Split('\n').TakeLast(30))}");
            }
        }
        while (!await IsReadyAsync());
        return watch.Elapsed;
    }

    /// <summary>kill -9: no farewell, no flush.</summary>
    public async Task KillAsync()
    {
        await _turn.WaitAsync();
        try
        {
            if (_process is { HasExited: false } process)
            {
                await Shell.SignalAsync("KILL", process.Id);
                await process.WaitForExitAsync();
            }
        }
        finally
        {
            _turn.Release();
        }
    }

    public Task FreezeAsync() => Shell.SignalAsync("STOP", Pid);

    public Task GoOnAsync() => Shell.SignalAsync("CONT", Pid);

    public async Task<bool> IsReadyAsync()
    {
        try
        {
            using var answer = await _http.GetAsync($"http://127.0.0.1:{Port}/healthz/ready");
            return answer.StatusCode == HttpStatusCode.OK;
        }
        catch (Exception e) when (e is HttpRequestException or TaskCanceledException)
        {
            return false;
        }
    }

    public async ValueTask DisposeAsync()
    {
        await KillAsync();
        await _logging;
        _process?.Dispose();
        _turn.Dispose();
        _http.Dispose();
    }

    /// <summary>Of two that watch over the node (a second kill comes while the first start is still being waited for) one starts it.</summary>
    private async Task LaunchAsync(string[] more)
    {
        await _turn.WaitAsync();
        try
        {
            if (!IsRunning)
            {
                _process?.Dispose();
                _process = Shell.Start(["dotnet", Program, "serve", "--data", Data, "--database", connection, "--urls", $"http://127.0.0.1:{Port}", .. more], asAccount: false, environment);
                _logging = Task.WhenAll(LogAsync(_process.StandardOutput), LogAsync(_process.StandardError));
            }
        }
        finally
        {
            _turn.Release();
        }
    }

    private async Task LogAsync(StreamReader reader)
    {
        while (await reader.ReadLineAsync() is { } line)
        {
            lock (_writing)
            {
                File.AppendAllText(_log, line + "\n");
            }
        }
    }

    /// <summary>Below those that the kernel hands out by itself: nobody gets it between here and the node's start, nor while the node is dead.</summary>
    private static int FreePort()
    {
        while (true)
        {
            var port = Random.Shared.Next(20_000, 32_000);
            if (Given.TryAdd(port, port) && IsFree(port))
            {
                return port;
            }
        }
    }

    private static bool IsFree(int port)
    {
        using var listener = new TcpListener(IPAddress.Loopback, port);
        try
        {
            listener.Start();
            return true;
        }
        catch (SocketException)
        {
            return false;
        }
    }
}
