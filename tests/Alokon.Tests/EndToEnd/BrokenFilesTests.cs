using System.Text.Json.Nodes;
using Alokon.Host;
using Xunit;

namespace Alokon.Tests.EndToEnd;

/// <summary>An admin's slip in a file: the start names file and line, and serves the last good version.</summary>
public sealed class BrokenFilesTests : IDisposable
{
    private readonly DirectoryInfo _home = Directory.CreateTempSubdirectory("alokon-home-");

    [Fact]
    public async Task A_broken_definition_and_a_broken_template_are_named_and_the_last_good_versions_serve()
    {
        Copy(Home.Workflows, Path.Combine(_home.FullName, "workflows"));
        Copy(Home.Templates, Path.Combine(_home.FullName, "templates"));
        using var limit = new CancellationTokenSource(TimeSpan.FromMinutes(20));
        await using var server = new ServerProcess(_home.FullName);
        await server.StartAsync(limit.Token);
        await server.KillAsync();

        var definition = Path.Combine(_home.FullName, "workflows", "distribusi-alokon-grobogan.json");
        var lines = await File.ReadAllLinesAsync(definition, limit.Token);
        lines[9] = lines[9] + " ,,";
        await File.WriteAllLinesAsync(definition, lines, limit.Token);
        var template = Path.Combine(_home.FullName, "templates", "SPMB", "template.sbnhtml");
        await File.AppendAllTextAsync(template, "\n{{ if kasus.nomor }}", limit.Token);
        await server.StartAsync(limit.Token);

        await server.ToldAsync("distribusi-alokon-grobogan\\.json.*1[01]", limit.Token);
        await server.ToldAsync("template\\.sbnhtml\\([0-9]+,[0-9]+\\)", limit.Token);
        using var http = server.NewClient();
        var api = server.NewApi(http);
        var workflows = (await api.GetAsync("faskes", "/api/v1/workflows", limit.Token))["items"]!.AsArray();
        Assert.Contains(workflows, w => w!["definitionId"]!.GetValue<string>() == "distribusi-alokon-grobogan");
        var started = await api.PostAsync("faskes", "/api/v1/cases", Request(), limit.Token);
        Assert.Equal("running", started["status"]!.GetValue<string>());
    }

    public void Dispose() => _home.Delete(recursive: true);

    private static JsonObject Request() => JsonNode.Parse(
        """
        {"workflow":"distribusi-alokon-grobogan","input":{"kind":"rutin","facility":"3315007","period":"2026-10",
         "lines":[{"commodity":"STK3","requested":480,"averageMonthlyConsumption":155,"stockOnHand":140}],"attachments":["K/0/KB"]}}
        """)!.AsObject();

    private static void Copy(string from, string to)
    {
        foreach (var file in Directory.EnumerateFiles(from, "*", SearchOption.AllDirectories))
        {
            var copy = Path.Combine(to, Path.GetRelativePath(from, file));
            Directory.CreateDirectory(Path.GetDirectoryName(copy)!); // a file has a folder
            File.Copy(file, copy);
        }
    }
}
