using System.Text.Json.Nodes;
using Alokon.Engine.Definitions;
using Alokon.Host.Workers;
using Alokon.Sop.Workflows;
using Alokon.Tests.Engine;
using Xunit;
using static Alokon.Tests.Automation.Flows;

namespace Alokon.Tests.Automation;

/// <summary>Cases that are moved while they wait for another workflow, and batches whose node died on the way.</summary>
public sealed class MoveUnderwayTests : IAsyncLifetime
{
    private AutomationHouse _house = null!; // opened before every test

    public async Task InitializeAsync() => _house = await AutomationHouse.OpenAsync();

    public async Task DisposeAsync() => await _house.DisposeAsync();

    [Theory]
    [InlineData("Elsa.ExecuteWorkflow")]
    [InlineData("Elsa.DispatchWorkflow")]
    public async Task A_parent_and_its_child_are_moved_and_the_child_still_tells_the_parent(string type)
    {
        await _house.PublishAsync(Named("anak", Step("tanya"), Line("anak-lama")));
        await _house.PublishAsync(Named("induk", Calling(type), Line("induk-lama")));
        var parent = await _house.StartAsync("induk");
        await _house.SettleAsync();
        var child = await _house.ReadAsync<Guid>("SELECT id FROM engine.instance WHERE definition_id = 'anak'");

        await _house.PublishAsync(Named("anak", Step("tanya"), Line("anak-baru")));
        await _house.PublishAsync(Named("induk", Calling(type), Line("induk-baru")));
        Assert.Equal((1, 0), await MoveAllAsync("induk"));
        Assert.Equal((1, 0), await MoveAllAsync("anak"));
        await _house.AnswerAsync(child, 1);
        await _house.SettleAsync();

        Assert.Equal("Finished", (await _house.StateAsync(parent)).SubStatus);
        Assert.Equal(["anak-baru", "induk-baru"], (await _house.LinesAsync()).Split(',').Order());
    }

    [Fact]
    public async Task A_case_that_waits_inside_a_workflow_as_activity_comes_along_and_can_go_back()
    {
        await _house.PublishAsync(Inner(1, Step("tanya"), Line("dalam-lama")));
        await _house.PublishAsync(Named("induk", AsActivity(1), Line("induk-lama")));
        var (moved, undone) = (await _house.StartAsync("induk"), await _house.StartAsync("induk"));
        await _house.PublishAsync(Inner(2, Step("tanya"), Line("dalam-baru")));
        await _house.PublishAsync(Named("induk", AsActivity(2), Line("induk-baru")));

        var preview = await _house.SendAsync(new PreviewMove("induk", null, new Dictionary<string, string>(), null));
        Assert.Equal((2, 0), (preview.Movable, preview.Blocked));
        var order = await _house.SendAsync(new StartMove("induk", null, new Dictionary<string, string>(), "uji", null));
        foreach (var one in order.Cases)
        {
            Assert.Empty((await _house.SendAsync(new MoveOneCase(order.Id, one.Case))).Obstacles);
        }

        await _house.SendAsync(new UndoMoveOfCase(order.Id, undone));
        await _house.AnswerAsync(moved, 1);
        Assert.Equal("dalam-baru,induk-baru", await _house.LinesAsync());
        await _house.AnswerAsync(undone, 1);
        Assert.Equal(["dalam-baru", "dalam-lama", "induk-baru", "induk-lama"], (await _house.LinesAsync()).Split(',').Order());
    }

    [Fact]
    public async Task A_batch_whose_node_died_goes_on_and_nothing_is_moved_twice()
    {
        await _house.PublishAsync(Sequence(Step("tanya"), Line("lama")));
        foreach (var _ in Enumerable.Range(0, 5))
        {
            await _house.StartAsync();
        }

        await _house.PublishAsync(Sequence(Step("tanya"), Line("baru")));
        var order = await _house.SendAsync(new StartMove("uji", null, new Dictionary<string, string>(), "uji", null));
        await _house.SendAsync(new MoveOneCase(order.Id, order.Cases[0].Case));
        await MoveStep.RunAsync(_house.Services, default);
        Assert.Equal((4, 1), await CountsAsync(order.Id)); // as long as the node may still live, its cases are left to it

        await _house.ExecuteAsync("UPDATE engine.move_case SET claimed_until = clock_timestamp() - interval '1 second'");
        await Task.WhenAll(MoveStep.RunAsync(_house.Services, default), MoveStep.RunAsync(_house.Services, default));
        await MoveStep.RunAsync(_house.Services, default);

        Assert.Equal((0, 5), await CountsAsync(order.Id));
        Assert.Equal(5L, await _house.ReadAsync<long>("SELECT count(*) FROM engine.journal WHERE convert_from(events, 'UTF8') LIKE '%\"Moved\"%'"));
        Assert.Equal(5L, await _house.ReadAsync<long>("SELECT count(*) FROM engine.instance WHERE version = 2"));
    }

    [Fact]
    public async Task A_faulted_case_is_listed_moved_and_tried_again()
    {
        await _house.PublishAsync(Sequence(Failing("throw 'rusak'"), Line("lama")));
        var id = await _house.StartAsync();
        await _house.PublishAsync(Sequence(Failing("7"), Line("baru")));

        var preview = Assert.Single((await _house.SendAsync(new PreviewMove("uji", null, new Dictionary<string, string>(), null))).Items);
        Assert.Equal((1, "ulang", "ulang"), (Assert.Single(preview.Failures).Incident, preview.Failures[0].From, preview.Failures[0].To));
        Assert.Equal((1, 0), await MoveAllAsync("uji"));
        await _house.InTransactionAsync((runner, work) => runner.RetryAsync(work, id, 1, default));

        Assert.Equal("baru", await _house.LinesAsync());
        Assert.Equal("retried", await _house.ReadAsync<string>("SELECT resolution FROM engine.incident"));
    }

    private async Task<(int Moved, int Refused)> MoveAllAsync(string definition)
    {
        var order = await _house.SendAsync(new StartMove(definition, null, new Dictionary<string, string>(), "uji", null));
        foreach (var one in order.Cases)
        {
            await _house.SendAsync(new MoveOneCase(order.Id, one.Case));
        }

        var view = await _house.SendAsync(new GetMove(order.Id));
        return (view.Moved, view.Refused);
    }

    private async Task<(int Pending, int Moved)> CountsAsync(Guid move)
    {
        var view = await _house.SendAsync(new GetMove(move));
        return (view.Pending, view.Moved);
    }

    private static JsonObject Failing(string script) => Activity("ulang", "Elsa.RunJavaScript", ("script", script));

    private static JsonObject Calling(string type) => new()
    {
        ["id"] = "panggil",
        ["type"] = type,
        ["workflowDefinitionId"] = "anak",
        ["waitForCompletion"] = true,
    };

    private static JsonObject AsActivity(int version) => new()
    {
        ["id"] = "panggil",
        ["type"] = "Dalam",
        ["version"] = version,
        ["workflowDefinitionId"] = "dalam",
    };

    private static WorkflowDefinition Inner(int version, params JsonObject[] activities) =>
        Given.Parse(DefinitionText.Numbered(Named("dalam", activities), version, $"dalam-v{version}", isPublished: true));
}
