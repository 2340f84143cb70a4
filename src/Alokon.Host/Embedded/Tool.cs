using System.ComponentModel;
using System.Diagnostics;

namespace Alokon.Host.Embedded;

/// <summary>What a program of the system answered.</summary>
internal sealed record ToolAnswer(int ExitCode, string Output, string Error)
{
    /// <summary>The last thing it complained about, on one line.</summary>
    public string Complaint =>
        Error.Split('\n', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries).LastOrDefault() ?? $"exit code {ExitCode}";
}

/// <summary>Runs a short-lived program of the system (initdb, install, stat) to its end.</summary>
internal static class Tool
{
    /// <param name="account">Runs as this account; none = as Alokon itself.</param>
    public static async Task<ToolAnswer> RunAsync(string file, IEnumerable<string> arguments, ServiceAccount? account, CancellationToken ct)
    {
        using var process = Start(file, arguments, account);
        process.StandardInput.Close();
        var output = process.StandardOutput.ReadToEndAsync(ct);
        var error = process.StandardError.ReadToEndAsync(ct);
        await process.WaitForExitAsync(ct);
        return new ToolAnswer(process.ExitCode, await output, await error);
    }

    /// <exception cref="EmbeddedException">It failed; the message carries its last complaint.</exception>
    public static async Task<string> MustAsync(string file, IEnumerable<string> arguments, ServiceAccount? account, CancellationToken ct)
    {
        var answer = await RunAsync(file, arguments, account, ct);
        return answer.ExitCode == 0
            ? answer.Output
            : throw new EmbeddedException($"{Path.GetFileName(file)} failed: {answer.Complaint}");
    }

    /// <summary>Starts a program with its three streams in our hands.</summary>
    public static Process Start(string file, IEnumerable<string> arguments, ServiceAccount? account)
    {
        var start = new ProcessStartInfo(file)
        {
            UseShellExecute = false,
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            WorkingDirectory = "/",
        };
        foreach (var argument in arguments)
        {
            start.ArgumentList.Add(argument);
        }

        start.Environment["LC_ALL"] = "C.UTF-8";
        account?.Apply(start);
        try
        {
            return Process.Start(start) ?? throw new EmbeddedException($"{file} did not start");
        }
        catch (Win32Exception failure)
        {
            throw new EmbeddedException($"{file} did not start: {failure.Message}", failure);
        }
    }
}
