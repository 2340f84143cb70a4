using System.Text.Json.Nodes;
using Alokon.Engine;
using Alokon.Engine.Activities;
using Alokon.Engine.Outbox;
using Alokon.Engine.Running;
using Alokon.Sop.Automation;
using Microsoft.Extensions.DependencyInjection;
using Xunit;
using static Alokon.Tests.Automation.Flows;

namespace Alokon.Tests.Automation;

public sealed class EventTests : IAsyncLifetime
{
    private AutomationHouse _house = null!; // opened before every test

    public async Task InitializeAsync() => _house = await AutomationHouse.OpenAsync();

    public async Task DisposeAsync() => await _house.DisposeAsync();

    [Fact]
    public async Task An_event_resumes_every_case_that_waits_for_it_once()
    {
        await _house.PublishAsync(Sequence(Event("tunggu", "stok-habis"), Line("dengar")));
        await _house.StartAsync();
        await _house.StartAsync();

        await RaiseAsync("stok-habis");
        await _house.SettleAsync();

        Assert.Equal("dengar,dengar", await _house.LinesAsync());
        Assert.Equal(0L, await _house.ReadAsync<long>("SELECT (SELECT count(*) FROM engine.outbox) + (SELECT count(*) FROM engine.stimulus) + (SELECT count(*) FROM engine.waiting)"));
    }

    [Fact]
    public async Task Another_name_is_another_event()
    {
        await _house.PublishAsync(Sequence(Event("tunggu", "stok-habis"), Line("dengar")));
        await _house.StartAsync();

        await RaiseAsync("Stok-Habis");
        await _house.SettleAsync();

        Assert.Equal("", await _house.LinesAsync());
    }

    [Fact]
    public async Task W03_an_event_that_comes_before_anybody_waits_is_kept_until_somebody_does()
    {
        await _house.PublishAsync(Sequence(Event("tunggu", "stok-habis"), Line("dengar")));
        await RaiseAsync("stok-habis");
        await _house.SettleAsync();
        Assert.Equal(1L, await _house.ReadAsync<long>("SELECT count(*) FROM engine.stimulus WHERE seen"));

        await _house.StartAsync();
        await _house.SettleAsync();
        await _house.StartAsync();
        await _house.SettleAsync();

        Assert.Equal("dengar", await _house.LinesAsync());
        Assert.Equal(0L, await _house.ReadAsync<long>("SELECT count(*) FROM engine.stimulus"));
    }

    [Fact]
    public async Task W03_an_event_and_its_bookmark_that_are_committed_side_by_side_find_each_other()
    {
        await _house.PublishAsync(Sequence(Event("tunggu", "stok-habis"), Line("dengar")));
        await _house.InTransactionAsync(async (runner, work) =>
        {
            await runner.StartAsync(work, "uji", Ids.New(), [], [], default);
            await work.FlushAsync(default);

            // Delivered while the bookmark is not committed: nobody is seen.
            await RaiseAsync("stok-habis");
            await _house.SettleAsync();
            return true;
        });
        Assert.Equal("", await _house.LinesAsync());

        await StimulusSweep.RematchAsync(_house.Database.Source, default);
        await _house.SettleAsync();

        Assert.Equal("dengar", await _house.LinesAsync());
    }

    [Fact]
    public async Task W02_two_quick_events_reach_two_turns_of_a_loop()
    {
        await _house.PublishAsync(Sequence(Event("satu", "stok-habis"), Line("satu"), Event("dua", "stok-habis"), Line("dua")));
        await _house.StartAsync();

        await RaiseAsync("stok-habis");
        await RaiseAsync("stok-habis");
        await _house.SettleAsync();

        Assert.Equal("satu,dua", await _house.LinesAsync());
    }

    [Fact]
    public async Task An_event_nobody_waited_for_in_time_is_shown_to_an_operator()
    {
        await RaiseAsync("tak-ada");
        await _house.SettleAsync();
        await _house.MoveClockAsync(TimeSpan.FromDays(8));

        Assert.Equal(1, await StimulusSweep.ExpireAsync(_house.Database.Source, default));

        Assert.Equal("nobody waited for it in time", await _house.ReadAsync<string>("SELECT last_error FROM engine.stimulus WHERE failed_at IS NOT NULL"));
    }

    [Fact]
    public async Task The_payload_is_the_result_of_the_event()
    {
        await _house.PublishAsync(Sequence(Event("tunggu", "stok-habis"), Step("tanya")));
        var instance = await _house.StartAsync();

        await RaiseAsync("stok-habis", new JsonObject { ["kode"] = "STK3" });
        await _house.SettleAsync();

        Assert.Equal("STK3", (await _house.StateAsync(instance)).Outputs["tunggu"]!["result"]!["kode"]!.GetValue<string>());
    }

    [Fact]
    public async Task An_event_with_a_correlation_id_is_heard_by_those_who_carry_it()
    {
        await _house.PublishAsync(Sequence(Event("tunggu", "stok-habis"), Line("dengar")));
        var (mine, other) = (Ids.New(), Ids.New());
        foreach (var (instance, correlation) in new[] { (mine, "A"), (other, "B") })
        {
            await _house.InTransactionAsync((runner, work) => runner.StartAsync(work, "uji", instance, [], [], null, correlation, default));
        }

        await RaiseAsync("stok-habis", null, "A");
        await _house.SettleAsync();

        Assert.True((await _house.StateAsync(mine)).IsFinished);
        Assert.False((await _house.StateAsync(other)).IsFinished);
        Assert.Equal("B", await _house.ReadAsync<string>("SELECT string_agg(correlation_id, ',') FROM engine.correlation"));
    }

    [Fact]
    public async Task A_local_event_is_heard_in_its_own_instance_only()
    {
        var publish = Activity("umumkan", "Elsa.PublishEvent", ("eventName", "lokal"), ("isLocalEvent", true));
        await _house.PublishAsync(Named("pengumum", publish, Event("tunggu", "lokal"), Line("sendiri")));
        await _house.PublishAsync(Named("lain", Event("tunggu", "lokal"), Line("lain")));
        await _house.StartAsync("lain");
        await _house.StartAsync("pengumum");

        await _house.SettleAsync();

        Assert.Equal("sendiri", await _house.LinesAsync());
    }

    [Fact]
    public async Task W13_an_event_published_by_a_case_that_is_rolled_back_was_never_published()
    {
        await _house.PublishAsync(Sequence(Activity("umumkan", "Elsa.PublishEvent", ("eventName", "kabar")), Step("tanya")));
        await using (var scope = _house.Scope())
        {
            var work = scope.ServiceProvider.GetRequiredService<UnitOfWork>();
            var runner = scope.ServiceProvider.GetRequiredService<WorkflowRunner>();
            await work.OpenAsync(Officer.System(AutomationHouse.Office), readOnly: false, default);
            await runner.StartAsync(work, "uji", Ids.New(), [], [], default);
            await work.FlushAsync(default);
            await work.RollbackAsync();
        }

        Assert.Equal(0L, await _house.ReadAsync<long>("SELECT count(*) FROM engine.stimulus"));
        await _house.StartAsync();
        Assert.Equal(1L, await _house.ReadAsync<long>("SELECT count(*) FROM engine.stimulus"));
    }

    [Fact]
    public async Task An_event_with_a_trigger_starts_a_case_with_its_payload()
    {
        await _house.PublishAsync(Named("pemicu", Event("mulai", "stok-habis").Trigger(), Line("mulai"), Step("tanya")));

        await RaiseAsync("stok-habis", new JsonObject { ["kode"] = "STK3" }, "A");
        await _house.SettleAsync();

        Assert.Equal("mulai", await _house.LinesAsync());
        var state = await _house.StateAsync(await _house.ReadAsync<Guid>("SELECT id FROM engine.instance"));
        Assert.Equal(("mulai", "A", "STK3"), (state.Trigger, state.CorrelationId, state.Outputs["mulai"]!["result"]!["kode"]!.GetValue<string>()));
    }

    [Fact]
    public async Task The_same_stimulus_claimed_by_many_workers_is_delivered_once()
    {
        await _house.PublishAsync(Named("pemicu", Event("mulai", "stok-habis").Trigger(), Line("mulai"), Step("tanya")));
        await RaiseAsync("stok-habis");
        var lease = Assert.Single(await _house.Work.ClaimAsync(LeasedTable.Stimuli, default));

        var delivered = await Task.WhenAll(Enumerable.Range(0, 8).Select(_ => Task.Run(() => _house.SendAsync(new DeliverStimulus(lease)))));

        Assert.Equal(1, delivered.Sum(d => d.Receivers));
        var message = Assert.Single(await _house.Work.ClaimAsync(LeasedTable.Messages, default));
        var moved = await Task.WhenAll(Enumerable.Range(0, 8).Select(_ => Task.Run(() => _house.SendAsync(new MoveMessage(message)))));
        Assert.Single(moved, m => m.Moved);
        Assert.Equal(1L, await _house.ReadAsync<long>("SELECT count(*) FROM engine.instance"));
    }

    [Fact]
    public async Task W07_the_same_event_awaited_twice_in_one_case_resumes_both()
    {
        var definition = Alokon.Tests.Engine.Given.Parse("""
            { "definitionId": "uji", "root": { "id": "flow", "type": "Elsa.Flowchart", "activities": [
              { "id": "mulai", "type": "Elsa.Start" },
              { "id": "a", "type": "Elsa.Event", "eventName": "kabar" }, { "id": "b", "type": "Elsa.Event", "eventName": "kabar" } ],
              "connections": [ { "source": { "activity": "mulai" }, "target": { "activity": "a" } }, { "source": { "activity": "mulai" }, "target": { "activity": "b" } } ] } }
            """);
        await _house.PublishAsync(definition);
        var instance = await _house.StartAsync();

        await RaiseAsync("kabar");
        await _house.SettleAsync();

        Assert.True((await _house.StateAsync(instance)).IsFinished);
    }

    [Fact]
    public async Task A_cancelled_case_waits_for_no_event_any_more()
    {
        await _house.PublishAsync(Sequence(Event("tunggu", "kabar")));
        await _house.CancelAsync(await _house.StartAsync());

        Assert.Equal(0L, await _house.ReadAsync<long>("SELECT count(*) FROM engine.waiting"));
    }

    [Fact]
    public async Task A_program_reports_its_task_and_the_case_goes_on_with_the_result()
    {
        await _house.PublishAsync(Sequence(Activity("tugas", "Elsa.RunTask", ("taskName", "hitung"), ("payload", new JsonObject { ["n"] = 3 })), Step("tanya")));
        var instance = await _house.StartAsync();
        var task = await _house.ReadAsync<string>("SELECT payload::json ->> 'taskId' FROM engine.waiting");

        await _house.InTransactionAsync((_, work) => Task.FromResult(StimulusRows.Add(work, new(RunTask.Type, task!, new JsonObject { ["n"] = 9 }, null, null))));
        await _house.SettleAsync();

        Assert.Equal(9, (await _house.StateAsync(instance)).Outputs["tugas"]!["result"]!["n"]!.GetValue<int>());
    }

    private static JsonObject Event(string id, string name) => Activity(id, "Elsa.Event", ("eventName", name));

    private Task RaiseAsync(string name, JsonNode? payload = null, string? correlation = null) =>
        _house.InTransactionAsync((_, work) => Task.FromResult(StimulusRows.Add(work, new(Alokon.Engine.Activities.Event.Type, name, payload, correlation, null))));
}
