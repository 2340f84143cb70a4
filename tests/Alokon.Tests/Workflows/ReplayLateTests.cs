using System.Text.Json.Nodes;
using Alokon.Tests.Contract;
using Alokon.Tests.Engine;
using Xunit;

namespace Alokon.Tests.Workflows;

/// <summary>
/// How many finished cases were late, and how many would have been under other standards with the time that was really taken. A server of
/// its own, because its clock is moved.
/// </summary>
public sealed class ReplayLateTests(ContractServer server) : IClassFixture<ContractServer>
{
    [Fact]
    public async Task A_case_is_late_by_the_standard_of_the_version_it_is_led_through()
    {
        var (late, quick) = (await TakingAsync(("teliti", 45)), await TakingAsync(("teliti", 10)));

        Assert.Equal([(1, 1), (0, 0)], await MissedAsync(_ => { }, late, quick));
        Assert.Equal([(1, 0), (0, 0)], await MissedAsync(sop => Standard(sop, "teliti", """{"kind":"workingMinutes","amount":60}"""), late, quick));
        Assert.Equal([(1, 1), (0, 1)], await MissedAsync(sop => Standard(sop, "teliti", """{"kind":"workingMinutes","amount":5}"""), late, quick));
        Assert.Equal([(1, 0), (0, 0)], await MissedAsync(sop => Standard(sop, "teliti", """{"kind":"none"}"""), late, quick));
    }

    [Fact]
    public async Task The_figures_count_cases_and_not_deadlines()
    {
        var twice = await TakingAsync(("teliti", 45), ("salurkan", 45));

        Assert.Equal([(2, 2)], await MissedAsync(_ => { }, twice));
        var view = await ReplayAsync(_ => { });
        Assert.Equal(view.Items.Count(i => i["missedBefore"]!.GetValue<int>() > 0), view["lateBefore"].GetValue<int>());
        Assert.Equal(view.Items.Count(i => i["missedAfter"]!.GetValue<int>() > 0), view["lateAfter"].GetValue<int>());
        Assert.True(view["lateBefore"].GetValue<int>() < view.Items.Sum(i => i["missedBefore"]!.GetValue<int>()));
    }

    [Fact]
    public async Task A_budget_that_two_steps_share_is_missed_once_and_only_together()
    {
        var shared = await TakingAsync(("rekomendasi", 15), ("disposisi", 15));
        void Alone(JsonNode sop)
        {
            Standard(sop, "rekomendasi", """{"kind":"workingMinutes","amount":20}""");
            Standard(sop, "disposisi", """{"kind":"workingMinutes","amount":20}""");
        }

        void Narrow(JsonNode sop)
        {
            Standard(sop, "rekomendasi", """{"kind":"workingMinutes","amount":10,"budget":"rekomendasi-disposisi"}""");
            Standard(sop, "disposisi", """{"kind":"workingMinutes","amount":10,"budget":"rekomendasi-disposisi"}""");
        }

        Assert.Equal([(1, 1)], await MissedAsync(_ => { }, shared));
        Assert.Equal([(1, 0)], await MissedAsync(Alone, shared));
        Assert.Equal([(1, 1)], await MissedAsync(Narrow, shared));
    }

    [Fact]
    public async Task The_case_as_a_whole_has_a_deadline_of_its_own()
    {
        var whole = await TakingAsync(("terima", 90));

        Assert.Equal([(0, 0)], await MissedAsync(_ => { }, whole));
        Assert.Equal([(0, 1)], await MissedAsync(sop => sop["customProperties"]!["Alokon:sop"]!["service"]!["rutin"] = JsonNode.Parse("""{"kind":"workingMinutes","amount":60}"""), whole));
    }

    [Fact]
    public async Task A_version_in_which_something_fails_says_so_and_where()
    {
        var journey = await TakingAsync();

        var view = await ReplayAsync(sop =>
        {
            var root = sop["root"]!;
            root["activities"]!.AsArray().Add(new JsonObject { ["id"] = "rusak", ["type"] = "Elsa.Fault", ["code"] = "uji", ["message"] = "rusak" });
            root["connections"]!.AsArray().Single(c => c!["source"]!["activity"]!.GetValue<string>() == "lapor")!["target"]!["activity"] = "rusak";
        });

        var item = view.Items.Single(i => i["case"]!.GetValue<string>() == journey.Id);
        Assert.Equal(("failed", "rusak", "uji"), (item["result"]!.GetValue<string>(), item["step"]!.GetValue<string>(), item["code"]!.GetValue<string>()));
        Assert.Equal(view.Items.Count(i => i["result"]!.GetValue<string>() == "failed"), view["failed"].GetValue<int>());
    }

    /// <summary>A finished case whose officers took so many working minutes for these steps, and next to none for the others.</summary>
    private async Task<Journey> TakingAsync(params (string Step, int Minutes)[] steps)
    {
        // Each case begins on a morning of its own, so that no step runs over closing time.
        await ToNextMorningAsync();
        var journey = await Journey.StartAsync(server);
        foreach (var (step, minutes) in steps)
        {
            await journey.ToAsync(step);
            var task = await journey.OpenTaskAsync();
            (await server.As(Journey.Steps.Single(s => s.Step == step).Officer).PostAsync($"/api/v1/tasks/{task["id"]}/claim")).Expect(200);
            await MoveClockAsync(await NowAsync() + TimeSpan.FromMinutes(minutes));
            await journey.GoOnAsync(step);
        }

        return await journey.ToEndAsync();
    }

    private async Task<IEnumerable<(int Before, int After)>> MissedAsync(Action<JsonNode> change, params Journey[] journeys)
    {
        var view = await ReplayAsync(change);
        return journeys.Select(j => view.Items.Single(i => i["case"]!.GetValue<string>() == j.Id)).Select(i => (i["missedBefore"]!.GetValue<int>(), i["missedAfter"]!.GetValue<int>()));
    }

    private async Task<Answer> ReplayAsync(Action<JsonNode> change)
    {
        var sop = JsonNode.Parse(Given.Grobogan)!;
        change(sop);
        return (await server.As("manajer").PostAsync($"/api/v1/workflows/{Journey.Workflow}/replay", new JsonObject { ["definition"] = sop })).Expect(200);
    }

    private static void Standard(JsonNode sop, string step, string standard) =>
        sop["root"]!["activities"]!.AsArray().Single(a => a!["id"]!.GetValue<string>() == step)!["standard"]!["expression"]!["value"] = standard;

    private async Task ToNextMorningAsync()
    {
        var local = (await NowAsync()).ToOffset(TimeSpan.FromHours(7));
        var days = local.DayOfWeek is DayOfWeek.Thursday ? 4 : local.DayOfWeek is DayOfWeek.Friday ? 3 : 1; // Fridays are short
        await MoveClockAsync(new DateTimeOffset(local.Date.AddDays(days).AddHours(8), TimeSpan.FromHours(7)));
    }

    private async Task<DateTimeOffset> NowAsync() => (await server.As("plkb").GetAsync("/api/v1/demo/clock")).Expect(200)["now"].GetValue<DateTimeOffset>();

    private async Task MoveClockAsync(DateTimeOffset to) =>
        (await server.As("plkb").PostAsync("/api/v1/demo/clock", new JsonObject { ["now"] = to.ToString("O") })).Expect(200);
}
