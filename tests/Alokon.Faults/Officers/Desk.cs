using System.Collections.Concurrent;
using System.Net;
using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Text;
using System.Text.Json.Nodes;
using Alokon.Faults.Ground;

namespace Alokon.Faults.Officers;

/// <summary>
/// The officers' programs: a token per officer, a key per deed, any node, and the same deed sent again until there is a truthful
/// answer. Everything that was sent is kept, with what came back.
/// </summary>
internal sealed class Desk : IDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(15);

    private readonly IReadOnlyList<HttpClient> _doors;
    private readonly ConcurrentDictionary<(int Office, string Officer), Lazy<Task<string>>> _tokens = new();
    private readonly ConcurrentDictionary<string, bool> _accepted = new();
    private int _next;
    private int _unexpected;
    private int _unavailable;

    public Desk(Installation installation) =>
        _doors = [.. installation.Doors.Select(door => new HttpClient(new SocketsHttpHandler { UseCookies = false, ConnectTimeout = TimeSpan.FromSeconds(30) })
        {
            BaseAddress = new Uri($"http://127.0.0.1:{door.Port}"),
            Timeout = TimeSpan.FromMinutes(2),
        })];

    public ConcurrentQueue<Deed> History { get; } = new();

    /// <summary>Steps that were answered as done.</summary>
    public int Accepted => _accepted.Count;

    /// <summary>Answers that cannot be true together, or that a rightful officer must not get.</summary>
    public ConcurrentQueue<string> Lies { get; } = new();

    /// <summary>Answers 500: the product did not know what had befallen it.</summary>
    public int Unexpected => _unexpected;

    /// <summary>Answers 503: come back later.</summary>
    public int Unavailable => _unavailable;

    public async Task<Deed> DoAsync(Deed deed, string path, JsonObject body)
    {
        History.Enqueue(deed);
        var text = body.ToJsonString();
        var (status, answer) = await SendAsync(deed.Office, deed.Officer, HttpMethod.Post, path, text, deed);
        deed.Close(status, answer);
        if (deed is { Kind: "complete", Accepted: true })
        {
            _accepted.TryAdd(deed.Key, true);
        }

        return deed;
    }

    public async Task<JsonNode> GetAsync(int office, string officer, string path)
    {
        var (status, answer) = await SendAsync(office, officer, HttpMethod.Get, path, null, null);
        return status == 200 ? JsonNode.Parse(answer)! : throw new InvalidOperationException($"{officer} {path}: {status} {answer}");
    }

    public void Dispose()
    {
        foreach (var door in _doors)
        {
            door.Dispose();
        }
    }

    private async Task<(int Status, string Answer)> SendAsync(int office, string officer, HttpMethod method, string path, string? body, Deed? deed)
    {
        var watch = System.Diagnostics.Stopwatch.StartNew();
        while (true)
        {
            try
            {
                var door = _doors[(Interlocked.Increment(ref _next) & int.MaxValue) % _doors.Count];
                var (status, answer) = await TryAsync(door, office, officer, method, path, body, deed);
                if (status == (int)HttpStatusCode.Unauthorized)
                {
                    // The clock has jumped over the session's idle time.
                    _tokens.TryRemove((office, officer), out _);
                }
                else if (status < 500 && status != (int)HttpStatusCode.TooManyRequests)
                {
                    return (status, answer);
                }
                else if (status == 500)
                {
                    Interlocked.Increment(ref _unexpected);
                }
                else if (status == (int)HttpStatusCode.ServiceUnavailable)
                {
                    Interlocked.Increment(ref _unavailable);
                }
            }
            catch (Exception e) when (e is HttpRequestException or TaskCanceledException or IOException)
            {
                // Whether it was done is unknown; the key makes asking again safe.
            }

            if (watch.Elapsed > Patience)
            {
                throw new InvalidOperationException($"{officer} {path}: no answer within {Patience.TotalMinutes} minutes");
            }

            await Task.Delay(Random.Shared.Next(20, 150));
        }
    }

    private async Task<(int Status, string Answer)> TryAsync(HttpClient door, int office, string officer, HttpMethod method, string path, string? body, Deed? deed)
    {
        using var request = new HttpRequestMessage(method, "/api/v1" + path);
        request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", await TokenAsync(door, office, officer));
        if (body is not null)
        {
            request.Content = new StringContent(body, Encoding.UTF8, "application/json");
        }

        if (deed is not null)
        {
            request.Headers.Add("Idempotency-Key", deed.Key);
            deed.Tries++;
        }

        using var response = await door.SendAsync(request);
        return ((int)response.StatusCode, await response.Content.ReadAsStringAsync());
    }

    /// <summary>One sign-in at a time for an officer; a failed one is forgotten.</summary>
    private async Task<string> TokenAsync(HttpClient door, int office, string officer)
    {
        var lazy = _tokens.GetOrAdd((office, officer), key => new Lazy<Task<string>>(() => SignInAsync(door, key.Office, key.Officer)));
        try
        {
            return await lazy.Value;
        }
        catch
        {
            _tokens.TryRemove(new((office, officer), lazy));
            throw;
        }
    }

    private static async Task<string> SignInAsync(HttpClient door, int office, string officer)
    {
        using var answer = await door.PostAsJsonAsync("/api/v1/auth/token", new { office = $"{office}", username = officer, password = Installation.Password });
        return answer.StatusCode == HttpStatusCode.OK
            ? (await answer.Content.ReadFromJsonAsync<JsonObject>())!["token"]!.GetValue<string>() // the contract: a token on 200
            : throw new HttpRequestException($"{officer} of {office} could not sign in: {(int)answer.StatusCode}");
    }
}
