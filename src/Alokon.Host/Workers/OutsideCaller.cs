using System.Net;
using System.Net.Http.Headers;
using System.Net.Sockets;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace Alokon.Host.Workers;

/// <summary>
/// Sends one request of a workflow: only to a host that is allowed, never to this machine or its neighbours unless that very address is
/// allowed, following no redirect, with limits on time and size.
/// </summary>
internal sealed class OutsideCaller : IDisposable
{
    private const int LargestAnswer = 1024 * 1024;
    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(15);
    private static readonly HttpRequestOptionsKey<IReadOnlyList<string>> Allowed = new("allowed");

    private readonly HttpClient _client = new(new SocketsHttpHandler
    {
        AllowAutoRedirect = false,
        UseProxy = false,
        UseCookies = false,
        PooledConnectionLifetime = TimeSpan.Zero, // each call is checked for itself, so none may use another's connection
        ConnectCallback = ConnectAsync,
    })
    {
        Timeout = Limit,
        MaxResponseContentBufferSize = LargestAnswer,
    };

    /// <returns>What resumes the activity: the answer, <c>failed</c> (connect, timeout), or <c>refused</c> with the reason.</returns>
    public async Task<JsonObject> SendAsync(Guid id, JsonObject request, IReadOnlyList<string> allowed, CancellationToken ct)
    {
        var uri = new Uri(request["url"]!.GetValue<string>());
        if (!allowed.Contains(uri.Host.ToLowerInvariant()))
        {
            return new() { ["refused"] = $"host {uri.Host} is not among the allowed ones" };
        }

        try
        {
            using var message = Message(id, uri, request);
            message.Options.Set(Allowed, allowed);
            using var response = await _client.SendAsync(message, HttpCompletionOption.ResponseContentRead, ct);
            return await ReadAsync(response, ct);
        }
        catch (HttpRequestException failure) when (failure.InnerException is AddressRefusedException refused)
        {
            return new() { ["refused"] = refused.Message };
        }
        catch (HttpRequestException failure)
        {
            return new() { ["failed"] = "connect", ["reason"] = failure.Message };
        }
        catch (TaskCanceledException) when (!ct.IsCancellationRequested)
        {
            return new() { ["failed"] = "timeout", ["reason"] = $"no answer within {Limit.TotalSeconds} s" };
        }
        catch (Exception wrong) when (wrong is FormatException or ArgumentException or NotSupportedException)
        {
            return new() { ["refused"] = $"no such request can be sent: {wrong.Message}" };
        }
    }

    public void Dispose() => _client.Dispose();

    private static HttpRequestMessage Message(Guid id, Uri uri, JsonObject request)
    {
        var message = new HttpRequestMessage(new HttpMethod(request["method"]!.GetValue<string>()), uri);
        // A worker may die between the answer and its commit: the other side knows the second sending by this key.
        message.Headers.Add("Idempotency-Key", id.ToString());
        if (request["content"]?.GetValue<string>() is { } content)
        {
            message.Content = new StringContent(content, Encoding.UTF8);
            message.Content.Headers.ContentType = MediaTypeHeaderValue.Parse(request["contentType"]?.GetValue<string>() ?? "application/json");
        }

        foreach (var (name, value) in request["headers"] as JsonObject ?? [])
        {
            message.Headers.TryAddWithoutValidation(name, value?.ToString());
        }

        return message;
    }

    private static async Task<JsonObject> ReadAsync(HttpResponseMessage response, CancellationToken ct)
    {
        var text = await response.Content.ReadAsStringAsync(ct);
        var headers = new JsonObject();
        foreach (var (name, values) in response.Headers.Concat(response.Content.Headers))
        {
            headers[name] = string.Join(", ", values);
        }

        return new()
        {
            ["statusCode"] = (int)response.StatusCode,
            ["parsedContent"] = response.Content.Headers.ContentType?.MediaType?.EndsWith("json", StringComparison.OrdinalIgnoreCase) == true ? Parse(text) : text,
            ["responseHeaders"] = headers,
        };
    }

    private static JsonNode? Parse(string text)
    {
        try
        {
            return JsonNode.Parse(text);
        }
        catch (JsonException)
        {
            return text;
        }
    }

    // The address that was checked is the address that is spoken to: a name cannot change its mind in between.
    private static async ValueTask<Stream> ConnectAsync(SocketsHttpConnectionContext context, CancellationToken ct)
    {
        context.InitialRequestMessage.Options.TryGetValue(Allowed, out var allowed);
        var addresses = await Dns.GetHostAddressesAsync(context.DnsEndPoint.Host, ct);
        var open = addresses.Where(a => IsPublic(a) || allowed?.Contains(a.ToString()) == true || allowed?.Contains($"[{a}]") == true).ToArray();
        if (open.Length == 0)
        {
            throw new AddressRefusedException($"host {context.DnsEndPoint.Host} is this machine or one of its neighbours");
        }

        var socket = new Socket(SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
        try
        {
            await socket.ConnectAsync(open, context.DnsEndPoint.Port, ct);
            return new NetworkStream(socket, ownsSocket: true);
        }
        catch
        {
            socket.Dispose();
            throw;
        }
    }

    /// <summary>Not of this machine, its network, its link, or a range that no stranger has.</summary>
    internal static bool IsPublic(IPAddress address)
    {
        if (address.IsIPv4MappedToIPv6)
        {
            return IsPublic(address.MapToIPv4());
        }

        if (address.AddressFamily == AddressFamily.InterNetworkV6)
        {
            return !IPAddress.IsLoopback(address) && !address.IsIPv6LinkLocal && !address.IsIPv6SiteLocal && !address.IsIPv6UniqueLocal && !address.IsIPv6Multicast
                && !address.Equals(IPAddress.IPv6Any) && !address.IsIPv6Teredo && !Is64Embedded(address);
        }

        var b = address.GetAddressBytes();
        return b[0] is not (0 or 10 or 127) && b[0] < 224
            && !(b[0] == 100 && b[1] is >= 64 and < 128)
            && !(b[0] == 169 && b[1] == 254)
            && !(b[0] == 172 && b[1] is >= 16 and < 32)
            && !(b[0] == 192 && b[1] == 168)
            && !(b[0] == 192 && b[1] == 0 && b[2] == 0)
            && !(b[0] == 198 && b[1] is (18 or 19));
    }

    // 64:ff9b::/96 and 2002::/16 carry a v4 address inside.
    private static bool Is64Embedded(IPAddress address)
    {
        var b = address.GetAddressBytes();
        return (b[0] == 0x20 && b[1] == 0x02) || (b[0] == 0 && b[1] == 0x64 && b[2] == 0xff && b[3] == 0x9b);
    }

    private sealed class AddressRefusedException(string message) : Exception(message);
}
