using System.Text.Json.Nodes;
using Alokon.Engine.Definitions;
using Alokon.Sop.Cases;
using Alokon.Tests.Engine;
using Xunit;

namespace Alokon.Tests.Contract;

/// <summary>A step that fails in the middle of a case, from the officer's answer to the admin's second try.</summary>
[Collection(ContractFacts.Name)]
public sealed class IncidentTests(ContractServer server)
{
    private const string Workflow = "uji-kendala";

    [Fact]
    public async Task A_case_that_fails_keeps_the_answer_and_goes_on_after_the_cause_was_mended()
    {
        await server.SendAsync(new SeedDefinition(Failing("dua belas")));
        var journey = await StartAsync();

        (await journey.AnswerAsync("lengkap")).Expect(200);

        var view = await journey.ViewAsync();
        Assert.Equal("faulted", view["status"]!.GetValue<string>());
        Assert.Null(view["finishedAt"]);
        Assert.Equal("done", view["tasks"]!.AsArray().Single()!["status"]!.GetValue<string>());
        var incident = Assert.Single(view["incidents"]!.AsArray())!;
        Assert.Equal(("gagal", "expression-failed", 1), (incident["activityId"]!.GetValue<string>(), incident["code"]!.GetValue<string>(), incident["attempts"]!.GetValue<int>()));
        (await server.As("auditor").GetAsync($"{journey.Path}/pack")).Expect(409);

        var again = (await RetryAsync(journey, "admin")).Expect(200);
        Assert.Equal("Faulted", again["subStatus"].GetValue<string>());
        Assert.Equal(2, again["open"][0]!["attempts"]!.GetValue<int>());

        await MendAsync(journey);
        var mended = (await RetryAsync(journey, "admin")).Expect(200);
        Assert.Equal(("Suspended", 0), (mended["subStatus"].GetValue<string>(), mended["open"].AsArray().Count));
        Assert.Equal("running", (await journey.ViewAsync())["status"]!.GetValue<string>());
        Assert.Equal("teliti", await journey.StepAsync());
        var told = (await server.As("auditor").GetAsync($"{journey.Path}/timeline")).Expect(200).Items.Select(e => e["kind"]!.GetValue<string>()).ToList();
        Assert.Equal(["case.faulted", "incident.retried", "case.faulted", "incident.retried"], told.Where(kind => kind is "case.faulted" or "incident.retried"));
        (await RetryAsync(journey, "admin")).Expect(404, "incident-not-found");
    }

    [Fact]
    public async Task Who_watches_sees_the_open_incidents_and_only_the_admin_tries_again()
    {
        await server.SendAsync(new SeedDefinition(Failing("dua belas")));
        var journey = await StartAsync();
        (await journey.AnswerAsync("lengkap")).Expect(200);

        foreach (var officer in new[] { "admin", "manajer", "auditor", "kadis", "kabid" })
        {
            Assert.Contains((await server.As(officer).GetAsync("/api/v1/incidents?limit=200")).Expect(200).Items, i => i["case"]!.GetValue<string>() == journey.Id);
        }

        (await server.As("plkb").GetAsync("/api/v1/incidents")).Expect(403);
        (await RetryAsync(journey, "auditor")).Expect(403);
        Assert.DoesNotContain((await server.As("admin", ContractServer.Tasikmalaya).GetAsync("/api/v1/incidents")).Expect(200).Items, i => i["case"]!.GetValue<string>() == journey.Id);
        (await server.As("admin", ContractServer.Tasikmalaya).PostAsync($"/api/v1/incidents/{journey.Id}/1/retry")).Expect(404, "case-not-found");
    }

    [Fact]
    public async Task The_pages_tell_what_failed_and_offer_the_second_try_to_the_admin_only()
    {
        await server.SendAsync(new SeedDefinition(Failing("dua belas")));
        var journey = await StartAsync();
        (await journey.AnswerAsync("lengkap")).Expect(200);
        var number = (await journey.ViewAsync())["number"]!.GetValue<string>();

        foreach (var (officer, mayRetry) in new[] { ("admin", true), ("auditor", false) })
        {
            foreach (var path in new[] { "/kendala", $"/berkas/{journey.Id}" })
            {
                var page = await server.PageAsync(officer, path);
                Assert.Contains(number, page, StringComparison.Ordinal);
                Assert.Contains("dua belas", page, StringComparison.Ordinal);
                Assert.Equal(mayRetry, page.Contains("name=\"kendala\"", StringComparison.Ordinal));
            }
        }
    }

    [Fact]
    public async Task Where_the_SOP_goes_on_beside_a_failure_the_timeline_tells_of_it()
    {
        var definition = JsonNode.Parse(Failing("dua belas").Json)!;
        definition["options"] = new JsonObject { ["incidentStrategyType"] = "Elsa.Workflows.IncidentStrategies.ContinueWithIncidentsStrategy, Elsa.Workflows.Core" };
        await server.SendAsync(new SeedDefinition(Given.Parse(definition.ToJsonString())));
        var journey = await StartAsync();

        (await journey.AnswerAsync("lengkap")).Expect(200);
        (await RetryAsync(journey, "admin")).Expect(200);

        var view = await journey.ViewAsync();
        Assert.Equal(("running", 2), (view["status"]!.GetValue<string>(), view["incidents"]![0]!["attempts"]!.GetValue<int>()));
        var told = (await server.As("auditor").GetAsync($"{journey.Path}/timeline")).Expect(200).Items.Where(e => e["kind"]!.GetValue<string>().Contains("incident", StringComparison.Ordinal)).ToList();
        Assert.Equal(["incident.raised", "incident.retried", "incident.raised"], told.Select(e => e["kind"]!.GetValue<string>()));
        Assert.Equal("""{"incident":1,"activity":"gagal","code":"expression-failed"}""", told[0]["data"]!.ToJsonString());
        Assert.Contains("Satu langkah gagal", await server.PageAsync("auditor", $"/berkas/{journey.Id}"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_answer_that_leads_into_an_endless_loop_is_taken_and_the_case_says_what_is_wrong()
    {
        var definition = JsonNode.Parse(Failing("12").Json)!;
        var activities = definition["root"]!["activities"]!.AsArray();
        activities.RemoveAll(activity => activity!["id"]!.GetValue<string>() == "gagal");
        activities.Add(JsonNode.Parse("""{ "id": "gagal", "type": "Elsa.While", "condition": "true", "body": { "id": "isi", "type": "Elsa.WriteLine", "text": "lagi" } }"""));
        await server.SendAsync(new SeedDefinition(Given.Parse(definition.ToJsonString())));
        var journey = await StartAsync();

        (await journey.AnswerAsync("lengkap")).Expect(200);

        var view = await journey.ViewAsync();
        Assert.Equal(("faulted", "done"), (view["status"]!.GetValue<string>(), view["tasks"]!.AsArray().Single()!["status"]!.GetValue<string>()));
        var incident = Assert.Single(view["incidents"]!.AsArray())!;
        Assert.Equal(("terima", "workflow-endless"), (incident["activityId"]!.GetValue<string>(), incident["code"]!.GetValue<string>()));
        Assert.Contains("berputar lebih dari 10.000 kegiatan", await server.PageAsync("admin", $"/berkas/{journey.Id}"), StringComparison.Ordinal);
        Assert.Contains("berputar lebih dari 10.000 kegiatan", await server.PageAsync("admin", "/kendala"), StringComparison.Ordinal);

        await server.SendAsync(new SeedDefinition(Failing("12")));
        var order = new JsonObject { ["cases"] = new JsonArray(journey.Id), ["reason"] = "perulangan dihapus" };
        Assert.Equal(1, (await server.As("admin").PostAsync($"/api/v1/workflows/{Workflow}/moves", order)).Expect(201)["moved"].GetValue<int>());
        (await RetryAsync(journey, "admin")).Expect(200);
        Assert.Equal("teliti", await journey.StepAsync());
        Assert.Contains("AMR", await journey.CodesAsync());
    }

    [Fact]
    public async Task What_workers_gave_up_stands_on_the_page_with_its_case_and_is_tried_again()
    {
        var journey = await Journey.StartAsync(server);
        var number = (await journey.ViewAsync())["number"]!.GetValue<string>();
        var id = Alokon.Engine.Ids.New();
        await server.WriteAsync(
            """
            INSERT INTO engine.outbox (office, id, kind, instance, payload, due_at, attempts, last_error, failed_at)
            VALUES ($1, $2, 'resume', $3, '{"bookmark":99,"stimulus":{}}', engine.now() + interval '1 year', 5, 'uji: sengaja', engine.now())
            """,
            ContractServer.Grobogan, id, Guid.Parse(journey.Id));

        foreach (var officer in new[] { "admin", "manajer", "auditor", "kadis", "kabid" })
        {
            var page = await server.PageAsync(officer, "/kendala");
            Assert.Contains("Peristiwa bagi berkas yang menunggunya", page, StringComparison.Ordinal);
            Assert.Contains($"<a href=\"/berkas/{journey.Id}\">{number}</a>", page, StringComparison.Ordinal);
            Assert.Equal(officer == "admin", page.Contains($"value=\"{id}\"", StringComparison.Ordinal));
        }

        var listed = (await server.As("kadis").GetAsync("/api/v1/operations/failures")).Expect(200).Items.Single(f => f["id"]!.GetValue<string>() == id.ToString());
        Assert.Equal((journey.Id, number), (listed["case"]!.GetValue<string>(), listed["caseNumber"]!.GetValue<string>()));
        (await server.As("kadis").PostAsync($"/api/v1/operations/failures/{id}/retry")).Expect(403);
        (await server.As("admin").PostAsync($"/api/v1/operations/failures/{id}/retry")).Expect(200);
        Assert.DoesNotContain($"{id}", await server.PageAsync("admin", "/kendala"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_list_is_read_page_by_page()
    {
        await server.SendAsync(new SeedDefinition(Failing("dua belas")));
        foreach (var _ in Enumerable.Range(0, 2))
        {
            (await (await StartAsync()).AnswerAsync("lengkap")).Expect(200);
        }

        var first = (await server.As("admin").GetAsync("/api/v1/incidents?limit=1")).Expect(200);
        var second = (await server.As("admin").GetAsync($"/api/v1/incidents?limit=1&after={first["next"]}")).Expect(200);

        Assert.NotEqual(first.Items.Single()["case"]!.GetValue<string>(), second.Items.Single()["case"]!.GetValue<string>());
    }

    [Fact]
    public async Task A_case_that_nobody_can_mend_is_cancelled_and_sealed()
    {
        await server.SendAsync(new SeedDefinition(Failing("dua belas")));
        var journey = await StartAsync();
        (await journey.AnswerAsync("lengkap")).Expect(200);

        var cancelled = (await server.As("kabid").PostAsync($"{journey.Path}/cancel", new JsonObject { ["reason"] = "alur keliru" })).Expect(200);

        Assert.Equal(("cancelled", 0), (cancelled["status"].GetValue<string>(), cancelled["incidents"].AsArray().Count));
        (await journey.PackAsync()).Expect(200);
    }

    private Task<Answer> RetryAsync(Journey journey, string officer) => server.As(officer).PostAsync($"/api/v1/incidents/{journey.Id}/1/retry");

    private async Task<Journey> StartAsync()
    {
        var request = Journey.Request();
        request["workflow"] = Workflow;
        return new Journey(server, (await server.As("faskes").PostAsync("/api/v1/cases", request)).Expect(201)["id"].GetValue<string>(), "3315007");
    }

    /// <summary>The next version, and the case moved to it by the admin.</summary>
    private async Task MendAsync(Journey journey)
    {
        await server.SendAsync(new SeedDefinition(Failing("12")));
        var order = new JsonObject { ["cases"] = new JsonArray(journey.Id), ["reason"] = "angka sudah benar" };
        var preview = (await server.As("admin").PostAsync($"/api/v1/workflows/{Workflow}/moves/preview", (JsonObject)order.DeepClone())).Expect(200).Items.Single()!;
        Assert.Equal("""[{"incident":1,"from":"gagal","to":"gagal","toLabel":"gagal"}]""", preview["failures"]!.ToJsonString());
        Assert.Equal(1, (await server.As("admin").PostAsync($"/api/v1/workflows/{Workflow}/moves", order)).Expect(201)["moved"].GetValue<int>());
        var view = await journey.ViewAsync();
        Assert.Equal("faulted", view["status"]!.GetValue<string>());
        var told = (await server.As("auditor").GetAsync($"{journey.Path}/timeline")).Expect(200).Items.Single(e => e["kind"]!.GetValue<string>() == "case.moved");
        Assert.Equal("""[{"from":"gagal","to":"gagal"}]""", told["data"]!["failures"]!.ToJsonString());
    }

    /// <summary>Grobogan's SOP with a calculation behind the first step that only succeeds with a number.</summary>
    private static WorkflowDefinition Failing(string value)
    {
        var definition = JsonNode.Parse(Given.Grobogan)!.AsObject();
        definition["definitionId"] = Workflow;
        definition["id"] = $"{Workflow}-{value}";
        definition["variables"]!.AsArray().Add(new JsonObject { ["id"] = "vk", ["name"] = "Angka", ["typeName"] = "Int32" });
        var root = definition["root"]!;
        root["activities"]!.AsArray().Add(new JsonObject { ["id"] = "gagal", ["type"] = "Elsa.SetVariable", ["variable"] = new JsonObject { ["id"] = "vk" }, ["value"] = value });
        var onward = root["connections"]!.AsArray().Single(c => c!["source"]!["activity"]!.GetValue<string>() == "terima" && c["source"]!["port"]!.GetValue<string>() == "lengkap")!;
        var target = onward["target"]!["activity"]!.GetValue<string>();
        onward["target"]!["activity"] = "gagal";
        root["connections"]!.AsArray().Add(new JsonObject { ["source"] = new JsonObject { ["activity"] = "gagal", ["port"] = "Done" }, ["target"] = new JsonObject { ["activity"] = target } });
        return Given.Parse(definition.ToJsonString());
    }
}
