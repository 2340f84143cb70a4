using System.Text.Json.Nodes;
using Alokon.Engine;
using Xunit;

namespace Alokon.Tests.Contract;

/// <summary>A deed is done once, whatever the network and the colleagues do.</summary>
[Collection(ContractFacts.Name)]
public sealed class OnceTests(ContractServer server)
{
    private const string Facility = "3315009";
    private const int Crowd = 32;

    [Fact]
    public async Task The_same_key_with_the_same_body_answers_the_same_and_does_it_once()
    {
        var officer = server.As($"faskes-{Facility}");
        var key = NewKey();
        var before = await CountAsync();
        var first = (await officer.PostAsync("/api/v1/cases", Journey.Request(Facility), key)).Expect(201);
        var second = (await officer.PostAsync("/api/v1/cases", Journey.Request(Facility), key)).Expect(201);

        Assert.Equal(first.Text, second.Text);
        Assert.Equal(first.Location, second.Location);
        Assert.Equal(before + 1, await CountAsync());
    }

    [Fact]
    public async Task The_same_key_with_another_body_is_refused()
    {
        var officer = server.As($"faskes-{Facility}");
        var key = NewKey();
        (await officer.PostAsync("/api/v1/cases", Journey.Request(Facility), key)).Expect(201);
        var before = await CountAsync();
        var other = Journey.Request(Facility);
        other["input"]!["kind"] = "darurat";
        (await officer.PostAsync("/api/v1/cases", other, key)).Expect(422, "idempotency-key-reused");
        Assert.Equal(before, await CountAsync());
    }

    [Fact]
    public async Task A_key_belongs_to_its_officer()
    {
        var key = NewKey();
        var mine = (await server.As($"faskes-{Facility}").PostAsync("/api/v1/cases", Journey.Request(Facility), key)).Expect(201);
        var other = (await server.As("faskes").PostAsync("/api/v1/cases", Journey.Request(), key)).Expect(201);
        Assert.NotEqual(mine["id"].ToString(), other["id"].ToString());
    }

    [Fact]
    public async Task A_refused_deed_may_be_tried_again_with_its_key()
    {
        var journey = await Journey.StartAsync(server, officer: "plkb");
        var task = await journey.OpenTaskAsync();
        var key = NewKey();
        var path = $"/api/v1/tasks/{task["id"]}/claim";
        (await server.As("plkb").PostAsync(path, new JsonObject { ["version"] = 9 }, key)).Expect(412);
        (await server.As("plkb").PostAsync(path, new JsonObject { ["version"] = 1 }, key)).Expect(200);
    }

    [Theory]
    [InlineData(129)]
    [InlineData(250)]
    public async Task A_key_without_end_is_refused(int length) =>
        (await server.As($"faskes-{Facility}").PostAsync("/api/v1/cases", Journey.Request(Facility), new string('k', length))).Expect(422, field: "Idempotency-Key");

    [Fact]
    public async Task A_crowd_with_one_key_starts_one_case()
    {
        var officer = server.As($"faskes-{Facility}");
        var before = await CountAsync();
        var key = NewKey();
        var answers = await Task.WhenAll(Enumerable.Range(0, Crowd).Select(_ => officer.PostAsync("/api/v1/cases", Journey.Request(Facility), key)));

        Assert.Single(answers.Select(a => a.Expect(201)["id"].ToString()).Distinct());
        Assert.Equal(before + 1, await CountAsync());
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task A_crowd_completes_a_task_once(bool oneKey)
    {
        var journey = await Journey.StartAsync(server, Facility);
        var task = await journey.OpenTaskAsync();
        var key = NewKey();
        var answers = await Task.WhenAll(Enumerable.Range(0, Crowd).Select(_ => server.As("plkb").PostAsync(
            $"/api/v1/tasks/{task["id"]}/complete",
            new JsonObject { ["outcome"] = "lengkap", ["version"] = 1 },
            oneKey ? key : NewKey())));

        Assert.Equal(oneKey ? Crowd : 1, answers.Count(a => a.Status == 200));
        Assert.All(answers.Where(a => a.Status != 200), a => a.Expect(409, "task-not-open"));
        Assert.Single(answers.Where(a => a.Status == 200).Select(a => Assert.Single(a["next"].AsArray())!["id"]!.ToString()).Distinct());
        var timeline = (await server.As("auditor").GetAsync($"{journey.Path}/timeline")).Items.ToList();
        Assert.Single(timeline, e => e["kind"]!.ToString() == "task.completed");
        Assert.Equal("teliti", await journey.StepAsync());
        Assert.Equal(["AMR"], await journey.CodesAsync());
    }

    [Fact]
    public async Task A_task_completed_before_says_who_did_it_and_when()
    {
        var journey = await server.StandingAtAsync("teliti");
        var before = await journey.SnapshotAsync();
        var done = (await journey.ViewAsync())["tasks"]!.AsArray().First(t => t!["step"]!["key"]!.ToString() == "terima")!;
        var refused = (await journey.CompleteAsync(done, "plkb", "lengkap", new JsonObject())).Expect(409, "task-not-open");

        Assert.Equal("done", refused["current"]["status"]!.ToString());
        Assert.Equal("Siti Munawaroh, S.Sos.", refused["current"]["assignee"]!.ToString());
        Assert.NotNull(refused["current"]["completedAt"]);
        Assert.DoesNotContain("done", refused["title"].ToString(), StringComparison.Ordinal);
        Assert.Equal(before, await journey.SnapshotAsync());
    }

    [Theory]
    [InlineData("\"7\"", null)]
    [InlineData(null, 7)]
    [InlineData("\"7\"", 1)] // the header counts
    public async Task An_older_version_gets_the_task_as_it_is_now(string? header, int? member)
    {
        var journey = await server.StandingAtAsync("terima");
        var before = await journey.SnapshotAsync();
        var task = await journey.OpenTaskAsync();
        var body = new JsonObject { ["outcome"] = "lengkap" };
        if (member is { } version)
        {
            body["version"] = version;
        }

        var refused = (await server.As("plkb").PostAsync($"/api/v1/tasks/{task["id"]}/complete", body, ifMatch: header)).Expect(412, "task-stale");
        Assert.Equal(task["id"]!.ToString(), refused["current"]["id"]!.ToString());
        Assert.Equal(task["version"]!.ToString(), refused["current"]["version"]!.ToString());
        Assert.Equal(before, await journey.SnapshotAsync());
    }

    [Fact]
    public async Task Without_a_version_nothing_is_decided()
    {
        var journey = await server.StandingAtAsync("terima");
        var before = await journey.SnapshotAsync();
        var task = await journey.OpenTaskAsync();
        (await server.As("plkb").PostAsync($"/api/v1/tasks/{task["id"]}/complete", new JsonObject { ["outcome"] = "lengkap" })).Expect(412, "task-stale");
        Assert.Equal(before, await journey.SnapshotAsync());
    }

    [Fact]
    public async Task If_Match_completes_as_the_member_does()
    {
        var journey = await Journey.StartAsync(server);
        var task = await journey.OpenTaskAsync();
        (await server.As("plkb").PostAsync($"/api/v1/tasks/{task["id"]}/complete", new JsonObject { ["outcome"] = "lengkap" }, ifMatch: "\"1\"")).Expect(200);
        Assert.Equal("teliti", await journey.StepAsync());
    }

    [Fact]
    public async Task A_task_is_claimed_released_and_claimed_again()
    {
        var journey = await Journey.StartAsync(server);
        var path = $"/api/v1/tasks/{(await journey.OpenTaskAsync())["id"]}";
        (await server.As("plkb").PostAsync($"{path}/release")).Expect(409, "task-not-claimed");
        var claimed = (await server.As("plkb").PostAsync($"{path}/claim")).Expect(200);
        Assert.Equal("claimed", claimed["status"].ToString());
        Assert.Equal("running", claimed["clocks"]["handling"]!["status"]!.ToString());
        Assert.Equal("P2D", claimed["clocks"]["handling"]!["allowance"]!.ToString());
        Assert.Equal(claimed["version"].ToString(), (await server.As("plkb").PostAsync($"{path}/claim")).Expect(200)["version"].ToString());
        Assert.Equal("ready", (await server.As("plkb").PostAsync($"{path}/release")).Expect(200)["status"].ToString());
        Assert.Equal("claimed", (await server.As("plkb").PostAsync($"{path}/delegate", new JsonObject { ["to"] = "plkb" })).Expect(200)["status"].ToString());
    }

    private async Task<int> CountAsync() =>
        (await server.As("auditor").GetAsync($"/api/v1/cases?facility={Facility}&limit=200")).Expect(200).Items.Count();

    private static string NewKey() => Ids.New().ToString();
}
