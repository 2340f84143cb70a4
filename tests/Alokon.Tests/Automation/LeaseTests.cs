using Alokon.Engine;
using Alokon.Sop.Automation;
using Alokon.Tests.Support;
using Xunit;
using static Alokon.Tests.Automation.Flows;

namespace Alokon.Tests.Automation;

/// <summary>R10 in one process: who was stopped past the lease cannot write late; and R6: the clock jumps.</summary>
public sealed class LeaseTests : IAsyncLifetime
{
    private AutomationHouse _house = null!; // opened before every test

    public async Task InitializeAsync() => _house = await AutomationHouse.OpenAsync();

    public async Task DisposeAsync() => await _house.DisposeAsync();

    [Fact]
    public async Task A_worker_stopped_past_its_lease_writes_nothing_a_thousand_times()
    {
        await _house.PublishAsync(Sequence(Delay("tunggu", "00:00:00"), Line("x"), Step("tanya")));
        await _house.InTransactionAsync(async (runner, work) =>
        {
            for (var i = 0; i < 1_000; i++)
            {
                await runner.StartAsync(work, "uji", Ids.New(), [], [], default);
            }

            return true;
        });

        var stopped = await ClaimAllAsync();
        var second = await ClaimAllAsync();
        Assert.Equal(1_000, stopped.Count);
        Assert.Equal(1_000, second.Count);

        foreach (var some in stopped.Chunk(100))
        {
            Assert.Empty((await _house.SendAsync(new FireTimers(some))).Fired);
        }

        Assert.Equal(1_000L, await _house.ReadAsync<long>("SELECT count(*) FROM engine.instance WHERE version = 1"));
        foreach (var some in second.Chunk(100))
        {
            Assert.Equal(100, (await _house.SendAsync(new FireTimers(some))).Fired.Count);
        }

        // And too late again, after the work is done.
        Assert.Empty((await _house.SendAsync(new FireTimers([stopped[0]]))).Fired);
        Assert.Equal(1_000L, await _house.ReadAsync<long>("SELECT count(*) FROM engine.instance WHERE version = 2"));
    }

    [Fact]
    public async Task What_a_stopped_worker_says_about_its_failure_changes_nothing_either()
    {
        await _house.PublishAsync(Sequence(Delay("tunggu", "00:00:00"), Step("tanya")));
        await _house.StartAsync();
        var stopped = Assert.Single(await ClaimAllAsync());
        var second = Assert.Single(await ClaimAllAsync());

        await _house.Work.DoAsync(LeasedTable.Timers, "timer", stopped, () => throw new InvalidOperationException("terlambat"), default);

        Assert.Equal(0, await _house.ReadAsync<int>("SELECT attempts FROM engine.timer"));
        Assert.Single((await _house.SendAsync(new FireTimers([second]))).Fired);
    }

    [Fact]
    public async Task A_clock_that_jumps_makes_no_timer_early_none_late_and_none_twice()
    {
        await _house.PublishAsync(Sequence(Delay("tunggu", "02:00:00"), Line("x"), Step("tanya")));
        await _house.StartAsync();
        foreach (var hours in new[] { 1, -1, 1.9, -24 })
        {
            await _house.MoveClockAsync(TimeSpan.FromHours(hours));
            Assert.Empty(await _house.FireAsync());
        }

        await _house.MoveClockAsync(TimeSpan.FromHours(2.1));
        Assert.Single(await _house.FireAsync());
        await _house.MoveClockAsync(TimeSpan.FromHours(-24));
        await _house.MoveClockAsync(TimeSpan.FromHours(24));
        Assert.Empty(await _house.FireAsync());
        Assert.Equal("x", await _house.LinesAsync());
    }

    [Fact]
    public async Task A_clock_set_back_between_claim_and_firing_leaves_the_timer_due_later()
    {
        await _house.PublishAsync(Sequence(Delay("tunggu", "02:00:00"), Line("x"), Step("tanya")));
        await _house.StartAsync();
        await _house.MoveClockAsync(TimeSpan.FromHours(3));
        var claim = Assert.Single(await ClaimAllAsync());

        await _house.MoveClockAsync(TimeSpan.Zero);

        Assert.Empty((await _house.SendAsync(new FireTimers([claim]))).Fired);
        await _house.MoveClockAsync(TimeSpan.FromHours(3));
        Assert.Equal(claim.Id, Assert.Single((await _house.SendAsync(new FireTimers([Assert.Single(await ClaimAllAsync())]))).Fired).Id);
    }

    [Fact]
    public async Task A_lease_of_a_clock_that_was_set_back_holds_no_row_for_ever()
    {
        await _house.PublishAsync(Sequence(Delay("tunggu", "00:00:00"), Step("tanya")));
        await _house.StartAsync();
        await _house.ExecuteAsync("UPDATE engine.timer SET claimed_until = now() + interval '1 day'");

        Assert.Single(await _house.FireAsync());
    }

    private async Task<IReadOnlyList<Lease>> ClaimAllAsync()
    {
        // As if the leases had run out meanwhile, without waiting for it.
        await _house.ExecuteAsync("UPDATE engine.timer SET claimed_until = now()");
        return await LeasedTable.Timers.ClaimAsync(_house.Database.Source, LongLease.Terms with { AtOnce = 2_000 }, default);
    }
}
