using Alokon.Engine;
using Alokon.Host.Demo;
using Alokon.Host.Embedded;
using Alokon.Host.Migrations;
using Alokon.Sop.Archive;

namespace Alokon.Host.Commands;

/// <summary>`alokon demo`: a private server, the sample requests lived through by their officers, their papers and packs in a folder.</summary>
internal static class DemoCommand
{
    private const int Office = 3315;
    private static readonly TimeSpan Wib = TimeSpan.FromHours(7);

    public static async Task<int> RunAsync(string[] args)
    {
        var data = Path.Combine(Path.GetTempPath(), $"alokon-demo-{Environment.ProcessId}");
        try
        {
            var output = Path.GetFullPath(Options.Parse(args, ["--out"], []).Value("--out") ?? "out");
            Environment.SetEnvironmentVariable(DemoAccounts.PasswordVariable, Password());
            Environment.SetEnvironmentVariable("ALOKON_CLOCK", "2026-10-05T07:30:00+07:00");
            Console.WriteLine("Starting a private demo server …");
            await using var server = await Server.StartAsync(new ServeOptions("http://127.0.0.1:0", data, null, true), _ => { }, CancellationToken.None);
            using var http = new HttpClient { BaseAddress = new Uri(server.Url), Timeout = TimeSpan.FromSeconds(100) };
            return await RunAsync(new DemoApi(http, Office, Password(), TimeSpan.FromSeconds(30)), output);
        }
        catch (Exception failure) when (failure is UsageException or HomeException or EmbeddedException or MigrationException or StartException)
        {
            await Console.Error.WriteLineAsync($"alokon demo: {failure.Message}");
            return 1;
        }
        finally
        {
            if (Directory.Exists(data))
            {
                Directory.Delete(data, recursive: true);
            }
        }
    }

    private static async Task<int> RunAsync(DemoApi api, string output)
    {
        var results = await new DemoRun(api, Wib).RunAsync(SampleRequest.ReadAll(), Console.WriteLine, CancellationToken.None);
        Directory.CreateDirectory(output);
        var wrong = 0;
        foreach (var result in results)
        {
            var fault = await SaveAsync(api, result, output) ?? Judge(result);
            wrong += fault is null ? 0 : 1;
            Console.WriteLine($"{result.Sample.Id}: {result.Number} {result.Status}, pelayanan {result.Service} — {fault ?? "sesuai"}");
        }

        Console.WriteLine($"Dokumen dan paket arsip: {output}");
        return wrong == 0 ? 0 : 1;
    }

    /// <summary>Writes every PDF and the pack, and checks the pack as an auditor would.</summary>
    private static async Task<string?> SaveAsync(DemoApi api, DemoResult result, string output)
    {
        var pack = await api.DownloadAsync("auditor", $"/api/v1/cases/{result.Case}/pack", CancellationToken.None);
        var folder = Path.Combine(output, result.Number);
        Directory.CreateDirectory(folder);
        await File.WriteAllBytesAsync(Path.Combine(output, $"{result.Number}.zip"), pack);
        var documents = await api.GetAsync("auditor", $"/api/v1/cases/{result.Case}/documents", CancellationToken.None);
        foreach (var document in documents["items"]!.AsArray()) // the contract: a list has items
        {
            var pdf = await api.DownloadAsync("auditor", $"/api/v1/documents/{document!["id"]}/pdf", CancellationToken.None);
            await File.WriteAllBytesAsync(Path.Combine(folder, $"{document["code"]}.pdf"), pdf);
        }

        return PackVerifier.Verify(pack, null).IsRefused(out var fault) ? fault.Message : null;
    }

    private static string? Judge(DemoResult result)
    {
        if (result.Status != result.Sample.Expected.FinalState)
        {
            return $"berakhir {result.Status}, seharusnya {result.Sample.Expected.FinalState}";
        }

        return result.Sample.Sla is { } sla && result.Service != (sla.Met ? "met" : "breached")
            ? $"jam pelayanan {result.Service}, seharusnya {(sla.Met ? "met" : "breached")}"
            : null;
    }

    // The server is private to this process and gone afterwards.
    private static string Password() => $"demo-{Environment.ProcessId:D8}-alokon";
}
