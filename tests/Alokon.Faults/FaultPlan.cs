namespace Alokon.Faults;

internal enum FaultKind
{
    KillNode,
    KillBackend,
    KillPostmaster,
    StopImmediately,
    CutDatabase,
    CutDoor,
    LoseCommits,
    LoseAnswers,
    FreezeNode,
    ClockForward,
}

/// <summary>One thing that goes wrong.</summary>
/// <param name="AfterSteps">How many steps must have been answered since the one before: the plan keeps its shape on a slow machine.</param>
/// <param name="Pause">Then so long, so that it comes at any moment of a step.</param>
/// <param name="Victim">Which node, where it is one.</param>
/// <param name="Amount">Answers to lose, milliseconds to stand still, minutes to jump, or which backend.</param>
internal sealed record Fault(FaultKind Kind, int AfterSteps, TimeSpan Pause, int Victim, int Amount)
{
    public bool IsKill => Kind is FaultKind.KillNode or FaultKind.KillBackend or FaultKind.KillPostmaster or FaultKind.StopImmediately;

    public override string ToString() => $"{Kind} node{Victim} {Amount} after {AfterSteps} steps and {Pause.TotalMilliseconds:0} ms";
}

/// <summary>What goes wrong, and when: all of it follows from the seed.</summary>
internal static class FaultPlan
{
    private static readonly int[] Jumps = [5, 25, 29, 3 * 60, 24 * 60, 3 * 24 * 60];

    /// <param name="stepsApart">Steps between two kills, on the average.</param>
    public static IReadOnlyList<Fault> Make(int seed, int kills, int stepsApart, int nodes)
    {
        var random = new Random(seed);
        var plan = new List<Fault>();
        while (plan.Count(f => f.IsKill) < kills)
        {
            var kill = random.Next(100) >= 38;
            plan.Add(kill ? Kill(random, stepsApart, nodes) : Other(random, stepsApart, nodes));
        }

        return plan;
    }

    private static Fault Kill(Random random, int stepsApart, int nodes)
    {
        var kind = random.Next(100) switch
        {
            < 60 => FaultKind.KillNode,
            < 78 => FaultKind.KillBackend,
            < 90 => FaultKind.KillPostmaster,
            _ => FaultKind.StopImmediately,
        };
        return new(kind, random.Next(stepsApart), TimeSpan.FromMilliseconds(random.Next(150)), random.Next(nodes), random.Next(8));
    }

    private static Fault Other(Random random, int stepsApart, int nodes)
    {
        var pause = TimeSpan.FromMilliseconds(random.Next(150));
        var (steps, victim) = (random.Next(stepsApart / 2), random.Next(nodes));
        return random.Next(12) switch
        {
            < 2 => new(FaultKind.CutDatabase, steps, pause, victim, 0),
            < 4 => new(FaultKind.CutDoor, steps, pause, victim, 0),
            < 6 => new(FaultKind.LoseCommits, steps, pause, victim, random.Next(1, 5)),
            < 8 => new(FaultKind.LoseAnswers, steps, pause, victim, random.Next(1, 5)),
            < 10 => new(FaultKind.FreezeNode, steps, pause, victim, random.Next(1200, 3000)),
            _ => new(FaultKind.ClockForward, steps, pause, victim, Jumps[random.Next(Jumps.Length)]),
        };
    }
}
