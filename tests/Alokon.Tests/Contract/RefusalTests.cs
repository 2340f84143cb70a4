using System.Text.Json.Nodes;
using Xunit;

namespace Alokon.Tests.Contract;

/// <summary>Bad input: each gets a refusal that names the field, and changes nothing.</summary>
[Collection(ContractFacts.Name)]
public sealed class RefusalTests(ContractServer server)
{
    private const string Stk3 = """{"commodity":"STK3","requested":480,"averageMonthlyConsumption":155,"stockOnHand":140}""";

    [Theory]
    [InlineData("facility", "\"3315999\"", "facility")]
    [InlineData("facility", "\"3206001\"", "facility")] // of another office
    [InlineData("facility", "\"3315012\"", "facility")] // of another officer
    [InlineData("facility", "5", "facility")]
    [InlineData("facility", "null", "facility")]
    [InlineData("kind", "\"mendesak\"", "kind")]
    [InlineData("kind", "null", "kind")]
    [InlineData("kind", "[]", "kind")]
    [InlineData("period", "\"2026-13\"", "period")]
    [InlineData("period", "202610", "period")]
    [InlineData("lines", "[]", "lines")]
    [InlineData("lines", "null", "lines")]
    [InlineData("lines", "{}", "lines")]
    [InlineData("lines", "[5]", "lines")]
    [InlineData("lines", "[null]", "lines")]
    [InlineData("lines", "\"STK3\"", "lines")]
    [InlineData("attachments", "\"K/0/KB\"", "attachments")]
    [InlineData("attachments", "[1]", "attachments")]
    [InlineData("attachments", "[null]", "attachments")]
    public async Task A_request_with_a_wrong_member_is_refused_by_its_name(string member, string value, string field)
    {
        var body = Journey.Request();
        body["input"]![member] = JsonNode.Parse(value);
        await NotStartedAsync(body, field);
    }

    [Theory]
    [InlineData("commodity", "\"ASPIRIN\"")]
    [InlineData("commodity", "null")]
    [InlineData("commodity", "7")]
    [InlineData("requested", "-1")]
    [InlineData("requested", "0")]
    [InlineData("requested", "1.5")]
    [InlineData("requested", "1000001")]
    [InlineData("requested", "1e300")]
    [InlineData("requested", "99999999999999999999999999999999999999")]
    [InlineData("requested", "\"480\"")]
    [InlineData("requested", "null")]
    [InlineData("requested", "true")]
    [InlineData("requested", "[480]")]
    [InlineData("stockOnHand", "-5")]
    [InlineData("stockOnHand", "0.25")]
    [InlineData("averageMonthlyConsumption", "-0.01")]
    [InlineData("averageMonthlyConsumption", "1e9")]
    [InlineData("averageMonthlyConsumption", "\"banyak\"")]
    public async Task A_line_with_a_wrong_member_is_refused_by_its_place(string member, string value)
    {
        var body = Journey.Request();
        body["input"]!["lines"]![1]![member] = JsonNode.Parse(value);
        await NotStartedAsync(body, $"lines[1].{member}");
    }

    [Fact]
    public async Task A_commodity_written_twice_is_refused() =>
        await NotStartedAsync(Journey.Request(lines: $"[{Stk3},{Stk3}]"), "lines[1].commodity");

    [Fact]
    public async Task Everything_that_is_wrong_is_named_at_once()
    {
        var body = Journey.Request();
        body["input"]!["kind"] = "mendesak";
        body["input"]!["period"] = "oktober";
        body["input"]!["lines"]![0]!["requested"] = -3;
        var errors = (await server.As("faskes").PostAsync("/api/v1/cases", body)).Expect(422)["errors"].AsObject();
        Assert.Equal(["kind", "period", "lines[0].requested"], errors.Select(e => e.Key));
    }

    [Theory]
    [InlineData("workflow", "\"tidak-ada\"")]
    [InlineData("workflow", "5")]
    [InlineData("workflow", "null")]
    [InlineData("input", "null")]
    [InlineData("input", "[]")]
    [InlineData("input", "\"x\"")]
    public async Task A_start_without_a_known_workflow_or_input_is_refused(string member, string value)
    {
        var body = Journey.Request();
        body[member] = JsonNode.Parse(value);
        await NotStartedAsync(body, member);
    }

    [Theory]
    [InlineData("terima", "kembalikan", "{}", "fields")]
    [InlineData("terima", "kembalikan", """{"fields":[{"path":"lines[0].requested"}]}""", "fields[0].reason")]
    [InlineData("terima", "kembalikan", """{"fields":"semua"}""", "fields")]
    [InlineData("terima", "setuju", "{}", "outcome")]
    [InlineData("terima", "", "{}", "outcome")]
    [InlineData("terima", "lengkap", """{"note":5}""", "note")]
    [InlineData("teliti", "sesuai", """{"lines":[{"commodity":"STK3","recommended":481}]}""", "lines[0].recommended")]
    [InlineData("teliti", "sesuai", """{"lines":[{"commodity":"STK3","recommended":-1}]}""", "lines[0].recommended")]
    [InlineData("teliti", "sesuai", """{"lines":[{"commodity":"IUD","recommended":1}]}""", "lines[0].commodity")]
    [InlineData("teliti", "sesuai", """{"lines":[{"recommended":1}]}""", "lines[0].commodity")]
    [InlineData("teliti", "sesuai", """{"lines":{"STK3":480}}""", "lines")]
    [InlineData("rekomendasi", "setuju", """{"lines":[{"commodity":"STK3","approved":481}]}""", "lines[0].approved")]
    [InlineData("rekomendasi", "setuju", """{"lines":[{"commodity":"STK3","approved":100.5}]}""", "lines[0].approved")]
    [InlineData("rekomendasi", "setujuSebagian", """{"lines":[{"commodity":"STK3","approved":100}]}""", "lines[0].reason")]
    [InlineData("rekomendasi", "tolak", "{}", "lines")]
    [InlineData("rekomendasi", "kembalikan", """{"fields":[{"path":"lines[0].requested","reason":"x"}]}""", "outcome")]
    [InlineData("disposisi", "setuju", """{"lines":[{"commodity":"STK3","approved":481}]}""", "lines[0].approved")]
    [InlineData("disposisi", "setuju", """{"lines":[{"commodity":"STK3","approved":480},{"commodity":"STK3","approved":480}]}""", "lines[1].commodity")]
    [InlineData("disposisi", "setujuSebagian", """{"lines":[{"commodity":"STK3","approved":0,"reason":"x"},{"commodity":"PILK","approved":0,"reason":"x"}]}""", "lines")]
    [InlineData("disposisi", "setuju", """{"instruction":{}}""", "instruction")]
    [InlineData("kirim", "terkirim", "{}", "lines")]
    [InlineData("kirim", "terkirim", """{"vehicle":"K 1","courier":"A","packages":1,"lines":[{"commodity":"STK3","lot":"A","quantity":481}]}""", "lines[0].quantity")]
    [InlineData("kirim", "terkirim", """{"vehicle":"K 1","courier":"A","packages":1,"lines":[{"commodity":"STK3","lot":"A","quantity":300},{"commodity":"STK3","lot":"B","quantity":181}]}""", "lines[1].quantity")]
    [InlineData("kirim", "terkirim", """{"vehicle":"K 1","courier":"A","packages":1,"lines":[{"commodity":"STK3","lot":"A","quantity":1},{"commodity":"STK3","lot":"A","quantity":1}]}""", "lines[1].lot")]
    [InlineData("kirim", "terkirim", """{"vehicle":"K 1","courier":"A","packages":1,"lines":[{"commodity":"STK3","quantity":1}]}""", "lines[0].lot")]
    [InlineData("kirim", "terkirim", """{"courier":"A","packages":1,"lines":[{"commodity":"STK3","lot":"A","quantity":1}]}""", "vehicle")]
    [InlineData("kirim", "terkirim", """{"vehicle":"K 1","courier":"A","packages":0,"lines":[{"commodity":"STK3","lot":"A","quantity":1}]}""", "packages")]
    [InlineData("serahkan", "diserahkan", "{}", "receivedBy")]
    [InlineData("cocokkan", "selisih", """{"lines":[{"commodity":"STK3","good":400,"damaged":1,"missing":1}]}""", "lines[0].good")]
    [InlineData("cocokkan", "selisih", """{"lines":[{"commodity":"STK3","lot":"ZZZ","good":480}]}""", "lines[0].lot")]
    [InlineData("cocokkan", "selisih", """{"lines":[{"commodity":"STK3","good":480}]}""", "lines")]
    [InlineData("cocokkan", "selisih", "{}", "lines")]
    [InlineData("cocokkan", "cocok", """{"lines":[{"commodity":"STK3","good":479,"missing":1}]}""", "lines[0].good")]
    [InlineData("cocokkan", "selisih", """{"lines":[{"commodity":"STK3","good":481,"missing":-1}]}""", "lines[0].missing")]
    [InlineData("salurkan", "selesai", "{}", "recipients")]
    [InlineData("salurkan", "selesai", """{"recipients":[{"name":"A","kind":"KKB","lines":[{"commodity":"STK3","quantity":481}]}]}""", "recipients[0].lines[0].quantity")]
    [InlineData("salurkan", "selesai", """{"recipients":[{"name":"A","kind":"KKB","lines":[{"commodity":"STK3","quantity":300}]},{"name":"B","kind":"PMB","lines":[{"commodity":"STK3","quantity":181}]}]}""", "recipients[1].lines[0].quantity")]
    [InlineData("salurkan", "selesai", """{"recipients":[{"kind":"KKB","lines":[{"commodity":"STK3","quantity":1}]}]}""", "recipients[0].name")]
    [InlineData("lapor", "selesai", """{"lines":[{"commodity":"STK3","opening":140,"received":480,"issued":10,"damaged":0,"expired":0,"closing":600}]}""", "lines[0].closing")]
    [InlineData("lapor", "selesai", """{"lines":[{"commodity":"STK3","opening":0,"received":480,"issued":500,"damaged":0,"expired":0,"closing":-20}]}""", "lines[0].closing")]
    [InlineData("lapor", "selesai", "{}", "lines")]
    public async Task An_answer_that_cannot_be_is_refused_by_its_place_and_changes_nothing(string step, string outcome, string data, string field)
    {
        var journey = await server.StandingAtAsync(step);
        var before = await journey.SnapshotAsync();
        (await journey.AnswerAsync(outcome, data)).Expect(422, field: field);
        Assert.Equal(before, await journey.SnapshotAsync());
    }

    [Theory]
    [InlineData("comment", "5")]
    [InlineData("comment", "{}")]
    [InlineData("data", "[]")]
    [InlineData("data", "\"x\"")]
    [InlineData("outcome", "5")]
    [InlineData("outcome", "null")]
    [InlineData("version", "\"satu\"")]
    [InlineData("version", "-1")]
    [InlineData("version", "1.5")]
    [InlineData("version", "{}")]
    public async Task A_member_of_the_wrong_type_is_named_and_not_passed_over(string member, string value)
    {
        var journey = await server.StandingAtAsync("terima");
        var before = await journey.SnapshotAsync();
        var task = await journey.OpenTaskAsync();
        var body = new JsonObject { ["outcome"] = "lengkap", ["data"] = new JsonObject(), ["version"] = task["version"]!.GetValue<int>() };
        body[member] = JsonNode.Parse(value);
        (await server.As("plkb").PostAsync($"/api/v1/tasks/{task["id"]}/complete", body)).Expect(422, field: member);
        Assert.Equal(before, await journey.SnapshotAsync());
    }

    [Theory]
    [InlineData("withdraw", "faskes", "reason")]
    [InlineData("cancel", "kabid", "reason")]
    public async Task A_reason_that_is_no_text_is_refused(string verb, string officer, string field)
    {
        var journey = await server.StandingAtAsync("terima");
        var before = await journey.SnapshotAsync();
        (await server.As(officer).PostAsync($"{journey.Path}/{verb}", new JsonObject { ["reason"] = 5 })).Expect(422, field: field);
        (await server.As(officer).PostAsync($"{journey.Path}/{verb}", new JsonObject { ["reason"] = new string('x', 1001) })).Expect(422, field: field);
        Assert.Equal(before, await journey.SnapshotAsync());
    }

    [Fact]
    public async Task A_task_is_delegated_only_to_a_colleague_who_may_do_it()
    {
        var journey = await server.StandingAtAsync("terima");
        var before = await journey.SnapshotAsync();
        var path = $"/api/v1/tasks/{(await journey.OpenTaskAsync())["id"]}/delegate";
        foreach (var to in new[] { "null", "5", "\"\"", "\"kabid\"", "\"tidak-ada\"", "\"auditor\"" })
        {
            (await server.As("plkb").PostAsync(path, new JsonObject { ["to"] = JsonNode.Parse(to) })).Expect(422, field: "to");
        }

        Assert.Equal(before, await journey.SnapshotAsync());
    }

    private async Task NotStartedAsync(JsonObject body, string field)
    {
        var before = await CountAsync();
        (await server.As("faskes").PostAsync("/api/v1/cases", body)).Expect(422, field: field);
        Assert.Equal(before, await CountAsync());
    }

    // Two cases in one second have two numbers: the newest says whether one was started.
    private async Task<string?> CountAsync() =>
        (await server.As("auditor").GetAsync("/api/v1/cases?limit=1")).Expect(200).Items.FirstOrDefault()?["number"]!.GetValue<string>();
}
