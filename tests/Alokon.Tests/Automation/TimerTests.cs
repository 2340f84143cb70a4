using Alokon.Engine;
using Alokon.Engine.Timers;
using Alokon.Sop.Automation;
using Alokon.Tests.Support;
using Xunit;
using static Alokon.Tests.Automation.Flows;

namespace Alokon.Tests.Automation;

public sealed class TimerTests : IAsyncLifetime
{
    private AutomationHouse _house = null!; // opened before every test

    public async Task InitializeAsync() => _house = await AutomationHouse.OpenAsync(null, 3206);

    public async Task DisposeAsync() => await _house.DisposeAsync();

    [Fact]
    public async Task A_delay_fires_once_when_its_time_has_come()
    {
        await _house.PublishAsync(Sequence(Line("sebelum"), Delay("tunggu", "01:00:00"), Line("sesudah")));
        await _house.StartAsync();

        Assert.Empty(await _house.FireAsync());
        await _house.MoveClockAsync(TimeSpan.FromMinutes(59));
        Assert.Empty(await _house.FireAsync());
        await _house.MoveClockAsync(TimeSpan.FromMinutes(61));
        Assert.Single(await _house.FireAsync());
        Assert.Empty(await _house.FireAsync());

        Assert.Equal("sebelum,sesudah", await _house.LinesAsync());
        Assert.Equal(0L, await _house.ReadAsync<long>("SELECT count(*) FROM engine.timer"));
        Assert.Equal("Finished", await _house.ReadAsync<string>("SELECT status FROM engine.instance"));
    }

    [Theory]
    [InlineData("00:00:00")]
    [InlineData("-00:10:00")]
    public async Task A_delay_of_nothing_is_due_at_once(string span)
    {
        await _house.PublishAsync(Sequence(Delay("tunggu", span), Line("sesudah")));
        await _house.StartAsync();

        Assert.Single(await _house.FireAsync());

        Assert.Equal("sesudah", await _house.LinesAsync());
    }

    [Fact]
    public async Task StartAt_in_the_past_does_not_wait_and_in_the_future_does()
    {
        await _house.PublishAsync(Sequence(
            Activity("lalu", "Elsa.StartAt", ("dateTime", "2020-01-01T00:00:00Z")), Line("langsung"),
            Activity("nanti", "Elsa.StartAt", ("dateTime", "2150-01-01T00:00:00+07:00")), Line("nanti")));
        await _house.StartAsync();

        Assert.Equal("langsung", await _house.LinesAsync());
        Assert.Equal(new DateTime(2149, 12, 31, 17, 0, 0, DateTimeKind.Utc), await _house.ReadAsync<DateTime>("SELECT due_at FROM engine.timer"));
        await _house.MoveClockAsync(TimeSpan.FromDays(366 * 200));
        Assert.Single(await _house.FireAsync());
        Assert.Equal("langsung,nanti", await _house.LinesAsync());
    }

    [Fact]
    public async Task Timer_and_Cron_inside_a_workflow_fire_once()
    {
        await _house.PublishAsync(Sequence(
            Activity("berkala", "Elsa.Timer", ("interval", "00:10:00")), Line("satu"), Activity("jadwal", "Elsa.Cron", ("cronExpression", "0 0 8 * * *")), Line("dua")));
        await _house.StartAsync();

        await _house.MoveClockAsync(TimeSpan.FromMinutes(11));
        Assert.Single(await _house.FireAsync());
        Assert.Equal("satu", await _house.LinesAsync());
        await _house.MoveClockAsync(TimeSpan.FromDays(3));
        Assert.Single(await _house.FireAsync());
        Assert.Empty(await _house.FireAsync());
        Assert.Equal("satu,dua", await _house.LinesAsync());
    }

    [Theory]
    [InlineData(3315, 1)]
    [InlineData(3206, 23)]
    public async Task Cron_counts_in_the_zone_of_the_office(int office, int hourUtc)
    {
        await _house.PublishAsync(Sequence(Activity("jadwal", "Elsa.Cron", ("cronExpression", "0 0 8 * * *")), Line("pagi")), office);
        await _house.StartAsync(office: office);

        Assert.Equal(hourUtc, (await _house.ReadAsync<DateTime>("SELECT due_at FROM engine.timer")).ToUniversalTime().Hour);
    }

    [Fact]
    public async Task A_case_that_is_cancelled_leaves_no_timer()
    {
        await _house.PublishAsync(Sequence(Delay("tunggu", "01:00:00")));
        var instance = await _house.StartAsync();

        await _house.CancelAsync(instance);

        Assert.Equal(0L, await _house.ReadAsync<long>("SELECT count(*) FROM engine.timer"));
    }

    [Fact]
    public async Task A_timer_whose_bookmark_is_gone_is_consumed_without_effect()
    {
        await _house.PublishAsync(Sequence(Delay("tunggu", "00:00:00"), Line("sesudah")));
        var instance = await _house.StartAsync();
        await _house.FireAsync();
        await _house.InTransactionAsync((_, work) =>
        {
            TimerRows.Arm(work, instance, 77, work.Now);
            return Task.FromResult(true);
        });

        await _house.FireAsync();

        Assert.Equal(0L, await _house.ReadAsync<long>("SELECT count(*) FROM engine.timer"));
        Assert.Equal("sesudah", await _house.LinesAsync());
    }

    [Fact]
    public async Task Four_workers_at_once_fire_each_of_many_timers_exactly_once()
    {
        await _house.PublishAsync(Sequence(Delay("tunggu", "00:00:00"), Line("x"), Step("tanya")));
        await StartManyAsync(300);

        var fired = await Task.WhenAll(Enumerable.Range(0, 4).Select(_ => Task.Run(SweepAsync)));

        Assert.Equal(300, fired.Sum());
        Assert.Equal((0L, 300L, 300L), (
            await _house.ReadAsync<long>("SELECT count(*) FROM engine.timer"),
            await _house.ReadAsync<long>("SELECT count(*) FROM engine.instance WHERE version = 2"),
            await _house.ReadAsync<long>("SELECT count(*) FROM engine.journal WHERE seq = 2")));
    }

    [Fact]
    public async Task A_timer_that_cannot_fire_does_not_hold_up_the_others_and_ends_with_an_operator()
    {
        await using var house = await AutomationHouse.OpenAsync(LongLease.Terms with { MostAttempts = 3 });
        await house.PublishAsync(Sequence(Delay("tunggu", "00:00:00"), Line("x"), Step("tanya")));
        var sick = await house.StartAsync();
        for (var i = 0; i < 5; i++)
        {
            await house.StartAsync();
        }

        await house.ExecuteAsync($"UPDATE engine.instance SET state = 'rusak' WHERE id = '{sick}'");
        Assert.Equal(5, (await house.FireAsync()).Count);
        for (var i = 0; i < 2; i++)
        {
            await house.ExecuteAsync("UPDATE engine.timer SET claimed_until = NULL");
            Assert.Empty(await house.FireAsync());
        }

        await house.ExecuteAsync("UPDATE engine.timer SET claimed_until = NULL");
        Assert.Empty(await house.Work.ClaimAsync(LeasedTable.Timers, default));
        Assert.Equal(3, await house.ReadAsync<int>("SELECT attempts FROM engine.timer WHERE failed_at IS NOT NULL"));
        Assert.StartsWith("JsonException", await house.ReadAsync<string>("SELECT last_error FROM engine.timer"));
    }

    [Fact]
    public async Task A_case_that_somebody_is_moving_is_not_waited_for()
    {
        await _house.PublishAsync(Sequence(Delay("tunggu", "00:00:00"), Step("tanya")));
        var (busy, free) = (await _house.StartAsync(), await _house.StartAsync());

        await _house.InTransactionAsync(async (runner, work) =>
        {
            await runner.LockAsync(work, busy, default);
            Assert.Equal(free, Assert.Single(await _house.FireAsync()).Instance);
            return true;
        });

        Assert.Equal(0, await _house.ReadAsync<int>("SELECT attempts FROM engine.timer"));
        await _house.ExecuteAsync("UPDATE engine.timer SET claimed_until = NULL");
        Assert.Equal(busy, Assert.Single(await _house.FireAsync()).Instance);
    }

    [Fact]
    public async Task Every_office_gets_its_turn_however_much_another_has_due()
    {
        await using var house = await AutomationHouse.OpenAsync(LongLease.Terms with { AtOnce = 20 }, 3206);
        foreach (var office in new[] { 3315, 3206 })
        {
            await house.PublishAsync(Sequence(Delay("tunggu", "00:00:00"), Step("tanya")), office);
        }

        for (var i = 0; i < 60; i++)
        {
            await house.StartAsync(office: AutomationHouse.Office);
        }

        await house.StartAsync(office: 3206);
        var claims = await house.Work.ClaimAsync(LeasedTable.Timers, default);

        Assert.Contains(claims, claim => claim.Office == 3206);
        Assert.InRange(claims.Count, 2, 20);
    }

    private async Task StartManyAsync(int count)
    {
        await _house.InTransactionAsync(async (runner, work) =>
        {
            for (var i = 0; i < count; i++)
            {
                await runner.StartAsync(work, "uji", Ids.New(), [], [], default);
            }

            return true;
        });
    }

    private async Task<int> SweepAsync()
    {
        var all = 0;
        while (await _house.FireAsync() is { Count: > 0 } fired)
        {
            all += fired.Count;
        }

        return all;
    }
}
