using System.Text;
using Alokon.Engine;
using Alokon.Sop.Documents;
using Alokon.Tests.Support;
using Microsoft.Extensions.Logging.Abstractions;
using Xunit;

namespace Alokon.Tests.Documents;

/// <summary>SALINAN, BATAL and DRAF: what is shown instead of, or beside, the paper itself.</summary>
public sealed class CopyTests
{
    private static readonly CancellationToken None = CancellationToken.None;

    [Fact]
    public async Task Who_opens_a_cancelled_paper_gets_it_marked_and_the_archive_keeps_its_own_bytes()
    {
        await using var database = await TestDatabase.CreateAsync();
        var office = await DocumentsOffice.OpenAsync(database, 3315);
        var caseId = Ids.New();
        var issued = await office.IssueAsync(caseId, "SPMB");
        await PrintAsync(database);
        var before = (await office.AskAsync(w => new GetDocumentPdfHandler(w).Handle(new GetDocumentPdf(issued.Id), None))).Value;
        Assert.False(before.IsCancelled);

        await office.DoAsync(async w => Assert.Null((await new CancelDocumentHandler(w).Handle(new CancelDocument(issued.Id, "salah tujuan"), None)).Refusal));

        var after = (await office.AskAsync(w => new GetDocumentPdfHandler(w).Handle(new GetDocumentPdf(issued.Id), None))).Value;
        Assert.True(after.IsCancelled);
        Assert.Equal(before.Bytes, after.Bytes);
        Assert.Equal(before.Bytes, (await office.AskAsync(w => CaseDocuments.ReadAllAsync(w, caseId, None))).Single().Pdf);
        var copy = (await office.AskAsync(w => new GetDocumentCopyHandler(w).Handle(new GetDocumentCopy(issued.Id), None))).Value;
        Assert.Contains(">BATAL</div>", copy.Html);
        Assert.Contains($"<p>{issued.Number}</p>", copy.Html);
        Assert.EndsWith("-batal.pdf", copy.FileName);
    }

    [Fact]
    public async Task A_copy_of_a_paper_in_force_says_so_and_is_the_same_bytes_each_time()
    {
        await using var database = await TestDatabase.CreateAsync();
        var office = await DocumentsOffice.OpenAsync(database, 3315);
        var issued = await office.IssueAsync(Ids.New(), "SPMB");
        var early = await office.AskAsync(w => new GetDocumentCopyHandler(w).Handle(new GetDocumentCopy(issued.Id), None));
        Assert.Equal("document-not-ready", early.Refusal?.Code);
        await PrintAsync(database);

        var copy = (await office.AskAsync(w => new GetDocumentCopyHandler(w).Handle(new GetDocumentCopy(issued.Id), None))).Value;
        var again = (await office.AskAsync(w => new GetDocumentCopyHandler(w).Handle(new GetDocumentCopy(issued.Id), None))).Value;

        Assert.Contains(">SALINAN</div>", copy.Html);
        Assert.EndsWith("-salinan.pdf", copy.FileName);
        Assert.Equal(copy.Html, again.Html);
        Assert.Equal(
            copy.Stamp(Encoding.Latin1.GetBytes("/CreationDate (D:20261122024719+00'00')")),
            again.Stamp(Encoding.Latin1.GetBytes("/CreationDate (D:20271231235959+00'00')")));
        Assert.Equal("document-not-found", (await office.AskAsync(w => new GetDocumentCopyHandler(w).Handle(new GetDocumentCopy(Ids.New()), None))).Refusal?.Code);
    }

    private static async Task PrintAsync(TestDatabase database)
    {
        PrintPdf plain = (html, _) => Task.FromResult(Encoding.Latin1.GetBytes("%PDF /Type /Page\n" + html));
        var handler = new RenderNextDocumentHandler(database.Source, plain, LeaseTerms.Default, NullLogger<RenderNextDocumentHandler>.Instance);
        Assert.True((await handler.Handle(new RenderNextDocument(), None)).Value);
    }
}
