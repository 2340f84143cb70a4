using System.Globalization;
using System.Text.Json;

namespace Alokon.Bench.Engine;

/// <summary>One JSON object per line on standard output as figures come; the summary for people at the end, on standard error.</summary>
internal sealed class Report(int offices)
{
    private readonly Dictionary<(string Mode, int Cases), Counts> _counts = [];
    private readonly List<Row> _rows = [];

    public void Add(string mode, int cases, Counts counts) => _counts[(mode, cases)] = counts;

    public void Add(int cases, int clients, IReadOnlyDictionary<ILoad, Tally> tallies)
    {
        var floor = tallies.Single(t => t.Key is Floor).Value;
        foreach (var (load, tally) in tallies)
        {
            var counts = _counts.GetValueOrDefault((load.Mode, cases));
            var row = new Row(
                "engine", load.Mode, clients, cases, Round(tally.StepsPerSecond), Round(floor.StepsPerSecond), Round(tally.StepsPerSecond / floor.StepsPerSecond, 3),
                Round(tally.Percentile(0.5), 2), Round(tally.Percentile(0.95), 2), Round(tally.Percentile(0.99), 2), Round(tally.CpuMsPerStep, 3),
                Round(tally.Used.ClientMs / tally.Steps, 3), Round(tally.Used.ServerMs / tally.Steps, 3), Round((double)tally.Used.Wal / tally.Steps),
                Round(tally.Percentile(0.99) / floor.Percentile(0.99), 2), counts.RoundTrips, counts.Commits, counts.Rows, offices, Meter.WorkingSetMb());
            _rows.Add(row);
            Console.WriteLine(JsonSerializer.Serialize(row, JsonSerializerOptions.Web));
        }
    }

    public void Summarize()
    {
        Console.Error.WriteLine();
        Console.Error.WriteLine($"{"cases",9} {"clients",7} {"mode",-10} {"steps/s",8} {"ratio",6} {"p50",7} {"p95",7} {"p99",7} {"p99/floor",9} {"cpu ms",7} {"client",7} {"pg",7} {"WAL B",7} {"rows",5} {"trips",5} {"commits",7} {"MB",5}");
        foreach (var r in _rows)
        {
            Console.Error.WriteLine(string.Create(
                CultureInfo.InvariantCulture,
                $"{r.Cases,9} {r.Clients,7} {r.Mode,-10} {r.StepsPerSecond,8:0} {r.Ratio,6:0.00} {r.P50Ms,7:0.0} {r.P95Ms,7:0.0} {r.P99Ms,7:0.0} {r.P99ToFloor,9:0.0} {r.CpuMsPerStep,7:0.00} {r.ClientMsPerStep,7:0.00} {r.ServerMsPerStep,7:0.00} {r.WalBytesPerStep,7:0} {r.RowsPerStep,5:0.0} {r.RoundTripsPerStep,5:0.0} {r.CommitsPerStep,7:0.0} {r.MemoryMb,5}"));
        }
    }

    private static double Round(double value, int digits = 0) => double.IsFinite(value) ? Math.Round(value, digits) : 0;

    private sealed record Row(
        string Bench,
        string Mode,
        int Clients,
        int Cases,
        double StepsPerSecond,
        double FloorStepsPerSecond,
        double Ratio,
        double P50Ms,
        double P95Ms,
        double P99Ms,
        double CpuMsPerStep,
        double ClientMsPerStep,
        double ServerMsPerStep,
        double WalBytesPerStep,
        double P99ToFloor,
        double RoundTripsPerStep,
        double CommitsPerStep,
        double RowsPerStep,
        int Offices,
        long MemoryMb);
}
