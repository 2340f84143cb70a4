using System.Collections.Concurrent;
using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Text.Json.Nodes;
using Alokon.Engine;
using Alokon.Host;
using Alokon.Host.Commands;
using Alokon.Host.Demo;
using Alokon.Tests.Support;
using MediatR;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;
using Xunit;

namespace Alokon.Tests.Contract;

/// <summary>One real server for all facts of the contract: own PostgreSQL, own browser, the demo's offices. What the facts ask, they ask over HTTP.</summary>
public sealed class ContractServer : IAsyncLifetime
{
    internal const int Grobogan = 3315;
    internal const int Tasikmalaya = 3206;
    internal const string Password = "uji-kontrak-2026";

    // The environment belongs to the process: two servers that start together would read each other's.
    private static readonly SemaphoreSlim Starting = new(1, 1);

    private readonly TemporaryFolder _folder = new();
    private readonly ConcurrentDictionary<(int Office, string Username), Lazy<Task<string>>> _tokens = new();
    private readonly ConcurrentDictionary<string, Lazy<Task<Journey>>> _journeys = new();
    private Server? _server;
    private HttpClient? _http;

    internal HttpClient Http => _http ?? throw new InvalidOperationException("Expected a started server.");

    public async Task InitializeAsync()
    {
        await Starting.WaitAsync();
        try
        {
            Environment.SetEnvironmentVariable(DemoAccounts.PasswordVariable, Password);
            Environment.SetEnvironmentVariable("ALOKON_CLOCK", "2026-10-05T07:30:00+07:00");
            _server = await Server.StartAsync(new ServeOptions("http://127.0.0.1:0", _folder.Path, null, true), _ => { }, CancellationToken.None);
        }
        finally
        {
            Environment.SetEnvironmentVariable(DemoAccounts.PasswordVariable, null);
            Environment.SetEnvironmentVariable("ALOKON_CLOCK", null);
            Starting.Release();
        }

        _http = new HttpClient(new SocketsHttpHandler { AllowAutoRedirect = false, UseCookies = false })
        {
            BaseAddress = new Uri(_server.Url),
            Timeout = TimeSpan.FromMinutes(10),
        };
    }

    public async Task DisposeAsync()
    {
        _http?.Dispose();
        if (_server is not null)
        {
            await _server.DisposeAsync();
        }

        _folder.Dispose();
    }

    internal ApiUser As(string username, int office = Grobogan) => new(this, office, username);

    /// <summary>A case whose open task is this step, shared by all facts that must change nothing.</summary>
    internal Task<Journey> StandingAtAsync(string step) =>
        _journeys.GetOrAdd(step, key => new Lazy<Task<Journey>>(async () => await (await Journey.StartAsync(this)).ToAsync(key))).Value;

    /// <summary>A case that went the whole way; its papers and its pack are ready.</summary>
    internal Task<Journey> CompletedAsync() =>
        _journeys.GetOrAdd("", _ => new Lazy<Task<Journey>>(async () =>
        {
            var journey = await (await Journey.StartAsync(this)).ToEndAsync();
            (await journey.PackAsync()).Expect(200);
            return journey;
        })).Value;

    /// <summary>For what the contract has no call: appointments, definitions.</summary>
    internal async Task<T> SendAsync<T>(IRequest<Outcome<T>> request) =>
        await DemoSeeder.SendAsync(_server!.Services.GetRequiredService<IServiceScopeFactory>(), Grobogan, request, CancellationToken.None); // set before any fact runs

    /// <summary>As the officer, past HTTP: through the same door that every edge uses.</summary>
    internal async Task<Outcome<T>> SendAsync<T>(Officer officer, IRequest<Outcome<T>> request, string key)
    {
        await using var scope = _server!.Services.CreateAsyncScope(); // set before any fact runs
        var caller = scope.ServiceProvider.GetRequiredService<Caller>();
        (caller.Officer, caller.IdempotencyKey, caller.RequestHash) = (officer, key, key);
        return await scope.ServiceProvider.GetRequiredService<IMediator>().Send(request);
    }

    internal async Task<Officer> OfficerAsync(string username)
    {
        await using var work = await WorkAsync();
        return await Sop.People.Directory.FindOfficerAsync(work, username, CancellationToken.None)
            ?? throw new InvalidOperationException($"Expected an officer {username}.");
    }

    /// <summary>To look into the tables, or to break something on purpose.</summary>
    internal async Task<UnitOfWork> WorkAsync()
    {
        var work = new UnitOfWork(_server!.Services.GetRequiredService<Npgsql.NpgsqlDataSource>()); // set before any fact runs
        await work.OpenAsync(Officer.System(Grobogan), readOnly: false, CancellationToken.None);
        return work;
    }

    /// <summary>The deadline of this claimed task has just passed.</summary>
    internal Task BecomeLateAsync(Guid task) =>
        WriteAsync("UPDATE sla.clock SET due_at = engine.now() - interval '1 second' WHERE task_id = $1 AND kind = 'handling'", task);

    /// <summary>Every address that the server itself knows below this one.</summary>
    internal IReadOnlyList<RouteEndpoint> EndpointsBelow(string path) =>
    [
        .. _server!.Services.GetServices<EndpointDataSource>().SelectMany(source => source.Endpoints).OfType<RouteEndpoint>() // set before any fact runs
            .Where(endpoint => $"/{endpoint.RoutePattern.RawText?.TrimStart('/')}".StartsWith(path, StringComparison.Ordinal)).Distinct(),
    ];

    /// <summary>The session of a signed-in officer, as its browser holds it.</summary>
    internal async Task<string> CookieAsync(string username) => $"alokon={(await BearerAsync(Grobogan, username)).Parameter}";

    /// <summary>A page as the browser of a signed-in officer gets it.</summary>
    internal async Task<string> PageAsync(string username, string path)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, path);
        request.Headers.Add("Cookie", $"alokon={(await BearerAsync(Grobogan, username)).Parameter}");
        using var response = await Http.SendAsync(request);
        var page = await response.Content.ReadAsStringAsync();
        return response.EnsureSuccessStatusCode() is { IsSuccessStatusCode: true } ? page : string.Empty;
    }

    /// <summary>For what nobody may do through the product.</summary>
    internal async Task WriteAsync(string sql, params object[] values)
    {
        await using var scope = _server!.Services.CreateAsyncScope(); // set before any fact runs
        var work = scope.ServiceProvider.GetRequiredService<UnitOfWork>();
        await work.OpenAsync(Officer.System(Grobogan), readOnly: false, CancellationToken.None);
        work.Queue(sql, values);
        await work.CommitAsync(CancellationToken.None);
    }

    internal async Task<AuthenticationHeaderValue> BearerAsync(int office, string username) =>
        new("Bearer", await _tokens.GetOrAdd((office, username), key => new Lazy<Task<string>>(() => SignInAsync(key.Office, key.Username))).Value);

    internal void Forget(int office, string username) => _tokens.TryRemove((office, username), out _);

    private async Task<string> SignInAsync(int office, string username)
    {
        using var answer = await Http.PostAsJsonAsync("/api/v1/auth/token", new { office = $"{office}", username, password = Password });
        var body = await answer.Content.ReadFromJsonAsync<JsonObject>();
        return body?["token"]?.GetValue<string>() ?? throw new InvalidOperationException($"{username} of {office} could not sign in: {body?.ToJsonString()}");
    }
}

[CollectionDefinition(Name)]
public sealed class ContractFacts : ICollectionFixture<ContractServer>
{
    public const string Name = "contract";
}
