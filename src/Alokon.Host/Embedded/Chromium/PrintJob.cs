using System.Text;
using System.Text.Json;

namespace Alokon.Host.Embedded.Chromium;

/// <summary>One paper in one page of its own: the HTML goes in, the PDF comes out, and every request the page makes fails.</summary>
internal sealed class PrintJob(CdpConnection browser, string html, string? footerHtml)
{
    /// <summary>Never looked up: the first request for it is answered here, with the paper itself.</summary>
    private const string Address = "http://naskah.invalid/";

    /// <summary>One more wall, should the interception ever miss a kind of request.</summary>
    private const string Policy =
        "default-src 'none'; style-src 'unsafe-inline' data:; img-src data:; font-src data:; base-uri 'none'; form-action 'none'; sandbox allow-same-origin";

    private readonly TaskCompletionSource _loaded = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private string _session = "";
    private bool _served;

    public async Task<byte[]> RunAsync(CancellationToken ct)
    {
        var context = await TextAsync("Target.createBrowserContext", new { disposeOnDetach = true }, "browserContextId", ct);
        try
        {
            var target = await TextAsync("Target.createTarget", new { url = "about:blank", browserContextId = context }, "targetId", ct);
            _session = await TextAsync("Target.attachToTarget", new { targetId = target, flatten = true }, "sessionId", ct);
            browser.Listen(_session, OnEvent);
            await CallAsync("Fetch.enable", new { patterns = new[] { new { urlPattern = "*" } } }, ct);
            await CallAsync("Emulation.setScriptExecutionDisabled", new { value = true }, ct);
            await CallAsync("Page.enable", new { }, ct);
            await CallAsync("Inspector.enable", new { }, ct);
            await CallAsync("Page.navigate", new { url = Address }, ct);
            await LoadedAsync(ct);
            var printed = await CallAsync("Page.printToPDF", Paper(), ct);
            return printed.GetProperty("data").GetBytesFromBase64();
        }
        finally
        {
            browser.StopListening(_session);
            await CloseAsync(context);
        }
    }

    private async Task LoadedAsync(CancellationToken ct)
    {
        if (await Task.WhenAny(_loaded.Task, browser.Gone).WaitAsync(ct) == browser.Gone)
        {
            throw new BrowserLostException("The browser went away before the paper was loaded");
        }

        await _loaded.Task;
    }

    private object Paper() => new
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
                _ = AnswerAsync(parameters);
                break;
            case "Page.loadEventFired":
                _loaded.TrySetResult();
                break;
            case "Inspector.targetCrashed":
                _loaded.TrySetException(new BrowserLostException("The page crashed"));
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
                await CallAsync("Fetch.fulfillRequest", Paper(requestId), CancellationToken.None);
            }
            else
            {
                // Aborted, not blocked: a refused navigation (meta refresh) must not put an error page in the paper's place.
                await CallAsync("Fetch.failRequest", new { requestId, errorReason = "Aborted" }, CancellationToken.None);
            }
        }
        catch (Exception failure) when (failure is BrowserLostException or EmbeddedException)
        {
            // The page is gone: its job has been told by other means, and its request is gone with it.
        }
    }

    private object Paper(string? requestId) => new
    {
        requestId,
        responseCode = 200,
        responseHeaders = new[]
        {
            new { name = "Content-Type", value = "text/html; charset=utf-8" },
            new { name = "Content-Security-Policy", value = Policy },
        },
        body = Convert.ToBase64String(Encoding.UTF8.GetBytes(html)),
    };

    private async Task CloseAsync(string context)
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

    private Task<JsonElement> CallAsync(string method, object parameters, CancellationToken ct) =>
        browser.CallAsync(method, parameters, _session, ct);

    private async Task<string> TextAsync(string method, object parameters, string property, CancellationToken ct) =>
        (await browser.CallAsync(method, parameters, null, ct)).GetProperty(property).GetString()
        ?? throw new EmbeddedException($"The browser answered {method} without {property}");
}
