using System.Diagnostics;

namespace Alokon.Faults.Ground;

/// <summary>Programs of the system, and signals.</summary>
internal static class Shell
{
    /// <summary>PostgreSQL refuses to run as root: then it runs as the account that the prerequisites made.</summary>
    public static string? Account { get; } = Environment.IsPrivilegedProcess
        ? new[] { "alokon", "postgres" }.First(name => File.ReadLines("/etc/passwd").Any(line => line.StartsWith(name + ":", StringComparison.Ordinal)))
        : null;

    public static Process Start(IReadOnlyList<string> command, bool asAccount, IReadOnlyDictionary<string, string>? environment = null)
    {
        var start = new ProcessStartInfo { RedirectStandardOutput = true, RedirectStandardError = true, WorkingDirectory = "/" };
        string[] all = asAccount && Account is { } account ? ["setpriv", $"--reuid={account}", $"--regid={account}", "--clear-groups", .. command] : [.. command];
        start.FileName = all[0];
        foreach (var argument in all.Skip(1))
        {
            start.ArgumentList.Add(argument);
        }

        foreach (var (name, value) in environment ?? new Dictionary<string, string>())
        {
            start.Environment[name] = value;
        }

        return Process.Start(start) ?? throw new InvalidOperationException($"Expected {all[0]} to start.");
    }

    public static async Task<string> RunAsync(IReadOnlyList<string> command, bool asAccount = false)
    {
        using var process = Start(command, asAccount);
        var output = process.StandardOutput.ReadToEndAsync();
        var error = process.StandardError.ReadToEndAsync();
        await process.WaitForExitAsync();
        return process.ExitCode == 0 ? await output : throw new InvalidOperationException($"{string.Join(' ', command)}: {await error}{await output}");
    }

    /// <summary>A process that is gone already needs no signal.</summary>
    public static async Task SignalAsync(string signal, int pid)
    {
        using var kill = Start(["kill", $"-{signal}", $"{pid}"], asAccount: false);
        await kill.WaitForExitAsync();
    }
}
