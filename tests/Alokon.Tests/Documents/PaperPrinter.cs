using Alokon.Engine;
using Alokon.Sop.Documents;
using Alokon.Sop.Documents.Signing;
using Alokon.Tests.Support;
using Microsoft.Extensions.Logging.Abstractions;

namespace Alokon.Tests.Documents;

/// <summary>The worker's step with a printer that needs no browser: the page is the PDF.</summary>
internal static class PaperPrinter
{
    public static readonly PressMark Mark = new("PaperMill/1", "0123456789abcdef");

    public static Task<PrintedPaper> PrintAsync(string html, CancellationToken ct) =>
        Task.FromResult(new PrintedPaper(PlainPdf.Of(2, html), Mark));

    public static async Task<bool> PrintNextAsync(TestDatabase database, PrintPaper? print = null, WantedPapers? wanted = null, bool onlyFresh = false, FindSigning? signing = null) =>
        (await new RenderNextDocumentHandler(database.Source, print ?? PrintAsync, LongLease.Terms, NullLogger<RenderNextDocumentHandler>.Instance, signing)
            .Handle(new RenderNextDocument(wanted?.Keys ?? [], onlyFresh), CancellationToken.None)).Value;
}
