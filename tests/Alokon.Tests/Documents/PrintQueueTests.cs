using System.Collections.Concurrent;
using Alokon.Engine;
using Alokon.Sop.Documents;
using Alokon.Tests.Support;
using Microsoft.Extensions.Logging;
using Npgsql;
using Xunit;

namespace Alokon.Tests.Documents;

/// <summary>Who is printed first, who holds up nobody, and what is written down about the printing.</summary>
public sealed class PrintQueueTests
{
    private static readonly CancellationToken None = CancellationToken.None;

    [Fact]
    public async Task A_case_that_is_late_has_its_papers_printed_before_older_ones()
    {
        await using var database = await TestDatabase.CreateAsync();
        var office = await DocumentsOffice.OpenAsync(database, 3315);
        var (calm, late, soon) = (Ids.New(), Ids.New(), Ids.New());
        await office.IssueAsync(calm, "SPMB");
        await office.IssueAsync(soon, "SPMB");
        await office.IssueAsync(late, "SPMB");
        await ServeByAsync(database, late, "- interval '2 days'");
        await ServeByAsync(database, soon, "+ interval '20 minutes'");
        await ServeByAsync(database, calm, "+ interval '6 days'");

        Assert.Equal([late, soon, calm], await PrintAllAsync(database));
    }

    [Fact]
    public async Task What_somebody_is_looking_at_goes_first()
    {
        await using var database = await TestDatabase.CreateAsync();
        var office = await DocumentsOffice.OpenAsync(database, 3315);
        Guid[] cases = [Ids.New(), Ids.New(), Ids.New()];
        foreach (var one in cases)
        {
            await office.IssueAsync(one, "SPMB");
        }

        var wanted = new WantedPapers();
        wanted.Want(cases[2]);
        Assert.True(await PaperPrinter.PrintNextAsync(database, wanted: wanted));
        Assert.Equal("ready", await StatusAsync(office, cases[2]));

        wanted.Want((await office.ListAsync(cases[1])).Single().Id); // a paper by its own id
        Assert.True(await PaperPrinter.PrintNextAsync(database, wanted: wanted));
        Assert.Equal(("ready", "pending"), (await StatusAsync(office, cases[1]), await StatusAsync(office, cases[0])));
    }

    [Fact]
    public void Only_the_last_fifty_that_were_looked_for_are_remembered()
    {
        var wanted = new WantedPapers();
        var keys = Enumerable.Range(0, 60).Select(_ => Ids.New()).ToList();
        keys.ForEach(wanted.Want);
        wanted.Want(keys[59]);

        Assert.Equal(keys[10..], wanted.Keys);
    }

    [Fact]
    public async Task Fifty_bad_papers_keep_no_good_one_waiting()
    {
        await using var database = await TestDatabase.CreateAsync();
        var office = await DocumentsOffice.OpenAsync(database, 3315);
        var (bad, good) = (Ids.New(), Ids.New());
        for (var i = 0; i < 50; i++)
        {
            await office.IssueAsync(bad, "SPMB");
            await office.IssueAsync(good, "SBBK");
        }

        var tried = new ConcurrentQueue<bool>();
        PrintPaper printer = (html, ct) =>
        {
            tried.Enqueue(IsBad(html));
            return IsBad(html) ? throw new InvalidOperationException("a page that brings every browser down") : PaperPrinter.PrintAsync(html, ct);
        };
        while (await PaperPrinter.PrintNextAsync(database, printer))
        {
        }

        Assert.Equal((50, 50), (tried.Count(t => t), tried.Count(t => !t))); // each bad one was tried once and rests
        Assert.All(await office.ListAsync(good), paper => Assert.Equal("ready", paper.Status));

        // When all the bad ones are due again, one of several printers leaves them alone, and has a first try for whoever comes.
        await ExecuteAsync(database, "UPDATE documents.document SET claimed_until = NULL");
        tried.Clear();
        await office.IssueAsync(good, "SBBK");
        Assert.True(await PaperPrinter.PrintNextAsync(database, printer, onlyFresh: true));
        Assert.False(await PaperPrinter.PrintNextAsync(database, printer, onlyFresh: true));
        Assert.Equal([false], tried);

        await ExecuteAsync(database, "UPDATE documents.document SET attempts = 4 WHERE status = 'pending'");
        while (await PaperPrinter.PrintNextAsync(database, printer))
        {
        }

        var room = (await office.AskAsync(w => new ReadPrintRoomHandler(w).Handle(new ReadPrintRoom(), None))).Value;
        Assert.Equal((50, 0L), (room.Failed.Count, room.Waiting));
        Assert.All(room.Failed, paper => Assert.Equal((bad, 5, "a page that brings every browser down"), (paper.Case, paper.Attempts, paper.Reason)));
    }

    [Fact]
    public async Task Two_nodes_print_one_queue_and_every_paper_once()
    {
        await using var database = await TestDatabase.CreateAsync();
        var office = await DocumentsOffice.OpenAsync(database, 3315);
        var caseId = Ids.New();
        for (var i = 0; i < 40; i++)
        {
            await office.IssueAsync(caseId, "SPMB");
        }

        var printed = new ConcurrentQueue<(int Node, string Html)>();
        await Task.WhenAll(Enumerable.Range(0, 4).Select(worker => Task.Run(async () =>
        {
            PrintPaper printer = async (html, ct) =>
            {
                printed.Enqueue((worker / 2, html));
                await Task.Yield();
                return await PaperPrinter.PrintAsync(html, ct);
            };
            while (await PaperPrinter.PrintNextAsync(database, printer))
            {
            }
        })));

        Assert.Equal(40, printed.Count);
        Assert.Equal(40, printed.Select(p => p.Html).Distinct().Count());
        Assert.All(await office.ListAsync(caseId), paper => Assert.Equal("ready", paper.Status));
        Assert.Equal("1 40", await AskAsync(database, "SELECT string_agg(fence || ' ' || papers, ', ') FROM (SELECT fence, count(*) AS papers FROM documents.document GROUP BY fence) AS claims"));
    }

    [Fact]
    public async Task A_template_with_an_endless_loop_fails_its_own_paper_and_says_where()
    {
        await using var database = await TestDatabase.CreateAsync();
        var office = await DocumentsOffice.OpenAsync(database, 3315);
        var (good, bad) = (Ids.New(), Ids.New());
        await office.IssueAsync(good, "SPMB");
        await (await DocumentsOffice.OpenAsync(database, 3315, "<p>\n{{ while true }}x{{ end }}</p>")).IssueAsync(bad, "SPMB");

        Assert.True(await PaperPrinter.PrintNextAsync(database));
        Assert.True(await PaperPrinter.PrintNextAsync(database));

        Assert.Equal("ready", await StatusAsync(office, good));
        Assert.StartsWith("SPMB/template.sbnhtml(2,", (await office.ListAsync(bad)).Single().LastError);
    }

    [Fact]
    public async Task A_paper_cancelled_before_it_was_printed_is_printed_no_more_and_cannot_be_retried()
    {
        await using var database = await TestDatabase.CreateAsync();
        var office = await DocumentsOffice.OpenAsync(database, 3315);
        var caseId = Ids.New();
        var waiting = await office.IssueAsync(caseId, "SPMB");
        var failed = await office.IssueAsync(caseId, "SBBK");
        await ExecuteAsync(database, $"UPDATE documents.document SET status = 'failed', attempts = 5, last_error = 'rusak' WHERE id = '{failed.Id}'");
        foreach (var paper in new[] { waiting, failed })
        {
            await office.DoAsync(async w => Assert.Null((await new CancelDocumentHandler(w).Handle(new CancelDocument(paper.Id, "salah tujuan"), None)).Refusal));
        }

        Assert.False(await PaperPrinter.PrintNextAsync(database));
        var room = (await office.AskAsync(w => new ReadPrintRoomHandler(w).Handle(new ReadPrintRoom(), None))).Value;
        Assert.Equal((0, 0L), (room.Failed.Count, room.Waiting));
        var retried = await office.AskAsync(w => new RetryDocumentHandler(w).Handle(new RetryDocument(failed.Id), None));
        Assert.Equal("document-already-cancelled", retried.Refusal?.Code);
    }

    [Fact]
    public async Task A_full_database_costs_a_paper_no_attempt()
    {
        await using var database = await TestDatabase.CreateAsync();
        var office = await DocumentsOffice.OpenAsync(database, 3315);
        var caseId = Ids.New();
        await office.IssueAsync(caseId, "SPMB");

        await Assert.ThrowsAsync<PostgresException>(() => PaperPrinter.PrintNextAsync(database, (_, _) => throw Full()));

        var paper = (await office.ListAsync(caseId)).Single();
        Assert.Equal(("pending", 0, null), (paper.Status, paper.Attempts, paper.LastError));
        await ExecuteAsync(database, "UPDATE documents.document SET claimed_until = now()");
        Assert.True(await PaperPrinter.PrintNextAsync(database));
        Assert.Equal("ready", await StatusAsync(office, caseId));
    }

    [Fact]
    public async Task Every_paper_says_with_which_browser_and_fonts_it_was_printed_and_two_that_differ_are_seen()
    {
        await using var database = await TestDatabase.CreateAsync();
        var office = await DocumentsOffice.OpenAsync(database, 3315);
        var caseId = Ids.New();
        var other = new PressMark("PaperMill/2", "fedcba9876543210");
        await office.IssueAsync(caseId, "SPMB");
        await office.IssueAsync(caseId, "SBBK");
        await office.IssueAsync(caseId, "BAST");

        await PaperPrinter.PrintNextAsync(database);
        Assert.Single((await office.AskAsync(w => new ReadPrintRoomHandler(w).Handle(new ReadPrintRoom(), None))).Value.Presses);
        await PaperPrinter.PrintNextAsync(database);
        await PaperPrinter.PrintNextAsync(database, async (html, ct) => await PaperPrinter.PrintAsync(html, ct) with { Press = other });

        var presses = (await office.AskAsync(w => new ReadPrintRoomHandler(w).Handle(new ReadPrintRoom(), None))).Value.Presses;
        Assert.Equal([PaperPrinter.Mark, other], presses.Select(p => new PressMark(p.Browser, p.Fonts)).OrderBy(p => p.Browser));
        Assert.Equal("PaperMill/1 2, PaperMill/2 1", await AskAsync(
            database, "SELECT string_agg(browser || ' ' || papers, ', ' ORDER BY browser) FROM (SELECT browser, count(*) AS papers FROM documents.document GROUP BY browser) AS used"));
        var log = new LogLines<PressWatch>();
        var watch = new PressWatch(database.Source, log);
        await watch.CompareAsync(other, None);
        await watch.CompareAsync(other, None);
        Assert.Contains("PaperMill/1", Assert.Single(log.At(LogLevel.Warning)));
    }

    private static bool IsBad(string html) => html.Contains("/SPMB/", StringComparison.Ordinal);

    private static PostgresException Full() => new("could not extend file", "ERROR", "ERROR", PostgresErrorCodes.DiskFull);

    private static async Task<string> StatusAsync(DocumentsOffice office, Guid caseId) => (await office.ListAsync(caseId)).Single().Status;

    private static async Task<List<Guid>> PrintAllAsync(TestDatabase database)
    {
        var order = new List<Guid>();
        while (await PrintJobRows.ClaimAsync(database.Source, LongLease.Terms, [], false, None) is { } job)
        {
            order.Add(job.CaseId);
        }

        return order;
    }

    /// <summary>The case's service clock, as another room keeps it.</summary>
    private static Task ServeByAsync(TestDatabase database, Guid caseId, string fromNow) => ExecuteAsync(
        database,
        $"""
        SET session_replication_role = replica;
        INSERT INTO sla.clock (office, id, case_id, unit_kind, kind, rule, calendar_version, started_at, running_since, cancelled, consumed_seconds, due_at)
        VALUES (3315, '{Ids.New()}', '{caseId}', 'office', 'service', jsonb_build_object(), 1, engine.now() - interval '9 days', engine.now() - interval '9 days', false, 0, engine.now() {fromNow})
        """);

    private static async Task ExecuteAsync(TestDatabase database, string sql)
    {
        await using var superuser = database.AsSuperuser();
#pragma warning disable CA2100 // constants and ids of this test
        await using var command = superuser.CreateCommand(sql);
#pragma warning restore CA2100
        await command.ExecuteNonQueryAsync();
    }

    private static async Task<string> AskAsync(TestDatabase database, string sql)
    {
        await using var superuser = database.AsSuperuser();
#pragma warning disable CA2100 // constants of this test
        await using var command = superuser.CreateCommand(sql);
#pragma warning restore CA2100
        return (string)(await command.ExecuteScalarAsync())!; // an aggregate over rows that are there
    }
}
