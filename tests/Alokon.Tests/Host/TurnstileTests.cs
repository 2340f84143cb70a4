using Alokon.Host.Pipeline;
using Xunit;

namespace Alokon.Tests.Host;

/// <summary>The commands that officers wait for take turns at the database.</summary>
public sealed class TurnstileTests
{
    [Fact]
    public async Task No_more_go_through_at_once_than_it_is_wide()
    {
        using var turnstile = new Turnstile(3, Timeout.InfiniteTimeSpan);
        var (inside, most) = (0, 0);

        await Task.WhenAll(Enumerable.Range(0, 60).Select(_ => Task.Run(async () =>
        {
            using var turn = await turnstile.EnterAsync(CancellationToken.None);
            var now = Interlocked.Increment(ref inside);
            InterlockedMax(ref most, now);
            await Task.Yield();
            Interlocked.Decrement(ref inside);
        })));

        Assert.InRange(most, 1, 3);
    }

    [Fact]
    public async Task Who_came_first_goes_first()
    {
        using var turnstile = new Turnstile(1, Timeout.InfiniteTimeSpan);
        var inside = await turnstile.EnterAsync(CancellationToken.None);
        var first = turnstile.EnterAsync(CancellationToken.None).AsTask();
        var second = turnstile.EnterAsync(CancellationToken.None).AsTask();

        inside.Dispose();

        var turn = await first;
        Assert.False(second.IsCompleted);
        turn.Dispose();
        (await second).Dispose();
    }

    [Fact]
    public async Task Who_has_waited_long_enough_goes_in_without_a_place()
    {
        using var turnstile = new Turnstile(1, TimeSpan.Zero);
        var inside = await turnstile.EnterAsync(CancellationToken.None);

        (await turnstile.EnterAsync(CancellationToken.None)).Dispose();

        Assert.Null((await turnstile.EnterAsync(CancellationToken.None)).Places);
        inside.Dispose();
        Assert.NotNull((await turnstile.EnterAsync(CancellationToken.None)).Places);
    }

    [Fact]
    public async Task Whose_officer_has_gone_away_waits_no_longer()
    {
        using var turnstile = new Turnstile(1, Timeout.InfiniteTimeSpan);
        using var inside = await turnstile.EnterAsync(CancellationToken.None);
        using var gone = new CancellationTokenSource();
        var waiting = turnstile.EnterAsync(gone.Token).AsTask();

        await gone.CancelAsync();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => waiting);
    }

    private static void InterlockedMax(ref int most, int now)
    {
        for (var seen = Volatile.Read(ref most); now > seen; seen = Volatile.Read(ref most))
        {
            Interlocked.CompareExchange(ref most, now, seen);
        }
    }
}
