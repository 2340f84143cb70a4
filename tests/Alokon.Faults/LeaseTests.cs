using Xunit;
using Xunit.Abstractions;

namespace Alokon.Faults;

/// <summary>Promise R10, with leases of one second: who stands still longer than its lease finds its work taken over, and can't write late.</summary>
[Collection(Promises.Name)]
public sealed class LeaseTests(CommonGround ground, ITestOutputHelper output)
{
    private const string Claimed = "SELECT count(*) FROM documents.document WHERE status = 'pending' AND claimed_until > now()";

    // A print is claimed for four leases, of one second here. Whose print it is that waits then is chance: hence more than one round.
    private static readonly TimeSpan PastALease = TimeSpan.FromSeconds(4.6);

    private readonly Report _report = new(output);

    [Fact]
    public async Task R10_A_node_that_stood_still_past_its_lease_writes_nothing_and_its_papers_are_printed_once()
    {
        var installation = ground.Installation;
        var (first, second) = (installation.Nodes[0], installation.Nodes[1]);
        var before = await TakeoversAsync();
        var rounds = Math.Max(3, Settings.Rounds / 4);
        for (var round = 0; round < rounds || (round < rounds * 4 && await TakeoversAsync() == before); round++)
        {
            var frozen = round % 2 == 0 ? first : second;
            var work = await ground.NewCaseAsync(() => (Officers.Crowd.One, 1));
            while (!work.HasEnded && await installation.AskAsync<long>(Claimed) < 2)
            {
                await work.StepAsync();
            }

            await frozen.FreezeAsync();
            await Task.Delay(PastALease);
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

    private Task<long> TakeoversAsync() => ground.Installation.AskAsync<long>("SELECT coalesce(sum(fence - 1), 0)::bigint FROM documents.document WHERE fence > 1");
}
