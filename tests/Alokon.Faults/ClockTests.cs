using System.Globalization;
using Xunit;
using Xunit.Abstractions;

namespace Alokon.Faults;

/// <summary>Promise R6: a node's clock on the wall says nothing; deadlines are the database's.</summary>
[Collection(Promises.Name)]
public sealed class ClockTests(CommonGround ground, ITestOutputHelper output)
{
    // An hour and a day to both sides, and into the autumn night in New York in which one hour comes twice.
    private static readonly string[] Jumps = ["+1h", "-1h", "+1d", "-1d", IntoTheNight(), "+0"];

    // One after the other while the clock jumps, however many cases other promises have left open.
    private const string SetDue = """
        WITH set AS (
        UPDATE sla.clock AS c SET due_at = engine.now() + interval '13 seconds' * n.place / n.all_of_them
        FROM (SELECT id, row_number() OVER (ORDER BY id) AS place, count(*) OVER () AS all_of_them FROM sla.clock WHERE task_id IS NOT NULL AND stopped_at IS NULL AND breached_at IS NULL AND paused_at IS NULL) AS n
        WHERE c.id = n.id
        RETURNING 1)
        SELECT count(*) FROM set
        """;

    private readonly Report _report = new(output);

    [Fact]
    public async Task R6_No_deadline_is_early_missed_or_told_twice_though_the_nodes_clock_jumps()
    {
        var installation = ground.Installation;
        for (var i = 0; i < Jumps.Length * 2; i++)
        {
            await ground.NewCaseAsync();
        }

        // Only the node whose clock jumps is left to notice anything.
        await Task.WhenAll(installation.Nodes.Take(CommonGround.Faked).Select(node => node.KillAsync()));
        var before = await installation.AskAsync<long>("SELECT count(*) FROM sla.breach");
        var due = await installation.AskAsync<long>(SetDue);
        foreach (var jump in Jumps)
        {
            await ground.MoveWallClockAsync(jump);
            await Task.Delay(TimeSpan.FromSeconds(2.5));
        }

        await Settle.WaitAsync(installation);
        var noticed = await installation.AskAsync<long>("SELECT count(*) FROM sla.breach") - before;
        var early = await installation.AskAsync<long>("SELECT count(*) FROM sla.breach WHERE noticed_at < due_at");
        var latest = await installation.AskAsync<double>($"SELECT coalesce(extract(epoch FROM max(noticed_at - due_at)), 0)::float8 FROM (SELECT noticed_at, due_at FROM sla.breach ORDER BY noticed_at DESC LIMIT {due}) AS b");
        _report.Tell($"R6: {due} deadlines over jumps {string.Join(' ', Jumps)}: {noticed} noticed, {early} early, the latest after {latest:0.00} s");

        await Task.WhenAll(installation.Nodes.Take(CommonGround.Faked).Select(node => node.StartAsync()));
        Assert.Equal(due, noticed);
        Assert.Equal(0, early);
        // Who waits by the wall misses it by the hour that the clock was set back; what a crowded machine takes is no matter.
        Assert.InRange(latest, 0, 600);
        await ground.AssertWholeAsync();
    }

    private static string IntoTheNight()
    {
        var lastSecond = new DateTimeOffset(2026, 11, 1, 5, 59, 58, TimeSpan.Zero);
        return string.Create(CultureInfo.InvariantCulture, $"{(lastSecond - TimeProvider.System.GetUtcNow()).TotalSeconds:+0;-0}");
    }
}
