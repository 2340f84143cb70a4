using Xunit;

namespace Alokon.Tests.Contract;

/// <summary>The ways a case may go and end (contract, section 4).</summary>
[Collection(ContractFacts.Name)]
public sealed class JourneyTests(ContractServer server)
{
    private static readonly Dictionary<string, string[]> Papers = new()
    {
        ["terima"] = ["AMR"],
        ["teliti"] = ["REKAP"],
        ["rekomendasi"] = ["REKOM"],
        ["disposisi"] = ["DISP", "SPMB"],
        ["kirim"] = ["SBBK"],
        ["serahkan"] = [],
        ["cocokkan"] = ["BAST"],
        ["salurkan"] = ["DPS"],
        ["lapor"] = ["RII"],
        ["arsip"] = ["BERKAS"],
    };

    [Fact]
    public async Task A_case_goes_through_all_ten_steps_and_each_issues_its_papers()
    {
        var journey = await Journey.StartAsync(server);
        var expected = new List<string>();
        foreach (var (step, _, _) in Journey.Steps)
        {
            Assert.Equal(step, await journey.StepAsync());
            await journey.GoOnAsync(step);
            expected.AddRange(Papers[step]);
            Assert.Equal(expected, await journey.CodesAsync());
        }

        var view = await journey.ViewAsync();
        Assert.Equal("completed", view["status"]!.GetValue<string>());
        Assert.NotNull(view["finishedAt"]);
        Assert.Equal(Journey.Steps.Select(s => s.Step), view["steps"]!.AsArray().Select(s => s!["key"]!.GetValue<string>()));
        Assert.All(view["steps"]!.AsArray(), s => Assert.Equal("done", s!["state"]!.GetValue<string>()));
        Assert.Equal("met", view["service"]!["status"]!.GetValue<string>());
    }

    [Fact]
    public async Task A_case_has_every_member_of_the_contract()
    {
        var journey = await server.StandingAtAsync("terima");
        var view = (await journey.ViewAsync()).AsObject();
        foreach (var name in new[] { "id", "number", "workflow", "workflowVersion", "status", "input", "data", "startedAt", "finishedAt", "steps", "tasks", "service" })
        {
            Assert.True(view.ContainsKey(name), name);
        }

        Assert.NotNull(view["service"]!["dueAt"]);
        var task = (await journey.OpenTaskAsync()).AsObject();
        foreach (var name in new[] { "id", "caseId", "caseNumber", "step", "role", "status", "assignee", "createdAt", "claimedAt", "completedAt", "clocks", "outcomes", "form", "version" })
        {
            Assert.True(task.ContainsKey(name), name);
        }

        Assert.Equal(["key", "label", "sopLabel"], task["step"]!.AsObject().Select(m => m.Key));
        Assert.Equal(["response", "handling"], task["clocks"]!.AsObject().Select(m => m.Key));
        Assert.Equal(["lengkap", "kembalikan"], task["outcomes"]!.AsArray().Select(o => o!["key"]!.GetValue<string>()));
    }

    [Fact]
    public async Task Completing_answers_the_task_and_the_tasks_that_come_next()
    {
        var journey = await Journey.StartAsync(server);
        var answer = (await journey.AnswerAsync("lengkap")).Expect(200);

        var task = answer.Body!;
        Assert.Equal("done", task["status"]!.GetValue<string>());
        Assert.Equal("teliti", Assert.Single(answer["next"].AsArray())!["step"]!["key"]!.GetValue<string>());
    }

    [Fact]
    public async Task A_line_cut_below_its_need_ends_as_completedPartial()
    {
        var journey = await (await Journey.StartAsync(server)).ToAsync("rekomendasi");
        const string Cut = """{"lines":[{"commodity":"STK3","approved":100,"reason":"Stok gudang terbatas"}]}""";
        (await journey.AnswerAsync("setujuSebagian", Cut)).Expect(200);
        (await journey.AnswerAsync("setujuSebagian", Cut)).Expect(200);
        await journey.ToEndAsync();

        Assert.Equal("completedPartial", (await journey.ViewAsync())["status"]!.GetValue<string>());
    }

    [Fact]
    public async Task A_count_that_differs_ends_as_completedWithDiscrepancy_with_its_BASL()
    {
        var journey = await (await Journey.StartAsync(server)).ToAsync("cocokkan");
        (await journey.AnswerAsync("selisih", """{"lines":[{"commodity":"STK3","good":476,"damaged":3,"missing":1,"over":0,"note":"dus penyok"}]}""")).Expect(200);
        Assert.Equal(["BAST", "BASL"], (await journey.CodesAsync())[^2..]);
        await journey.ToEndAsync();

        Assert.Equal("completedWithDiscrepancy", (await journey.ViewAsync())["status"]!.GetValue<string>());
    }

    [Fact]
    public async Task A_refusal_goes_on_to_the_division_head_whose_letter_ends_the_case()
    {
        var journey = await (await Journey.StartAsync(server)).ToAsync("rekomendasi");
        (await journey.AnswerAsync("tolak", comment: "Laporan bulan lalu belum masuk.")).Expect(200);
        Assert.Equal("disposisi", await journey.StepAsync());
        (await journey.AnswerAsync("tolak")).Expect(200);

        Assert.Equal("rejected", (await journey.ViewAsync())["status"]!.GetValue<string>());
        Assert.Equal(["AMR", "REKAP", "REKOM", "DISP", "TOLAK"], await journey.CodesAsync());
        Assert.Null(await journey.StepAsync());
    }

    [Theory]
    [InlineData("terima")]
    [InlineData("teliti")]
    [InlineData("disposisi")]
    public async Task What_is_sent_back_is_corrected_while_the_clock_stands_and_returns_to_its_step(string step)
    {
        var journey = await (await Journey.StartAsync(server)).ToAsync(step);
        (await journey.AnswerAsync("kembalikan", """{"fields":[{"path":"lines[0].requested","reason":"Melebihi kebutuhan"}]}""")).Expect(200);
        var waiting = await journey.ViewAsync();
        Assert.Equal("perbaiki", await journey.StepAsync());
        Assert.Equal("paused", waiting["service"]!["status"]!.GetValue<string>());
        Assert.Equal("lines[0].requested", (await journey.OpenTaskAsync())["corrections"]![0]!["path"]!.GetValue<string>());

        (await journey.AnswerAsync("ajukan", """{"lines":[{"commodity":"STK3","requested":300,"averageMonthlyConsumption":155,"stockOnHand":140}]}""")).Expect(200);
        var again = await journey.ViewAsync();
        Assert.Equal(step, await journey.StepAsync());
        Assert.Equal("running", again["service"]!["status"]!.GetValue<string>());
        Assert.Equal(300, Assert.Single(again["data"]!["lines"]!.AsArray())!["requested"]!.GetValue<int>());
        await journey.ToEndAsync();
        Assert.Equal("completed", (await journey.ViewAsync())["status"]!.GetValue<string>());
    }

    [Theory]
    [InlineData("terima")]
    [InlineData("teliti")]
    [InlineData("disposisi")]
    public async Task Who_must_correct_may_withdraw_instead(string step)
    {
        var journey = await (await Journey.StartAsync(server)).ToAsync(step);
        (await journey.AnswerAsync("kembalikan", comment: "Belum lengkap.")).Expect(200);
        (await journey.AnswerAsync("tarik")).Expect(200);

        Assert.Equal("withdrawn", (await journey.ViewAsync())["status"]!.GetValue<string>());
        Assert.Null(await journey.StepAsync());
    }

    [Fact]
    public async Task The_requester_withdraws_and_no_task_stays_open()
    {
        var journey = await (await Journey.StartAsync(server)).ToAsync("teliti");
        (await server.As("kabid").PostAsync($"{journey.Path}/withdraw")).Expect(403, "not-requester");
        var view = (await server.As("faskes").PostAsync($"{journey.Path}/withdraw")).Expect(200);

        Assert.Equal("withdrawn", view["status"].GetValue<string>());
        Assert.Null(await journey.StepAsync());
        (await server.As("faskes").PostAsync($"{journey.Path}/withdraw")).Expect(409, "case-not-running");
    }

    [Fact]
    public async Task The_office_cancels_only_with_a_reason_and_only_by_those_who_may()
    {
        var journey = await Journey.StartAsync(server);
        var before = await journey.SnapshotAsync();
        (await server.As("kabid").PostAsync($"{journey.Path}/cancel")).Expect(422, field: "reason");
        (await server.As("plkb").PostAsync($"{journey.Path}/cancel", new System.Text.Json.Nodes.JsonObject { ["reason"] = "x" })).Expect(403, "role-may-not");
        Assert.Equal(before, await journey.SnapshotAsync());

        var view = (await server.As("kabid").PostAsync($"{journey.Path}/cancel", new System.Text.Json.Nodes.JsonObject { ["reason"] = "Usulan ganda" })).Expect(200);
        Assert.Equal("cancelled", view["status"].GetValue<string>());
    }

    [Fact]
    public async Task Goods_that_have_left_the_store_are_not_unasked()
    {
        var journey = await server.StandingAtAsync("serahkan");
        var before = await journey.SnapshotAsync();
        (await server.As("faskes").PostAsync($"{journey.Path}/withdraw")).Expect(409, "goods-already-sent");
        (await server.As("kabid").PostAsync($"{journey.Path}/cancel", new System.Text.Json.Nodes.JsonObject { ["reason"] = "x" })).Expect(409, "goods-already-sent");
        Assert.Equal(before, await journey.SnapshotAsync());
    }
}
