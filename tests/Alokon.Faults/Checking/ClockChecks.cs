namespace Alokon.Faults.Checking;

/// <summary>Deadlines: none early, none missed, none twice; no clock runs for something that is over.</summary>
internal static class ClockChecks
{
    private static readonly TimeSpan SweepTime = TimeSpan.FromSeconds(20);

    public static IEnumerable<string> Check(Tables tables)
    {
        var open = tables.Tasks.Where(t => t.Status is "ready" or "claimed").Select(t => (t.Office, t.Id)).ToHashSet();
        var running = tables.Instances.Where(i => i.Status == "Running").Select(i => (i.Office, i.Id)).ToHashSet();
        var breaches = tables.Breaches.ToLookup(b => (b.Office, b.Clock));
        var judged = tables.Breaches.Join(tables.Clocks, b => (b.Office, b.Clock), c => (c.Office, c.Id), (_, c) => (c.Office, c.Case, c.Budget)).ToHashSet();
        foreach (var clock in tables.Clocks)
        {
            var alive = clock.Task is { } task ? open.Contains((clock.Office, task)) : running.Contains((clock.Office, clock.Case));
            if (clock.StoppedAt is null && !alive)
            {
                yield return $"clock {clock.Id} of case {clock.Case} runs for something that is over";
            }

            var recorded = breaches[(clock.Office, clock.Id)].ToList();
            if (recorded.Count > 1 || (recorded.Count == 1) != (clock.BreachedAt is not null))
            {
                yield return $"clock {clock.Id}: {recorded.Count} breaches, breached at {clock.BreachedAt:O}";
            }

            if (IsMissed(clock, tables.Now) && recorded.Count == 0 && !(clock.Budget is { } budget && judged.Contains((clock.Office, clock.Case, budget))))
            {
                yield return $"clock {clock.Id} ({clock.Kind} of case {clock.Case}) was due at {clock.DueAt:O} and nobody noticed";
            }
        }

        foreach (var early in tables.Breaches.Where(b => b.NoticedAt < b.DueAt))
        {
            yield return $"breach of clock {early.Clock} was written {early.DueAt - early.NoticedAt} too early";
        }

        var told = tables.Events.Where(e => e.Kind == "sla.breached").CountBy(e => (e.Office, e.Case)).ToDictionary();
        foreach (var group in tables.Breaches.GroupBy(b => (b.Office, b.Case)))
        {
            if (told.GetValueOrDefault(group.Key) != group.Count())
            {
                yield return $"case {group.Key.Case}: {group.Count()} breaches, but its history tells {told.GetValueOrDefault(group.Key)}";
            }
        }
    }

    /// <summary>Late when it stopped, when it was paused, or now; the sweep has its time.</summary>
    private static bool IsMissed(ClockLine clock, DateTime now) =>
        clock.DueAt is { } due && (clock.StoppedAt ?? clock.PausedAt ?? now - SweepTime) > due && (clock.PausedAt is null || clock.PausedAt > due);
}
