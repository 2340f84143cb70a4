using Alokon.Faults.Officers;
using Xunit;
using Xunit.Abstractions;

namespace Alokon.Faults;

/// <summary>Promises R3 and R4: many send one completion at once, and answers that get lost after the deed is done.</summary>
[Collection(Promises.Name)]
public sealed class OnceTests(CommonGround ground, ITestOutputHelper output)
{
    private const int Crowded = 64;

    private readonly Report _report = new(output);

    [Fact]
    public async Task R3_Of_64_who_complete_one_task_at_once_one_wins_and_every_other_is_told_the_truth()
    {
        var (round, watch) = (0, System.Diagnostics.Stopwatch.StartNew());
        while (round < Settings.Rounds)
        {
            // In turn: one key from everywhere; keys of their own, half of them for another outcome where there is one.
            var work = await ground.NewCaseAsync(() => (round % 2 == 0 ? Crowd.Twins : Crowd.Rivals, Crowded));
            for (; !work.HasEnded && round < Settings.Rounds; round++)
            {
                await work.StepAsync();
            }
        }

        _report.Tell($"R3: {round} rounds of {Crowded} in {watch.Elapsed.TotalSeconds:0.0} s");
        await ground.AssertWholeAsync();
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task R4_An_answer_lost_after_the_commit_is_given_again_when_the_deed_is_sent_again(bool betweenNodeAndDatabase)
    {
        var installation = ground.Installation;
        var cutters = betweenNodeAndDatabase ? installation.Database : installation.Doors;
        var before = cutters.Sum(c => c.Lost);
        var (lost, steps) = (0, 0);
        while (lost < Settings.Rounds)
        {
            var work = await ground.NewCaseAsync(() => (Crowd.One, 1));
            for (; !work.HasEnded && lost < Settings.Rounds; steps++)
            {
                foreach (var cutter in cutters)
                {
                    cutter.LoseNoMore();
                    cutter.LoseNext(1);
                }

                await work.StepAsync();
                lost = cutters.Sum(c => c.Lost) - before;
            }
        }

        _report.Tell($"R4 {(betweenNodeAndDatabase ? "node from database" : "officer from node")}: {lost} answers lost over {steps} steps");
        await ground.AssertWholeAsync();
    }
}
