using System.Net;
using System.Net.Http.Headers;
using System.Text;
using System.Text.Json.Nodes;
using Xunit;

namespace Alokon.Tests.Contract;

/// <summary>An officer's program: signs in once, sends JSON, reads what comes back.</summary>
internal sealed class ApiUser(ContractServer server, int office, string username)
{
    public Task<Answer> GetAsync(string path) => SendAsync(HttpMethod.Get, path, null);

    public Task<Answer> PostAsync(string path, JsonNode? body = null, string? key = null, string? ifMatch = null) =>
        SendAsync(HttpMethod.Post, path, () => Json((body ?? new JsonObject()).ToJsonString()), key, ifMatch);

    /// <summary>As it stands, however broken.</summary>
    public Task<Answer> PostRawAsync(string path, byte[] body, string mediaType = "application/json") =>
        SendAsync(HttpMethod.Post, path, () => Content(body, mediaType));

    public Task<Answer> PostFormAsync(string path, Func<HttpContent> form) => SendAsync(HttpMethod.Post, path, form);

    public static ByteArrayContent Content(byte[] body, string mediaType) =>
        new(body) { Headers = { ContentType = MediaTypeHeaderValue.Parse(mediaType) } };

    private async Task<Answer> SendAsync(HttpMethod method, string path, Func<HttpContent>? content, string? key = null, string? ifMatch = null)
    {
        var answer = await TryAsync(method, path, content, key, ifMatch);
        if (answer.Status != (int)HttpStatusCode.Unauthorized)
        {
            return answer;
        }

        // The shared clock may have jumped over this session's idle time.
        server.Forget(office, username);
        return await TryAsync(method, path, content, key, ifMatch);
    }

    private async Task<Answer> TryAsync(HttpMethod method, string path, Func<HttpContent>? content, string? key, string? ifMatch)
    {
        using var request = new HttpRequestMessage(method, path) { Content = content?.Invoke() };
        request.Headers.Authorization = await server.BearerAsync(office, username);
        if (key is not null)
        {
            request.Headers.Add("Idempotency-Key", key);
        }

        if (ifMatch is not null)
        {
            request.Headers.TryAddWithoutValidation("If-Match", ifMatch);
        }

        using var response = await server.Http.SendAsync(request);
        return await Answer.OfAsync(response);
    }

    private static ByteArrayContent Json(string text) => Content(Encoding.UTF8.GetBytes(text), "application/json");
}

internal sealed record Answer(int Status, string? MediaType, byte[] Bytes, JsonNode? Body, Uri? Location)
{
    public string Text => Encoding.UTF8.GetString(Bytes);

    public JsonNode this[string name] => Body?[name] ?? throw new InvalidOperationException($"Expected {name}, but got {Status}: {Text}");

    public IEnumerable<JsonNode> Items => this["items"].AsArray().Select(item => item!);

    public static async Task<Answer> OfAsync(HttpResponseMessage response)
    {
        var bytes = await response.Content.ReadAsByteArrayAsync();
        var type = response.Content.Headers.ContentType?.MediaType;
        return new Answer((int)response.StatusCode, type, bytes, type?.EndsWith("json", StringComparison.Ordinal) == true ? JsonNode.Parse(bytes) : null, response.Headers.Location);
    }

    /// <summary>A refusal must be problem details with a stable type and a sentence of its own for people.</summary>
    public Answer Expect(int status, string? code = null, string? field = null)
    {
        Assert.True(Status == status, $"Expected {status}, but got {Status}: {Text}");
        if (status < 400)
        {
            return this;
        }

        Assert.Equal("application/problem+json", MediaType);
        var type = this["type"].GetValue<string>();
        Assert.StartsWith("urn:alokon:", type);
        Assert.True(code is null || type == $"urn:alokon:{code}", $"Expected {code}, but got {Text}");
        var errors = Body?["errors"]?.AsObject().ToDictionary(e => e.Key, e => e.Value!.AsArray().Select(t => t!.GetValue<string>()).ToList()) ?? [];
        foreach (var sentence in errors.SelectMany(e => e.Value).Prepend(this["title"].GetValue<string>()))
        {
            Assert.False(sentence is "" or "Permintaan ini tidak dapat dikerjakan." || sentence.Contains("{0}", StringComparison.Ordinal), $"Expected a sentence that says what to do: {Text}");
        }

        Assert.True(field is null || errors.ContainsKey(field), $"Expected {field} to be named: {Text}");
        return this;
    }
}
