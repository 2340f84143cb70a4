using System.Diagnostics;

namespace Alokon.Bench.Engine;

/// <summary>What all slices of one mode gave together.</summary>
internal sealed class Tally
{
    private readonly List<double> _latencies = [];

    public double Seconds { get; private set; }

    public Reading Used { get; private set; }

    public int Steps => _latencies.Count;

    public double StepsPerSecond => Steps / Seconds;

    public double CpuMsPerStep => (Used.ClientMs + Used.ServerMs) / Steps;

    public void Add(IEnumerable<double> latencies, double seconds, Reading used)
    {
        _latencies.AddRange(latencies);
        Seconds += seconds;
        Used += used;
    }

    public double Percentile(double share)
    {
        _latencies.Sort();
        return _latencies.Count == 0 ? 0 : _latencies[Math.Min(_latencies.Count - 1, (int)(_latencies.Count * share))];
    }
}

/// <summary>Runs loads in turns of a moment each: what the machine does meanwhile hits all of them alike.</summary>
internal sealed class Slices(Meter meter)
{
    private static readonly TimeSpan Slice = TimeSpan.FromSeconds(1.5);

    public async Task<IReadOnlyDictionary<ILoad, Tally>> RunAsync(IReadOnlyList<ILoad> loads, int clients, TimeSpan each, CancellationToken ct)
    {
        var tallies = loads.ToDictionary(load => load, _ => new Tally());
        while (tallies.Values.Any(t => t.Seconds < each.TotalSeconds))
        {
            foreach (var load in loads)
            {
                await load.PrepareAsync(clients, ct);
                await MeasureAsync(load, clients, tallies[load], ct);
            }
        }

        return tallies;
    }

    private async Task MeasureAsync(ILoad load, int clients, Tally tally, CancellationToken ct)
    {
        var before = await meter.ReadAsync(ct);
        var begin = Stopwatch.GetTimestamp();
        var latencies = await Task.WhenAll(Enumerable.Range(0, clients).Select(client => Task.Run(() => StepsAsync(load, client, begin, ct), ct)));
        var seconds = Stopwatch.GetElapsedTime(begin).TotalSeconds;
        tally.Add(latencies.SelectMany(l => l), seconds, await meter.ReadAsync(ct) - before);
    }

    private static async Task<List<double>> StepsAsync(ILoad load, int client, long begin, CancellationToken ct)
    {
        var latencies = new List<double>();
        while (Stopwatch.GetElapsedTime(begin) < Slice)
        {
            var start = Stopwatch.GetTimestamp();
            await load.StepAsync(client, ct);
            latencies.Add(Stopwatch.GetElapsedTime(start).TotalMilliseconds);
        }

        return latencies;
    }
}
