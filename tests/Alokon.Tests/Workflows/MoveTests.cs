using System.Text.Json.Nodes;
using Alokon.Engine;
using Alokon.Sop.Workflows;
using Alokon.Tests.Contract;
using Alokon.Tests.Engine;
using Xunit;

namespace Alokon.Tests.Workflows;

/// <summary>An admin changes the SOP under running cases, over HTTP, on a server of its own: other facts must not meet these versions.</summary>
public sealed class MoveTests(ContractServer server) : IClassFixture<ContractServer>
{
    private const string Moves = $"/api/v1/workflows/{Journey.Workflow}/moves";

    [Fact]
    public async Task A_claimed_task_stays_claimed_and_gets_the_label_and_the_standard_of_the_new_version()
    {
        await PublishAsync();
        var journey = await (await Journey.StartAsync(server)).ToAsync("teliti");
        var before = await ClaimAsync(journey, "koordinator");
        var version = await PublishAsync(teliti: """{"kind":"workingMinutes","amount":90}""", label: "Meneliti dengan saksama");

        var preview = (await server.As("manajer").PostAsync($"{Moves}/preview", Order(version, journey))).Expect(200);
        Assert.Equal((1, 0), (preview["movable"].GetValue<int>(), preview["blocked"].GetValue<int>()));
        var step = preview.Items.Single()["steps"]![0]!;
        Assert.Equal(("Meneliti amrah alkon", "Meneliti dengan saksama"), (step["from"]!["label"]!.GetValue<string>(), step["to"]!["label"]!.GetValue<string>()));
        Assert.Equal(TimeSpan.FromHours(1), Time(step["dueAfter"]) - Time(step["dueBefore"]));

        var moved = await MoveAsync(version, journey);
        Assert.Equal(1, moved["moved"].GetValue<int>());
        var after = await journey.OpenTaskAsync();
        Assert.Equal((before["id"]!.GetValue<string>(), "claimed", "Meneliti dengan saksama"), (after["id"]!.GetValue<string>(), after["status"]!.GetValue<string>(), after["step"]!["label"]!.GetValue<string>()));
        Assert.Equal(Time(step["dueAfter"]), Time(after["dueAt"]));
        Assert.Equal(("PT90M", version), (after["clocks"]!["handling"]!["allowance"]!.GetValue<string>().Replace("PT1H30M", "PT90M", StringComparison.Ordinal), (await journey.ViewAsync())["workflowVersion"]!.GetValue<int>()));
        var told = (await server.As("auditor").GetAsync($"{journey.Path}/timeline")).Items.Single(e => e["kind"]!.GetValue<string>() == "case.moved");
        Assert.Equal(version, told["data"]!["to"]!.GetValue<int>());

        // A form that was open before the move is stale; the one after it goes through, to the end.
        Assert.Equal(412, (await journey.CompleteAsync(before, "koordinator", "sesuai", new JsonObject())).Status);
        Assert.Null(await (await journey.ToEndAsync()).StepAsync());
    }

    [Fact]
    public async Task A_task_whose_step_becomes_another_role_s_goes_back_to_the_position_that_may_do_it()
    {
        await PublishAsync();
        var (held, free) = (await (await Journey.StartAsync(server)).ToAsync("teliti"), await (await Journey.StartAsync(server)).ToAsync("teliti"));
        await ClaimAsync(held, "koordinator");
        var version = await PublishAsync(role: "kabid");

        var step = (await server.As("manajer").PostAsync($"{Moves}/preview", Order(version, held))).Expect(200).Items.Single()["steps"]![0]!;
        Assert.Equal(("koordinator", "kabid"), (step["role"]!.GetValue<string>(), step["roleAfter"]!.GetValue<string>()));
        Assert.Equal(2, (await MoveAsync(version, held, free))["moved"].GetValue<int>());

        foreach (var journey in new[] { held, free })
        {
            var task = await journey.OpenTaskAsync();
            Assert.Equal(("kabid", "ready", null), (task["role"]!.GetValue<string>(), task["status"]!.GetValue<string>(), task["assignee"]));
            Assert.Equal(403, (await server.As("koordinator").PostAsync($"/api/v1/tasks/{task["id"]}/claim")).Status);
            Assert.Equal(403, (await journey.CompleteAsync(task, "koordinator", "sesuai", new JsonObject())).Status);
            (await journey.CompleteAsync(task, "kabid", "sesuai", new JsonObject())).Expect(200);
            Assert.Equal("rekomendasi", await journey.StepAsync());
        }

        Assert.Contains("task.released", (await server.As("auditor").GetAsync($"{held.Path}/timeline")).Items.Select(e => e["kind"]!.GetValue<string>()));
    }

    [Fact]
    public async Task A_move_is_undone_as_long_as_the_case_has_not_gone_on()
    {
        await PublishAsync();
        var (stays, goesOn) = (await (await Journey.StartAsync(server)).ToAsync("teliti"), await (await Journey.StartAsync(server)).ToAsync("teliti"));
        var before = await ClaimAsync(stays, "koordinator");
        var from = (await stays.ViewAsync())["workflowVersion"]!.GetValue<int>();
        var version = await PublishAsync(teliti: """{"kind":"workingDays","amount":3}""", label: "Meneliti tiga hari");
        var moved = await MoveAsync(version, stays, goesOn);
        await goesOn.GoOnAsync("teliti");

        var undone = (await server.As("admin").PostAsync($"{Moves}/{moved["id"]}/undo")).Expect(200);

        Assert.Equal(1, undone["move"]["undone"]!.GetValue<int>());
        Assert.Equal((goesOn.Id, "case-moved-on"), (undone["stays"][0]!["case"]!.GetValue<string>(), undone["stays"][0]!["code"]!.GetValue<string>()));
        var after = await stays.OpenTaskAsync();
        Assert.Equal(("claimed", "Meneliti amrah alkon", from), (after["status"]!.GetValue<string>(), after["step"]!["label"]!.GetValue<string>(), (await stays.ViewAsync())["workflowVersion"]!.GetValue<int>()));
        Assert.Equal(Time(before["clocks"]!["handling"]!["dueAt"]), Time(after["clocks"]!["handling"]!["dueAt"]));
        Assert.Contains("case.moveUndone", (await server.As("auditor").GetAsync($"{stays.Path}/timeline")).Items.Select(e => e["kind"]!.GetValue<string>()));
        Assert.Equal(version, (await goesOn.ViewAsync())["workflowVersion"]!.GetValue<int>());
        Assert.Equal(1, (await server.As("admin").PostAsync($"{Moves}/{moved["id"]}/undo")).Expect(200)["move"]["moved"]!.GetValue<int>());
    }

    [Fact]
    public async Task A_case_whose_step_is_gone_says_why_and_moves_once_another_was_chosen()
    {
        await PublishAsync();
        var journey = await (await Journey.StartAsync(server)).ToAsync("teliti");
        var version = await PublishAsync(rename: ("teliti", "periksa"));

        var preview = (await server.As("admin").PostAsync($"{Moves}/preview", Order(version, journey))).Expect(200);
        var obstacle = preview.Items.Single()["obstacles"]![0]!;
        Assert.Equal(("teliti", "move-step-gone"), (obstacle["step"]!.GetValue<string>(), obstacle["code"]!.GetValue<string>()));
        Assert.StartsWith("Langkah Meneliti amrah", obstacle["reason"]!.GetValue<string>());
        var refused = await MoveAsync(version, journey);
        Assert.Equal((1, "refused"), (refused["refused"].GetValue<int>(), refused["cases"][0]!["status"]!.GetValue<string>()));

        var order = Order(version, journey);
        order["map"] = new JsonObject { ["teliti"] = "periksa" };
        order["reason"] = "Langkah berganti nama";
        Assert.Equal(1, (await server.As("admin").PostAsync(Moves, order)).Expect(201)["moved"].GetValue<int>());
        await journey.ToEndAsync();
        Assert.Equal("completed", (await journey.ViewAsync())["status"]!.GetValue<string>());
        Assert.Contains(moveIds(await server.As("manajer").GetAsync(Moves)), id => id == refused["id"].GetValue<string>());

        static IEnumerable<string> moveIds(Answer answer) => answer.Expect(200).Items.Select(m => m["id"]!.GetValue<string>());
    }

    [Fact]
    public async Task Who_may_not_is_refused_and_a_wrong_order_says_what_is_wrong()
    {
        var journey = await (await Journey.StartAsync(server)).ToAsync("teliti");
        var version = await PublishAsync(label: "Meneliti lain lagi");

        (await server.As("manajer").PostAsync(Moves, Order(version, journey))).Expect(403, "role-may-not");
        (await server.As("plkb").PostAsync($"{Moves}/preview", Order(version, journey))).Expect(403, "role-may-not");
        (await server.As("admin").PostAsync(Moves, Order(version, journey))).Expect(422, "invalid-input");
        (await server.As("admin").PostAsync($"{Moves}/preview", Order(9999, journey))).Expect(404, "definition-version-not-found");
        (await server.As("admin").PostAsync($"/api/v1/workflows/tiada/moves/preview")).Expect(404, "definition-not-found");
        (await server.As("admin").PostAsync($"{Moves}/preview", new JsonObject { ["map"] = new JsonObject { ["teliti"] = "tiada" } })).Expect(422, "invalid-input");
        (await server.As("admin").PostAsync($"{Moves}/preview", new JsonObject { ["version"] = "dua", ["cases"] = "x", ["map"] = 1 })).Expect(422, "invalid-input");
        (await server.As("admin").PostAsync($"{Moves}/{Ids.New()}/undo")).Expect(404, "move-not-found");
        (await server.As("admin").PostAsync(Moves, new JsonObject { ["version"] = version, ["reason"] = "uji", ["cases"] = new JsonArray(Ids.New().ToString()) })).Expect(409, "move-nothing-to-move");
        Assert.NotEqual(version, (await journey.ViewAsync())["workflowVersion"]!.GetValue<int>());
    }

    [Fact]
    public async Task Past_cases_are_replayed_against_another_version_and_nothing_is_written()
    {
        await PublishAsync();
        var journey = await (await Journey.StartAsync(server)).ToEndAsync();
        var vacant = JsonNode.Parse(Given.Grobogan)!;
        Node(vacant, "salurkan")["id"] = "salurkan-baru";
        Node(vacant, "salurkan-baru")["role"]!["expression"]!["value"] = "bendahara-dua";
        Rewire(vacant, "salurkan", "salurkan-baru");
        var before = await journey.SnapshotAsync();

        var same = await ReplayAsync(JsonNode.Parse(Given.Grobogan)!);
        var stopped = await ReplayAsync(vacant);

        Assert.Equal(same["cases"].GetValue<int>(), same["same"].GetValue<int>() + same["notRecorded"].GetValue<int>());
        Assert.True(same["same"].GetValue<int>() >= 1);
        Assert.Equal(same["same"].GetValue<int>(), stopped["waitedForNobody"].GetValue<int>());
        Assert.Equal(("salurkan-baru", "bendahara-dua"), (stopped["items"][0]!["step"]!.GetValue<string>(), stopped["items"][0]!["role"]!.GetValue<string>()));
        Assert.Equal(before, await journey.SnapshotAsync());
        Assert.IsAssignableFrom<IQuery>(new ReplayCases(Journey.Workflow, null, null, null, null)); // a query's transaction is read only
        Assert.Equal(0, (await server.As("manajer").PostAsync($"/api/v1/workflows/{Journey.Workflow}/replay", new JsonObject { ["to"] = "2020-01-01" })).Expect(200)["cases"].GetValue<int>());
        (await server.As("plkb").PostAsync($"/api/v1/workflows/{Journey.Workflow}/replay")).Expect(403, "role-may-not");
        (await server.As("admin").PostAsync($"/api/v1/workflows/{Journey.Workflow}/replay", new JsonObject { ["from"] = "kemarin" })).Expect(422, "invalid-input");

        async Task<Answer> ReplayAsync(JsonNode definition) =>
            (await server.As("admin").PostAsync($"/api/v1/workflows/{Journey.Workflow}/replay", new JsonObject { ["definition"] = definition })).Expect(200);
    }

    private async Task<JsonNode> ClaimAsync(Journey journey, string officer)
    {
        var task = await journey.OpenTaskAsync();
        (await server.As(officer).PostAsync($"/api/v1/tasks/{task["id"]}/claim")).Expect(200);
        return await journey.OpenTaskAsync();
    }

    private async Task<Answer> MoveAsync(int version, params Journey[] journeys)
    {
        var order = Order(version, journeys);
        order["reason"] = "SOP direvisi";
        return (await server.As("admin").PostAsync(Moves, order)).Expect(201);
    }

    private static JsonObject Order(int version, params Journey[] journeys) =>
        new() { ["version"] = version, ["cases"] = new JsonArray([.. journeys.Select(j => (JsonNode)j.Id)]) };

    /// <summary>The SOP as the file has it, but for what is given. Facts share the office: each begins with the SOP it needs.</summary>
    private async Task<int> PublishAsync(string? teliti = null, string? label = null, (string From, string To)? rename = null, string? role = null)
    {
        var json = JsonNode.Parse(Given.Grobogan)!;
        if (teliti is not null)
        {
            Standard(json, "teliti")["value"] = teliti;
        }

        if (label is not null)
        {
            Node(json, "teliti")["label"]!["expression"]!["value"] = label;
        }

        if (role is not null)
        {
            Node(json, "teliti")["role"]!["expression"]!["value"] = role;
        }

        if (rename is var (from, to))
        {
            Node(json, from)["id"] = to;
            Rewire(json, from, to);
        }

        await server.SendAsync(new ImportDefinitions([new("grobogan.json", json.ToJsonString())]));
        return (await server.SendAsync(new PublishDefinition(Journey.Workflow, null))).Definition.Version;
    }

    private static void Rewire(JsonNode json, string from, string to)
    {
        foreach (var end in json["root"]!["connections"]!.AsArray().SelectMany(c => new[] { c!["source"]!, c["target"]! }).Where(end => end["activity"]!.GetValue<string>() == from))
        {
            end["activity"] = to;
        }
    }

    private static JsonNode Node(JsonNode json, string id) => json["root"]!["activities"]!.AsArray().Single(a => a!["id"]!.GetValue<string>() == id)!;

    private static JsonNode Standard(JsonNode json, string id) => Node(json, id)["standard"]!["expression"]!;

    private static DateTimeOffset Time(JsonNode? node) => node!.GetValue<DateTimeOffset>();
}
