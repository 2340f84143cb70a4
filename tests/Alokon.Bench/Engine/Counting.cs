using System.Diagnostics;
using Npgsql;

namespace Alokon.Bench.Engine;

/// <param name="Rows">Inserted, updated or deleted.</param>
internal readonly record struct Counts(double RoundTrips, double Commits, double Rows, double WalBytes);

/// <summary>Counts exactly, with one client and nothing else going on, what one step asks of the database.</summary>
internal sealed class Counting(NpgsqlDataSource counted, NpgsqlDataSource superuser, Meter meter)
{
    public async Task<Counts> OfAsync(ILoad load, int steps, CancellationToken ct)
    {
        await load.PrepareAsync(1, ct);
        await QuietAsync(ct);
        var (before, begin) = (await StatisticsAsync(ct), await meter.ReadAsync(ct));
        var profile = new Profile(superuser);
        var (rows, position) = (await profile.RowsAsync(ct), await profile.LogPositionAsync(ct));
        var trips = 0;
        using (var listener = Listen(() => Interlocked.Increment(ref trips)))
        {
            for (var i = 0; i < steps; i++)
            {
                await load.StepAsync(0, ct);
            }
        }

        var wal = (await meter.ReadAsync(ct)).Wal - begin.Wal;
        await QuietAsync(ct);
        var after = await StatisticsAsync(ct);
        await profile.TellAsync(load.Mode, steps, position, rows, ct);
        return new Counts((double)trips / steps, (double)(after.Commits - before.Commits) / steps, (double)(after.Rows - before.Rows) / steps, (double)wal / steps);
    }

    /// <summary>The driver starts one activity for each command or batch that it sends and waits for.</summary>
    public static ActivityListener Listen(Action trip)
    {
        var listener = new ActivityListener
        {
            ShouldListenTo = source => source.Name == "Npgsql",
            Sample = (ref ActivityCreationOptions<ActivityContext> _) => ActivitySamplingResult.AllData,
            ActivityStarted = _ => trip(),
        };
        ActivitySource.AddActivityListener(listener);
        return listener;
    }

    // A backend tells its counters when it has been idle for a while, or when it goes: so all of them go.
    private async Task QuietAsync(CancellationToken ct)
    {
        counted.Clear();
        await using var command = superuser.CreateCommand("SELECT count(*) = 0 FROM pg_stat_activity WHERE datname = current_database() AND usename = 'alokon' AND backend_type = 'client backend'");
        while (await command.ExecuteScalarAsync(ct) is not true)
        {
            await Task.Delay(50, ct);
        }
    }

    private async Task<(long Commits, long Rows)> StatisticsAsync(CancellationToken ct)
    {
        await using var command = superuser.CreateCommand("SELECT xact_commit, tup_inserted + tup_updated + tup_deleted FROM pg_stat_database WHERE datname = current_database()");
        await using var row = await command.ExecuteReaderAsync(ct);
        await row.ReadAsync(ct);
        return (row.GetInt64(0), row.GetInt64(1));
    }
}
