using System.Text;
using System.Text.Json.Nodes;
using Alokon.Tests.Contract;
using Xunit;

namespace Alokon.Tests.Elsa;

/// <summary>What Studio asks of /elsa/api, and what it is told when the answer is no.</summary>
[Collection(ContractFacts.Name)]
public sealed class ElsaApiTests(ContractServer server)
{
    private const string Definitions = "/elsa/api/workflow-definitions";

    private ApiUser Admin => server.As("admin");

    [Fact]
    public async Task A_page_changes_something_only_with_the_token_of_its_session()
    {
        using var browser = await ElsaUser.SignInAsync(server, "admin", ContractServer.Password);
        var model = Sop("elsa-forgery");

        (await browser.GetAsync($"{Definitions}?versionOptions=Latest")).Expect(200);
        var without = await browser.PostAsync(Definitions, Saving(model), withToken: false);
        Assert.Equal((400, "page-too-old"), (without.Status, without["errors"].AsObject().Single().Key));
        Assert.Equal(404, (await Admin.GetAsync($"{Definitions}/by-definition-id/elsa-forgery")).Status);
        Assert.Equal(200, (await browser.PostAsync(Definitions, Saving(model))).Status);
    }

    [Fact]
    public async Task Of_two_admins_who_draw_on_the_same_draft_the_second_is_told_in_a_sentence_that_Studio_shows()
    {
        var mine = await NewAsync("elsa-stale");
        var theirs = mine.DeepClone().AsObject();
        (mine["description"], theirs["description"]) = ("punya saya", "punya dia");

        Assert.Equal(200, (await Admin.PostAsync(Definitions, Saving(mine))).Status);
        var told = await Admin.PostAsync(Definitions, Saving(theirs));

        Assert.Equal(400, told.Status);
        Assert.Contains("sudah diubah oleh", told["errors"]["definition-stale"]![0]!.ToString(), StringComparison.Ordinal);
        Assert.Equal("punya saya", (await LatestAsync("elsa-stale"))["description"]!.ToString());
    }

    /// <summary>Its text never changes: the id says all that one can have seen.</summary>
    [Fact]
    public async Task A_published_version_may_be_drawn_on_by_its_id_alone_and_a_draft_may_not()
    {
        var first = await NewAsync("elsa-tanpa-tanda", publish: true);
        first["customProperties"]!.AsObject().Remove("Alokon:seen");
        first["description"] = "konsep baru";

        var draft = (await Admin.PostAsync(Definitions, Saving(first)))["workflowDefinition"].AsObject();
        Assert.Equal((2, false), (draft["version"]!.GetValue<int>(), draft["isPublished"]!.GetValue<bool>()));
        draft["customProperties"]!.AsObject().Remove("Alokon:seen");
        draft["description"] = "tanpa melihat";
        Assert.Equal(400, (await Admin.PostAsync(Definitions, Saving(draft.DeepClone().AsObject()))).Status);
    }

    [Fact]
    public async Task A_graph_that_cannot_run_is_kept_as_a_draft_and_refused_with_the_name_of_the_step()
    {
        var model = await NewAsync("elsa-rusak");
        model["root"]!["connections"] = new JsonArray();

        var refused = await Admin.PostAsync(Definitions, Saving(model, publish: true));

        Assert.Equal(400, refused.Status);
        Assert.Contains(refused["errors"]["definition-faulty"]!.AsArray(), sentence => sentence!.ToString().Contains("Menerima usulan", StringComparison.Ordinal));
        Assert.Empty((await LatestAsync("elsa-rusak"))["root"]!["connections"]!.AsArray());
        Assert.False((await LatestAsync("elsa-rusak"))["isPublished"]!.GetValue<bool>());
    }

    [Fact]
    public async Task Nothing_is_ever_null_where_Studio_expects_a_list()
    {
        var model = new JsonObject { ["definitionId"] = null, ["name"] = "Alur Kosong Élsa", ["variables"] = null, ["inputs"] = null, ["outputs"] = null, ["outcomes"] = null, ["customProperties"] = null, ["options"] = null, ["root"] = new JsonObject { ["id"] = "a1", ["type"] = "Elsa.Flowchart", ["version"] = 1, ["name"] = "Flowchart1" }, ["id"] = null };

        var created = (await Admin.PostAsync(Definitions, Saving(model)))["workflowDefinition"];

        Assert.Equal("alur-kosong-elsa", created["definitionId"]!.ToString());
        Assert.All(new[] { "variables", "inputs", "outputs", "outcomes" }, list => Assert.IsType<JsonArray>(created[list]));
        Assert.All(new[] { "customProperties", "options" }, members => Assert.IsType<JsonObject>(created[members]));
        Assert.Equal("alur-kosong-elsa-2", (await Admin.PostAsync(Definitions, Saving(model)))["workflowDefinition"]["definitionId"]!.ToString());
    }

    [Theory]
    [InlineData("workflow-definitions/{0}/execute")]
    [InlineData("cancel/workflow-instances/{0}")]
    [InlineData("bulk-actions/delete/workflow-instances/by-id")]
    [InlineData("bulk-actions/import/workflow-instances")]
    [InlineData("alterations/workflows/retry")]
    [InlineData("tests/activities")]
    [InlineData("workflow-definitions/{0}/update-references")]
    public async Task What_the_designer_must_not_do_is_refused_with_the_way_there_is_instead(string path)
    {
        var address = $"/elsa/api/{string.Format(System.Globalization.CultureInfo.InvariantCulture, path, Journey.Workflow)}";

        var admin = await Admin.PostAsync(address);
        Assert.Equal(400, admin.Status);
        Assert.NotEmpty(admin["message"].ToString());
        Assert.Equal(403, (await server.As("manajer").PostAsync(address)).Status);
        Assert.Equal(403, (await server.As("plkb").PostAsync(address)).Status);
    }

    [Fact]
    public async Task Who_only_looks_gets_no_link_that_would_let_Studio_change_anything()
    {
        var seen = (await server.As("auditor").GetAsync($"{Definitions}/by-definition-id/{Journey.Workflow}?versionOptions=Latest")).Expect(200);

        Assert.Equal(["self"], seen["links"].AsArray().Select(link => link!["rel"]!.ToString()));
        Assert.Empty((await server.As("manajer").GetAsync($"{Definitions}?versionOptions=Latest")).Expect(200)["links"].AsArray());
        Assert.Equal(403, (await server.As("manajer").PostAsync(Definitions, Saving(seen.Body!.AsObject()))).Status);
        Assert.Equal(403, (await server.As("gudang").GetAsync($"{Definitions}?versionOptions=Latest")).Status);
    }

    [Fact]
    public async Task A_definition_exported_here_and_imported_into_an_office_without_any_runs()
    {
        var exported = await Admin.GetAsync($"{Definitions}/{Journey.Workflow}/export?versionOptions=Latest");
        var elsewhere = server.As("admin", ContractServer.Tasikmalaya);

        Assert.Equal(404, (await elsewhere.GetAsync($"{Definitions}/by-definition-id/{Journey.Workflow}")).Status);
        (await elsewhere.PostFormAsync($"{Definitions}/import-files", () => new MultipartFormDataContent { { new ByteArrayContent(exported.Bytes), "files", "alur.json" } })).Expect(200);
        Assert.Equal(200, (await elsewhere.PostAsync($"{Definitions}/{Journey.Workflow}/publish")).Status);
        var request = Journey.Request("3206001");
        var started = (await server.As("plkb", ContractServer.Tasikmalaya).PostAsync("/api/v1/cases", request)).Expect(201);

        var journal = await elsewhere.PostAsync($"/elsa/api/workflow-instances/{started["id"]}/journal");
        Assert.Contains(journal.Items, entry => (entry["activityId"]!.ToString(), entry["eventName"]!.ToString()) == ("terima", "Suspended"));
        Assert.Equal(404, (await Admin.GetAsync($"/elsa/api/workflow-instances/{started["id"]}")).Status);
    }

    [Fact]
    public async Task A_case_is_shown_with_what_is_done_and_what_waits()
    {
        var journey = await server.StandingAtAsync("teliti");
        var whole = (await server.As("auditor").GetAsync($"/elsa/api/workflow-instances/{journey.Id}")).Expect(200);
        var version = (await server.As("auditor").GetAsync($"{Definitions}/by-id/{whole["definitionVersionId"]}")).Expect(200);
        var nodes = version["root"]["activities"]!.AsArray().ToDictionary(node => node!["id"]!.ToString(), node => node!["nodeId"]!.ToString());

        var report = await server.As("auditor").PostAsync("/elsa/api/activity-executions/report", new JsonObject { ["workflowInstanceId"] = journey.Id, ["activityNodeIds"] = new JsonArray([.. nodes.Values.Select(id => (JsonNode)id)]) });
        var stats = report["stats"].AsArray().ToDictionary(one => one!["activityId"]!.ToString(), one => one!);

        Assert.Equal((1, 1, false, "done"), (stats["terima"]["startedCount"]!.GetValue<int>(), stats["terima"]["completedCount"]!.GetValue<int>(), stats["terima"]["isBlocked"]!.GetValue<bool>(), stats["terima"]["metadata"]!["alokonState"]!.ToString()));
        Assert.Equal((0, true, "now"), (stats["teliti"]["completedCount"]!.GetValue<int>(), stats["teliti"]["isBlocked"]!.GetValue<bool>(), stats["teliti"]["metadata"]!["alokonState"]!.ToString()));
        Assert.False(stats.ContainsKey("kirim"));
        Assert.Equal(nodes["teliti"], whole["workflowState"]["bookmarks"]![0]!["activityNodeId"]!.ToString());
        var list = (await server.As("auditor").GetAsync($"/elsa/api/activity-executions/list?WorkflowInstanceId={journey.Id}&ActivityNodeId={nodes["terima"]}")).Items.Single();
        Assert.Equal("Completed", (await server.As("auditor").GetAsync($"/elsa/api/activity-executions/by-id?id={list["id"]}"))["status"].ToString());
    }

    [Fact]
    public async Task A_step_that_is_late_says_so_where_it_stands()
    {
        var journey = await Journey.StartAsync(server, "3315012");
        var (username, answer) = await journey.UsualAnswerAsync("terima");
        (await server.As(username).PostAsync($"/api/v1/tasks/{answer.Task}/claim")).Expect(200);
        var before = await MarkAsync(journey, "terima");

        await server.BecomeLateAsync(answer.Task);

        Assert.Equal(("now", null), before);
        Assert.Equal("now", (await MarkAsync(journey, "terima")).State);
        Assert.StartsWith("Terlambat ", (await MarkAsync(journey, "terima")).Clock);
    }

    private async Task<(string? State, string? Clock)> MarkAsync(Journey journey, string activity)
    {
        var whole = (await server.As("manajer").GetAsync($"/elsa/api/workflow-instances/{journey.Id}")).Expect(200);
        var version = (await server.As("manajer").GetAsync($"{Definitions}/by-id/{whole["definitionVersionId"]}")).Expect(200);
        var node = version["root"]["activities"]!.AsArray().Single(one => one!["id"]!.ToString() == activity)!["nodeId"]!.ToString();
        var report = await server.As("manajer").PostAsync("/elsa/api/activity-executions/report", new JsonObject { ["workflowInstanceId"] = journey.Id, ["activityNodeIds"] = new JsonArray(node) });
        var metadata = report["stats"].AsArray().Single()!["metadata"]!;
        return (metadata["alokonState"]?.ToString(), metadata["alokonClock"]?.ToString());
    }

    private static JsonObject Sop(string id) => new()
    {
        ["definitionId"] = id,
        ["name"] = $"Alur {id}",
        ["root"] = JsonNode.Parse("""
            {"id":"alur","type":"Elsa.Flowchart","version":1,"name":"Alur","activities":[
              {"id":"mulai","type":"Elsa.Start","version":1,"name":"mulai"},
              {"id":"terima","type":"Alokon.TerimaUsulan","version":1,"name":"terima","metadata":{"displayText":"Menerima usulan"},
               "role":{"typeName":"String","expression":{"type":"Literal","value":"plkb"}},
               "standard":{"typeName":"Object","expression":{"type":"Object","value":"{\"kind\":\"workingDays\",\"amount\":2}"}}},
              {"id":"akhir","type":"Elsa.End","version":1,"name":"akhir"}],
             "connections":[
              {"source":{"activity":"mulai","port":"Done"},"target":{"activity":"terima","port":"In"}},
              {"source":{"activity":"terima","port":"lengkap"},"target":{"activity":"akhir","port":"In"}},
              {"source":{"activity":"terima","port":"kembalikan"},"target":{"activity":"akhir","port":"In"}}]}
            """),
    };

    private async Task<JsonObject> NewAsync(string id, bool publish = false)
    {
        var saved = await Admin.PostAsync(Definitions, Saving(Sop(id), publish));
        Assert.True(saved.Status == 200, Encoding.UTF8.GetString(saved.Bytes));
        return saved["workflowDefinition"].AsObject();
    }

    private async Task<JsonNode> LatestAsync(string id) => (await Admin.GetAsync($"{Definitions}/by-definition-id/{id}?versionOptions=Latest")).Expect(200).Body!; // checked

    private static JsonObject Saving(JsonObject model, bool publish = false) => new() { ["model"] = model.DeepClone(), ["publish"] = publish };
}
