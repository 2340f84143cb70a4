using System.Net;
using System.Net.Sockets;
using System.Text;
using System.Text.Json.Nodes;
using Alokon.Engine;
using Alokon.Engine.Outbox;
using Alokon.Host.Workers;
using Alokon.Sop.Automation;
using Xunit;
using static Alokon.Tests.Automation.Flows;

namespace Alokon.Tests.Automation;

public sealed class DoorTests : IAsyncLifetime
{
    private AutomationHouse _house = null!; // opened before every test

    public async Task InitializeAsync() => _house = await AutomationHouse.OpenAsync();

    public async Task DisposeAsync() => await _house.DisposeAsync();

    [Fact]
    public async Task A_call_with_the_office_s_token_starts_a_case_with_its_content()
    {
        await _house.PublishAsync(Named("pemicu", Endpoint("panggilan", "stok/habis").Trigger(), Line("mulai"), Step("tanya")));
        var token = (await _house.SendAsync(new IssueHookToken())).Token;

        await _house.SendAsync(Call(token, "stok/habis"));
        await _house.SettleAsync();

        var state = await _house.StateAsync(await _house.ReadAsync<Guid>("SELECT id FROM engine.instance"));
        Assert.Equal("STK3", state.Outputs["panggilan"]!["parsedContent"]!["kode"]!.GetValue<string>());
        Assert.Equal("STK3", state.Input["kode"]!.GetValue<string>());
    }

    [Fact]
    public async Task A_call_resumes_a_case_that_waits_at_that_address()
    {
        await _house.PublishAsync(Sequence(Endpoint("panggilan", "/stok/habis/"), Line("dipanggil")));
        await _house.StartAsync();
        var token = (await _house.SendAsync(new IssueHookToken())).Token;

        await _house.SendAsync(Call(token, "stok/habis"));
        await _house.SettleAsync();

        Assert.Equal("dipanggil", await _house.LinesAsync());
        Assert.Equal(0L, await _house.ReadAsync<long>("SELECT count(*) FROM engine.waiting"));
    }

    [Fact]
    public async Task A_wrong_token_an_old_token_and_an_office_without_one_are_answered_the_same()
    {
        await _house.PublishAsync(Sequence(Endpoint("panggilan", "stok/habis")));
        await _house.StartAsync();
        Assert.IsType<AutomationRefusal.TokenWrong>(await RefusalAsync(Call("", "stok/habis")));
        var old = (await _house.SendAsync(new IssueHookToken())).Token;
        await _house.SendAsync(new IssueHookToken());

        Assert.IsType<AutomationRefusal.TokenWrong>(await RefusalAsync(Call(old, "stok/habis")));
        Assert.Equal(0L, await _house.ReadAsync<long>("SELECT count(*) FROM engine.stimulus"));
        Assert.False(await _house.ReadAsync<bool>($"SELECT EXISTS (SELECT FROM engine.hook_token WHERE encode(hash, 'hex') = '{old}')"));
    }

    [Theory]
    [InlineData("GET", "stok/habis")]
    [InlineData("POST", "stok/Habis")]
    [InlineData("POST", "stok")]
    public async Task Another_method_or_path_is_not_known(string method, string path)
    {
        await _house.PublishAsync(Sequence(Endpoint("panggilan", "stok/habis")));
        await _house.StartAsync();
        var token = (await _house.SendAsync(new IssueHookToken())).Token;

        Assert.IsType<AutomationRefusal.NobodyAnswers>(await RefusalAsync(Call(token, path) with { Method = method }));
    }

    [Fact]
    public async Task The_same_key_twice_is_one_call_and_with_other_content_it_is_refused()
    {
        await _house.PublishAsync(Named("pemicu", Endpoint("panggilan", "stok").Trigger(), Step("tanya")));
        var token = (await _house.SendAsync(new IssueHookToken())).Token;

        var first = await _house.SendAsync(Call(token, "stok") with { Key = "k1" });
        await _house.SettleAsync();
        var second = await _house.SendAsync(Call(token, "stok") with { Key = "k1" });
        await _house.SettleAsync();

        Assert.Equal(first, second);
        Assert.Equal(1L, await _house.ReadAsync<long>("SELECT count(*) FROM engine.instance"));
        Assert.IsType<IdempotencyKeyReused>(await RefusalAsync(Call(token, "stok") with { Key = "k1", Call = new() { ["content"] = 2 } }));
    }

    [Fact]
    public async Task A_request_goes_out_and_its_answer_resumes_the_case()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        var port = ((IPEndPoint)listener.LocalEndpoint).Port;
        await _house.SendAsync(new SetAllowedHosts(["127.0.0.1"]));
        await _house.PublishAsync(Sequence(Activity("kirim", "Elsa.SendHttpRequest", ("url", $"http://127.0.0.1:{port}/stok")), Step("tanya")));
        var instance = await _house.StartAsync();

        var sending = RequestStep.RunAsync(_house.Services, default);
        using (var client = await listener.AcceptTcpClientAsync())
        {
            var stream = client.GetStream();
            await stream.ReadAtLeastAsync(new byte[4096], 1);
            await stream.WriteAsync(Encoding.ASCII.GetBytes("HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nContent-Length: 8\r\nConnection: close\r\n\r\n{\"n\": 1}"));
        }

        Assert.True(await sending);
        var outputs = (await _house.StateAsync(instance)).Outputs["kirim"]!;
        Assert.Equal((200, 1), (outputs["statusCode"]!.GetValue<int>(), outputs["parsedContent"]!["n"]!.GetValue<int>()));
        Assert.Equal(0L, await _house.ReadAsync<long>("SELECT count(*) FROM engine.outbox"));
    }

    [Fact]
    public async Task Two_workers_with_the_same_answer_resume_once()
    {
        await _house.PublishAsync(Sequence(Activity("kirim", "Elsa.SendHttpRequest", ("url", "http://lain.example/")), Line("x"), Step("tanya")));
        await _house.StartAsync();
        var lease = Assert.Single(await _house.Work.ClaimAsync(LeasedTable.Requests, default));

        var answers = await Task.WhenAll(Enumerable.Range(0, 4).Select(_ => Task.Run(() => _house.SendAsync(new AnswerRequest(lease, new() { ["statusCode"] = 200 })))));

        Assert.Single(answers, a => a.Moved);
        Assert.Equal("x", await _house.LinesAsync());
    }

    [Fact]
    public async Task What_was_given_up_is_listed_and_tried_again_by_hand()
    {
        await _house.InTransactionAsync((_, work) =>
        {
            OutboxRows.Add(work, MessageKinds.Dispatch, Ids.New(), new() { ["definitionId"] = "belum-ada", ["input"] = new JsonObject() });
            return Task.FromResult(true);
        });
        await _house.SettleAsync();
        var failure = Assert.Single((await _house.SendAsync(new ListFailures())).Items);
        Assert.Equal(("dispatch", "belum-ada"), (failure.Kind, failure.Subject));

        await _house.PublishAsync(Named("belum-ada", Line("akhirnya")));
        await _house.SendAsync(new RetryFailure(failure.Id));
        await _house.SettleAsync();

        Assert.Equal("akhirnya", await _house.LinesAsync());
        Assert.Empty((await _house.SendAsync(new ListFailures())).Items);
        Assert.IsType<AutomationRefusal.FailureNotFound>((await _house.Work.SendAsync(AutomationHouse.Office, new RetryFailure(failure.Id), default)).Refusal);
    }

    private static JsonObject Endpoint(string id, string path) => Activity(id, "Elsa.HttpEndpoint", ("path", path), ("supportedMethods", """["POST"]"""));

    private static CallHook Call(string token, string path) =>
        new(AutomationHouse.Office, token, "POST", path, new() { ["content"] = new JsonObject { ["kode"] = "STK3" } }, null);

    private async Task<Refusal?> RefusalAsync(CallHook call) => (await _house.Work.SendAsync(AutomationHouse.Office, call, default)).Refusal;
}
