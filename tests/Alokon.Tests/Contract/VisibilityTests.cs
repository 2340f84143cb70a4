using System.Text.Json.Nodes;
using Alokon.Engine;
using Alokon.Sop.People;
using Xunit;

namespace Alokon.Tests.Contract;

/// <summary>Who may know of what, and who may do what; the same person not twice.</summary>
[Collection(ContractFacts.Name)]
public sealed class VisibilityTests(ContractServer server)
{
    [Theory]
    [InlineData("plkb", ContractServer.Tasikmalaya)]
    [InlineData("kabid", ContractServer.Tasikmalaya)]
    [InlineData("admin", ContractServer.Tasikmalaya)]
    [InlineData("faskes-3315012", ContractServer.Grobogan)]
    public async Task What_belongs_to_another_office_or_facility_does_not_exist(string username, int office)
    {
        var journey = await server.StandingAtAsync("serahkan");
        var stranger = server.As(username, office);
        var before = await journey.SnapshotAsync();
        var task = $"/api/v1/tasks/{(await journey.OpenTaskAsync())["id"]}";
        var document = $"/api/v1/documents/{(await server.As("auditor").GetAsync($"{journey.Path}/documents")).Items.First()["id"]}";
        foreach (var path in new[] { journey.Path, $"{journey.Path}/timeline", $"{journey.Path}/documents", $"{journey.Path}/pack", $"{journey.Path}/attachments", task, document, $"{document}/pdf" })
        {
            (await stranger.GetAsync(path)).Expect(404);
        }

        var done = new JsonObject { ["outcome"] = "diserahkan", ["version"] = 1, ["to"] = "plkb" };
        foreach (var path in new[] { $"{task}/claim", $"{task}/release", $"{task}/delegate", $"{task}/complete", $"{journey.Path}/withdraw" })
        {
            (await stranger.PostAsync(path, done.DeepClone())).Expect(404);
        }

        Assert.DoesNotContain((await stranger.GetAsync("/api/v1/cases?limit=200")).Items, c => c["id"]!.GetValue<string>() == journey.Id);
        Assert.DoesNotContain((await stranger.GetAsync("/api/v1/tasks?scope=all&limit=200")).Items, t => t["caseId"]!.GetValue<string>() == journey.Id);
        Assert.Equal(before, await journey.SnapshotAsync());
    }

    [Fact]
    public async Task A_case_of_another_office_is_refused_as_one_that_never_was()
    {
        var journey = await server.StandingAtAsync("serahkan");
        var stranger = server.As("kabid", ContractServer.Tasikmalaya);
        var there = (await stranger.GetAsync(journey.Path)).Expect(404);
        var nowhere = (await stranger.GetAsync($"/api/v1/cases/{Ids.New()}")).Expect(404);
        Assert.Equal(nowhere["type"].ToString(), there["type"].ToString());
        Assert.Equal(nowhere["title"].ToString(), there["title"].ToString());
    }

    [Theory]
    [InlineData("terima", "kabid")]
    [InlineData("terima", "faskes")]
    [InlineData("teliti", "plkb")]
    [InlineData("disposisi", "plkb")]
    [InlineData("disposisi", "kadis")]
    [InlineData("kirim", "pengelola")]
    [InlineData("cocokkan", "gudang")]
    [InlineData("arsip", "bendahara")]
    [InlineData("arsip", "admin")]
    public async Task A_task_is_not_for_who_does_not_hold_its_role(string step, string officer)
    {
        var journey = await server.StandingAtAsync(step);
        var before = await journey.SnapshotAsync();
        var task = await journey.OpenTaskAsync();
        (await journey.CompleteAsync(task, officer, Journey.Steps.Single(s => s.Step == step).Outcome, new JsonObject())).Expect(403);
        (await server.As(officer).PostAsync($"/api/v1/tasks/{task["id"]}/claim")).Expect(403);
        Assert.Equal(before, await journey.SnapshotAsync());
    }

    [Theory]
    [InlineData("auditor")]
    [InlineData("manajer")]
    public async Task Who_watches_reads_everything_and_changes_nothing(string officer)
    {
        var journey = await server.StandingAtAsync("terima");
        var before = await journey.SnapshotAsync();
        var user = server.As(officer);
        foreach (var path in new[] { journey.Path, $"{journey.Path}/timeline", $"{journey.Path}/documents", $"{journey.Path}/attachments", "/api/v1/cases", "/api/v1/tasks?scope=all", "/api/v1/sla/summary", "/api/v1/sla/breaches", "/api/v1/me", "/api/v1/workflows" })
        {
            (await user.GetAsync(path)).Expect(200);
        }

        var task = $"/api/v1/tasks/{(await journey.OpenTaskAsync())["id"]}";
        var body = new JsonObject { ["outcome"] = "lengkap", ["version"] = 1, ["to"] = "plkb", ["reason"] = "x", ["now"] = "2026-10-05T17:00:00+07:00" };
        foreach (var path in new[] { $"{task}/claim", $"{task}/release", $"{task}/delegate", $"{task}/complete", $"{journey.Path}/withdraw", $"{journey.Path}/cancel", "/api/v1/demo/clock" })
        {
            (await user.PostAsync(path, body.DeepClone())).Expect(403);
        }

        (await user.PostAsync("/api/v1/cases", Journey.Request())).Expect(403);
        Assert.Equal(before, await journey.SnapshotAsync());
    }

    [Theory]
    [InlineData("kabid")]
    [InlineData("gudang")]
    [InlineData("koordinator")]
    public async Task Only_the_facility_or_its_PLKB_asks(string officer) =>
        (await server.As(officer).PostAsync("/api/v1/cases", Journey.Request())).Expect(403, "role-may-not");

    [Fact]
    public async Task Who_asked_for_the_facility_may_not_receive_the_request()
    {
        var journey = await Journey.StartAsync(server, officer: "plkb");
        var before = await journey.SnapshotAsync();
        (await journey.AnswerAsync("lengkap")).Expect(403, "same-person");
        Assert.Equal(before, await journey.SnapshotAsync());
    }

    [Fact]
    public async Task Who_recommended_may_not_dispose()
    {
        await AppointAsync("kabid", "koordinator");
        var journey = await server.StandingAtAsync("disposisi");
        await RefusedAsSamePersonAsync(journey, "koordinator", "setuju");
    }

    [Fact]
    public async Task Who_signed_the_order_may_not_issue_the_goods()
    {
        await AppointAsync("gudang", "kabid");
        var journey = await server.StandingAtAsync("kirim");
        await RefusedAsSamePersonAsync(journey, "kabid", "terkirim");
    }

    [Fact]
    public async Task Who_handed_over_may_not_count()
    {
        await AppointAsync("faskes", "pengirim");
        var journey = await server.StandingAtAsync("cocokkan");
        await RefusedAsSamePersonAsync(journey, "pengirim", "cocok");
    }

    [Theory]
    [InlineData("/api/v1/me")]
    [InlineData("/api/v1/cases")]
    [InlineData("/api/v1/tasks")]
    [InlineData("/api/v1/sla/summary")]
    [InlineData("/api/v1/demo/clock")]
    public async Task Without_a_token_nothing_is_told(string path)
    {
        using var response = await server.Http.GetAsync(path);
        (await Answer.OfAsync(response)).Expect(401, "not-signed-in");
    }

    private static async Task RefusedAsSamePersonAsync(Journey journey, string officer, string outcome)
    {
        var before = await journey.SnapshotAsync();
        (await journey.AnswerAsync(outcome, by: officer)).Expect(403, "same-person");
        Assert.Equal(before, await journey.SnapshotAsync());
    }

    /// <summary>Makes the second officer acting holder of the first one's position. The contract has no call for appointments.</summary>
    private async Task AppointAsync(string holder, string deputy)
    {
        var position = (await server.As(holder).GetAsync("/api/v1/me")).Expect(200)["positions"].AsArray().First(p => p!["role"]!.ToString() == holder)!["position"]!.GetValue<Guid>();
        var person = (await server.As(deputy).GetAsync("/api/v1/me")).Expect(200)["user"]["id"]!.GetValue<Guid>();
        await server.SendAsync(new AssignHolding(position, person, "plh", "800/1", new DateOnly(2026, 10, 1), new DateOnly(2027, 10, 1)));
        server.Forget(ContractServer.Grobogan, deputy); // a new session knows of it at once
    }
}
