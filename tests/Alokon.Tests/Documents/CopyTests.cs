using System.Text;
using Alokon.Engine;
using Alokon.Host.Embedded;
using Alokon.Host.Embedded.Chromium;
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

    [Fact]
    public async Task The_mark_stands_on_every_page_hides_no_word_and_is_not_read_out_with_the_text()
    {
        await using var printer = new ChromiumPrinter(ChromiumSettings.OfThisMachine(), NullLogger.Instance);
        var model = LongestPaperTests.Stretched("SBBK");
        var template = TemplateFiles.Read(TemplateTests.Folder(), "SBBK")!;
        var body = TemplateTests.Render("SBBK", model);
        var plain = await printer.PrintPdfAsync(DocumentPage.Compose(template, model, body), None);
        var (pages, tagged) = (await PrintedPage.ReadAsync(plain), await TaggedTextAsync(plain));
        foreach (var (mark, word) in new[] { (PaperMark.Draft, "DRAF"), (PaperMark.Copy, "SALINAN"), (PaperMark.Cancelled, "BATAL") })
        {
            var pdf = await printer.PrintPdfAsync(DocumentPage.Compose(template, model, body, mark), None);
            var marked = await PrintedPage.ReadAsync(pdf);

            Assert.Equal(pages.Count, marked.Count);
            Assert.All(pages.Zip(marked), page => Assert.Equal(
                page.First.Words.Select(w => w.Text).Concat(word.Select(letter => $"{letter}")).Order(StringComparer.Ordinal), // askew, so each letter is found for itself
                page.Second.Words.Select(w => w.Text).Order(StringComparer.Ordinal)));
            Assert.Equal(tagged, await TaggedTextAsync(pdf));
        }
    }

    /// <summary>What stands in the structure of the file: what a screen reader reads.</summary>
    private static async Task<string> TaggedTextAsync(byte[] pdf)
    {
        using var folder = new TemporaryFolder();
        var file = Path.Combine(folder.Path, "copy.pdf");
        await File.WriteAllBytesAsync(file, pdf, None);
        var text = await Tool.MustAsync("pdfinfo", ["-struct-text", file], null, None);
        Assert.Contains("Baris01", text);
        return text;
    }

    private static async Task PrintAsync(TestDatabase database) => Assert.True(await PaperPrinter.PrintNextAsync(database));
}
