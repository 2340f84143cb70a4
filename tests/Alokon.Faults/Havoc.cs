using System.Diagnostics;
using Alokon.Faults.Ground;
using Alokon.Faults.Officers;

namespace Alokon.Faults;

/// <summary>Carries out a plan on a running installation, and measures how long the officers wait after each blow.</summary>
internal sealed class Havoc(Installation installation, Desk desk)
{
    private static readonly TimeSpan Longest = TimeSpan.FromMinutes(15);

    public Dictionary<FaultKind, int> Done { get; } = [];

    /// <summary>From the blow (for the database: from when it accepts again) to the next step that was answered.</summary>
    public List<(FaultKind Kind, TimeSpan Wait)> Waits { get; } = [];

    /// <summary>From kill to ready.</summary>
    public List<TimeSpan> NodeStarts { get; } = [];

    public async Task RunAsync(IReadOnlyList<Fault> plan, Action<string> tell)
    {
        List<Task> starting = [];
        for (var i = 0; i < plan.Count; i++)
        {
            var fault = plan[i];
            await StepsAsync(desk.Accepted + fault.AfterSteps);
            await Task.Delay(fault.Pause);
            if (await StrikeAsync(fault) is { } start)
            {
                starting.Add(start);
            }

            Done[fault.Kind] = Done.GetValueOrDefault(fault.Kind) + 1;
            var watch = Stopwatch.StartNew();
            await StepsAsync(desk.Accepted + 1);
            Waits.Add((fault.Kind, watch.Elapsed));
            if (i % 10 == 9)
            {
                tell($"{i + 1} of {plan.Count} faults, {desk.Accepted} steps, {desk.Lies.Count} lies, {desk.Unexpected} answers 500");
            }
        }

        await Task.WhenAll(starting);
    }

    /// <returns>What goes on in the background; none = it is over.</returns>
    private async Task<Task?> StrikeAsync(Fault fault)
    {
        var node = installation.Nodes[fault.Victim];
        switch (fault.Kind)
        {
            case FaultKind.KillNode:
                await UpAsync(node);
                await node.KillAsync();
                return StartAsync(node);
            case FaultKind.KillBackend:
                await installation.Postgres.KillBackendAsync(fault.Amount);
                await installation.Postgres.EnsureAsync();
                break;
            case FaultKind.KillPostmaster:
                await installation.Postgres.KillPostmasterAsync();
                await installation.Postgres.LaunchAsync();
                break;
            case FaultKind.StopImmediately:
                await installation.Postgres.StopImmediatelyAsync();
                await installation.Postgres.LaunchAsync();
                break;
            case FaultKind.CutDatabase:
                installation.Database[fault.Victim].CutAll();
                break;
            case FaultKind.CutDoor:
                installation.Doors[fault.Victim].CutAll();
                break;
            case FaultKind.LoseCommits:
                installation.Database[fault.Victim].LoseNext(fault.Amount);
                break;
            case FaultKind.LoseAnswers:
                installation.Doors[fault.Victim].LoseNext(fault.Amount);
                break;
            case FaultKind.FreezeNode:
                await UpAsync(node);
                await node.FreezeAsync();
                await Task.Delay(fault.Amount);
                await node.GoOnAsync();
                break;
            default:
                await installation.AskAsync<int>("UPDATE engine.clock_offset SET amount = amount + make_interval(mins => $1) RETURNING $1", fault.Amount);
                break;
        }

        return null;
    }

    private async Task StartAsync(Node node)
    {
        var took = await node.StartAsync();
        lock (NodeStarts)
        {
            NodeStarts.Add(took);
        }
    }

    private static async Task UpAsync(Node node)
    {
        var watch = Stopwatch.StartNew();
        while (!await node.IsReadyAsync())
        {
            if (watch.Elapsed > Longest)
            {
                throw new InvalidOperationException($"{node.Name} does not come back:\n{string.Join('\n', node.Output.Split('\n').TakeLast(40))}");
            }

            await Task.Delay(20);
        }
    }

    private async Task StepsAsync(int steps)
    {
        var watch = Stopwatch.StartNew();
        while (desk.Accepted < steps)
        {
            if (watch.Elapsed > Longest)
            {
                throw new InvalidOperationException($"No step was answered for {Longest.TotalMinutes} minutes, at {desk.Accepted}.");
            }

            await Task.Delay(5);
        }
    }
}
