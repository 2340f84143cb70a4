using System.Net;
using System.Net.Http.Json;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using Alokon.Tests.Contract;
using Xunit;

namespace Alokon.Tests.Elsa;

/// <summary>A browser without the browser: it has the session's cookie, and the anti-forgery token of the designer's page.</summary>
internal sealed partial class ElsaUser : IDisposable
{
    private readonly HttpClient _http;

    private ElsaUser(HttpClient http) => _http = http;

    /// <summary>As Studio sends it, as the tenant.</summary>
    public string? Token { get; private set; }

    public static async Task<ElsaUser> SignInAsync(ContractServer server, string username, string password)
    {
        var user = new ElsaUser(new HttpClient(new SocketsHttpHandler { CookieContainer = new CookieContainer(), AllowAutoRedirect = false }) { BaseAddress = server.Http.BaseAddress });
        using var request = new HttpRequestMessage(HttpMethod.Post, "/desainer/masuk") { Content = JsonContent.Create(new { office = "3315", username, password }) };
        request.Headers.Add("X-Alokon-Page", "desainer");
        using var answer = await user._http.SendAsync(request);
        Assert.Equal(HttpStatusCode.NoContent, answer.StatusCode);
        var page = await user._http.GetStringAsync(new Uri("/desainer", UriKind.Relative));
        user.Token = WebUtility.HtmlDecode(TokenOfPage().Match(page).Groups[1].Value);
        return user;
    }

    public Task<Answer> GetAsync(string path) => SendAsync(HttpMethod.Get, path, null, withToken: false);

    public Task<Answer> PostAsync(string path, JsonNode body, bool withToken = true) => SendAsync(HttpMethod.Post, path, body, withToken);

    public void Dispose() => _http.Dispose();

    private async Task<Answer> SendAsync(HttpMethod method, string path, JsonNode? body, bool withToken)
    {
        using var request = new HttpRequestMessage(method, path) { Content = body is null ? null : JsonContent.Create(body) };
        if (withToken)
        {
            request.Headers.Add("RequestVerificationToken", Token);
        }

        using var response = await _http.SendAsync(request);
        return await Answer.OfAsync(response);
    }

    [GeneratedRegex("data-token=\"([^\"]+)\"")]
    private static partial Regex TokenOfPage();
}
