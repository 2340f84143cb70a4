using System.Diagnostics;
using System.Globalization;
using System.Text.Json;

namespace Alokon.Bench.Documents;

/// <summary>All slices of one load together: what comes seldom, as a great collection of garbage, is counted too. The slices themselves are kept for the spread.</summary>
internal sealed class PaperTally
{
    private readonly List<Slice> _slices = [];

    public double PerSecond => _slices.Sum(slice => slice.Papers) / _slices.Sum(slice => slice.Seconds);

    public double BrowserMs => Mean(slice => slice.Browser);

    public double OwnMs => Mean(slice => slice.Own);

    public double ServerMs => Mean(slice => slice.Server);

    /// <summary>Of the browser's processes and ours; the database's is told apart.</summary>
    public double CpuMs => Mean(slice => slice.Cpu);

    /// <summary>Each slice against the one of the limit beside it.</summary>
    public IReadOnlyList<double> Ratios(PaperTally limit) => [.. _slices.Zip(limit._slices, (ours, raw) => ours.Cpu / raw.Cpu)];

    public async Task AddAsync(int papers, Func<double> browser, Func<double> server, Func<Task> run)
    {
        var (browserBefore, serverBefore, ownBefore, begun) = (browser(), server(), DocumentsBench.OwnMs(), Stopwatch.GetTimestamp());
        await run();
        var seconds = Stopwatch.GetElapsedTime(begun).TotalSeconds;
        var own = DocumentsBench.OwnMs() - ownBefore;
        _slices.Add(new Slice(papers, seconds, (browser() - browserBefore) / papers, own / papers, (server() - serverBefore) / papers));
    }

    public static double Middle(IEnumerable<double> values)
    {
        var sorted = values.Order().ToList();
        return (sorted[(sorted.Count - 1) / 2] + sorted[sorted.Count / 2]) / 2;
    }

    private double Mean(Func<Slice, double> what) => _slices.Average(what); // all slices have as many papers

    private sealed record Slice(int Papers, double Seconds, double Browser, double Own, double Server)
    {
        public double Cpu => Browser + Own;
    }
}

/// <summary>One JSON object per line on standard output as figures come; the summary for people at the end, on standard error.</summary>
internal sealed class DocumentsReport
{
    private readonly List<Row> _rows = [];
    private readonly List<MemoryRow> _memory = [];

    public void Add(int pages, PaperTally limit, PaperTally ours, double evaluation)
    {
        foreach (var (mode, tally) in new[] { ("limit", limit), ("pipeline", ours) })
        {
            var ratios = tally.Ratios(limit);
            var row = new Row(
                "documents", mode, pages, Round(tally.PerSecond), Round(tally.CpuMs), Round(tally.BrowserMs), Round(tally.OwnMs), Round(tally.ServerMs), Round(limit.CpuMs),
                Round(tally.CpuMs / limit.CpuMs), Round(PaperTally.Middle(ratios)), Round(ratios.Min()), Round(ratios.Max()), ratios.Count, Round(evaluation), Round(evaluation / ours.CpuMs, 4));
            _rows.Add(row);
            Console.WriteLine(JsonSerializer.Serialize(row, JsonSerializerOptions.Web));
        }
    }

    public void Add(int papers, double browserMb, double ownMb)
    {
        var row = new MemoryRow("documents", "memory", papers, Math.Round(browserMb), ownMb);
        _memory.Add(row);
        Console.WriteLine(JsonSerializer.Serialize(row, JsonSerializerOptions.Web));
    }

    public void Summarize()
    {
        Console.Error.WriteLine();
        Console.Error.WriteLine($"{"pages",5} {"mode",-9} {"papers/s",8} {"cpu ms",7} {"browser",8} {"own",6} {"pg",6} {"ratio",6} {"middle",6} {"least",6} {"most",6} {"slices",6} {"template",8} {"share",6}");
        foreach (var r in _rows)
        {
            Console.Error.WriteLine(string.Create(
                CultureInfo.InvariantCulture,
                $"{r.Pages,5} {r.Mode,-9} {r.DocumentsPerSecond,8:0.0} {r.CpuMsPerDocument,7:0.0} {r.BrowserMsPerDocument,8:0.0} {r.OwnMsPerDocument,6:0.0} {r.ServerMsPerDocument,6:0.0} {r.Ratio,6:0.00} {r.MiddleRatio,6:0.00} {r.LeastRatio,6:0.00} {r.MostRatio,6:0.00} {r.Slices,6} {r.EvaluationMs,8:0.00} {r.EvaluationShare,6:0.0%}"));
        }

        // The first fifth is the warming up; then the second fifth against the last.
        var fifth = _memory.Count / 5;
        if (fifth == 0)
        {
            return;
        }

        var (early, late) = (Middle(_memory.Skip(fifth).Take(fifth)), Middle(_memory.TakeLast(fifth)));
        Console.WriteLine(JsonSerializer.Serialize(
            new Growth("documents", "growth", _memory[^1].Papers, early, late, late - early), JsonSerializerOptions.Web));
        Console.Error.WriteLine(string.Create(
            CultureInfo.InvariantCulture,
            $"memory, browser's processes and ours: {early:0} MB after {_memory[fifth].Papers} papers, {late:0} MB at the end of {_memory[^1].Papers}: {late - early:+0;-0;0} MB"));
    }

    private static double Middle(IEnumerable<MemoryRow> rows) => Math.Round(rows.Average(r => r.BrowserMb + r.OwnMb));

    private static double Round(double value, int digits = 2) => double.IsFinite(value) ? Math.Round(value, digits) : 0;

    private sealed record Row(
        string Bench,
        string Mode,
        int Pages,
        double DocumentsPerSecond,
        double CpuMsPerDocument,
        double BrowserMsPerDocument,
        double OwnMsPerDocument,
        double ServerMsPerDocument,
        double LimitCpuMs,
        double Ratio,
        double MiddleRatio,
        double LeastRatio,
        double MostRatio,
        int Slices,
        double EvaluationMs,
        double EvaluationShare);

    private sealed record MemoryRow(string Bench, string Mode, int Papers, double BrowserMb, double OwnMb);

    private sealed record Growth(string Bench, string Mode, int Papers, double EarlyMb, double LateMb, double GrowthMb);
}
