using System.Diagnostics;
using System.Text.Json;
using System.Text.Json.Nodes;
using Alokon.Bench.Engine;
using Alokon.Engine;
using Alokon.Host.Embedded.Chromium;
using Alokon.Sop.Documents;
using Microsoft.Extensions.Logging.Abstractions;

namespace Alokon.Bench.Documents;

/// <summary>
/// `./alokon bench documents`: the pipeline, from a row that waits to a row with its PDF, against the least that the browser can do:
/// printToPDF, again and again, of the same paper that is laid out already. Both in turns, in browsers started alike.
/// </summary>
internal static class DocumentsBench
{
    /// <summary>Before anything is measured: what runs often is compiled anew while it runs, and a node is seldom young.</summary>
    private const int FirstPapers = 600;

    /// <summary>For each page of a new browser.</summary>
    private const int WarmUpPapers = 20;
    private const int Evaluations = 300;
    private const int Sample = 100;

    public static async Task<int> RunAsync(DocumentsBenchOptions options, CancellationToken ct)
    {
        var folder = Directory.CreateTempSubdirectory("alokon-bench-").FullName;
        try
        {
            await using var house = await House.OpenAsync(folder, ct);
            var queue = new PaperQueue(house);
            await queue.OpenAsync(ct);
            var report = new DocumentsReport();
            await (await LimitLoad.OpenAsync(ChromiumSettings.OfThisMachine(), 1, ct)).DisposeAsync(); // finds how many rows fill the paper
            await WarmUpAsync(house, queue, ct);
            var evaluation = MeasureEvaluation(ct);
            foreach (var pages in options.Pages)
            {
                await MeasureAsync(options, house, queue, pages, evaluation, report, ct);
            }

            await RememberAsync(options.Papers, house, queue, report, ct);
            report.Summarize();
            return 0;
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    private static async Task WarmUpAsync(House house, PaperQueue queue, CancellationToken ct)
    {
        await using var printer = new ChromiumPrinter(ChromiumSettings.OfThisMachine() with { Pages = 2 }, NullLogger.Instance);
        await queue.IssueAsync(FirstPapers, ct);
        await PrintAsync(house, printer, 2, ct);
    }

    /// <summary>The template alone, as the printer does it: from the model as it is kept to the page.</summary>
    private static double MeasureEvaluation(CancellationToken ct)
    {
        var files = PaperQueue.Template.ToBytes();
        var hash = TemplateFiles.HashOf(files);
        var bytes = JsonSerializer.SerializeToUtf8Bytes(PaperQueue.Model());
        Evaluate(Evaluations); // warm
        var before = OwnMs();
        Evaluate(Evaluations);
        return (OwnMs() - before) / Evaluations;

        void Evaluate(int times)
        {
            for (var i = 0; i < times; i++)
            {
                var model = JsonNode.Parse(bytes)!.AsObject(); // an object, as it was made
                var template = TemplateFiles.OfVersion(PaperQueue.Code, hash, files);
                DocumentPage.Compose(template, model, template.Render(bytes, ct).Text ?? throw new InvalidOperationException("Expected the example to render."));
            }
        }
    }

    private static async Task MeasureAsync(
        DocumentsBenchOptions options, House house, PaperQueue queue, int pages, double evaluation, DocumentsReport report, CancellationToken ct)
    {
        var settings = ChromiumSettings.OfThisMachine() with { Pages = pages };
        await using var limit = await LimitLoad.OpenAsync(settings, pages, ct);
        await using var printer = new ChromiumPrinter(settings, NullLogger.Instance);
        var (raw, ours) = (new PaperTally(), new PaperTally());
        await limit.RunAsync(WarmUpPapers * pages, ct);
        await queue.IssueAsync(WarmUpPapers * pages, ct);
        await PrintAsync(house, printer, pages, ct);
        for (var slice = 0; slice < options.Slices; slice++)
        {
            // In turns, and each as often first as second: what else the machine does falls on both alike.
            if (slice % 2 == 0)
            {
                await LimitAsync();
                await PipelineAsync();
            }
            else
            {
                await PipelineAsync();
                await LimitAsync();
            }
        }

        report.Add(pages, raw, ours, evaluation);

        Task LimitAsync() => raw.AddAsync(options.PapersPerSlice, () => ProcessTree.CpuMs(limit.Pid), () => 0, () => limit.RunAsync(options.PapersPerSlice, ct));

        async Task PipelineAsync()
        {
            await queue.IssueAsync(options.PapersPerSlice, ct);
            await ours.AddAsync(options.PapersPerSlice, () => ProcessTree.CpuMs(printer.Pid ?? 0), () => ProcessTree.CpuMs(house.Postgres.Pid ?? 0), () => PrintAsync(house, printer, pages, ct));
        }
    }

    private static async Task RememberAsync(int papers, House house, PaperQueue queue, DocumentsReport report, CancellationToken ct)
    {
        var settings = ChromiumSettings.OfThisMachine() with { Pages = 2 };
        await using var printer = new ChromiumPrinter(settings, NullLogger.Instance);
        for (var printed = 0; printed < papers;)
        {
            await queue.IssueAsync(Sample, ct);
            await PrintAsync(house, printer, 2, ct);
            printed += Sample;
            report.Add(printed, ProcessTree.Megabytes(printer.Pid ?? 0), Meter.WorkingSetMb());
        }
    }

    /// <summary>As the workers of a node do it, until nothing waits.</summary>
    private static Task PrintAsync(House house, ChromiumPrinter printer, int pages, CancellationToken ct) =>
        Task.WhenAll(Enumerable.Range(0, pages).Select(_ => Task.Run(
            async () =>
            {
                var handler = new RenderNextDocumentHandler(
                    house.Source, (html, token) => printer.PrintAsync(html, null, token), LeaseTerms.Default, NullLogger<RenderNextDocumentHandler>.Instance);
                while ((await handler.Handle(new RenderNextDocument([]), ct)).Value)
                {
                }
            },
            ct)));

    internal static double OwnMs()
    {
        using var self = Process.GetCurrentProcess();
        return self.TotalProcessorTime.TotalMilliseconds;
    }
}

/// <summary>One browser whose pages hold the paper and print it again and again.</summary>
internal sealed class LimitLoad : IAsyncDisposable
{
    private const int Window = 800; // the browser's own: nothing of the limit is arranged for our papers

    private readonly ChromiumProcess _browser;
    private readonly IReadOnlyList<PrintPage> _pages;

    private LimitLoad(ChromiumProcess browser, IReadOnlyList<PrintPage> pages) => (_browser, _pages) = (browser, pages);

    public int Pid => _browser.Pid;

    public static async Task<LimitLoad> OpenAsync(ChromiumSettings settings, int count, CancellationToken ct)
    {
        var browser = await ChromiumProcess.StartAsync(settings, NullLogger.Instance, ct);
        var pages = new List<PrintPage>();
        for (var i = 0; i < count; i++)
        {
            var page = await PrintPage.OpenAsync(browser.Connection, settings with { Window = Window }, ct);
            await PaperQueue.LoadAsync(page, ct);
            pages.Add(page);
        }

        return new LimitLoad(browser, pages);
    }

    public Task RunAsync(int papers, CancellationToken ct)
    {
        var left = papers;
        return Task.WhenAll(_pages.Select(page => Task.Run(
            async () =>
            {
                while (Interlocked.Decrement(ref left) >= 0)
                {
                    await page.ToPdfAsync(null, ct);
                }
            },
            ct)));
    }

    public ValueTask DisposeAsync() => _browser.DisposeAsync();
}
