using System.Diagnostics;
using Alokon.Faults.Ground;
using Xunit;

namespace Alokon.Faults;

internal static class Settle
{
    private static readonly TimeSpan Longest = TimeSpan.FromMinutes(15);

    private const string Undone = """
        SELECT (SELECT count(*) FROM engine.timer WHERE due_at < engine.now() + interval '1 minute')
          + (SELECT count(*) FROM engine.outbox WHERE failed_at IS NULL)
          + (SELECT count(*) FROM engine.stimulus WHERE failed_at IS NULL)
          + (SELECT count(*) FROM documents.document WHERE status = 'pending')
          + (SELECT count(*) FROM archive.pack WHERE status = 'pending')
          + (SELECT count(*) FROM sla.clock WHERE stopped_at IS NULL AND breached_at IS NULL AND due_at < engine.now() - interval '1 second' AND (paused_at IS NULL OR paused_at > due_at))
        """;

    /// <summary>Workers have done what was left to do: timers, messages, papers, packs, deadlines. That it comes to an end is part of the promise.</summary>
    public static async Task<TimeSpan> WaitAsync(Installation installation)
    {
        foreach (var cutter in installation.Database.Concat(installation.Doors))
        {
            cutter.LoseNoMore();
        }

        var watch = Stopwatch.StartNew();
        while (await installation.AskAsync<long>(Undone) is var left && left > 0)
        {
            Assert.True(watch.Elapsed < Longest, $"{left} timers, messages, papers, packs or deadlines are still undone after {Longest.TotalMinutes} minutes.");
            await Task.Delay(200);
        }

        return watch.Elapsed;
    }
}
