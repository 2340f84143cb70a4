using Alokon.Tests.Automation;
using Xunit;
using static Alokon.Tests.Automation.Flows;

namespace Alokon.Tests.Engine.Weaknesses;

/// <summary>What comes later comes once, whoever looks, and is there as soon as the step that left it.</summary>
public sealed class LaterWeaknessTests : IAsyncLifetime
{
    private AutomationHouse _house = null!; // set before every test

    public async Task InitializeAsync() => _house = await AutomationHouse.OpenAsync();

    public async Task DisposeAsync() => await _house.DisposeAsync();

    [Fact]
    public async Task W04_a_parent_goes_on_once_when_its_child_has_ended_whichever_nodes_carry_the_message()
    {
        await _house.PublishAsync(Named("anak", Step("tanya")));
        await _house.PublishAsync(Named("induk", Activity("suruh", "Elsa.DispatchWorkflow", ("workflowDefinitionId", "anak"), ("waitForCompletion", true)), Line("sesudah")));
        var parent = await _house.StartAsync("induk");
        await _house.SettleAsync();
        await _house.AnswerAsync(await _house.ReadAsync<Guid>("SELECT id FROM engine.instance WHERE definition_id = 'anak'"), 1);
        Assert.Equal("", await _house.LinesAsync()); // the node that ended the child may die now: the message is a row

        await Task.WhenAll(Enumerable.Range(0, 4).Select(_ => Task.Run(_house.SettleAsync)));

        Assert.Equal("sesudah", await _house.LinesAsync());
        Assert.True((await _house.StateAsync(parent)).IsFinished);
    }

    [Fact]
    public async Task W08_a_cron_that_eight_nodes_see_at_once_fires_once_even_after_days_without_anybody()
    {
        await _house.PublishAsync(Sequence(Activity("jadwal", "Elsa.Cron", ("cronExpression", "0 0 8 * * *")), Line("pagi"), Step("tanya")));
        var instance = await _house.StartAsync();
        await _house.MoveClockAsync(TimeSpan.FromDays(3));

        var fired = await Task.WhenAll(Enumerable.Range(0, 8).Select(_ => Task.Run(_house.FireAsync)));

        Assert.Equal(1, fired.Sum(sweep => sweep.Count));
        Assert.Equal(("pagi", 2), (await _house.LinesAsync(), await _house.ReadAsync<int>($"SELECT version FROM engine.instance WHERE id = '{instance}'")));
        Assert.Equal(0L, await _house.ReadAsync<long>("SELECT count(*) FROM engine.timer"));
    }

    [Fact]
    public async Task W13_what_a_step_leaves_for_later_is_written_in_the_transaction_of_the_step()
    {
        await _house.PublishAsync(Sequence(Step("tanya"), Delay("tunggu", "01:00:00"), Line("sesudah")));
        var instance = await _house.StartAsync();

        await _house.AnswerAsync(instance, 1);

        Assert.Equal(1L, await _house.ReadAsync<long>("SELECT count(*) FROM engine.timer"));
        Assert.True(await _house.ReadAsync<bool>("SELECT (SELECT xmin::text FROM engine.timer) = (SELECT xmin::text FROM engine.instance)"));
        await _house.MoveClockAsync(TimeSpan.FromHours(2));
        await _house.FireAsync();
        Assert.Equal("sesudah", await _house.LinesAsync());
    }
}
