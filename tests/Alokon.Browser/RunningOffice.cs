using Alokon.Engine;
using Alokon.Host;
using Alokon.Host.Commands;
using Alokon.Host.Demo;
using Alokon.Host.Signing;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Playwright;
using Xunit;

namespace Alokon.Browser;

/// <summary>A demo office that serves, and a real browser beside it. One for all tests of this project.</summary>
public sealed class RunningOffice : IAsyncLifetime
{
    public const string Password = "demo-alokon-2026";

    /// <summary>In milliseconds. Whoever waits, waits no longer than it takes; only what hangs is given up, however crowded the machine.</summary>
    public const int Hang = 300_000;

    private readonly List<IBrowserContext> _windows = [];
    private readonly string _data = Directory.CreateTempSubdirectory("alokon-browser-").FullName;
    private Server? _server;
    private IPlaywright? _playwright;
    private IBrowser? _browser;

    public string Url => _server?.Url ?? throw new InvalidOperationException("Expected a started server.");

    /// <summary>Where the pictures go: beside the test's binaries, or where ALOKON_SCREENSHOTS says.</summary>
    public static string Pictures { get; } =
        Directory.CreateDirectory(Environment.GetEnvironmentVariable("ALOKON_SCREENSHOTS") ?? Path.Combine(AppContext.BaseDirectory, "pictures")).FullName;

    public async Task InitializeAsync()
    {
        Environment.SetEnvironmentVariable(DemoAccounts.PasswordVariable, Password);
        Environment.SetEnvironmentVariable("ALOKON_CLOCK", "2026-10-05T08:00:00+07:00");
        Environment.SetEnvironmentVariable(SigningHosts.Variable, "127.0.0.1");
        _server = await Server.StartAsync(new ServeOptions("http://127.0.0.1:0", _data, null, true), _ => { }, CancellationToken.None);
        Assertions.SetDefaultExpectTimeout(Hang);
        _playwright = await Playwright.CreateAsync();
        _browser = await _playwright.Chromium.LaunchAsync(new BrowserTypeLaunchOptions
        {
            ExecutablePath = Binary(),
            Timeout = Hang,
            // The tests' browser visits our own pages only, and root has no other way to start one.
            Args = ["--no-sandbox", "--disable-gpu", "--disable-background-networking", "--disable-component-update", "--disable-sync", "--no-first-run"],
        });
    }

    /// <summary>Breaks something on purpose, which no page can.</summary>
    public async Task BreakAsync(string sql)
    {
        await using var scope = _server!.Services.CreateAsyncScope(); // set by InitializeAsync
        var work = scope.ServiceProvider.GetRequiredService<UnitOfWork>();
        await work.OpenAsync(Officer.System(3315), readOnly: false, CancellationToken.None);
        work.Queue(sql);
        await work.CommitAsync(CancellationToken.None);
    }

    /// <summary>A browser window of its own: own cookies, own size.</summary>
    public async Task<IPage> OpenAsync(int width = 1280, bool scripts = true)
    {
        var context = await _browser!.NewContextAsync(new BrowserNewContextOptions // set by InitializeAsync
        {
            BaseURL = Url,
            ViewportSize = new ViewportSize { Width = width, Height = 800 },
            JavaScriptEnabled = scripts,
            Locale = "id-ID",
        });
        context.SetDefaultTimeout(Hang);
        _windows.Add(context);
        return await context.NewPageAsync();
    }

    /// <summary>Windows that a test leaves open work on behind the next one: a page of Studio takes a third of a processor.</summary>
    public async Task CloseWindowsAsync()
    {
        foreach (var window in _windows)
        {
            await window.CloseAsync();
        }

        _windows.Clear();
    }

    public async Task DisposeAsync()
    {
        if (_browser is not null)
        {
            await _browser.DisposeAsync();
        }

        _playwright?.Dispose();
        if (_server is not null)
        {
            await _server.DisposeAsync();
        }

        Directory.Delete(_data, recursive: true);
    }

    private static string Binary() =>
        Environment.GetEnvironmentVariable("ALOKON_CHROMIUM") is { Length: > 0 } given
            ? given
            : new[] { "/usr/bin/chromium-headless-shell", "/usr/bin/chromium" }.FirstOrDefault(File.Exists)
              ?? throw new InvalidOperationException("Expected chromium-headless-shell: install it, or name a browser in ALOKON_CHROMIUM.");
}

[CollectionDefinition(Name)]
public sealed class OfficeCollection : ICollectionFixture<RunningOffice>
{
    public const string Name = "office";
}
