using System.Diagnostics;
using Alokon.Sop.Documents;
using Microsoft.Extensions.Logging;

namespace Alokon.Host.Embedded.Chromium;

/// <summary>
/// Turns HTML into PDF with one headless browser that is started when first needed and again when it has died or is worn out. The HTML
/// is not trusted: no script runs, nothing is fetched, no file is read; pictures and fonts must be data: addresses.
/// </summary>
internal sealed class ChromiumPrinter(ChromiumSettings settings, ILogger log) : IAsyncDisposable
{
    /// <summary>For papers whose style sheet does not number the pages itself.</summary>
    public const string PageNumberFooter =
        """<div style="width:100%;text-align:center;font:8pt 'Liberation Sans',Arial,sans-serif">Halaman <span class="pageNumber"></span> dari <span class="totalPages"></span></div>""";

    /// <summary>In characters. The browser hangs up on a message of 100 MB, and with it on every other paper.</summary>
    private const int LongestHtml = 24 * 1024 * 1024;

    private readonly SemaphoreSlim _turns = new(settings.Pages);
    private readonly SemaphoreSlim _changing = new(1);
    private Press? _press;

    /// <summary>The browser's process; none before the first paper.</summary>
    public int? Pid => _press?.Pid;

    /// <summary>Starts the browser if none runs: a node whose browser does not start shall not take papers from others.</summary>
    /// <exception cref="EmbeddedException">No browser, or it does not start.</exception>
    public async Task<PressMark> ReadyAsync(CancellationToken ct)
    {
        var press = await EnterAsync(ct);
        await LeaveAsync(press);
        return press.Mark;
    }

    public Task<byte[]> PrintPdfAsync(string html, CancellationToken ct) => PrintPdfAsync(html, null, ct);

    public async Task<byte[]> PrintPdfAsync(string html, string? footerHtml, CancellationToken ct) => (await PrintAsync(html, footerHtml, ct)).Pdf;

    /// <param name="footerHtml">Printed in the bottom margin of every page; classes pageNumber and totalPages are filled in. None = no footer.</param>
    /// <returns>A4 unless the HTML's @page says otherwise. The same HTML gives the same bytes for one mark of a press.</returns>
    /// <exception cref="EmbeddedException">No browser, or it failed twice, or took too long, or the paper is too big.</exception>
    public async Task<PrintedPaper> PrintAsync(string html, string? footerHtml, CancellationToken ct)
    {
        if (html.Length > LongestHtml)
        {
            throw new EmbeddedException($"The paper's HTML has {html.Length >> 20} MB with its pictures, the most is {LongestHtml >> 20} MB; make the pictures smaller");
        }

        await _turns.WaitAsync(ct);
        try
        {
            using var limit = CancellationTokenSource.CreateLinkedTokenSource(ct);
            limit.CancelAfter(settings.Limit);
            var begun = Stopwatch.GetTimestamp();
            var printed = await PrintAsync(html, footerHtml, limit.Token, ct);
            PrintMetrics.Took(Stopwatch.GetElapsedTime(begun));
            return printed;
        }
        finally
        {
            _turns.Release();
        }
    }

    public async ValueTask DisposeAsync()
    {
        if (_press is { } press)
        {
            await press.DisposeAsync();
        }

        _turns.Dispose();
        _changing.Dispose();
    }

    /// <summary>Killed, or brought down by another paper: once more on a new page. A paper that kills its page fails the second time.</summary>
    private async Task<PrintedPaper> PrintAsync(string html, string? footerHtml, CancellationToken limit, CancellationToken ct)
    {
        try
        {
            return await TryAsync(html, footerHtml, limit, ct);
        }
        catch (Exception loss) when (loss is BrowserLostException or PageLostException)
        {
            log.ChromiumLost(loss.Message);
        }

        try
        {
            return await TryAsync(html, footerHtml, limit, ct);
        }
        catch (Exception loss) when (loss is BrowserLostException or PageLostException)
        {
            throw new EmbeddedException($"The browser was lost twice over one paper: {loss.Message}", loss);
        }
    }

    private async Task<PrintedPaper> TryAsync(string html, string? footerHtml, CancellationToken limit, CancellationToken ct)
    {
        var press = await EnterAsync(limit);
        try
        {
            return new PrintedPaper(PdfNormalizer.Normalize(await press.PrintAsync(html, footerHtml, limit)), press.Mark);
        }
        catch (OperationCanceledException) when (!ct.IsCancellationRequested)
        {
            // A page that hangs has been closed. A browser that hangs would hold the next paper too.
            if (!await press.AnswersAsync())
            {
                PrintMetrics.Recycled("browser", "hung");
                await press.DisposeAsync();
            }

            throw new EmbeddedException($"The browser did not finish a paper within {settings.Limit.TotalSeconds:0.#} seconds");
        }
        finally
        {
            await LeaveAsync(press);
        }
    }

    private async Task<Press> EnterAsync(CancellationToken ct)
    {
        await _changing.WaitAsync(ct);
        try
        {
            if (_press is { IsSpent: true, AtWork: 0 } spent)
            {
                await spent.DisposeAsync();
            }

            if (_press is null or { IsSpent: true })
            {
                _press = null;
                _press = new Press(await ChromiumProcess.StartAsync(settings, log, ct), settings, log);
            }

            _press.AtWork++;
            return _press;
        }
        finally
        {
            _changing.Release();
        }
    }

    /// <summary>The last paper out of a spent browser ends it.</summary>
    private async Task LeaveAsync(Press press)
    {
        await _changing.WaitAsync(CancellationToken.None);
        try
        {
            if (--press.AtWork == 0 && press.IsSpent)
            {
                await press.DisposeAsync();
                _press = ReferenceEquals(press, _press) ? null : _press;
            }
        }
        finally
        {
            _changing.Release();
        }
    }
}
