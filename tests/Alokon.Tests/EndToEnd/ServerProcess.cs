using System.Diagnostics;
using System.Globalization;
using System.Net;
using System.Net.Sockets;
using Alokon.Host;
using Alokon.Host.Demo;

namespace Alokon.Tests.EndToEnd;

/// <summary>The product as an operator runs it: a process of its own, which may be killed and started again on the same data.</summary>
/// <param name="home">Where its workflows/ and templates/ stand; none = those of the project.</param>
internal sealed class ServerProcess(string? home = null) : IAsyncDisposable
{
    private const string Password = "demo-alokon-2026";
    private static readonly TimeSpan StartLimit = TimeSpan.FromSeconds(120);

    private readonly string _data = Path.Combine(Path.GetTempPath(), $"alokon-kill-{Environment.ProcessId}-{Random.Shared.Next():x}");
    private readonly List<string> _output = [];
    private Process? _process;

    public int Port { get; } = FreePort();

    /// <summary>Everything the process has printed so far, over all its starts.</summary>
    public string Output
    {
        get
        {
            lock (_output)
            {
                return string.Join('\n', _output);
            }
        }
    }

    public HttpClient NewClient() =>
        new() { BaseAddress = new Uri($"http://127.0.0.1:{Port.ToString(CultureInfo.InvariantCulture)}"), Timeout = TimeSpan.FromSeconds(100) };

    public DemoApi NewApi(HttpClient http) => new(http, 3315, Password, TimeSpan.FromMinutes(8));

    public async Task StartAsync(CancellationToken ct)
    {
        var start = new ProcessStartInfo("dotnet") { RedirectStandardOutput = true, RedirectStandardError = true };
        foreach (var argument in new[] { typeof(Server).Assembly.Location, "serve", "--data", _data, "--urls", $"http://127.0.0.1:{Port.ToString(CultureInfo.InvariantCulture)}" })
        {
            start.ArgumentList.Add(argument);
        }

        start.Environment[DemoAccounts.PasswordVariable] = Password;
        if (home is not null)
        {
            start.Environment["ALOKON_HOME"] = home;
        }

        start.Environment["ALOKON_CLOCK"] = "2026-10-05T07:30:00+07:00";
        _process = Process.Start(start) ?? throw new InvalidOperationException("Expected the server's process to start.");
        _process.OutputDataReceived += Remember;
        _process.ErrorDataReceived += Remember;
        _process.BeginOutputReadLine();
        _process.BeginErrorReadLine();
        await ReadyAsync(ct);
    }

    /// <summary>kill -9: no farewell, no flush.</summary>
    public async Task KillAsync()
    {
        if (_process is { } process)
        {
            process.Kill(entireProcessTree: false);
            await process.WaitForExitAsync();
            process.Dispose();
            _process = null;
        }
    }

    public async ValueTask DisposeAsync()
    {
        if (_process is { } process)
        {
            using var stop = Process.Start("kill", ["-TERM", process.Id.ToString(CultureInfo.InvariantCulture)]);
            await stop.WaitForExitAsync();
            await process.WaitForExitAsync();
            process.Dispose();
        }

        Directory.Delete(_data, recursive: true);
    }

    private async Task ReadyAsync(CancellationToken ct)
    {
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(ct);
        limit.CancelAfter(StartLimit);
        using var http = NewClient();
        while (true)
        {
            try
            {
                using var answer = await http.GetAsync("/healthz/ready", limit.Token);
                if (answer.StatusCode == HttpStatusCode.OK)
                {
                    return;
                }
            }
            catch (HttpRequestException) when (_process is { HasExited: false })
            {
                // Not listening yet.
            }
            catch (HttpRequestException)
            {
                throw new InvalidOperationException($"The server ended: {Output}");
            }

            await Task.Delay(50, limit.Token);
        }
    }

    private void Remember(object sender, DataReceivedEventArgs line)
    {
        if (line.Data is { Length: > 0 } text)
        {
            lock (_output)
            {
                _output.Add(text);
            }
        }
    }

    private static int FreePort()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }
}
