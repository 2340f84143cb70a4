using Xunit;
using Xunit.Abstractions;

namespace Alokon.Faults;

/// <summary>Promise R9 from the node's side: whoever dies in the middle of a paper, it is printed by another, and kept once.</summary>
[Collection(Promises.Name)]
public sealed class PrintFaultTests(CommonGround ground, ITestOutputHelper output)
{
    private const string InHand = "SELECT count(*) FROM documents.document WHERE status = 'pending' AND claimed_until > now()";

    private const string Untrue = "SELECT count(*) FROM documents.document WHERE status <> 'ready' OR sha256 <> encode(sha256(pdf), 'hex') OR browser IS NULL";

    private readonly Report _report = new(output);

    [Fact]
    public async Task R9_A_node_killed_in_the_middle_of_a_paper_loses_none_and_none_is_kept_twice()
    {
        var installation = ground.Installation;
        var work = await ground.NewCaseAsync();
        while (!work.HasEnded && await installation.AskAsync<long>(InHand) == 0)
        {
            await work.StepAsync();
        }

        // Whose paper it is nobody knows from outside, so both that print fast enough to hold one go down together.
        var claimed = await installation.AskAsync<long>(InHand);
        await Task.WhenAll(installation.Nodes[0].KillAsync(), installation.Nodes[1].KillAsync());
        await Task.WhenAll(installation.Nodes[0].StartAsync(), installation.Nodes[1].StartAsync());
        while (!work.HasEnded)
        {
            await work.StepAsync();
        }

        await ground.AssertWholeAsync();
        Assert.Equal(0, await installation.AskAsync<long>(Untrue));
        _report.Tell($"R9: {claimed} papers were in the hands of two nodes that were killed");
    }
}
