using System.Globalization;
using Xunit.Abstractions;

namespace Alokon.Faults;

/// <summary>What a run tells: with the test's result, and line by line into the file that ALOKON_FAULT_LOG names (a long run is watched there).</summary>
internal sealed class Report(ITestOutputHelper output)
{
    private readonly System.Diagnostics.Stopwatch _watch = System.Diagnostics.Stopwatch.StartNew();

    public void Tell(string text)
    {
        var line = string.Create(CultureInfo.InvariantCulture, $"[{_watch.Elapsed:hh\\:mm\\:ss}] {text}");
        output.WriteLine(line);
        if (Environment.GetEnvironmentVariable("ALOKON_FAULT_LOG") is { Length: > 0 } file)
        {
            lock (output)
            {
                File.AppendAllText(file, line + "\n");
            }
        }
    }

    /// <summary>The share of waits that were not longer.</summary>
    public static string Percentiles(IEnumerable<TimeSpan> times)
    {
        var sorted = times.Order().ToList();
        return sorted.Count == 0 ? "none" : string.Create(
            CultureInfo.InvariantCulture,
            $"{sorted.Count}: p50 {At(sorted, 0.5):0.00} s, p95 {At(sorted, 0.95):0.00} s, p99 {At(sorted, 0.99):0.00} s, longest {sorted[^1].TotalSeconds:0.00} s");
    }

    private static double At(List<TimeSpan> sorted, double share) => sorted[Math.Min(sorted.Count - 1, (int)(sorted.Count * share))].TotalSeconds;
}
