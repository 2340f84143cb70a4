using Alokon.Engine;
using Alokon.Host;
using Alokon.Host.Demo;
using Alokon.Host.Embedded;
using Alokon.Host.Embedded.Chromium;
using Alokon.Tests.Support;
using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.DependencyInjection;
using Npgsql;
using Xunit;

namespace Alokon.Tests.Documents;

/// <summary>Whole nodes as the program composes them, each with its own workers, connections and browser, on one database.</summary>
public sealed class TwoNodesTests
{
    private const int Papers = 24;

    [Fact]
    public async Task Two_nodes_with_a_browser_each_print_one_queue_and_make_every_paper_once()
    {
        await using var database = await TestDatabase.CreateAsync();
        var office = await DocumentsOffice.OpenAsync(database, 3315);
        await using var first = await Node.StartAsync(database.ConnectionString);
        await using var second = await Node.StartAsync(database.ConnectionString);
        Assert.NotEqual(first.Browser, second.Browser);

        var caseId = Ids.New();
        await office.DoAsync(async work =>
        {
            for (var i = 0; i < Papers; i++)
            {
                RefusalExpected.None(await DocumentsOffice.IssueAsync(work, caseId, "SPMB"));
            }
        });
        await PrintedAsync(office, caseId);

        // The fence rises with every claim: one claim each, and none failed. What is kept is what its hash says.
        Assert.Equal($"{Papers} {Papers} {Papers}", await AskAsync(
            database,
            "SELECT concat_ws(' ', count(*) FILTER (WHERE fence = 1 AND attempts = 0), count(DISTINCT sha256), count(*) FILTER (WHERE sha256 = encode(sha256(pdf), 'hex'))) FROM documents.document"));
    }

    private static async Task PrintedAsync(DocumentsOffice office, Guid caseId)
    {
        using var hang = new CancellationTokenSource(TimeSpan.FromMinutes(10));
        while ((await office.ListAsync(caseId)).Any(paper => paper.Status != "ready"))
        {
            await Task.Delay(50, hang.Token);
        }
    }

    private static async Task<string> AskAsync(TestDatabase database, string sql)
    {
        await using var superuser = database.AsSuperuser();
#pragma warning disable CA2100 // a constant of this test
        await using var command = superuser.CreateCommand(sql);
#pragma warning restore CA2100
        return (string)(await command.ExecuteScalarAsync())!; // an aggregate always has an answer
    }

    private sealed class Node(TemporaryFolder folder, DataFolder data, NpgsqlDataSource source, WebApplication app, int browser) : IAsyncDisposable
    {
        public int Browser => browser;

        public static async Task<Node> StartAsync(string database)
        {
            var folder = new TemporaryFolder();
            var data = DataFolder.Claim(folder.Path);
            var source = Server.Source(database);
            var app = WebServer.Build("http://127.0.0.1:0", data, source, new DemoMode(true));
            await app.StartAsync();
            var printer = app.Services.GetRequiredService<ChromiumPrinter>();
            await printer.ReadyAsync(CancellationToken.None);
            return new Node(folder, data, source, app, printer.Pid ?? 0);
        }

        public async ValueTask DisposeAsync()
        {
            await app.StopAsync();
            await app.DisposeAsync();
            await source.DisposeAsync();
            data.Dispose();
            folder.Dispose();
        }
    }
}
