using System.Globalization;
using Alokon.Engine;
using Alokon.Host.Workers;
using Xunit;
using Xunit.Abstractions;
using static Alokon.Tests.Automation.Flows;

namespace Alokon.Tests.Automation;

/// <summary>
/// R7. In the suite: some thousand timers, all due, as after hours of downtime. By hand, a minute's worth spread over a minute of real time:
/// <c>ALOKON_TIMERS=100000 ./alokon test TimerLoad</c> prints the rate and the lateness (from due to the transaction that fires it).
/// </summary>
public sealed class TimerLoadTests(ITestOutputHelper output)
{
    private const int Batch = 500;

    [Fact]
    public async Task Every_timer_of_a_crowd_fires_exactly_once()
    {
        var asked = int.TryParse(Environment.GetEnvironmentVariable("ALOKON_TIMERS"), NumberStyles.None, CultureInfo.InvariantCulture, out var given);
        var count = asked ? given : 2_000;
        await using var house = await AutomationHouse.OpenAsync();
        await house.PublishAsync(Sequence(Delay("tunggu", "00:00:00"), Step("tanya")));
        for (var i = 0; i < count; i += Batch)
        {
            await StartAsync(house, Math.Min(Batch, count - i));
        }

        // Spread over a minute that begins now, or all due for hours.
        await house.ExecuteAsync(asked
            ? $"UPDATE engine.timer AS t SET due_at = engine.now() + s.n * interval '60 seconds' / {count} FROM (SELECT id, row_number() OVER () AS n FROM engine.timer) AS s WHERE s.id = t.id"
            : "UPDATE engine.timer SET due_at = engine.now() - interval '6 hours'");
        await house.ExecuteAsync("CREATE TABLE seed AS SELECT instance, due_at FROM engine.timer; ANALYZE engine.timer, engine.instance");

        var fired = await Task.WhenAll(Enumerable.Range(0, 2).Select(_ => Task.Run(() => SweepAsync(house))));

        Assert.Equal(count, fired.Sum());
        Assert.Equal((0L, (long)count, (long)count), (
            await house.ReadAsync<long>("SELECT count(*) FROM engine.timer"),
            await house.ReadAsync<long>("SELECT count(*) FROM engine.instance WHERE version = 2"),
            await house.ReadAsync<long>("SELECT count(*) FROM engine.journal WHERE seq = 2")));
        output.WriteLine(await house.ReadAsync<string>(
            """
            SELECT format('%s timers; lateness p50 %s s, p99 %s s, worst %s s; early %s; fired within %s s',
              count(*), round(percentile_cont(0.5) WITHIN GROUP (ORDER BY late)::numeric, 2), round(percentile_cont(0.99) WITHIN GROUP (ORDER BY late)::numeric, 2),
              round(max(late)::numeric, 2), count(*) FILTER (WHERE late < 0), round(extract(epoch FROM max(at) - min(at)), 1))
            FROM (SELECT extract(epoch FROM j.at - s.due_at) AS late, j.at FROM engine.journal AS j JOIN seed AS s ON s.instance = j.instance WHERE j.seq = 2) AS f
            """) ?? "");
    }

    private static Task<bool> StartAsync(AutomationHouse house, int count) => house.InTransactionAsync(async (runner, work) =>
    {
        for (var i = 0; i < count; i++)
        {
            await runner.StartAsync(work, "uji", Ids.New(), [], [], default);
        }

        return true;
    });

    /// <summary>As the worker: at once again while there is something, else after its pause.</summary>
    private static async Task<int> SweepAsync(AutomationHouse house)
    {
        var all = 0;
        while (await house.ReadAsync<bool>("SELECT EXISTS (SELECT FROM engine.timer)"))
        {
            var (claimed, fired) = await TimerStep.FireDueAsync(house.Work, default);
            all += fired.Count;
            if (!claimed)
            {
                await Task.Delay(TimeSpan.FromMilliseconds(200));
            }
        }

        return all;
    }
}
