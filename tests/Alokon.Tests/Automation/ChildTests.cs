using System.Text.Json.Nodes;
using Alokon.Engine;
using Alokon.Engine.Outbox;
using Alokon.Sop.Workflows;
using Xunit;
using static Alokon.Tests.Automation.Flows;

namespace Alokon.Tests.Automation;

public sealed class ChildTests : IAsyncLifetime
{
    private AutomationHouse _house = null!; // opened before every test

    public async Task InitializeAsync()
    {
        _house = await AutomationHouse.OpenAsync();
        await _house.PublishAsync(Named("anak", Line("anak"), Step("tanya")));
        await _house.PublishAsync(Named("induk", new JsonObject { ["id"] = "tunggu-anak", ["type"] = "Test.Wait" }, Line("sesudah"), Step("tanya")));
    }

    public async Task DisposeAsync() => await _house.DisposeAsync();

    [Fact]
    public async Task A_parent_that_waits_goes_on_when_its_child_has_ended()
    {
        var (parent, child) = (await _house.StartAsync("induk"), Ids.New());
        await DispatchAsync(parent, child, bookmark: 1);
        await _house.SettleAsync();
        Assert.Equal("anak", await _house.LinesAsync());

        await _house.AnswerAsync(child, 1);
        Assert.Equal("child-ended", await _house.ReadAsync<string>("SELECT kind FROM engine.outbox"));
        await _house.SettleAsync();

        Assert.Equal((true, false), ((await _house.StateAsync(child)).IsFinished, (await _house.StateAsync(parent)).IsFinished));
        Assert.Contains("sesudah", await _house.LinesAsync());
        Assert.Equal("Finished", (await _house.StateAsync(parent)).Outputs["tunggu-anak"]!["came"]!["SubStatus"]!.GetValue<string>());
        Assert.Equal(parent.ToString(), (await _house.StateAsync(child)).Properties["parentInstanceId"]!.GetValue<string>());
    }

    [Fact]
    public async Task A_child_that_fails_tells_its_parent_and_once_more_when_it_was_retried_before_that_was_heard()
    {
        await _house.PublishAsync(Named("rapuh", Step("tanya"), Activity("hitung", "Elsa.RunJavaScript", ("script", "throw 'rusak'"))));
        var (parent, child) = (await _house.StartAsync("induk"), Ids.New());
        await DispatchAsync(parent, child, bookmark: 1, definition: "rapuh");
        await _house.SettleAsync();
        await _house.AnswerAsync(child, 1);
        Assert.Equal("Faulted", (await _house.StateAsync(child)).SubStatus);

        await MendAsync("rapuh", Step("tanya"), Activity("hitung", "Elsa.RunJavaScript", ("script", "1")), Step("lagi"));
        await RetryAsync(child);
        await _house.SettleAsync();
        Assert.Null((await _house.StateAsync(parent)).Outputs["tunggu-anak"]); // the child runs again: what it was to be told is not true any more

        await _house.AnswerAsync(child, 2);
        await _house.SettleAsync();
        Assert.Equal("Finished", (await _house.StateAsync(parent)).Outputs["tunggu-anak"]!["came"]!["SubStatus"]!.GetValue<string>());
        Assert.Equal(0L, await _house.ReadAsync<long>("SELECT count(*) FROM engine.outbox"));
    }

    [Fact]
    public async Task A_child_that_is_retried_after_its_parent_went_on_ends_without_harm()
    {
        await _house.PublishAsync(Named("rapuh", Activity("hitung", "Elsa.RunJavaScript", ("script", "throw 'rusak'"))));
        var (parent, child) = (await _house.StartAsync("induk"), Ids.New());
        await DispatchAsync(parent, child, bookmark: 1, definition: "rapuh");
        await _house.SettleAsync();
        Assert.Equal("Faulted", (await _house.StateAsync(parent)).Outputs["tunggu-anak"]!["came"]!["SubStatus"]!.GetValue<string>());

        await MendAsync("rapuh", Activity("hitung", "Elsa.RunJavaScript", ("script", "1")));
        await RetryAsync(child);
        await _house.SettleAsync();

        Assert.Equal("Finished", (await _house.StateAsync(child)).SubStatus);
        Assert.Equal("sesudah", await _house.LinesAsync());
        Assert.Equal(0L, await _house.ReadAsync<long>("SELECT count(*) FROM engine.outbox"));
    }

    [Fact]
    public async Task What_comes_to_a_parent_that_stands_still_is_heard_when_it_goes_on()
    {
        var beside = new JsonObject { ["id"] = "samping", ["type"] = "Elsa.Sequence", ["activities"] = new JsonArray(Step("tanya"), Activity("hitung", "Elsa.RunJavaScript", ("script", "throw 'rusak'"))) };
        var mended = new JsonObject { ["id"] = "samping", ["type"] = "Elsa.Sequence", ["activities"] = new JsonArray(Step("tanya"), Activity("hitung", "Elsa.RunJavaScript", ("script", "1"))) };
        await _house.PublishAsync(Named("induk", Both(beside)));
        var (parent, child) = (await _house.StartAsync("induk"), Ids.New());
        await DispatchAsync(parent, child, bookmark: 1);
        await _house.SettleAsync();
        await _house.MoveClockAsync(TimeSpan.FromHours(2));
        await _house.AnswerAsync(parent, 3);
        Assert.Equal("Faulted", (await _house.StateAsync(parent)).SubStatus);

        await _house.AnswerAsync(child, 1);
        await _house.SettleAsync();
        Assert.Equal(2L, await _house.ReadAsync<long>("SELECT (SELECT count(*) FROM engine.outbox WHERE failed_at IS NOT NULL) + (SELECT count(*) FROM engine.timer WHERE failed_at IS NOT NULL)"));

        await MendAsync("induk", Both(mended));
        await RetryAsync(parent);
        await _house.SettleAsync();
        Assert.Equal("Finished", (await _house.StateAsync(parent)).SubStatus);
        Assert.Equal(0L, await _house.ReadAsync<long>("SELECT count(*) FROM engine.outbox"));

        static JsonObject Both(JsonObject other) => new()
        {
            ["id"] = "serentak",
            ["type"] = "Elsa.Parallel",
            ["activities"] = new JsonArray(new JsonObject { ["id"] = "tunggu-anak", ["type"] = "Test.Wait" }, Delay("nanti", "01:00:00"), other),
        };
    }

    [Fact]
    public async Task A_child_begins_on_the_version_that_is_in_force_when_it_begins()
    {
        var (parent, child) = (await _house.StartAsync("induk"), Ids.New());
        await DispatchAsync(parent, child, bookmark: null);
        await _house.PublishAsync(Named("anak", Line("anak-baru")));

        await _house.SettleAsync();

        Assert.Equal(2, (await _house.StateAsync(child)).DefinitionVersion);
        Assert.Equal("anak-baru", await _house.LinesAsync());
    }

    [Fact]
    public async Task A_parent_that_does_not_wait_is_told_nothing()
    {
        var (parent, child) = (await _house.StartAsync("induk"), Ids.New());
        await DispatchAsync(parent, child, bookmark: null);
        await _house.SettleAsync();
        await _house.AnswerAsync(child, 1);

        Assert.Equal(0L, await _house.ReadAsync<long>("SELECT count(*) FROM engine.outbox"));
    }

    [Fact]
    public async Task A_parent_that_has_ended_meanwhile_takes_its_child_s_message_without_harm()
    {
        var (parent, child) = (await _house.StartAsync("induk"), Ids.New());
        await DispatchAsync(parent, child, bookmark: 1);
        await _house.SettleAsync();
        await _house.AnswerAsync(parent, 1);
        await _house.AnswerAsync(parent, 2);

        await _house.AnswerAsync(child, 1);
        await _house.SettleAsync();

        Assert.Equal(0L, await _house.ReadAsync<long>("SELECT count(*) FROM engine.outbox"));
    }

    [Fact]
    public async Task Cancelling_a_parent_cancels_its_children_and_theirs()
    {
        var (parent, child, grandchild) = (await _house.StartAsync("induk"), Ids.New(), Ids.New());
        await DispatchAsync(parent, child, bookmark: 1);
        await _house.SettleAsync();
        await DispatchAsync(child, grandchild, bookmark: null);
        await _house.SettleAsync();

        await _house.CancelAsync(parent);
        await _house.SettleAsync();

        Assert.Equal("Cancelled", (await _house.StateAsync(child)).SubStatus);
        Assert.Equal("Cancelled", (await _house.StateAsync(grandchild)).SubStatus);
        Assert.Equal(0L, await _house.ReadAsync<long>("SELECT count(*) FROM engine.outbox"));
    }

    [Fact]
    public async Task A_child_whose_parent_is_cancelled_before_it_began_never_begins()
    {
        var (parent, child) = (await _house.StartAsync("induk"), Ids.New());
        await DispatchAsync(parent, child, bookmark: 1);
        await _house.CancelAsync(parent);
        await _house.ExecuteAsync("UPDATE engine.outbox SET due_at = due_at - interval '1 hour' WHERE kind = 'cancel'");
        await _house.SettleAsync();

        Assert.Equal(1L, await _house.ReadAsync<long>("SELECT count(*) FROM engine.instance"));
        Assert.Equal(0L, await _house.ReadAsync<long>("SELECT count(*) FROM engine.outbox"));
    }

    [Fact]
    public async Task W04_a_child_that_cannot_be_started_is_shown_and_started_after_the_cause_is_mended()
    {
        var (parent, child) = (await _house.StartAsync("induk"), Ids.New());
        await DispatchAsync(parent, child, bookmark: 1, definition: "belum-ada");
        await _house.SettleAsync();
        Assert.Equal(1L, await _house.ReadAsync<long>("SELECT count(*) FROM engine.outbox WHERE failed_at IS NOT NULL AND last_error LIKE 'definition-not-found%'"));

        await _house.PublishAsync(Named("belum-ada", Line("akhirnya")));
        await _house.ExecuteAsync("UPDATE engine.outbox SET failed_at = NULL, claimed_until = NULL");
        await _house.SettleAsync();

        Assert.Contains("akhirnya", await _house.LinesAsync());
        Assert.Contains("sesudah", await _house.LinesAsync());
    }

    /// <summary>A version that does not fail any more, and all cases of the workflow on it.</summary>
    private async Task MendAsync(string definition, params JsonObject[] activities)
    {
        await _house.PublishAsync(Named(definition, activities));
        var order = await _house.SendAsync(new StartMove(definition, null, new Dictionary<string, string>(), "uji", null));
        foreach (var one in order.Cases)
        {
            Assert.Empty((await _house.SendAsync(new MoveOneCase(order.Id, one.Case))).Obstacles);
        }
    }

    private Task RetryAsync(Guid instance) => _house.InTransactionAsync((runner, work) => runner.RetryAsync(work, instance, 1, default));

    private async Task DispatchAsync(Guid parent, Guid child, int? bookmark, string definition = "anak") =>
        await _house.InTransactionAsync(async (_, work) =>
        {
            var handler = new StartChildHandler(() => { });
            return await handler.ApplyAsync(work, new(parent, "induk", 1, "tunggu-anak"), new(child, definition, [], null, bookmark), default);
        });
}
