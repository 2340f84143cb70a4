using System.Collections.Concurrent;
using System.Diagnostics;
using Alokon.Sop.Documents;
using Microsoft.Extensions.Logging;

namespace Alokon.Host.Embedded.Chromium;

/// <summary>One running browser with its open pages. It wears out: a page after so many papers, the whole when it holds too much memory.</summary>
internal sealed class Press(ChromiumProcess browser, ChromiumSettings settings, ILogger log) : IAsyncDisposable
{
    /// <summary>To look at the memory costs a few milliseconds, so not at every paper.</summary>
    private const int LooksEvery = 16;

    private readonly ConcurrentBag<PrintPage> _idle = [];
    private int _papers;
    private int _disposed;
    private volatile bool _worn;

    /// <summary>What its papers are recorded with.</summary>
    public PressMark Mark { get; } = new(browser.Product, FontPrint.OfThisMachine());

    public int Pid => browser.Pid;

    /// <summary>Papers in hand; counted by the printer under its own lock.</summary>
    public int AtWork { get; set; }

    /// <summary>It takes no further paper.</summary>
    public bool IsSpent => _worn || browser.Connection.IsLost || _disposed != 0;

    public async Task<byte[]> PrintAsync(string html, string? footerHtml, CancellationToken ct)
    {
        var page = _idle.TryTake(out var idle) ? idle : await PrintPage.OpenAsync(browser.Connection, settings, ct);
        string? why = "lost";
        try
        {
            var pdf = await WatchAsync(page.PrintAsync(html, footerHtml, ct), ct);
            why = !page.IsSpotless ? "stained" : page.Papers >= settings.PapersPerPage ? "worn" : null;
            return pdf;
        }
        finally
        {
            await PutBackAsync(page, why);
        }
    }

    /// <summary>A browser that is only busy with a bad page still answers for itself.</summary>
    public async Task<bool> AnswersAsync()
    {
        using var limit = new CancellationTokenSource(TimeSpan.FromSeconds(5));
        try
        {
            await browser.Connection.CallAsync("Browser.getVersion", new { }, null, limit.Token);
            return true;
        }
        catch (Exception failure) when (failure is BrowserLostException or OperationCanceledException)
        {
            return false;
        }
    }

    public async ValueTask DisposeAsync()
    {
        if (Interlocked.Exchange(ref _disposed, 1) == 0)
        {
            await browser.DisposeAsync();
        }
    }

    private async Task PutBackAsync(PrintPage page, string? why)
    {
        if (Interlocked.Increment(ref _papers) % LooksEvery == 0 && ChromiumMemory.Of(Pid).Sum(p => p.Bytes) is var held && held > settings.MostBytes)
        {
            log.BrowserWorn(Pid, held >> 20);
            PrintMetrics.Recycled("browser", "memory");
            _worn = true;
        }

        if (why is null)
        {
            _idle.Add(page);
        }
        else
        {
            log.PageClosed(Pid, why, page.Papers);
            PrintMetrics.Recycled("page", why);
            await page.CloseAsync();
        }
    }

    /// <summary>A paper that blows a page up is stopped before the machine is: its process alone is ended, the other pages print on.</summary>
    private async Task<byte[]> WatchAsync(Task<byte[]> printing, CancellationToken ct)
    {
        while (await Task.WhenAny(printing, Task.Delay(settings.Beat, ct)) != printing && !ct.IsCancellationRequested)
        {
            var parts = ChromiumMemory.Of(Pid);
            if (parts.Sum(p => p.Bytes) > settings.DeadlyBytes && parts.Where(p => p.IsPage).MaxBy(p => p.Bytes) is { } fattest)
            {
                log.PageTooFat(fattest.Pid, fattest.Bytes >> 20);
                using var process = Find(fattest.Pid);
                process?.Kill();
            }
        }

        return await printing;
    }

    private static Process? Find(int pid)
    {
        try
        {
            return Process.GetProcessById(pid);
        }
        catch (ArgumentException)
        {
            return null; // it has ended by itself
        }
    }
}
