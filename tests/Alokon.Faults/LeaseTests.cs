using System.Diagnostics;
using Xunit;
using Xunit.Abstractions;

namespace Alokon.Faults;

/// <summary>Promise R10, with leases of one second: who stands still longer than its lease finds its work taken over, and can't write late.</summary>
[Collection(Promises.Name)]
public sealed class LeaseTests(CommonGround ground, ITestOutputHelper output)
{
    private const string Claimed = "SELECT count(*) FROM documents.document WHERE status = 'pending' AND claimed_until > now()";

    // What somebody had in hand when the node was stopped, and what of it he still has: not printed, and taken over by nobody.
    private const string InHand = "SELECT coalesce(string_agg(id || ' ' || fence, ','), '') FROM documents.document WHERE status = 'pending' AND claimed_until > now()";
    private const string StillInHand = "SELECT count(*) FROM documents.document WHERE status = 'pending' AND id || ' ' || fence = ANY (string_to_array($1, ','))";

    private static readonly TimeSpan Longest = TimeSpan.FromMinutes(15);

    private readonly Report _report = new(output);

    [Fact]
    public async Task R10_A_node_that_stood_still_past_its_lease_writes_nothing_and_its_papers_are_printed_once()
    {
        var installation = ground.Installation;
        var (first, second) = (installation.Nodes[0], installation.Nodes[1]);
        var before = await TakeoversAsync();
        var rounds = Math.Max(3, Settings.Rounds / 4);
        var watch = Stopwatch.StartNew();
        // Whose paper it is that waits is chance: hence more than one round, and as many as it takes.
        for (var round = 0; round < rounds || (watch.Elapsed < Longest && await TakeoversAsync() == before); round++)
        {
            var frozen = round % 2 == 0 ? first : second;
            var work = await ground.NewCaseAsync(() => (Officers.Crowd.One, 1));
            while (!work.HasEnded && await installation.AskAsync<long>(Claimed) < 2)
            {
                await work.StepAsync();
            }

            await frozen.FreezeAsync();
            await PastItsLeasesAsync(await installation.AskAsync<string>(InHand));
            await frozen.GoOnAsync();
            while (!work.HasEnded)
            {
                await work.StepAsync();
            }
        }

        await ground.AssertWholeAsync();
        var late = new[] { first, second }.Sum(node => node.Output.Split('\n').Count(line => line.Contains("[7004]", StringComparison.Ordinal) || line.Contains("Dropped the print", StringComparison.Ordinal)));
        var takeovers = await TakeoversAsync() - before;
        _report.Tell($"R10: {takeovers} papers taken over after a lease ran out; {late} late writers turned away");
        Assert.True(takeovers > 0, "Expected some paper to be taken over from the node that stood still.");
    }

    /// <summary>The others print what they hold; what the stopped one held they get when its lease has run out.</summary>
    private async Task PastItsLeasesAsync(string held)
    {
        var watch = Stopwatch.StartNew();
        while (await ground.Installation.AskAsync<long>(StillInHand, held) > 0)
        {
            Assert.True(watch.Elapsed < Longest, $"Expected the papers of the node that stood still to be taken over: {held}");
            await Task.Delay(50);
        }
    }

    private Task<long> TakeoversAsync() => ground.Installation.AskAsync<long>("SELECT coalesce(sum(fence - 1), 0)::bigint FROM documents.document WHERE fence > 1");
}
