using Microsoft.Extensions.Logging;

namespace Alokon.Host.Embedded.Chromium;

/// <summary>
/// Turns HTML into PDF with one headless browser that is started when first needed and again when it has died. The HTML
/// is not trusted: no script runs, nothing is fetched, no file is read; pictures and fonts must be data: addresses.
/// </summary>
internal sealed class ChromiumPrinter(ChromiumSettings settings, ILogger log) : IAsyncDisposable
{
    /// <summary>For papers whose style sheet does not number the pages itself.</summary>
    public const string PageNumberFooter =
        """<div style="width:100%;text-align:center;font:8pt 'Liberation Sans',Arial,sans-serif">Halaman <span class="pageNumber"></span> dari <span class="totalPages"></span></div>""";

    // Two papers at a time: a third only makes the two others wait on the machines this runs on.
    private readonly SemaphoreSlim _turns = new(2);
    private readonly SemaphoreSlim _starting = new(1);
    private ChromiumProcess? _browser;

    /// <summary>The browser's process; none before the first paper.</summary>
    public int? Pid => _browser?.Pid;

    public Task<byte[]> PrintPdfAsync(string html, CancellationToken ct) => PrintPdfAsync(html, null, ct);

    /// <param name="footerHtml">Printed in the bottom margin of every page; classes pageNumber and totalPages are filled in. None = no footer.</param>
    /// <returns>A4 unless the HTML's @page says otherwise. The same HTML gives the same bytes for one browser version and font set.</returns>
    /// <exception cref="EmbeddedException">No browser, or it failed twice, or took too long.</exception>
    public async Task<byte[]> PrintPdfAsync(string html, string? footerHtml, CancellationToken ct)
    {
        await _turns.WaitAsync(ct);
        try
        {
            using var limit = CancellationTokenSource.CreateLinkedTokenSource(ct);
            limit.CancelAfter(settings.Limit);
            return PdfNormalizer.Normalize(await PrintAsync(html, footerHtml, limit.Token));
        }
        catch (OperationCanceledException) when (!ct.IsCancellationRequested)
        {
            // Hung: whatever it hangs in would hold the next paper too.
            await EndAsync(_browser);
            throw new EmbeddedException($"The browser did not finish a paper within {settings.Limit.TotalSeconds:0.#} seconds");
        }
        finally
        {
            _turns.Release();
        }
    }

    public async ValueTask DisposeAsync()
    {
        await EndAsync(_browser);
        _turns.Dispose();
        _starting.Dispose();
    }

    private async Task<byte[]> PrintAsync(string html, string? footerHtml, CancellationToken ct)
    {
        var first = await BrowserAsync(ct);
        try
        {
            return await new PrintJob(first.Connection, html, footerHtml).RunAsync(ct);
        }
        catch (BrowserLostException loss)
        {
            // Killed, or brought down by the other paper: once more with a new one. A paper that kills the browser fails the second time.
            log.ChromiumLost(loss.Message);
            await EndAsync(first);
        }

        var second = await BrowserAsync(ct);
        try
        {
            return await new PrintJob(second.Connection, html, footerHtml).RunAsync(ct);
        }
        catch (BrowserLostException loss)
        {
            await EndAsync(second);
            throw new EmbeddedException($"The browser was lost twice over one paper: {loss.Message}", loss);
        }
    }

    private async Task<ChromiumProcess> BrowserAsync(CancellationToken ct)
    {
        await _starting.WaitAsync(ct);
        try
        {
            if (_browser is { Connection.IsLost: true } dead)
            {
                _browser = null;
                await dead.DisposeAsync();
            }

            return _browser ??= await ChromiumProcess.StartAsync(settings, log, ct);
        }
        finally
        {
            _starting.Release();
        }
    }

    /// <summary>Unless somebody has ended it already.</summary>
    private async Task EndAsync(ChromiumProcess? browser)
    {
        await _starting.WaitAsync(CancellationToken.None);
        try
        {
            if (browser is not null && ReferenceEquals(browser, _browser))
            {
                _browser = null;
                await browser.DisposeAsync();
            }
        }
        finally
        {
            _starting.Release();
        }
    }
}
