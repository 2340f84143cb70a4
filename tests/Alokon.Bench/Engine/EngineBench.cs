using System.Diagnostics;
using System.Globalization;

namespace Alokon.Bench.Engine;

/// <summary>`./alokon bench engine`: the engine against the floor of the database, in turns, on one server.</summary>
internal static class EngineBench
{
    private const int CountedSteps = 200;

    public static async Task<int> RunAsync(EngineBenchOptions options, CancellationToken ct)
    {
        var folder = options.Data ?? Directory.CreateTempSubdirectory("alokon-bench-").FullName;
        try
        {
            await using var house = await House.OpenAsync(folder, ct);
            await using var floor = await Floor.OpenAsync(await house.BesideAsync("floor", ct), ct);
            Say($"{options.Offices} offices, {Environment.ProcessorCount} processors; client, server and PostgreSQL share them; papers and packs are queued, not printed");
            var clock = Stopwatch.StartNew();
            var town = await Town.BuildAsync(house.App.Services, options.Offices, ct);
            var desk = new Desk(house.App.Services, town);
            var inProcess = new InProcessLoad(desk, town);
            await using var http = new HttpLoad(desk, town, house.Address);
            var history = new History(house.Superuser, desk, inProcess);
            Say(string.Create(CultureInfo.InvariantCulture, $"offices ready after {clock.Elapsed.TotalSeconds:0} s"));
            List<ILoad> loads = [floor, .. new ILoad[] { inProcess, http }.Where(l => options.Modes.Contains(l.Mode))];
            var report = new Report(options.Offices);
            var meter = new Meter(house.Superuser, () => house.Postgres.Pid);
            foreach (var cases in options.Cases)
            {
                clock.Restart();
                await history.GrowAsync(cases, town.Offices, _ => { }, ct);
                Say(string.Create(CultureInfo.InvariantCulture, $"{cases} finished cases in the tables after {clock.Elapsed.TotalSeconds:0} s"));
                await inProcess.SpreadAsync(ct);
                await MeasureAsync(options, loads, meter, new Counting(house.Source, house.Superuser, meter), report, cases, ct);
            }

            report.Summarize();
            return 0;
        }
        finally
        {
            if (options.Data is null)
            {
                Directory.Delete(folder, recursive: true);
            }
        }
    }

    private static async Task MeasureAsync(
        EngineBenchOptions options, IReadOnlyList<ILoad> loads, Meter meter, Counting counting, Report report, int cases, CancellationToken ct)
    {
        var slices = new Slices(meter);
        Say($"warming up for {options.WarmUp} s");
        await slices.RunAsync(loads, options.Clients.Contains(16) ? 16 : options.Clients[^1], TimeSpan.FromSeconds((double)options.WarmUp / loads.Count), ct);
        foreach (var load in loads.Skip(1))
        {
            report.Add(load.Mode, cases, await counting.OfAsync(load, CountedSteps, ct));
        }

        foreach (var clients in options.Clients)
        {
            report.Add(cases, clients, await slices.RunAsync(loads, clients, TimeSpan.FromSeconds(options.Seconds), ct));
        }
    }

    private static void Say(string text) => Console.Error.WriteLine($"bench: {text}");
}
