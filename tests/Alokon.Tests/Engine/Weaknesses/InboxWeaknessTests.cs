using Alokon.Tests.Contract;
using Xunit;

namespace Alokon.Tests.Engine.Weaknesses;

/// <summary>A workflow engine for people: somebody's task, somebody's deadline.</summary>
[Collection(ContractFacts.Name)]
public sealed class InboxWeaknessTests(ContractServer server)
{
    [Fact]
    public async Task W11_a_task_belongs_to_a_role_is_taken_by_one_person_and_has_a_deadline_in_working_time()
    {
        var journey = await Journey.StartAsync(server);
        var open = await journey.OpenTaskAsync();
        var path = $"/api/v1/tasks/{open["id"]}";

        var mine = (await server.As("plkb").GetAsync("/api/v1/tasks?scope=mine&limit=200")).Expect(200).Items.ToList();
        var claimed = (await server.As("plkb").PostAsync($"{path}/claim")).Expect(200);

        Assert.Contains(mine, task => task["id"]!.ToString() == open["id"]!.ToString());
        Assert.Equal(("plkb", "ready", "claimed"), (open["role"]!.ToString(), open["status"]!.ToString(), claimed["status"].ToString()));
        Assert.NotNull(claimed["assignee"]);
        Assert.Equal("P2D", claimed["clocks"]["handling"]!["allowance"]!.ToString());
        Assert.NotNull(claimed["clocks"]["handling"]!["dueAt"]);
        (await server.As("gudang").PostAsync($"{path}/claim")).Expect(403);
        (await server.As("plkb", ContractServer.Tasikmalaya).GetAsync(path)).Expect(404);
    }
}
