using System.Text;
using Alokon.Engine;
using Alokon.Sop.Documents;
using Alokon.Tests.Support;
using Npgsql;
using Xunit;

namespace Alokon.Tests.Documents;

/// <summary>The worker's side, with a printer that needs no browser: lease, fence, attempts, order.</summary>
public sealed class PrintingTests
{
    private static readonly CancellationToken None = CancellationToken.None;

    [Fact]
    public async Task A_paper_waits_until_the_worker_prints_it_and_then_has_hash_and_pages()
    {
        await using var database = await TestDatabase.CreateAsync();
        var office = await DocumentsOffice.OpenAsync(database, 3315);
        var caseId = Ids.New();
        var issued = await office.IssueAsync(caseId, "SPMB");
        Assert.Equal("pending", issued.Status);
        Assert.False(await ReadyAsync(office, caseId));

        Assert.True(await PrintNextAsync(database));
        Assert.False(await PrintNextAsync(database));

        var printed = (await office.ListAsync(caseId)).Single();
        Assert.Equal(("ready", 2), (printed.Status, printed.Pages));
        Assert.True(await ReadyAsync(office, caseId));
        var pdf = (await office.AskAsync(w => new GetDocumentPdfHandler(w).Handle(new GetDocumentPdf(printed.Id), None))).Value;
        Assert.Equal(printed.Sha256, pdf.Sha256);
        Assert.Equal("SPMB-400.13-1-SPMB-DP3AKB-" + printed.Number.Split('/')[^2] + $"-{printed.IssuedOn.Year}.pdf", pdf.FileName);
        Assert.Contains($"<p>{printed.Number}</p>", Encoding.Latin1.GetString(pdf.Bytes));
    }

    [Fact]
    public async Task A_printer_that_died_loses_nothing_the_next_one_takes_over_and_the_dead_one_can_store_no_more()
    {
        await using var database = await TestDatabase.CreateAsync();
        var office = await DocumentsOffice.OpenAsync(database, 3315);
        var caseId = Ids.New();
        await office.IssueAsync(caseId, "SPMB");

        var dead = await PrintJobRows.ClaimAsync(database.Source, LongLease.Terms, [], false, None);
        Assert.NotNull(dead);
        Assert.Null(await PrintJobRows.ClaimAsync(database.Source, LongLease.Terms, [], false, None)); // leased
        await ExecuteAsync(database, "UPDATE documents.document SET claimed_until = now() - interval '1 second'");
        Assert.True(await PrintNextAsync(database));

        Assert.False(await PrintResultRows.StoreAsync(database.Source, dead, new StoredPaper(dead.Model, [1], new string('0', 64), 9, PaperPrinter.Mark, false, []), None));
        Assert.False(await PrintResultRows.FailAsync(database.Source, dead, 1, true, TimeSpan.Zero, "late", None));
        Assert.Equal(("ready", 2), (await office.ListAsync(caseId)).Select(d => (d.Status, d.Pages)).Single());
    }

    [Fact]
    public async Task Two_printers_never_hold_the_same_paper()
    {
        await using var database = await TestDatabase.CreateAsync();
        var office = await DocumentsOffice.OpenAsync(database, 3315);
        var caseId = Ids.New();
        for (var paper = 0; paper < 12; paper++)
        {
            await office.IssueAsync(caseId, "SPMB");
        }

        var claims = await Task.WhenAll(Enumerable.Range(0, 12).Select(_ => PrintJobRows.ClaimAsync(database.Source, LongLease.Terms, [], false, None)));

        var held = claims.OfType<PrintJob>().Select(c => c.Id).ToArray();
        Assert.Equal(held.Length, held.Distinct().Count());
        Assert.NotEmpty(held);
    }

    [Fact]
    public async Task After_five_failures_a_paper_is_given_up_with_its_reason_and_an_operator_may_retry_it()
    {
        await using var database = await TestDatabase.CreateAsync();
        var office = await DocumentsOffice.OpenAsync(database, 3315);
        var caseId = Ids.New();
        var issued = await office.IssueAsync(caseId, "SPMB");

        for (var attempt = 1; attempt <= 5; attempt++)
        {
            Assert.True(await PrintNextAsync(database, (_, _) => throw new IOException("browser gone")));
            Assert.False(await PrintNextAsync(database)); // backs off
            await ExecuteAsync(database, "UPDATE documents.document SET claimed_until = now()");
        }

        var failed = (await office.ListAsync(caseId)).Single();
        Assert.Equal(("failed", 5, "browser gone"), (failed.Status, failed.Attempts, failed.LastError));
        Assert.False(await ReadyAsync(office, caseId));

        await office.DoAsync(async w => Assert.Null((await new RetryDocumentHandler(w).Handle(new RetryDocument(issued.Id), None)).Refusal));
        Assert.True(await PrintNextAsync(database));
        Assert.Equal("ready", (await office.ListAsync(caseId)).Single().Status);
        var again = await office.AskAsync(w => new RetryDocumentHandler(w).Handle(new RetryDocument(issued.Id), None));
        Assert.Equal("document-not-failed", again.Refusal?.Code);
    }

    [Fact]
    public async Task A_hole_in_the_data_fails_the_paper_and_names_the_place()
    {
        await using var database = await TestDatabase.CreateAsync();
        var office = await DocumentsOffice.OpenAsync(database, 3315, "<p>\n{{ dokumen.entah }}</p>");
        var caseId = Ids.New();
        await office.IssueAsync(caseId, "SPMB");

        await PrintNextAsync(database);

        Assert.StartsWith("SPMB/template.sbnhtml(2,", (await office.ListAsync(caseId)).Single().LastError);
    }

    [Fact]
    public async Task The_Berkas_waits_for_every_other_paper_and_lists_them()
    {
        await using var database = await TestDatabase.CreateAsync();
        var office = await DocumentsOffice.OpenAsync(
            database, 3315, "{{ for d in daftar }}<i>{{ d.kode }} {{ d.halaman }} {{ d.sha256 }}</i>{{ end }}");
        var caseId = Ids.New();
        await office.IssueAsync(caseId, "BERKAS");
        var spmb = await office.IssueAsync(caseId, "SPMB");

        Assert.True(await PrintNextAsync(database));
        spmb = (await office.ListAsync(caseId)).Single(d => d.Id == spmb.Id);
        Assert.Equal("ready", spmb.Status);
        Assert.True(await PrintNextAsync(database));

        var berkas = (await office.ListAsync(caseId)).Single(d => d.Code == "BERKAS");
        var pdf = (await office.AskAsync(w => new GetDocumentPdfHandler(w).Handle(new GetDocumentPdf(berkas.Id), None))).Value;
        Assert.Contains($"<i>SPMB 2 {spmb.Sha256}</i>", Encoding.Latin1.GetString(pdf.Bytes));
    }

    [Fact]
    public async Task A_paper_is_printed_with_the_template_of_its_day()
    {
        await using var database = await TestDatabase.CreateAsync();
        var office = await DocumentsOffice.OpenAsync(database, 3315);
        var caseId = Ids.New();
        var issued = await office.IssueAsync(caseId, "SPMB");
        await DocumentsOffice.OpenAsync(database, 3315, "<p>lain sama sekali</p>");

        await PrintNextAsync(database);

        var pdf = (await office.AskAsync(w => new GetDocumentPdfHandler(w).Handle(new GetDocumentPdf(issued.Id), None))).Value;
        Assert.Contains($"<p>{issued.Number}</p>", Encoding.Latin1.GetString(pdf.Bytes));
    }

    [Fact]
    public void The_time_in_the_file_is_the_papers_own_and_nothing_else_moves()
    {
        var chromium = Encoding.Latin1.GetBytes("<</CreationDate (D:20261122024719+00'00')\n/ModDate (D:20261122024719+00'00')>> /Type /Pages /Type /Page\n/Type /Page");

        var stamped = PdfFacts.StampTime(chromium, new DateTimeOffset(2026, 10, 7, 9, 0, 0, TimeSpan.FromHours(7)));

        Assert.Equal("<</CreationDate (D:20261007020000+00'00')\n/ModDate (D:20261007020000+00'00')>> /Type /Pages /Type /Page\n/Type /Page", Encoding.Latin1.GetString(stamped));
        Assert.Equal(2, PdfFacts.Pages(stamped));
    }

    private static Task<bool> PrintNextAsync(TestDatabase database, PrintPaper? print = null) => PaperPrinter.PrintNextAsync(database, print);

    private static async Task<bool> ReadyAsync(DocumentsOffice office, Guid caseId) =>
        (await office.AskAsync(w => new DocumentsReadyHandler(w).Handle(new DocumentsReady(caseId), None))).Value;

    private static async Task ExecuteAsync(TestDatabase database, string sql)
    {
        await using var superuser = database.AsSuperuser();
        await using NpgsqlCommand command = superuser.CreateCommand(sql);
        await command.ExecuteNonQueryAsync();
    }
}
