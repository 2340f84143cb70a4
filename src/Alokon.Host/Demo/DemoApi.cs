using System.Collections.Concurrent;
using System.Globalization;
using System.Net;
using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Text.Json.Nodes;

namespace Alokon.Host.Demo;

/// <summary>
/// The public HTTP interface as an officer's program uses it: a token per officer, an idempotency key per deed, and the same
/// deed sent again when the answer was lost. A server that dies and comes back loses and doubles nothing.
/// </summary>
internal sealed class DemoApi(HttpClient http, int office, string password, TimeSpan patience)
{
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(300);

    private readonly ConcurrentDictionary<string, string> _tokens = new();

    public Task<JsonObject> PostAsync(string officer, string path, JsonObject body, CancellationToken ct) =>
        SendAsync(officer, HttpMethod.Post, path, body, Engine.Ids.New().ToString(), ct);

    public Task<JsonObject> GetAsync(string officer, string path, CancellationToken ct) =>
        SendAsync(officer, HttpMethod.Get, path, null, null, ct);

    public async Task<byte[]> DownloadAsync(string officer, string path, CancellationToken ct)
    {
        using var response = await AnswerAsync(officer, HttpMethod.Get, path, null, null, ct);
        await ThrowUnlessSuccessAsync(response, path, ct);
        return await response.Content.ReadAsByteArrayAsync(ct);
    }

    /// <summary>Forward only; a clock that is already past this time stays where it is.</summary>
    public async Task MoveClockAsync(string officer, DateTimeOffset now, CancellationToken ct)
    {
        var body = new JsonObject { ["now"] = now.ToString("O", CultureInfo.InvariantCulture) };
        using var response = await AnswerAsync(officer, HttpMethod.Post, "/api/v1/demo/clock", body, Engine.Ids.New().ToString(), ct);
        if (response.StatusCode != HttpStatusCode.Conflict)
        {
            await ThrowUnlessSuccessAsync(response, "/api/v1/demo/clock", ct);
        }
    }

    private async Task<JsonObject> SendAsync(string officer, HttpMethod method, string path, JsonObject? body, string? key, CancellationToken ct)
    {
        using var response = await AnswerAsync(officer, method, path, body, key, ct);
        await ThrowUnlessSuccessAsync(response, path, ct);
        return await response.Content.ReadFromJsonAsync<JsonObject>(ct) ?? [];
    }

    private async Task<HttpResponseMessage> AnswerAsync(string officer, HttpMethod method, string path, JsonObject? body, string? key, CancellationToken ct)
    {
        var started = System.Diagnostics.Stopwatch.StartNew();
        while (true)
        {
            try
            {
                using var request = new HttpRequestMessage(method, path);
                request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", await TokenAsync(officer, ct));
                request.Content = body is null ? null : JsonContent.Create(body);
                if (key is not null)
                {
                    request.Headers.Add("Idempotency-Key", key);
                }

                var response = await http.SendAsync(request, ct);
                if (response.StatusCode == HttpStatusCode.Unauthorized && started.Elapsed < patience)
                {
                    // The demo clock has jumped over the session's idle time.
                    _tokens.TryRemove(officer, out _);
                    response.Dispose();
                }
                else if ((int)response.StatusCode < 500 || started.Elapsed >= patience)
                {
                    return response;
                }
                else
                {
                    response.Dispose();
                }
            }
            catch (HttpRequestException) when (started.Elapsed < patience)
            {
                // The server is away; whether the deed was done is unknown, and its key makes asking again safe.
            }

            await Task.Delay(Pause, ct);
        }
    }

    private async Task<string> TokenAsync(string officer, CancellationToken ct)
    {
        if (_tokens.TryGetValue(officer, out var known))
        {
            return known;
        }

        var body = new { office = office.ToString(CultureInfo.InvariantCulture), username = officer, password };
        using var response = await http.PostAsJsonAsync("/auth/token", body, ct);
        if (response.StatusCode != HttpStatusCode.OK)
        {
            throw new HttpRequestException($"{officer} could not sign in: {(int)response.StatusCode}");
        }

        var answer = await response.Content.ReadFromJsonAsync<JsonObject>(ct);
        return _tokens[officer] = answer!["token"]!.GetValue<string>(); // the contract: a token on 200
    }

    private static async Task ThrowUnlessSuccessAsync(HttpResponseMessage response, string path, CancellationToken ct)
    {
        if (!response.IsSuccessStatusCode)
        {
            throw new StartException($"{path} answered {(int)response.StatusCode}: {await response.Content.ReadAsStringAsync(ct)}");
        }
    }
}
