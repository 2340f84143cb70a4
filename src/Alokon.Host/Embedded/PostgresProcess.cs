using System.Diagnostics;
using System.Globalization;
using System.Text;

namespace Alokon.Host.Embedded;

/// <summary>One run of the postmaster, tied to Alokon's life by a pipe.</summary>
internal sealed class PostgresProcess : IDisposable
{
    /// <summary>
    /// The shell waits on a pipe whose other end only Alokon holds: when Alokon ends, however it ends, the pipe closes
    /// and the server gets a fast shutdown. setsid (below) keeps the terminal's Ctrl-C away: Alokon stops first, then the server.
    /// </summary>
    private const string Lifeline =
        """
        exec 3<&0
        "$@" 3<&- </dev/null &
        server=$!
        { read -r _ <&3; kill -INT "$server"; } 2>/dev/null &
        lifeline=$!
        wait "$server"
        code=$?
        kill "$lifeline" 2>/dev/null
        exit "$code"
        """;

    private readonly Process _shell;
    private readonly StringBuilder _complaints = new();

    // Process.WaitForExitAsync also waits for the end of the output, which the postmaster keeps open if it outlives its shell.
    private readonly TaskCompletionSource _ended = new(TaskCreationOptions.RunContinuationsAsynchronously);

    private PostgresProcess(Process shell)
    {
        _shell = shell;
        _shell.ErrorDataReceived += (_, line) => Keep(line.Data);
        _shell.OutputDataReceived += (_, line) => Keep(line.Data);
        _shell.Exited += (_, _) => _ended.TrySetResult();
        _shell.EnableRaisingEvents = true;
        _shell.BeginErrorReadLine();
        _shell.BeginOutputReadLine();
    }

    public bool HasExited => _shell.HasExited;

    public string Complaint
    {
        get
        {
            lock (_complaints)
            {
                return _complaints.ToString().Split('\n', StringSplitOptions.RemoveEmptyEntries).LastOrDefault(line => !line.Contains("HINT:", StringComparison.Ordinal))
                    ?? "no message; see the log folder beside the cluster";
            }
        }
    }

    public static PostgresProcess Start(PostgresBinaries binaries, PostgresCluster cluster, ServiceAccount? account) =>
        new(Tool.Start("setsid", ["bash", "-c", Lifeline, "alokon-postgres", binaries.Postgres, "-D", cluster.Folder, .. cluster.ServerArguments()], account));

    public Task WaitForExitAsync(CancellationToken ct) => _ended.Task.WaitAsync(ct);

    /// <summary>Fast shutdown: open transactions are rolled back, everything committed is on disk.</summary>
    public async Task StopAsync()
    {
        _shell.StandardInput.Close();
        await _ended.Task;
    }

    public void Dispose() => _shell.Dispose();

    /// <returns>The living postmaster that works in this cluster, or none: a stale pid file, even one whose number another process has now, is none.</returns>
    public static int? FindRunning(PostgresCluster cluster)
    {
        var file = Path.Combine(cluster.Folder, "postmaster.pid");
        if (!File.Exists(file) || !int.TryParse(File.ReadLines(file).FirstOrDefault(), NumberStyles.None, CultureInfo.InvariantCulture, out var pid))
        {
            return null;
        }

        // A postmaster's working directory is its cluster.
        var place = new DirectoryInfo($"/proc/{pid}/cwd");
        return place.Exists && place.ResolveLinkTarget(returnFinalTarget: true)?.FullName == new DirectoryInfo(cluster.Folder).FullName ? pid : null;
    }

    private void Keep(string? line)
    {
        lock (_complaints)
        {
            if (line is not null && _complaints.Length < 64_000)
            {
                _complaints.Append(line).Append('\n');
            }
        }
    }
}
