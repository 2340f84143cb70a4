using System.Text.Json.Nodes;
using Alokon.Engine;
using Alokon.Engine.Definitions;
using Alokon.Engine.Running;
using Xunit;
using static Alokon.Tests.Automation.Flows;

namespace Alokon.Tests.Automation;

public sealed class ScheduleTests : IAsyncLifetime
{
    private AutomationHouse _house = null!; // opened before every test

    public async Task InitializeAsync() => _house = await AutomationHouse.OpenAsync();

    public async Task DisposeAsync() => await _house.DisposeAsync();

    [Fact]
    public async Task A_timer_trigger_starts_a_case_at_every_interval()
    {
        await _house.PublishAsync(Every("00:10:00"));
        await _house.SettleAsync();
        Assert.Equal(0L, await CasesAsync());

        foreach (var minutes in new[] { 11, 21, 31 })
        {
            await _house.MoveClockAsync(TimeSpan.FromMinutes(minutes));
            await _house.SettleAsync();
            await _house.SettleAsync();
        }

        Assert.Equal(3L, await CasesAsync());
    }

    [Fact]
    public async Task W08_many_workers_on_one_schedule_start_one_case_an_occurrence()
    {
        await _house.PublishAsync(Every("00:10:00"));
        await _house.SettleAsync();
        await _house.MoveClockAsync(TimeSpan.FromMinutes(11));

        await Task.WhenAll(Enumerable.Range(0, 4).Select(_ => Task.Run(_house.SettleAsync)));

        Assert.Equal(1L, await CasesAsync());
    }

    [Fact]
    public async Task Occurrences_missed_in_a_downtime_are_one_start_that_says_so()
    {
        await _house.PublishAsync(Every("00:10:00"));
        await _house.SettleAsync();
        await _house.MoveClockAsync(TimeSpan.FromHours(6));
        await _house.SettleAsync();

        Assert.Equal(1L, await CasesAsync());
        Assert.InRange(await _house.ReadAsync<int>("SELECT missed FROM engine.schedule"), 34, 35);
        var state = await _house.StateAsync(await _house.ReadAsync<Guid>("SELECT id FROM engine.instance"));
        Assert.InRange(state.Properties["stimulus"]!["missed"]!.GetValue<int>(), 34, 35);
        Assert.True(await _house.ReadAsync<bool>("SELECT due_at > engine.now() FROM engine.schedule"));
    }

    [Fact]
    public async Task A_cron_trigger_starts_in_the_office_s_zone()
    {
        await _house.PublishAsync(Named("uji", Activity("jadwal", "Elsa.Cron", ("cronExpression", "0 0 8 1 1,4,7,10 *")).Trigger(), Step("tanya")));
        await _house.SettleAsync();

        var due = (await _house.ReadAsync<DateTime>("SELECT due_at FROM engine.schedule")).ToUniversalTime();

        Assert.Equal((1, 1), (due.Hour, due.Day));
        Assert.Equal(1, due.Month % 3);
    }

    [Fact]
    public async Task StartAt_starts_once()
    {
        await _house.PublishAsync(Named("uji", Activity("jadwal", "Elsa.StartAt", ("dateTime", "2140-01-01T00:00:00Z")).Trigger(), Step("tanya")));
        await _house.SettleAsync();
        await _house.MoveClockAsync(TimeSpan.FromDays(366 * 200));
        await _house.SettleAsync();
        await _house.SettleAsync();

        Assert.Equal(1L, await CasesAsync());
    }

    [Fact]
    public async Task Publishing_again_keeps_an_occurrence_that_is_the_same_and_forgets_what_is_gone()
    {
        await _house.PublishAsync(Every("00:10:00"));
        await _house.SettleAsync();
        var due = await _house.ReadAsync<DateTime>("SELECT due_at FROM engine.schedule");
        await _house.MoveClockAsync(TimeSpan.FromMinutes(5));

        await _house.PublishAsync(Named("uji", Activity("jadwal", "Elsa.Timer", ("interval", "00:10:00")).Trigger(), Line("baru"), Step("tanya")));
        Assert.Equal(due, await _house.ReadAsync<DateTime>("SELECT due_at FROM engine.schedule"));
        await _house.PublishAsync(Named("uji", Step("tanya")));
        Assert.Equal(0L, await _house.ReadAsync<long>("SELECT count(*) FROM engine.schedule"));
    }

    [Fact]
    public async Task A_retracted_definition_starts_nothing()
    {
        await _house.PublishAsync(Every("00:10:00"));
        await _house.PublishAsync(Named("lain", Activity("mulai", "Elsa.Event", ("eventName", "kabar")).Trigger(), Step("tanya")));
        await _house.InTransactionAsync(async (_, work) =>
        {
            await DefinitionDrafts.RetractAsync(work, "uji", default);
            await DefinitionDrafts.RetractAsync(work, "lain", default);
            return true;
        });

        Assert.Equal(0L, await _house.ReadAsync<long>("SELECT (SELECT count(*) FROM engine.schedule) + (SELECT count(*) FROM engine.trigger)"));
    }

    [Theory]
    [InlineData("Elsa.Workflows.Runtime.ActivationValidators.SingletonStrategy, Elsa.Workflows.Runtime", null, 1)]
    [InlineData("Elsa.Workflows.Runtime.ActivationValidators.CorrelationStrategy, Elsa.Workflows.Runtime", "A", 1)]
    [InlineData("Elsa.Workflows.Runtime.ActivationValidators.CorrelatedSingletonStrategy, Elsa.Workflows.Runtime", "A", 1)]
    [InlineData("Elsa.Workflows.ActivationValidators.AllowAlwaysStrategy, Elsa.Workflows.Core", "A", 16)]
    [InlineData(null, null, 16)]
    public async Task Of_many_starts_at_once_the_strategy_lets_begin_what_it_allows(string? strategy, string? correlation, int begun)
    {
        var options = new JsonObject { ["activationStrategyType"] = strategy }.ToJsonString();
        var definition = WithOptions("uji", options, Step("tanya"));
        await _house.PublishAsync(definition);

        await Task.WhenAll(Enumerable.Range(0, 16).Select(_ => Task.Run(() => _house.InTransactionAsync(async (runner, work) =>
            await Activation.MayStartAsync(work, definition, correlation, default)
            && !(await runner.StartAsync(work, "uji", Ids.New(), [], [], null, correlation, default)).IsRefused(out Refusal? _)))));

        Assert.Equal(begun, (int)await CasesAsync());
    }

    [Fact]
    public async Task A_singleton_may_begin_again_when_the_first_has_ended()
    {
        var definition = WithOptions("uji", """{ "activationStrategyType": "Elsa.Workflows.Runtime.ActivationValidators.SingletonStrategy, Elsa.Workflows.Runtime" }""", Step("tanya"));
        await _house.PublishAsync(definition);
        var first = await _house.StartAsync();
        Assert.False(await _house.InTransactionAsync((_, work) => Activation.MayStartAsync(work, definition, null, default)));

        await _house.AnswerAsync(first, 1);

        Assert.True(await _house.InTransactionAsync((_, work) => Activation.MayStartAsync(work, definition, null, default)));
    }

    private static WorkflowDefinition Every(string interval) =>
        Named("uji", Activity("jadwal", "Elsa.Timer", ("interval", interval)).Trigger(), Step("tanya"));

    private Task<long> CasesAsync() => _house.ReadAsync<long>("SELECT count(*) FROM engine.instance");
}
