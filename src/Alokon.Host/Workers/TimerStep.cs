using Alokon.Engine;
using Alokon.Engine.Timers;
using Alokon.Sop.Automation;
using Npgsql;

namespace Alokon.Host.Workers;

/// <summary>Timers that are due: claimed over all offices, fired many to a transaction, and one by one where that went wrong.</summary>
internal static class TimerStep
{
    /// <summary>Enough to share the commit, few enough that no case is locked for long.</summary>
    private const int Together = 100;

    public static async Task<bool> RunAsync(IServiceProvider services, CancellationToken ct)
    {
        var fired = await FireDueAsync(services.GetRequiredService<ClaimedWork>(), ct);
        return fired.Claimed;
    }

    /// <summary>One sweep.</summary>
    public static async Task<(bool Claimed, IReadOnlyList<FiredTimer> Fired)> FireDueAsync(ClaimedWork work, CancellationToken ct)
    {
        var claims = await work.ClaimAsync(LeasedTable.Timers, ct);
        var fired = new List<FiredTimer>();
        foreach (var some in claims.GroupBy(c => c.Office).SelectMany(office => office.Chunk(Together)))
        {
            if (await TryTogetherAsync(work, some, fired, ct))
            {
                continue;
            }

            foreach (var claim in some)
            {
                await work.DoAsync(LeasedTable.Timers, "timer", claim, async () => Take(await work.SendAsync(claim.Office, new FireTimers([claim]), ct), fired), ct);
            }
        }

        return (claims.Count > 0, fired);
    }

    private static async Task<bool> TryTogetherAsync(ClaimedWork work, Lease[] claims, List<FiredTimer> fired, CancellationToken ct)
    {
        try
        {
            var outcome = await work.SendAsync(claims[0].Office, new FireTimers(claims), ct);
            if (Take(outcome, fired) is not null)
            {
                return false;
            }

            await work.ReleaseAsync(LeasedTable.Timers, outcome.Value.Busy, ct);
            return true;
        }
        catch (Exception failure) when (!ct.IsCancellationRequested && failure is not NpgsqlException { IsTransient: true })
        {
            // Rolled back as a whole; which of them it was comes out when each is sent alone.
            return false;
        }
    }

    private static Refusal? Take(Outcome<TimersFired> outcome, List<FiredTimer> fired)
    {
        if (outcome.IsRefused(out var refusal))
        {
            return refusal;
        }

        fired.AddRange(outcome.Value.Fired);
        return null;
    }
}
