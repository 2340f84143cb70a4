using System.Text.Json.Nodes;
using Alokon.Engine;
using Alokon.Engine.Activities;
using Alokon.Engine.Outbox;
using Alokon.Host.Demo;
using Alokon.Sop.Automation;
using Alokon.Sop.Requests;
using Alokon.Sop.Sla;
using Alokon.Tests.Engine;
using Xunit;

namespace Alokon.Tests.Automation;

/// <summary>An SOP that no officer began is a case like any other, or an operator sees why not.</summary>
public sealed class SopStartTests : IAsyncLifetime
{
    private const string Input = """
        { "kind": "rutin", "facility": "3315007", "period": "2026-10", "attachments": [],
          "lines": [ { "commodity": "STK3", "requested": 480, "averageMonthlyConsumption": 155, "stockOnHand": 140 } ] }
        """;

    private AutomationHouse _house = null!; // opened before every test

    public async Task InitializeAsync()
    {
        _house = await AutomationHouse.OpenAsync();
        var office = DemoOffices.Read().Single(o => o.Code == AutomationHouse.Office);
        var facilities = office.Facilities.Select(f => new FacilityFacts(f.Code, f.Name, f.Kind, f.Kecamatan, f.Address, f.DistanceKm, f.Zone));
        await _house.SendAsync(new RegisterCatalogue([.. facilities], DemoCommodities.Read(), ResupplyPolicy.Facility));
        var zone = OfficeZones.Find(office.Zone) ?? throw new InvalidOperationException("Expected the demo's zone.");
        await _house.SendAsync(new SetCalendar(Alokon.Sop.Sla.ClockOwner.Dinas, CalendarLibrary.Find("ID-5day").Value.In(zone).Json, KnownFrom: new DateOnly(2024, 1, 1)));
    }

    public async Task DisposeAsync() => await _house.DisposeAsync();

    [Fact]
    public async Task Begun_by_another_workflow_it_has_its_number_its_timeline_and_its_first_task()
    {
        await _house.PublishAsync(Given.Parse(Given.Grobogan));
        var child = Ids.New();

        await DispatchAsync(child, Input);

        Assert.Equal("running", await _house.ReadAsync<string>($"SELECT status FROM requests.request WHERE id = '{child}'"));
        Assert.StartsWith("AMR-3315-", await _house.ReadAsync<string>("SELECT number FROM requests.request"));
        Assert.Equal("terima", await _house.ReadAsync<string>("SELECT step FROM inbox.task"));
        Assert.Contains("case.started", await _house.ReadAsync<string>("SELECT string_agg(kind, ',' ORDER BY seq) FROM audit.event"));
    }

    [Fact]
    public async Task Begun_by_a_trigger_it_takes_the_input_that_stands_at_the_trigger_and_in_the_event()
    {
        await _house.PublishAsync(Given.Parse(WithTrigger().ToJsonString()));
        await _house.InTransactionAsync((_, work) => Task.FromResult(StimulusRows.Add(work, new(Event.Type, "putaran", new JsonObject { ["period"] = "2026-11" }, null, null))));

        await _house.SettleAsync();

        Assert.Equal("terima", await _house.ReadAsync<string>("SELECT step FROM inbox.task"));
        Assert.Equal("2026-11", await _house.ReadAsync<string>("SELECT period FROM requests.request"));
    }

    [Fact]
    public async Task A_wrong_input_begins_nothing_takes_no_number_and_is_shown()
    {
        await _house.PublishAsync(Given.Parse(Given.Grobogan));

        await DispatchAsync(Ids.New(), """{ "kind": "rutin", "facility": "0000000", "period": "2026-10", "lines": [] }""");

        var failure = Assert.Single((await _house.SendAsync(new ListFailures())).Items);
        Assert.StartsWith("invalid-input", failure.Reason);
        Assert.Equal(0L, await _house.ReadAsync<long>("SELECT (SELECT count(*) FROM engine.instance) + (SELECT count(*) FROM requests.request) + (SELECT count(*) FROM requests.number_register)"));
    }

    private async Task DispatchAsync(Guid child, string input)
    {
        await _house.InTransactionAsync((_, work) =>
        {
            OutboxRows.Add(work, MessageKinds.Dispatch, child, new() { ["definitionId"] = "distribusi-alokon-grobogan", ["input"] = JsonNode.Parse(input), ["parent"] = Ids.New().ToString() });
            return Task.FromResult(true);
        });
        await _house.SettleAsync();
    }

    private static JsonObject WithTrigger()
    {
        var definition = JsonNode.Parse(Given.Grobogan)!.AsObject();
        var root = definition["root"]!;
        root["activities"]!.AsArray().Add(new JsonObject
        {
            ["id"] = "pemicu",
            ["type"] = "Elsa.Event",
            ["eventName"] = "putaran",
            ["customProperties"] = new JsonObject { ["canStartWorkflow"] = true, ["Alokon:input"] = JsonNode.Parse(Input) },
        });
        root["connections"]!.AsArray().Add(JsonNode.Parse("""{ "source": { "activity": "pemicu", "port": "Done" }, "target": { "activity": "terima", "port": "In" } }"""));
        return definition;
    }
}
