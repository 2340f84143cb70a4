using System.Text.Json.Nodes;
using Alokon.Engine.Definitions;
using Alokon.Tests.Engine;
using Xunit;
using static Alokon.Tests.Automation.Flows;

namespace Alokon.Tests.Automation;

/// <summary>What must not be published because it would wait for ever, or start nothing.</summary>
public sealed class TriggerCheckTests
{
    [Theory]
    [InlineData("Elsa.Cron", "cronExpression", "BadCronExpression", "bad-cron")]
    [InlineData("Elsa.Cron", "cronExpression", "", "wait-without-input")]
    [InlineData("Elsa.Timer", "interval", "sebentar", "bad-span")]
    [InlineData("Elsa.Timer", "interval", "00:00:00", "interval-too-short")]
    [InlineData("Elsa.Delay", "timeSpan", "P3M", "bad-span")]
    [InlineData("Elsa.StartAt", "dateTime", "besok", "bad-instant")]
    [InlineData("Elsa.Event", "eventName", "", "wait-without-input")]
    [InlineData("Elsa.HttpEndpoint", "path", "", "wait-without-input")]
    public void What_cannot_be_understood_is_found(string type, string input, string value, string code) =>
        Assert.Contains(code, Codes(Sequence(Activity("a", type, (input, value)).Trigger())));

    [Theory]
    [InlineData("Elsa.Cron", "cronExpression", "0 0 * * * *")]
    [InlineData("Elsa.Timer", "interval", "00:01:00")]
    [InlineData("Elsa.Delay", "timeSpan", "PT5M")]
    [InlineData("Elsa.Delay", "timeSpan", "1.02:00:00")]
    [InlineData("Elsa.StartAt", "dateTime", "2026-12-01T08:00:00+07:00")]
    [InlineData("Elsa.Event", "eventName", "kabar")]
    [InlineData("Elsa.HttpEndpoint", "path", "stok")]
    public void What_can_be_understood_may_be_published(string type, string input, string value) =>
        Assert.Empty(Codes(Sequence(Activity("a", type, (input, value)).Trigger())));

    [Fact]
    public void A_trigger_cannot_take_its_name_from_a_case_that_does_not_exist_yet()
    {
        var trigger = new JsonObject { ["id"] = "a", ["type"] = "Elsa.Event", ["eventName"] = JsonNode.Parse("""{ "typeName": "String", "expression": { "type": "Input", "value": "nama" } }""") };
        Assert.Contains("trigger-not-fixed", Codes(Sequence(trigger.Trigger())));
    }

    [Fact]
    public void Two_endpoints_of_one_workflow_do_not_answer_the_same_call() =>
        Assert.Contains("endpoint-twice", Codes(Sequence(
            Activity("a", "Elsa.HttpEndpoint", ("path", "/stok")).Trigger(), Activity("b", "Elsa.HttpEndpoint", ("path", "stok/")).Trigger())));

    [Fact]
    public async Task Two_workflows_do_not_answer_the_same_call()
    {
        await using var house = await AutomationHouse.OpenAsync();
        await house.PublishAsync(Named("satu", Activity("a", "Elsa.HttpEndpoint", ("path", "stok")).Trigger()));
        var second = Named("dua", Activity("a", "Elsa.HttpEndpoint", ("path", "stok")).Trigger());

        var found = await house.InTransactionAsync((_, work) => TriggerRows.EndpointsTakenAsync(work, second, default));

        Assert.Equal("endpoint-taken", Assert.Single(found).Code);
        Assert.Empty(await house.InTransactionAsync((_, work) => TriggerRows.EndpointsTakenAsync(work, Named("satu", Activity("b", "Elsa.HttpEndpoint", ("path", "stok")).Trigger()), default)));
    }

    [Theory]
    [InlineData("cron-every-hour.json")]
    [InlineData("timer-workflow.json")]
    [InlineData("http-workflow.json")]
    public void Elsas_good_triggers_may_be_published(string fixture) =>
        Assert.Empty(Codes(Imported(fixture, "uji")));

    [Fact]
    public void Elsas_bad_cron_may_not() => Assert.Equal(["bad-cron"], Codes(Imported("bad-cron-expression.json", "uji")));

    [Fact]
    public async Task Elsas_endpoint_may_be_published_once_in_an_office()
    {
        await using var house = await AutomationHouse.OpenAsync();
        await house.PublishAsync(Imported("http-workflow.json", "satu"));

        var found = await house.InTransactionAsync((_, work) => TriggerRows.EndpointsTakenAsync(work, Imported("http-workflow.json", "dua"), default));

        Assert.Equal("endpoint-taken", Assert.Single(found).Code);
    }

    private static WorkflowDefinition Imported(string fixture, string id)
    {
        var json = JsonNode.Parse(Given.Fixture(fixture))!.AsObject();
        json["definitionId"] = id;
        return Given.Parse(json.ToJsonString());
    }

    private static IEnumerable<string> Codes(WorkflowDefinition definition) =>
        DefinitionValidator.Check(definition, Given.Registry, _ => true).Where(f => f.Severity == Severity.Error).Select(f => f.Code);
}
