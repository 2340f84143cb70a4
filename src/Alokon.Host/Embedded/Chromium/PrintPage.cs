using System.Buffers.Text;
using System.Runtime.InteropServices;
using System.Text;
using System.Text.Json;

namespace Alokon.Host.Embedded.Chromium;

/// <summary>The page went away (its process crashed or was ended); the browser goes on.</summary>
internal sealed class PageLostException(string message) : Exception(message);

/// <summary>
/// One page of the browser, in a process and a profile of its own, that prints one paper after the other. To open a page costs more than
/// to print two sheets; so it is kept, and each paper takes the place of the whole document of the one before. Every request fails.
/// </summary>
internal sealed class PrintPage
{
    /// <summary>Never looked up: the first request for it is answered here, with an empty document.</summary>
    private const string Address = "http://naskah.invalid/";

    /// <summary>
    /// One more wall, should the interception ever miss a kind of request. It belongs to the page's window and holds for every document
    /// that is put there; its sandbox also keeps a paper from sending the page elsewhere after a while (meta refresh).
    /// </summary>
    private const string Policy =
        "default-src 'none'; style-src 'unsafe-inline' data:; img-src data:; font-src data:; base-uri 'none'; form-action 'none'; sandbox allow-same-origin";

    private const int Height = 600; // of the window: a browser's own choice

    private readonly CdpConnection _browser;
    private readonly string _context;
    private readonly string _session;
    private readonly TaskCompletionSource _crashed = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private TaskCompletionSource _loaded = NewSource();
    private string _frame = "";
    private bool _served;
    private volatile bool _stained;

    private PrintPage(CdpConnection browser, string context, string session) => (_browser, _context, _session) = (browser, context, session);

    /// <summary>How many it has printed.</summary>
    public int Papers { get; private set; }

    /// <summary>No paper has left anything: none made a frame, asked for an address, or tried to go elsewhere.</summary>
    public bool IsSpotless => !_stained;

    public static async Task<PrintPage> OpenAsync(CdpConnection browser, ChromiumSettings settings, CancellationToken ct)
    {
        var context = await TextAsync(browser, "Target.createBrowserContext", new { disposeOnDetach = true }, "browserContextId", ct);
        PrintPage? page = null;
        try
        {
            object wanted = settings.FramesOnDemand
                ? new { url = "about:blank", browserContextId = context, width = settings.Window, height = Height, enableBeginFrameControl = true }
                : new { url = "about:blank", browserContextId = context };
            var target = await TextAsync(browser, "Target.createTarget", wanted, "targetId", ct);
            page = new PrintPage(browser, context, await TextAsync(browser, "Target.attachToTarget", new { targetId = target, flatten = true }, "sessionId", ct));
            await page.SetUpAsync(ct);
            return page;
        }
        catch
        {
            await (page?.CloseAsync() ?? CloseAsync(browser, context));
            throw;
        }
    }

    /// <summary>The HTML goes in, the PDF comes out.</summary>
    /// <exception cref="PageLostException">The page's process crashed.</exception>
    /// <exception cref="BrowserLostException">The browser is gone.</exception>
    public async Task<byte[]> PrintAsync(string html, string? footerHtml, CancellationToken ct)
    {
        await LoadAsync(html, ct);
        return await ToPdfAsync(footerHtml, ct);
    }

    /// <summary>Puts a document in the place of the one before and waits until its pictures and fonts are there.</summary>
    public async Task LoadAsync(string html, CancellationToken ct)
    {
        _loaded = NewSource();
        await CallAsync("Page.setDocumentContent", new { frameId = _frame, html }, ct);
        await LoadedAsync(ct);
    }

    /// <summary>Of what is loaded.</summary>
    public async Task<byte[]> ToPdfAsync(string? footerHtml, CancellationToken ct)
    {
        var pdf = await CallAsync("Page.printToPDF", Paper(footerHtml), ReadPdf, ct);
        Papers++;
        return pdf;
    }

    public async Task CloseAsync()
    {
        _browser.StopListening(_session);
        await CloseAsync(_browser, _context);
    }

    private static async Task CloseAsync(CdpConnection browser, string context)
    {
        using var limit = new CancellationTokenSource(TimeSpan.FromSeconds(5));
        try
        {
            await browser.CallAsync("Target.disposeBrowserContext", new { browserContextId = context }, null, limit.Token);
        }
        catch (Exception failure) when (failure is BrowserLostException or EmbeddedException or OperationCanceledException)
        {
            // Nothing left to close, or a browser so stuck that the printer replaces it.
        }
    }

    private async Task SetUpAsync(CancellationToken ct)
    {
        _browser.Listen(_session, OnEvent);
        await CallAsync("Fetch.enable", new { patterns = new[] { new { urlPattern = "*" } } }, ct);
        await CallAsync("Emulation.setScriptExecutionDisabled", new { value = true }, ct);
        await CallAsync("Page.enable", new { }, ct);
        await CallAsync("Inspector.enable", new { }, ct);
        var navigated = await CallAsync("Page.navigate", new { url = Address }, ct);
        await LoadedAsync(ct);
        _frame = navigated.GetProperty("frameId").GetString() ?? throw new EmbeddedException("The browser opened a page without a frame");
        _stained = false; // its own way to the empty document
    }

    private async Task LoadedAsync(CancellationToken ct)
    {
        var loaded = _loaded.Task;
        if (await Task.WhenAny(loaded, _crashed.Task, _browser.Gone).WaitAsync(ct) != loaded)
        {
            throw _browser.IsLost ? new BrowserLostException("The browser went away before the paper was loaded") : new PageLostException("The page crashed while it loaded the paper");
        }
    }

    private static object Paper(string? footerHtml) => new
    {
        printBackground = true,
        preferCSSPageSize = true,
        paperWidth = 210 / 25.4, // A4, in inches
        paperHeight = 297 / 25.4,
        displayHeaderFooter = footerHtml is not null,
        headerTemplate = "<span></span>",
        footerTemplate = footerHtml ?? "",
        generateTaggedPDF = true,
        generateDocumentOutline = true, // bookmarks, from the headings
    };

    private void OnEvent(string method, JsonElement parameters)
    {
        switch (method)
        {
            case "Fetch.requestPaused":
                _stained = true;
                _ = AnswerAsync(parameters);
                break;
            case "Page.loadEventFired":
                _loaded.TrySetResult();
                break;
            case "Inspector.targetCrashed":
                _stained = true;
                _crashed.TrySetResult();
                break;
            case "Page.frameAttached" or "Page.frameRequestedNavigation" or "Page.frameStartedNavigating" or "Page.frameScheduledNavigation" or "Page.frameNavigated":
                _stained = true;
                break;
            default:
                break;
        }
    }

    private async Task AnswerAsync(JsonElement paused)
    {
        var requestId = paused.GetProperty("requestId").GetString();
        var url = paused.GetProperty("request").GetProperty("url").GetString();
        try
        {
            if (url == Address && !_served)
            {
                _served = true;
                await CallAsync("Fetch.fulfillRequest", Empty(requestId), CancellationToken.None);
            }
            else
            {
                // Aborted, not blocked: a refused navigation must not put an error page in the paper's place.
                await CallAsync("Fetch.failRequest", new { requestId, errorReason = "Aborted" }, CancellationToken.None);
            }
        }
        catch (Exception failure) when (failure is BrowserLostException or PageLostException or EmbeddedException)
        {
            // The page is gone: its paper has been told by other means, and its request is gone with it.
        }
    }

    private static object Empty(string? requestId) => new
    {
        requestId,
        responseCode = 200,
        responseHeaders = new[]
        {
            new { name = "Content-Type", value = "text/html; charset=utf-8" },
            new { name = "Content-Security-Policy", value = Policy },
        },
        body = Convert.ToBase64String(Encoding.UTF8.GetBytes("<!DOCTYPE html>")),
    };

    /// <summary>From the message as it stands in the pipe's buffer to the file, without a text between.</summary>
    internal static byte[] ReadPdf(JsonElement printed)
    {
        var data = printed.GetProperty("data");
        var text = JsonMarshal.GetRawUtf8Value(data)[1..^1];
        if (!Base64.IsValid(text, out var length))
        {
            return data.GetBytesFromBase64(); // written with escapes, or nonsense: then this says so
        }

        var pdf = GC.AllocateUninitializedArray<byte>(length);
        Base64.DecodeFromUtf8(text, pdf, out _, out _);
        return pdf;
    }

    private Task<JsonElement> CallAsync(string method, object parameters, CancellationToken ct) => CallAsync(method, parameters, result => result.Clone(), ct);

    /// <summary>A page that crashed answers nothing any more, not even with an error.</summary>
    private async Task<T> CallAsync<T>(string method, object parameters, Func<JsonElement, T> read, CancellationToken ct)
    {
        using var asked = CancellationTokenSource.CreateLinkedTokenSource(ct);
        var answer = _browser.CallAsync(method, parameters, _session, read, asked.Token);
        if (await Task.WhenAny(answer, _crashed.Task) != answer)
        {
            await asked.CancelAsync();
            throw new PageLostException($"The page crashed at {method}");
        }

        return await answer;
    }

    private static async Task<string> TextAsync(CdpConnection browser, string method, object parameters, string property, CancellationToken ct) =>
        (await browser.CallAsync(method, parameters, null, ct)).GetProperty(property).GetString()
        ?? throw new EmbeddedException($"The browser answered {method} without {property}");

    private static TaskCompletionSource NewSource() => new(TaskCreationOptions.RunContinuationsAsynchronously);
}
