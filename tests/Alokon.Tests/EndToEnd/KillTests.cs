using System.Text.Json.Nodes;
using Alokon.Host.Demo;
using Alokon.Sop.Archive;
using Xunit;
using Xunit.Abstractions;

namespace Alokon.Tests.EndToEnd;

/// <summary>kill -9 of the server at any moment while the officers work: nothing is lost, nothing is doubled.</summary>
public sealed class KillTests(ITestOutputHelper output)
{
    private const int Kills = 20;

    [Fact]
    public async Task The_five_requests_end_as_they_should_though_the_server_is_killed_twenty_times()
    {
        var seed = Random.Shared.Next();
        output.WriteLine($"seed {seed}");
        using var limit = new CancellationTokenSource(TimeSpan.FromMinutes(10));
        await using var server = new ServerProcess();
        await server.StartAsync(limit.Token);
        using var http = server.NewClient();
        var api = server.NewApi(http);

        var killing = KillAsync(server, new Random(seed), limit.Token);
        var results = await new DemoRun(api, TimeSpan.FromHours(7)).RunAsync(SampleRequest.ReadAll(), _ => { }, limit.Token);
        await killing;

        Assert.All(results, result => Assert.Equal(result.Sample.Expected.FinalState, result.Status));
        var numbers = new List<string>();
        foreach (var result in results)
        {
            numbers.AddRange(await CheckAsync(api, result, limit.Token));
        }

        Assert.Equal(numbers.Count, numbers.Distinct().Count());
        AssertGapFree(numbers);
    }

    /// <summary>At random moments, also while papers are printed and packs are built after the last answer.</summary>
    private static async Task KillAsync(ServerProcess server, Random random, CancellationToken ct)
    {
        for (var i = 0; i < Kills; i++)
        {
            await Task.Delay(random.Next(50, 2500), ct);
            await server.KillAsync();
            await server.StartAsync(ct);
        }
    }

    private static async Task<IEnumerable<string>> CheckAsync(DemoApi api, DemoResult result, CancellationToken ct)
    {
        var steps = SampleStep.ReadAll()[result.Sample.Id];
        var timeline = (await api.GetAsync("auditor", $"/api/v1/cases/{result.Case}/timeline", ct))["items"]!.AsArray();
        Assert.Equal(Enumerable.Range(1, timeline.Count), timeline.Select(e => e!["seq"]!.GetValue<int>()));
        Assert.Equal(steps.Select(s => s.Step), Of(timeline, "task.completed"));
        Assert.Equal(steps.Select(s => s.Step), Of(timeline, "task.claimed"));
        Assert.Equal(steps.Select(s => s.Step), Of(timeline, "task.opened"));

        var pack = await api.DownloadAsync("auditor", $"/api/v1/cases/{result.Case}/pack", ct);
        Assert.Null(PackVerifier.Verify(pack, null).Refusal);
        var documents = (await api.GetAsync("auditor", $"/api/v1/cases/{result.Case}/documents", ct))["items"]!.AsArray();
        Assert.All(documents, d => Assert.Equal("ready", d!["status"]!.GetValue<string>()));
        var codes = documents.Select(d => d!["code"]!.GetValue<string>()).ToList();
        Assert.Equal(codes.Count, codes.Distinct().Count());
        return documents.Select(d => $"{d!["code"]} {d["number"]}");
    }

    private static IEnumerable<string> Of(JsonArray timeline, string kind) =>
        timeline.Where(e => e!["kind"]!.GetValue<string>() == kind).Select(e => e!["step"]!.GetValue<string>());

    /// <summary>Four SPMB were issued, so they are 1 to 4: a rolled-back try leaves no hole in the book.</summary>
    private static void AssertGapFree(List<string> numbers)
    {
        var spmb = numbers.Where(n => n.StartsWith("SPMB ", StringComparison.Ordinal)).Select(n => int.Parse(n.Split('/')[1])).Order();
        Assert.Equal([1, 2, 3, 4], spmb);
    }
}
