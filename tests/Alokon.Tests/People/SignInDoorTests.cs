using System.Net;
using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Text.Json.Nodes;
using Alokon.Engine;
using Alokon.Host.Pipeline;
using Alokon.Host.SignIn;
using Alokon.Sop.People;
using MediatR;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Xunit;

namespace Alokon.Tests.People;

/// <summary>The door over real HTTP: a program with a bearer token, a browser with a cookie.</summary>
public sealed class SignInDoorTests : IAsyncLifetime
{
    private readonly ManualTime _time = new();
    private PeopleHouse _house = null!; // set by InitializeAsync, which xunit calls before each test
    private WebApplication _app = null!;
    private HttpClient _http = null!;

    public async Task InitializeAsync()
    {
        _house = await PeopleHouse.WithOfficeAsync();
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        builder.Services.AddSingleton<TimeProvider>(_time).AddSingleton(_house.Database.Source).AddMediation().AddSignIn();
        _app = builder.Build();
        _app.UseAuthentication();
        _app.UseAuthorization();
        _app.MapSignIn();
        _app.Map("/api/v1/me", WhoAsync).RequireAuthorization();
        _app.Map("/tugas", WhoAsync).RequireAuthorization();
        await _app.StartAsync();
        _http = new HttpClient(new SocketsHttpHandler { AllowAutoRedirect = false, UseCookies = false }) { BaseAddress = new Uri(_app.Urls.Single()) };
    }

    public async Task DisposeAsync()
    {
        _http.Dispose();
        await _app.DisposeAsync();
        await _house.DisposeAsync();
    }

    [Theory]
    [InlineData("/auth/token")]
    [InlineData("/api/v1/auth/token")]
    public async Task A_token_is_given_and_names_its_officer(string path)
    {
        using var answer = await _http.PostAsJsonAsync(path, new { office = "3315", username = "plkb", password = PeopleHouse.Secret });
        var body = await answer.Content.ReadFromJsonAsync<JsonObject>();

        Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
        Assert.True(answer.Headers.CacheControl?.NoStore);
        Assert.Equal(["token", "expiresAt"], body!.Select(m => m.Key));
        using var me = await SendAsync("/api/v1/me", bearer: (string?)body!["token"]);
        Assert.Equal("plkb", await me.Content.ReadAsStringAsync());
    }

    [Fact]
    public async Task Without_a_token_or_with_a_false_one_the_answer_is_a_problem_in_Indonesian()
    {
        foreach (var token in new[] { null, "3315.falsch", "3315.0123456789012345678901234567890123456789012345678901234567890123" })
        {
            using var answer = await SendAsync("/api/v1/me", bearer: token);
            var problem = await answer.Content.ReadFromJsonAsync<JsonObject>();

            Assert.Equal(HttpStatusCode.Unauthorized, answer.StatusCode);
            Assert.Equal("application/problem+json", answer.Content.Headers.ContentType?.MediaType);
            Assert.Equal("Bearer", answer.Headers.WwwAuthenticate.ToString());
            Assert.EndsWith("not-signed-in", (string?)problem!["type"]);
            Assert.Contains("Silakan masuk kembali", (string?)problem["title"]);
        }
    }

    [Fact]
    public async Task A_wrong_password_is_401_and_the_eleventh_429_with_a_time_to_wait()
    {
        await _house.Database.HoldClockAsync(new DateTimeOffset(2026, 10, 5, 9, 0, 0, TimeSpan.FromHours(7)));
        using var wrong = await _http.PostAsJsonAsync("/auth/token", new { office = "3315", username = "plkb", password = "bukan-kata-sandinya" });
        Assert.Equal(HttpStatusCode.Unauthorized, wrong.StatusCode);
        Assert.EndsWith("wrong-credentials", (string?)(await wrong.Content.ReadFromJsonAsync<JsonObject>())!["type"]);

        await _house.ExecuteAsync(
            "INSERT INTO people.sign_in_attempt (office, username, address, result, at) SELECT 3315, 'plkb', '127.0.0.1', 'refused', engine.now() FROM generate_series(1, 9)");
        using var eleventh = await _http.PostAsJsonAsync("/auth/token", new { office = "3315", username = "plkb", password = PeopleHouse.Secret });
        Assert.Equal(HttpStatusCode.TooManyRequests, eleventh.StatusCode);
        Assert.Equal(TimeSpan.FromSeconds(60), eleventh.Headers.RetryAfter?.Delta);
    }

    [Theory]
    [InlineData("""{"username":"plkb","password":"x"}""", "office")]
    [InlineData("""{"office":"33x5","username":"plkb","password":"x"}""", "office")]
    [InlineData("""{"office":"3315","username":" ","password":"x"}""", "username")]
    [InlineData("""{"office":"3315","username":"plkb"}""", "password")]
    public async Task A_field_that_is_missing_is_named(string json, string field)
    {
        using var answer = await _http.PostAsync("/auth/token", new StringContent(json, new MediaTypeHeaderValue("application/json")));
        var problem = await answer.Content.ReadFromJsonAsync<JsonObject>();

        Assert.Equal(HttpStatusCode.UnprocessableEntity, answer.StatusCode);
        Assert.Equal([field], problem!["errors"]!.AsObject().Select(e => e.Key));
    }

    [Fact]
    public async Task A_cookie_opens_pages_and_reads_from_the_interface_but_changes_nothing_there()
    {
        var cookie = $"alokon={await _house.StartSessionAsync("plkb")}";

        using var page = await SendAsync("/tugas", cookie: cookie);
        using var form = await SendAsync("/tugas", cookie: cookie, method: HttpMethod.Post);
        using var read = await SendAsync("/api/v1/me", cookie: cookie);
        using var change = await SendAsync("/api/v1/me", cookie: cookie, method: HttpMethod.Post);

        Assert.Equal(
            [HttpStatusCode.OK, HttpStatusCode.OK, HttpStatusCode.OK, HttpStatusCode.Unauthorized],
            new[] { page, form, read, change }.Select(a => a.StatusCode));
    }

    [Fact]
    public async Task A_page_without_a_session_leads_to_the_sign_in_page_and_back()
    {
        using var answer = await SendAsync("/tugas?status=open");

        Assert.Equal(HttpStatusCode.Redirect, answer.StatusCode);
        Assert.Equal("/masuk?kembali=%2Ftugas%3Fstatus%3Dopen", answer.Headers.Location?.OriginalString);
    }

    [Fact]
    public async Task Who_signs_out_is_out_with_the_next_request()
    {
        var token = await _house.StartSessionAsync("plkb");
        using var before = await SendAsync("/api/v1/me", bearer: token);
        using var leaving = await SendAsync("/auth/token", bearer: token, method: HttpMethod.Delete);
        using var after = await SendAsync("/api/v1/me", bearer: token);

        Assert.Equal(
            [HttpStatusCode.OK, HttpStatusCode.NoContent, HttpStatusCode.Unauthorized],
            new[] { before, leaving, after }.Select(a => a.StatusCode));
    }

    [Fact]
    public async Task An_account_disabled_elsewhere_is_out_a_second_later()
    {
        var token = await _house.StartSessionAsync("plkb");
        using var before = await SendAsync("/api/v1/me", bearer: token);
        await _house.SendAsync(new SetAccountEnabled("plkb", Enabled: false), Officer.System(PeopleHouse.Office));

        _time.Pass(TimeSpan.FromSeconds(1));
        using var after = await SendAsync("/api/v1/me", bearer: token);

        Assert.Equal(HttpStatusCode.OK, before.StatusCode);
        Assert.Equal(HttpStatusCode.Unauthorized, after.StatusCode);
    }

    [Fact]
    public void The_cookie_is_kept_from_scripts_and_over_https_bound_to_this_host()
    {
        var secure = new DefaultHttpContext { Request = { Scheme = "https" } };
        var plain = new DefaultHttpContext { Request = { Scheme = "http" } };

        SessionCookie.Write(secure, "t");
        SessionCookie.Write(plain, "t");

        Assert.Equal("__Host-alokon=t; path=/; secure; samesite=lax; httponly", secure.Response.Headers.SetCookie.ToString());
        Assert.Equal("alokon=t; path=/; samesite=lax; httponly", plain.Response.Headers.SetCookie.ToString());
    }

    private static async Task<IResult> WhoAsync(IMediator mediator, Caller caller, CancellationToken ct) =>
        (await mediator.Send(new Me(), ct)).Match(me => Results.Text(me.User.Username), refusal => Results.Text($"{caller.Officer}: {refusal.Code}", statusCode: 500));

    private async Task<HttpResponseMessage> SendAsync(string path, string? bearer = null, string? cookie = null, HttpMethod? method = null)
    {
        using var request = new HttpRequestMessage(method ?? HttpMethod.Get, path);
        if (bearer is not null)
        {
            request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", bearer);
        }

        if (cookie is not null)
        {
            request.Headers.Add("Cookie", cookie);
        }

        return await _http.SendAsync(request);
    }

    private sealed class ManualTime : TimeProvider
    {
        private long _ticks;

        public override long TimestampFrequency => TimeSpan.TicksPerSecond;

        public override long GetTimestamp() => Interlocked.Read(ref _ticks);

        public void Pass(TimeSpan time) => Interlocked.Add(ref _ticks, time.Ticks);
    }
}
