using System.Text.Json.Nodes;
using Alokon.Host.Demo;
using Xunit;

namespace Alokon.Tests.Contract;

/// <summary>Who I am, lists, how the time is kept, what is published.</summary>
[Collection(ContractFacts.Name)]
public sealed class OfficeTests(ContractServer server)
{
    [Fact]
    public async Task Me_names_user_office_positions_and_permissions()
    {
        var me = (await server.As("plkb").GetAsync("/api/v1/me")).Expect(200);
        Assert.Equal("plkb", me["user"]["username"]!.ToString());
        Assert.Equal(3315, me["office"]["code"]!.GetValue<int>());
        Assert.Equal("plkb", Assert.Single(me["positions"].AsArray())!["role"]!.ToString());
        Assert.Contains("cases.start", me["permissions"].AsArray().Select(p => p!.ToString()));
    }

    [Fact]
    public async Task The_workflow_in_force_is_listed_with_its_SOP()
    {
        var workflow = Assert.Single((await server.As("faskes").GetAsync("/api/v1/workflows")).Expect(200).Items);
        Assert.Equal("distribusi-alokon-grobogan", workflow["definitionId"]!.ToString());
        Assert.Equal(1, workflow["version"]!.GetValue<int>());
        Assert.NotNull(workflow["name"]);
        Assert.NotNull(workflow["sop"]!["number"]);
    }

    [Fact]
    public async Task A_list_of_cases_is_read_page_by_page()
    {
        const string Facility = "3315018";
        var numbers = new List<string>();
        for (var i = 0; i < 3; i++)
        {
            numbers.Add((await (await Journey.StartAsync(server, Facility)).ViewAsync())["number"]!.ToString());
        }

        var read = await PagesAsync($"faskes-{Facility}", "/api/v1/cases?limit=1", "number");
        Assert.Equal(Enumerable.Reverse(numbers), read);
        Assert.Equal(numbers[1], Assert.Single((await server.As("auditor").GetAsync($"/api/v1/cases?q={numbers[1]}")).Items)["number"]!.ToString());
        Assert.Empty((await server.As("auditor").GetAsync($"/api/v1/cases?facility={Facility}&status=completed")).Items);
    }

    [Theory]
    [InlineData("due")]
    [InlineData("created")]
    public async Task A_list_of_tasks_is_read_page_by_page(string sort)
    {
        await server.StandingAtAsync("terima");
        await server.StandingAtAsync("teliti");
        var whole = (await server.As("kabid").GetAsync($"/api/v1/tasks?scope=all&sort={sort}&limit=200")).Expect(200).Items.Select(t => t["id"]!.ToString()).ToList();
        Assert.Equal(whole, await PagesAsync("kabid", $"/api/v1/tasks?scope=all&sort={sort}&limit=7", "id"));
    }

    [Fact]
    public async Task An_inbox_shows_what_its_officer_can_do_now()
    {
        var journey = await server.StandingAtAsync("disposisi");
        Assert.Contains((await server.As("kabid").GetAsync("/api/v1/tasks?scope=mine&limit=200")).Items, t => t["caseId"]!.ToString() == journey.Id);
        Assert.DoesNotContain((await server.As("plkb").GetAsync("/api/v1/tasks?scope=mine&limit=200")).Items, t => t["caseId"]!.ToString() == journey.Id);
        Assert.All((await server.As("plkb").GetAsync("/api/v1/tasks?scope=team&status=done&limit=200")).Items, t => Assert.Equal("done", t["status"]!.ToString()));
    }

    [Theory]
    [InlineData("/api/v1/tasks?scope=semua", "scope")]
    [InlineData("/api/v1/tasks?status=selesai", "status")]
    [InlineData("/api/v1/tasks?sort=abjad", "sort")]
    [InlineData("/api/v1/cases?status=selesai", "status")]
    [InlineData("/api/v1/sla/breaches?clock=jam", "clock")]
    [InlineData("/api/v1/sla/summary?from=kemarin", "from")]
    [InlineData("/api/v1/sla/summary?to=besok", "to")]
    [InlineData("/api/v1/sla/summary?from=0001-01-01", "from")]
    [InlineData("/api/v1/sla/breaches?to=9999-12-31", "to")]
    public async Task A_filter_that_is_not_known_is_named(string path, string field) =>
        (await server.As("kabid").GetAsync(path)).Expect(422, field: field);

    [Theory]
    [InlineData("/api/v1/cases?limit=banyak")]
    [InlineData("/api/v1/cases?limit=99999999999999")]
    [InlineData("/api/v1/tasks?limit=1.5")]
    [InlineData("/api/v1/cases?q=%00")]
    [InlineData("/api/v1/cases?status=%00")]
    [InlineData("/api/v1/cases?workflow=a%00b")]
    [InlineData("/api/v1/cases?facility=%00")]
    [InlineData("/api/v1/sla/breaches?step=%00")]
    [InlineData("/api/v1/sla/breaches?unit=%00")]
    public async Task A_query_that_cannot_be_read_is_a_bad_request(string path) =>
        (await server.As("kabid").GetAsync(path)).Expect(400);

    [Theory]
    [InlineData("/api/v1/cases?limit=0")]
    [InlineData("/api/v1/cases?limit=-5")]
    [InlineData("/api/v1/cases?limit=1000000")]
    [InlineData("/api/v1/cases?q=%25")]
    [InlineData("/api/v1/cases?q=%27%3B%20DROP%20TABLE")]
    [InlineData("/api/v1/tasks?status=")]
    public async Task A_strange_but_readable_query_is_answered(string path)
    {
        var answer = await server.As("kabid").GetAsync(path);
        Assert.True(answer.Status is 200 or 422, answer.Text);
    }

    [Theory]
    [InlineData("/api/v1/tidak-ada", 404)]
    [InlineData("/api/v1/cases/bukan-uuid", 404)]
    [InlineData("/api/v1/tasks/123", 404)]
    [InlineData("/api/v1/tasks/00000000-0000-0000-0000-000000000000", 404)]
    [InlineData("/api/v1/documents/00000000-0000-0000-0000-000000000000/pdf", 404)]
    [InlineData("/api/v1/resupply/calculate", 404)] // answers to POST only
    public async Task An_address_of_nothing_answers_as_problem_details(string path, int status) =>
        (await server.As("kabid").GetAsync(path)).Expect(status);

    [Fact]
    public async Task What_takes_too_long_is_one_breach_of_its_budget()
    {
        var journey = await (await Journey.StartAsync(server)).ToAsync("rekomendasi");
        (await server.As("koordinator").PostAsync($"/api/v1/tasks/{(await journey.OpenTaskAsync())["id"]}/claim")).Expect(200);
        await MoveClockAsync(TimeSpan.FromMinutes(45));
        await journey.ToAsync("kirim");

        var breaches = (await server.As("kabid").GetAsync("/api/v1/sla/breaches?limit=200")).Expect(200).Items.Where(b => b["caseId"]!.ToString() == journey.Id).ToList();
        var breach = Assert.Single(breaches);
        Assert.Equal("rekomendasi", breach["step"]!.ToString());
        Assert.InRange(breach["overdueWorkingMinutes"]!.GetValue<int>(), 24, 27);
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
        var before = await NowAsync();
        var officer = server.As("plkb");
        (await officer.PostAsync("/api/v1/demo/clock", new JsonObject { ["now"] = "2026-10-01T08:00:00+07:00" })).Expect(409, "clock-backwards");
        foreach (var now in new[] { "null", "5", "\"besok\"", "\"2026-12-01\"", "\"2026-12-01T08:00:00\"", "\"9999-12-31T23:59:59Z\"", "\"2126-10-05T07:30:00+07:00\"" })
        {
            (await officer.PostAsync("/api/v1/demo/clock", new JsonObject { ["now"] = JsonNode.Parse(now) })).Expect(422, field: "now");
        }

        Assert.InRange(await NowAsync() - before, TimeSpan.Zero, TimeSpan.FromMinutes(1));
        await MoveClockAsync(TimeSpan.FromMinutes(1));
        Assert.True(await NowAsync() >= before.AddMinutes(1));
    }

    [Fact]
    public async Task The_calculator_finds_the_numbers_of_the_samples()
    {
        var multiples = (await server.As("faskes").GetAsync("/api/v1/catalogue")).Expect(200)["commodities"].AsArray().ToDictionary(c => c!["code"]!.ToString(), c => c!["issueMultiple"]!.GetValue<int>());
        using var stream = typeof(SampleRequest).Assembly.GetManifestResourceStream("Alokon.Samples.requests.json")!; // embedded in the program
        foreach (var sample in JsonNode.Parse(stream)!.AsArray())
        {
            var lines = sample!["lines"]!.AsArray();
            var body = new JsonObject
            {
                ["policy"] = sample["policy"]!.DeepClone(),
                ["lines"] = new JsonArray([.. lines.Select(l => (JsonNode)new JsonObject
                {
                    ["commodity"] = l!["commodity"]!.ToString(),
                    ["dispensedLast3Months"] = l["dispensedLast3Months"]!.DeepClone(),
                    ["stockoutDays"] = l["stockoutDays"]?.DeepClone() ?? new JsonArray(0, 0, 0),
                    ["stockOnHand"] = l["stockOnHand"]!.GetValue<int>(),
                    ["issueMultiple"] = multiples[l["commodity"]!.ToString()],
                })]),
            };
            var answer = (await server.As("faskes").PostAsync("/api/v1/resupply/calculate", body)).Expect(200)["lines"].AsArray();
            foreach (var (expected, found) in lines.Zip(answer))
            {
                foreach (var name in new[] { "averageMonthlyConsumption", "monthsOfStock", "calculatedResupply" })
                {
                    Assert.True(Number(expected![name]) == Number(found![name]), $"{sample["id"]} {name}: expected {expected}, but got {found}");
                }

                Assert.Equal(expected!["stockStatus"]!.ToString(), found!["stockStatus"]!.ToString());
            }
        }
    }

    [Theory]
    [InlineData("""{"lines":[]}""", "lines")]
    [InlineData("""{"policy":"longgar","lines":[{"commodity":"STK3","dispensedLast3Months":[1,1,1],"stockOnHand":1}]}""", "policy")]
    [InlineData("""{"policy":{"minMonths":4,"maxMonths":1,"emergencyMonths":0.5,"amcWindowMonths":3},"lines":[{"commodity":"STK3","dispensedLast3Months":[1,1,1],"stockOnHand":1}]}""", "policy")]
    [InlineData("""{"lines":[{"commodity":"STK3","dispensedLast3Months":[1,-1,1],"stockOnHand":1}]}""", "lines[0].dispensedLast3Months[1]")]
    [InlineData("""{"lines":[{"commodity":"STK3","dispensedLast3Months":"1","stockOnHand":1}]}""", "lines[0].dispensedLast3Months")]
    [InlineData("""{"policy":{"minMonths":1,"maxMonths":1000000,"emergencyMonths":0.5,"amcWindowMonths":3},"lines":[{"commodity":"STK3","dispensedLast3Months":[1000000,1000000,1000000],"stockOnHand":1}]}""", "policy.maxMonths")]
    [InlineData("""{"lines":[{"commodity":"STK3","dispensedLast3Months":[1000000,1000000,1000000],"stockoutDays":[30,30,29],"stockOnHand":1,"issueMultiple":1000000}]}""", "lines[0].dispensedLast3Months")]
    public async Task What_cannot_be_calculated_is_named(string body, string field) =>
        (await server.As("faskes").PostAsync("/api/v1/resupply/calculate", JsonNode.Parse(body))).Expect(422, field: field);

    [Fact]
    public async Task The_OpenAPI_document_lists_the_paths_of_the_contract()
    {
        using var response = await server.Http.GetAsync("/openapi/v1.json");
        var paths = (await Answer.OfAsync(response)).Expect(200)["paths"].AsObject();
        foreach (var (method, path) in new[]
        {
            ("get", "/me"), ("get", "/workflows"), ("post", "/cases"), ("get", "/cases"), ("get", "/cases/{id}"), ("post", "/cases/{id}/withdraw"), ("post", "/cases/{id}/cancel"),
            ("post", "/cases/{id}/attachments"), ("get", "/cases/{id}/attachments"), ("get", "/cases/{id}/attachments/{attachment}"), ("get", "/cases/{id}/timeline"), ("get", "/cases/{id}/documents"),
            ("get", "/cases/{id}/pack"), ("get", "/tasks"), ("get", "/tasks/{id}"), ("post", "/tasks/{id}/claim"), ("post", "/tasks/{id}/release"), ("post", "/tasks/{id}/delegate"),
            ("post", "/tasks/{id}/complete"), ("get", "/documents/{id}"), ("get", "/documents/{id}/pdf"), ("get", "/sla/summary"), ("get", "/sla/breaches"), ("post", "/resupply/calculate"),
            ("get", "/verify/{code}"), ("post", "/verify"), ("get", "/offices/{code}/keys"), ("post", "/auth/token"), ("post", "/demo/clock"),
        })
        {
            Assert.True(paths[$"/api/v1{path}"]?[method] is not null, $"{method} {path}");
        }
    }

    [Theory]
    [InlineData("/healthz/live")]
    [InlineData("/healthz/ready")]
    public async Task The_server_says_that_it_is_well(string path)
    {
        using var response = await server.Http.GetAsync(path);
        (await Answer.OfAsync(response)).Expect(200);
    }

    private static decimal? Number(JsonNode? node) => node is null ? null : decimal.Parse(node.ToJsonString(), System.Globalization.CultureInfo.InvariantCulture);

    private async Task<List<string>> PagesAsync(string officer, string path, string member)
    {
        var read = new List<string>();
        string? after = null;
        do
        {
            var page = (await server.As(officer).GetAsync(after is null ? path : $"{path}&after={after}")).Expect(200);
            read.AddRange(page.Items.Select(i => i[member]!.ToString()));
            after = page.Body!["next"]?.ToString();
        }
        while (after is not null);
        return read;
    }

    private async Task<DateTimeOffset> NowAsync() => (await server.As("plkb").GetAsync("/api/v1/demo/clock")).Expect(200)["now"].GetValue<DateTimeOffset>();

    private async Task MoveClockAsync(TimeSpan by) =>
        (await server.As("plkb").PostAsync("/api/v1/demo/clock", new JsonObject { ["now"] = (await NowAsync() + by).ToString("O") })).Expect(200);
}
