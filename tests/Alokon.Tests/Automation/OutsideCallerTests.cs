using System.Net;
using System.Net.Sockets;
using System.Text;
using System.Text.Json.Nodes;
using Alokon.Host.Workers;
using Xunit;

namespace Alokon.Tests.Automation;

/// <summary>Requests of workflows reach only what an admin allowed.</summary>
public sealed class OutsideCallerTests
{
    [Fact]
    public async Task A_host_that_is_not_allowed_is_not_even_looked_up()
    {
        using var caller = new OutsideCaller();
        var answer = await caller.SendAsync(Guid.Empty, Request("http://kementerian.invalid/"), ["lain.example"], default);
        Assert.Contains("kementerian.invalid", answer["refused"]!.GetValue<string>());
    }

    [Fact]
    public async Task A_name_that_leads_to_this_machine_is_refused_and_nothing_is_connected()
    {
        using var listener = Listen(out var port);
        using var caller = new OutsideCaller();

        var answer = await caller.SendAsync(Guid.Empty, Request($"http://localhost:{port}/"), ["localhost"], default);

        Assert.Contains("this machine", answer["refused"]!.GetValue<string>());
        Assert.False(listener.Pending());
    }

    [Fact]
    public async Task An_address_of_this_machine_that_is_listed_is_called_with_the_key_of_the_message()
    {
        using var listener = Listen(out var port);
        var id = Guid.Parse("0199a0b0-0000-7000-8000-000000000001");
        using var caller = new OutsideCaller();

        var sending = caller.SendAsync(id, Request($"http://127.0.0.1:{port}/stok", "POST", """{"a":1}"""), ["127.0.0.1"], default);
        var received = await AnswerAsync(listener, "HTTP/1.1 201 Created\r\nContent-Type: application/json\r\nContent-Length: 11\r\nConnection: close\r\n\r\n{\"ok\":true}");
        var answer = await sending;

        Assert.Contains($"Idempotency-Key: {id}", received);
        Assert.Contains("POST /stok", received);
        Assert.Contains("""{"a":1}""", received);
        Assert.Equal(201, answer["statusCode"]!.GetValue<int>());
    }

    [Fact]
    public async Task A_redirect_is_an_answer_and_is_not_followed()
    {
        using var listener = Listen(out var port);
        using var caller = new OutsideCaller();

        var sending = caller.SendAsync(Guid.Empty, Request($"http://127.0.0.1:{port}/"), ["127.0.0.1"], default);
        await AnswerAsync(listener, $"HTTP/1.1 302 Found\r\nLocation: http://127.0.0.1:{port}/lain\r\nContent-Length: 0\r\nConnection: close\r\n\r\n");

        Assert.Equal(302, (await sending)["statusCode"]!.GetValue<int>());
        Assert.False(listener.Pending());
    }

    [Fact]
    public async Task An_answer_that_is_too_large_is_a_failure()
    {
        using var listener = Listen(out var port);
        using var caller = new OutsideCaller();

        var sending = caller.SendAsync(Guid.Empty, Request($"http://127.0.0.1:{port}/"), ["127.0.0.1"], default);
        await AnswerAsync(listener, "HTTP/1.1 200 OK\r\nContent-Length: 99999999\r\nConnection: close\r\n\r\nx");

        Assert.Equal("connect", (await sending)["failed"]!.GetValue<string>());
    }

    [Fact]
    public async Task A_machine_that_is_not_there_is_a_failure_to_connect()
    {
        int port;
        using (Listen(out port))
        {
        }

        using var caller = new OutsideCaller();
        var answer = await caller.SendAsync(Guid.Empty, Request($"http://127.0.0.1:{port}/"), ["127.0.0.1"], default);
        Assert.Equal("connect", answer["failed"]!.GetValue<string>());
    }

    [Theory]
    [InlineData("127.0.0.1", false)]
    [InlineData("10.1.2.3", false)]
    [InlineData("172.20.0.1", false)]
    [InlineData("192.168.1.1", false)]
    [InlineData("169.254.169.254", false)]
    [InlineData("100.64.0.1", false)]
    [InlineData("0.0.0.0", false)]
    [InlineData("255.255.255.255", false)]
    [InlineData("::1", false)]
    [InlineData("::ffff:127.0.0.1", false)]
    [InlineData("fe80::1", false)]
    [InlineData("fd00::1", false)]
    [InlineData("64:ff9b::7f00:1", false)]
    [InlineData("8.8.8.8", true)]
    [InlineData("2606:4700::1111", true)]
    public void Only_public_addresses_are_public(string address, bool isPublic) =>
        Assert.Equal(isPublic, OutsideCaller.IsPublic(IPAddress.Parse(address)));

    private static JsonObject Request(string url, string method = "GET", string? content = null) =>
        new() { ["url"] = url, ["method"] = method, ["content"] = content, ["contentType"] = "application/json", ["headers"] = new JsonObject() };

    private static TcpListener Listen(out int port)
    {
        var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        port = ((IPEndPoint)listener.LocalEndpoint).Port;
        return listener;
    }

    private static async Task<string> AnswerAsync(TcpListener listener, string answer)
    {
        using var client = await listener.AcceptTcpClientAsync();
        var stream = client.GetStream();
        var received = new StringBuilder();
        var buffer = new byte[4096];
        while (!received.ToString().Contains("\r\n\r\n", StringComparison.Ordinal) || (received.ToString().Contains("POST", StringComparison.Ordinal) && !received.ToString().EndsWith('}')))
        {
            received.Append(Encoding.ASCII.GetString(buffer, 0, await stream.ReadAsync(buffer)));
        }

        await stream.WriteAsync(Encoding.ASCII.GetBytes(answer));
        return received.ToString();
    }
}
