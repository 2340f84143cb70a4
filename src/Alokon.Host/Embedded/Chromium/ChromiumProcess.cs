using System.Diagnostics;
using Microsoft.Extensions.Logging;

namespace Alokon.Host.Embedded.Chromium;

/// <summary>One running headless browser. It ends when its pipe closes, that is: also when Alokon is killed.</summary>
internal sealed class ChromiumProcess : IAsyncDisposable
{
    /// <summary>
    /// The browser wants its pipes as descriptors 3 and 4, which .NET cannot pass on; a shell can. What it prints goes to
    /// the error stream, so that it cannot get among the messages. Its home is its profile: nobody's own is read or written.
    /// </summary>
    private const string PassPipes = """export HOME="$0"; exec 3<&0 4>&1 0</dev/null 1>&2; exec "$@" """;

    private const string SandboxHint =
        " (where the kernel has no user namespaces for everybody: install chromium-sandbox, or as a last resort set ALOKON_CHROMIUM_SANDBOX=off)";

    private readonly Process _browser;
    private readonly string _profile;
    private readonly Task _draining;
    private string _complaint = "no message";

    private ChromiumProcess(Process browser, string profile)
    {
        (_browser, Pid) = (browser, browser.Id); // asked also when it is gone
        _profile = profile;
        Connection = new CdpConnection(browser.StandardInput.BaseStream, browser.StandardOutput.BaseStream);
        _draining = DrainAsync();
    }

    public CdpConnection Connection { get; }

    public int Pid { get; }

    /// <summary>Name and version as the browser says them.</summary>
    public string Product { get; private set; } = "";

    /// <exception cref="EmbeddedException">It does not start or does not answer; the message carries its complaint.</exception>
    public static async Task<ChromiumProcess> StartAsync(ChromiumSettings settings, ILogger log, CancellationToken ct)
    {
        var profile = await ChromiumProfile.MakeAsync(settings.Account);
        var ownNetwork = settings.OwnNetwork && (await Tool.RunAsync("unshare", ["--map-current-user", "--net", "true"], settings.Account, CancellationToken.None)).ExitCode == 0;
        string[] wrapper = ownNetwork ? ["unshare", "--map-current-user", "--net", "--"] : [];
        // setsid: the terminal's Ctrl-C is for Alokon, which ends the browser when its work is done.
        var process = Tool.Start("setsid", ["bash", "-c", PassPipes, profile, .. wrapper, settings.Binary, .. Arguments(settings, profile)], settings.Account);
        var browser = new ChromiumProcess(process, profile);
        try
        {
            var version = await browser.Connection.CallAsync("Browser.getVersion", new { }, null, ct);
            browser.Product = version.GetProperty("product").GetString() ?? "";
            log.ChromiumStarted(browser.Product, browser.Pid, settings.Sandbox ? "on" : "off", ownNetwork ? "none" : "refused by the browser");
            if (!settings.Sandbox)
            {
                log.SandboxOff();
            }

            return browser;
        }
        catch (BrowserLostException)
        {
            await browser.DisposeAsync();
            var hint = browser._complaint.Contains("sandbox", StringComparison.OrdinalIgnoreCase) ? SandboxHint : "";
            throw new EmbeddedException($"{settings.Binary} ended at once: {browser._complaint}{hint}");
        }
        catch
        {
            await browser.DisposeAsync();
            throw;
        }
    }

    public async ValueTask DisposeAsync()
    {
        if (!_browser.HasExited)
        {
            // It has nothing to save. The whole tree, because Debian's command is a shell script that waits for the browser.
            _browser.Kill(entireProcessTree: true);
        }

        await Connection.DisposeAsync();
        await _draining;
        await _browser.WaitForExitAsync(CancellationToken.None);
        _browser.Dispose();
        await ChromiumProfile.RemoveAsync(_profile);
    }

    private static IEnumerable<string> Arguments(ChromiumSettings settings, string profile) =>
    [
        "--headless",
        "--remote-debugging-pipe",
        $"--user-data-dir={profile}",
        .. settings.Sandbox ? Array.Empty<string>() : ["--no-sandbox"],
        // Nobody looks at the page: it is laid out for paper only, and no picture of it is ever painted.
        .. settings.FramesOnDemand ? ["--enable-begin-frame-control", "--run-all-compositor-stages-before-draw"] : Array.Empty<string>(),
        // Nothing leaves: every name and address is unknown, every connection must go through a proxy that does not exist.
        "--host-resolver-rules=MAP * ~NOTFOUND",
        "--proxy-server=http://proxy.invalid:1",
        "--proxy-bypass-list=<-loopback>",
        "--disable-background-networking",
        "--disable-component-update",
        "--disable-domain-reliability",
        "--disable-sync",
        "--no-pings",
        "--blink-settings=scriptEnabled=false",
        "--disable-extensions",
        "--disable-gpu",
        "--disable-crash-reporter",
        "--disable-dev-shm-usage", // a container's /dev/shm is 64 MB
        "--no-first-run",
        "--mute-audio",
        // The same glyph positions whatever the machine's hinting.
        "--font-render-hinting=none",
        "--force-color-profile=srgb",
        "--lang=id",
    ];

    /// <summary>Keeps the last line that says something: without a reader the browser would block on a full pipe.</summary>
    private async Task DrainAsync()
    {
        while (await _browser.StandardError.ReadLineAsync() is { } line)
        {
            if (line.Contains("FATAL", StringComparison.Ordinal) || line.Contains("sandbox", StringComparison.OrdinalIgnoreCase))
            {
                _complaint = line.Trim();
            }
        }
    }
}
