using Alokon.Faults.Checking;
using Alokon.Faults.Ground;
using Alokon.Faults.Officers;
using Xunit;
using Xunit.Abstractions;

[assembly: CollectionBehavior(DisableTestParallelization = true)]

namespace Alokon.Faults;

/// <summary>Promises R1, R2, R4, R10 and R16 at once: everything that can die dies, while the officers of two offices work.</summary>
public sealed class HavocTests(ITestOutputHelper output)
{
    private const int Nodes = 3;

    private readonly Report _report = new(output);

    [Fact]
    public async Task Whatever_dies_every_accepted_step_is_there_once_and_nothing_waits_for_ever()
    {
        _report.Tell($"seed {Settings.Seed}: ALOKON_FAULT_SEED={Settings.Seed} ALOKON_FAULT_KILLS={Settings.Kills} ALOKON_FAULT_STEPS={Settings.Steps} repeats this plan");
        var plan = FaultPlan.Make(Settings.Seed, Settings.Kills, Math.Max(4, Settings.Steps / Settings.Kills), Nodes);
        await using var installation = await Installation.StartAsync([Node(), Node(("TZ", "America/New_York")), Node()]);
        using var desk = new Desk(installation);
        var office = new Office(desk, Settings.Seed);
        var havoc = new Havoc(installation, desk);

        _report.Tell($"{Nodes} nodes serve; {plan.Count} faults, {Settings.Steps} steps");
        var working = office.WorkAsync(Settings.Clients);
        var striking = havoc.RunAsync(plan, _report.Tell);
        await await Task.WhenAny(working, striking);
        while (desk.Accepted < Settings.Steps && !working.IsCompleted)
        {
            await Task.Delay(50);
        }

        office.Close();
        await working;
        Tell(installation, desk, office, havoc);
        _report.Tell($"settled in {(await Settle.WaitAsync(installation)).TotalSeconds:0.0} s");
        var halfway = await Checker.CheckAsync(installation.Postgres.Admin, desk.History);
        Tell("as everything stopped", halfway);

        await office.FinishAsync(Settings.Clients);
        _report.Tell($"settled in {(await Settle.WaitAsync(installation)).TotalSeconds:0.0} s");
        var end = await Checker.CheckAsync(installation.Postgres.Admin, desk.History);
        Tell("when every case was over", end);

        Assert.All(Tampering.Of(await Tables.ReadAsync(installation.Postgres.Admin)), broken => Assert.NotEmpty(Checker.Check(broken, desk.History)));
        Assert.Empty(desk.Lies);
        Assert.Empty(halfway);
        Assert.Empty(end);
        Assert.Equal(0, await installation.AskAsync<long>("SELECT count(*) FROM engine.instance WHERE status = 'Running'"));
    }

    private static Dictionary<string, string> Node(params (string Name, string Value)[] environment) => environment.ToDictionary(e => e.Name, e => e.Value);

    private void Tell(Installation installation, Desk desk, Office office, Havoc havoc)
    {
        _report.Tell($"steps accepted: {desk.Accepted} of {office.Cases} cases; sent {desk.History.Count} deeds in {desk.History.Sum(d => d.Tries)} tries; answers 500: {desk.Unexpected}");
        _report.Tell($"faults: {string.Join(", ", havoc.Done.OrderBy(d => d.Key).Select(d => $"{d.Key} {d.Value}"))}; commits lost {installation.Database.Sum(c => c.Lost)}, answers lost {installation.Doors.Sum(c => c.Lost)}");
        foreach (var kind in havoc.Waits.GroupBy(w => w.Kind).OrderBy(g => g.Key))
        {
            _report.Tell($"next step after {kind.Key}: {Report.Percentiles(kind.Select(w => w.Wait))}");
        }

        _report.Tell($"node ready again after {Report.Percentiles(havoc.NodeStarts)}");
    }

    private void Tell(string when, IReadOnlyList<string> findings)
    {
        _report.Tell($"checker {when}: {(findings.Count == 0 ? "everything holds" : $"{findings.Count} findings")}");
        foreach (var finding in findings.Take(40))
        {
            _report.Tell($"  {finding}");
        }
    }
}
