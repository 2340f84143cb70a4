using System.Text.Json;
using System.Text.Json.Nodes;
using Alokon.Host;
using Alokon.Host.Demo;
using Alokon.Sop.Documents;
using Alokon.Tests.Support;
using Xunit;

namespace Alokon.Tests.EndToEnd;

/// <summary>A paper that no workflow of ours issues is one that an office may name in a step of its own.</summary>
public sealed class EveryPaperTests
{
    private const string Workflow = "distribusi-alokon-grobogan.json";

    [Fact]
    public async Task A_step_that_names_every_paper_issues_and_prints_them_all()
    {
        using var home = new TemporaryFolder();
        string[] codes = [.. DocumentCodes.All.Where(code => code != DocumentCodes.Berkas)];
        await FurnishAsync(home.Path, codes);
        using var limit = new CancellationTokenSource(TimeSpan.FromMinutes(20));
        await using var server = new ServerProcess(home.Path);
        await server.StartAsync(limit.Token);
        using var http = server.NewClient();
        var api = server.NewApi(http);

        var started = await api.PostAsync("faskes", "/api/v1/cases", Request(), limit.Token);
        var path = $"/api/v1/cases/{started["id"]!.GetValue<string>()}";
        var task = (await api.GetAsync("plkb", path, limit.Token))["tasks"]![0]!;
        await api.PostAsync(
            "plkb",
            $"/api/v1/tasks/{task["id"]}/complete",
            new JsonObject { ["outcome"] = "lengkap", ["data"] = new JsonObject(), ["version"] = task["version"]!.GetValue<int>() },
            limit.Token);
        var printed = await PrintedAsync(api, path, limit.Token);

        Assert.Equal(codes.Order(StringComparer.Ordinal), printed.Select(d => d["code"]!.GetValue<string>()).Order(StringComparer.Ordinal));
        Assert.All(printed, d => Assert.Equal("ready", d["status"]!.GetValue<string>()));
        Assert.Equal(printed.Count, printed.Select(d => d["number"]!.GetValue<string>()).Distinct().Count());
    }

    /// <summary>Asked until none waits for the printer any more.</summary>
    private static async Task<List<JsonNode>> PrintedAsync(DemoApi api, string path, CancellationToken ct)
    {
        while (true)
        {
            var documents = (await api.GetAsync("auditor", $"{path}/documents", ct))["items"]!.AsArray().Select(d => d!).ToList();
            if (documents.TrueForAll(d => d["status"]!.GetValue<string>() != "pending"))
            {
                return documents;
            }

            await Task.Delay(100, ct);
        }
    }

    /// <summary>The templates of the project, and its workflow with a first step that issues these papers.</summary>
    private static async Task FurnishAsync(string home, string[] codes)
    {
        foreach (var file in Directory.EnumerateFiles(Home.Templates, "*", SearchOption.AllDirectories))
        {
            var copy = Path.Combine(home, "templates", Path.GetRelativePath(Home.Templates, file));
            Directory.CreateDirectory(Path.GetDirectoryName(copy)!); // a file has a folder
            File.Copy(file, copy);
        }

        var rules = JsonSerializer.Serialize(codes.Select(code => new { code, outcomes = new[] { "lengkap" } }));
        const string OnlyAmrah = """[{\"code\": \"AMR\", \"outcomes\": [\"lengkap\"]}]""";
        var text = await File.ReadAllTextAsync(Path.Combine(Home.Workflows, Workflow));
        Assert.Contains(OnlyAmrah, text, StringComparison.Ordinal);
        Directory.CreateDirectory(Path.Combine(home, "workflows"));
        await File.WriteAllTextAsync(
            Path.Combine(home, "workflows", Workflow),
            text.Replace(OnlyAmrah, rules.Replace("\"", "\\\"", StringComparison.Ordinal), StringComparison.Ordinal));
    }

    private static JsonObject Request() => JsonNode.Parse(
        """
        {"workflow":"distribusi-alokon-grobogan","input":{"kind":"rutin","facility":"3315007","period":"2026-10",
         "lines":[{"commodity":"STK3","requested":480,"averageMonthlyConsumption":155,"stockOnHand":140}],"attachments":["K/0/KB"]}}
        """)!.AsObject();
}
