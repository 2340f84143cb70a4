using System.Diagnostics;
using System.Text.Json.Nodes;
using Xunit;

namespace Alokon.Tests.Contract;

/// <summary>How the time is kept, and the clock of the demo.</summary>
[Collection(ContractFacts.Name)]
public sealed class TimeTests(ContractServer server)
{
    [Fact]
    public async Task What_takes_too_long_is_one_breach_of_its_budget()
    {
        var journey = await (await Journey.StartAsync(server)).ToAsync("rekomendasi");
        (await server.As("koordinator").PostAsync($"/api/v1/tasks/{(await journey.OpenTaskAsync())["id"]}/claim")).Expect(200);
        var claimed = await NowAsync();
        await MoveClockAsync(TimeSpan.FromMinutes(45));
        await journey.ToAsync("kirim");
        var decided = await NowAsync();

        var breaches = (await server.As("kabid").GetAsync("/api/v1/sla/breaches?limit=200")).Expect(200).Items.Where(b => b["caseId"]!.ToString() == journey.Id).ToList();
        var breach = Assert.Single(breaches);
        Assert.Equal("rekomendasi", breach["step"]!.ToString());
        Assert.InRange(breach["overdueWorkingMinutes"]!.GetValue<int>(), 24, (int)(decided - claimed).TotalMinutes + 2 - 20); // the standard is twenty
        Assert.Equal(breach["id"]!.ToString(), Assert.Single((await server.As("kabid").GetAsync("/api/v1/sla/breaches?limit=200&step=rekomendasi&unit=koordinator")).Items, b => b["caseId"]!.ToString() == journey.Id)["id"]!.ToString());
        var figures = (await server.As("kabid").GetAsync("/api/v1/sla/summary")).Expect(200).Items.Single(s => s["step"]!.ToString() == "rekomendasi");
        Assert.True(figures["breached"]!.GetValue<int>() >= 1);
        Assert.True(figures["count"]!.GetValue<int>() >= figures["met"]!.GetValue<int>() + figures["breached"]!.GetValue<int>());
        Assert.NotNull(figures["p50"]);
        Assert.NotNull(figures["p90"]);
        (await server.As("faskes").GetAsync("/api/v1/sla/summary")).Expect(403);
    }

    [Fact]
    public async Task The_clock_goes_forward_only_and_not_out_of_sight()
    {
        var (before, watch) = (await NowAsync(), Stopwatch.StartNew());
        var officer = server.As("plkb");
        (await officer.PostAsync("/api/v1/demo/clock", new JsonObject { ["now"] = "2026-10-01T08:00:00+07:00" })).Expect(409, "clock-backwards");
        foreach (var now in new[] { "null", "5", "\"besok\"", "\"2026-12-01\"", "\"2026-12-01T08:00:00\"", "\"9999-12-31T23:59:59Z\"", "\"2126-10-05T07:30:00+07:00\"" })
        {
            (await officer.PostAsync("/api/v1/demo/clock", new JsonObject { ["now"] = JsonNode.Parse(now) })).Expect(422, field: "now");
        }

        Assert.InRange(await NowAsync() - before, TimeSpan.Zero, watch.Elapsed + TimeSpan.FromMinutes(1)); // as much as has really passed
        await MoveClockAsync(TimeSpan.FromMinutes(1));
        Assert.True(await NowAsync() >= before.AddMinutes(1));
    }

    private async Task<DateTimeOffset> NowAsync() => (await server.As("plkb").GetAsync("/api/v1/demo/clock")).Expect(200)["now"].GetValue<DateTimeOffset>();

    private async Task MoveClockAsync(TimeSpan by) =>
        (await server.As("plkb").PostAsync("/api/v1/demo/clock", new JsonObject { ["now"] = (await NowAsync() + by).ToString("O") })).Expect(200);
}
