using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Text.Json.Nodes;

namespace Alokon.Browser.Designer;

/// <summary>What the tests look up or prepare beside the browser: programs with tokens of their own.</summary>
internal sealed class AdminApi : IDisposable
{
    private readonly HttpClient _http;

    private AdminApi(HttpClient http) => _http = http;

    public static async Task<AdminApi> OpenAsync(RunningOffice office, string username = "admin")
    {
        var http = new HttpClient { BaseAddress = new Uri(office.Url), Timeout = TimeSpan.FromMilliseconds(RunningOffice.Hang) };
        var answer = await http.PostAsJsonAsync("/auth/token", new { office = "3315", username, password = RunningOffice.Password });
        var token = (await answer.Content.ReadFromJsonAsync<JsonObject>())!["token"]!.ToString(); // the demo's account
        http.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", token);
        return new AdminApi(http);
    }

    public async Task<JsonObject> GetAsync(string path) => await ReadAsync(await _http.GetAsync(new Uri(path, UriKind.Relative)));

    public async Task<JsonObject> PostAsync(string path, JsonNode? body = null) => await ReadAsync(await _http.PostAsJsonAsync(path, body ?? new JsonObject()));

    public Task<JsonObject> LatestAsync(string definitionId) => GetAsync($"/elsa/api/workflow-definitions/by-definition-id/{definitionId}?versionOptions=Latest");

    public async Task<int?> PublishedVersionAsync(string definitionId)
    {
        var list = await GetAsync($"/elsa/api/workflow-definitions?versionOptions=Published&DefinitionIds={definitionId}");
        return list["items"]!.AsArray() is [{ } one] ? one["version"]!.GetValue<int>() : null; // a list always has its items
    }

    /// <summary>The definition as another admin would save it, from what is there now.</summary>
    public async Task SaveAsync(string definitionId, Action<JsonObject> change)
    {
        var model = await LatestAsync(definitionId);
        change(model);
        await PostAsync("/elsa/api/workflow-definitions", new JsonObject { ["model"] = model, ["publish"] = false });
    }

    /// <summary>A facility's request on this workflow.</summary>
    public async Task<JsonObject> AskAsync(string definitionId) => await PostAsync("/api/v1/cases", new JsonObject
    {
        ["workflow"] = definitionId,
        ["input"] = new JsonObject
        {
            ["kind"] = "rutin",
            ["facility"] = "3315007",
            ["period"] = "2026-10",
            ["lines"] = new JsonArray(new JsonObject { ["commodity"] = "STK3", ["requested"] = 480, ["averageMonthlyConsumption"] = 155, ["stockOnHand"] = 140 }),
            ["attachments"] = new JsonArray("K/0/KB", "R/II/KB", "Surat permohonan"),
        },
    });

    public void Dispose() => _http.Dispose();

    private static async Task<JsonObject> ReadAsync(HttpResponseMessage answer)
    {
        var text = await answer.Content.ReadAsStringAsync();
        return answer.IsSuccessStatusCode ? JsonNode.Parse(text)!.AsObject() : throw new InvalidOperationException($"{(int)answer.StatusCode}: {text}"); // every answer is an object
    }
}
