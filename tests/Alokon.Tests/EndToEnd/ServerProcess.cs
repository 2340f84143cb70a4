using System.Diagnostics;
using System.Diagnostics.CodeAnalysis;
using System.Globalization;
using System.Net;
using System.Text.RegularExpressions;
using Alokon.Host;
using Alokon.Host.Demo;

namespace Alokon.Tests.EndToEnd;

/// <summary>The product as an operator runs it: a process of its own, which may be killed and started again on the same data.</summary>
/// <param name="home">Where its workflows/ and templates/ stand; none = those of the project.</param>
internal sealed partial class ServerProcess(string? home = null) : IAsyncDisposable
{
    private const string Password = "demo-alokon-2026";
    private static readonly TimeSpan Hang = TimeSpan.FromMinutes(10);

    private readonly string _data = Path.Combine(Path.GetTempPath(), $"alokon-kill-{Environment.ProcessId}-{Random.Shared.Next():x}");
    private readonly List<string> _output = [];
    private Process? _process;
    private Uri? _address;

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

    /// <summary>For the server as it runs now: each start chooses an address of its own.</summary>
    public HttpClient NewClient() => new() { BaseAddress = _address ?? throw new InvalidOperationException("Expected a started server."), Timeout = Hang };

    public DemoApi NewApi(HttpClient http) => new(http, 3315, Password, Hang);

    /// <summary>What the process prints comes through a pipe, and may come after it has already answered.</summary>
    public async Task ToldAsync([StringSyntax(StringSyntaxAttribute.Regex)] string pattern, CancellationToken ct)
    {
        while (!Regex.IsMatch(Output, pattern))
        {
            await Task.Delay(50, ct);
        }
    }

    public async Task StartAsync(CancellationToken ct)
    {
        var start = new ProcessStartInfo("dotnet") { RedirectStandardOutput = true, RedirectStandardError = true };
        foreach (var argument in new[] { typeof(Server).Assembly.Location, "serve", "--data", _data, "--urls", "http://127.0.0.1:0" })
        {
            start.ArgumentList.Add(argument);
        }

        start.Environment[DemoAccounts.PasswordVariable] = Password;
        if (home is not null)
        {
            start.Environment["ALOKON_HOME"] = home;
        }

        start.Environment["ALOKON_CLOCK"] = "2026-10-05T07:30:00+07:00";
        var before = Serving().Count(Output);
        _process = Process.Start(start) ?? throw new InvalidOperationException("Expected the server's process to start.");
        _process.OutputDataReceived += Remember;
        _process.ErrorDataReceived += Remember;
        _process.BeginOutputReadLine();
        _process.BeginErrorReadLine();
        await ReadyAsync(before, ct);
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

    private async Task ReadyAsync(int startsBefore, CancellationToken ct)
    {
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(ct);
        limit.CancelAfter(Hang);
        while (Serving().Matches(Output) is var told && told.Count == startsBefore)
        {
            if (_process is { HasExited: true } process)
            {
                await process.WaitForExitAsync(limit.Token); // to the end of what it printed
                throw new InvalidOperationException($"The server ended: {Output}");
            }

            await Task.Delay(50, limit.Token);
        }

        _address = new Uri(Serving().Matches(Output)[^1].Groups[1].Value);
        using var http = NewClient();
        while (true)
        {
            using var answer = await http.GetAsync("/healthz/ready", limit.Token);
            if (answer.StatusCode == HttpStatusCode.OK)
            {
                return;
            }

            await Task.Delay(50, limit.Token);
        }
    }

    [GeneratedRegex("serving at (http://[0-9.:]+)")]
    private static partial Regex Serving();

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
}
