using System.Globalization;
using Alokon.Sop.Documents;

namespace Alokon.Host.Embedded.Chromium;

/// <param name="Binary">Path of the browser.</param>
/// <param name="Account">Runs as this account; none = as Alokon itself.</param>
internal sealed record ChromiumSettings(string Binary, ServiceAccount? Account)
{
    public const string PagesVariable = "ALOKON_PRINT_PAGES";

    private static readonly string[] Names = ["chromium-headless-shell", "chromium", "chromium-browser", "google-chrome"];

    /// <summary>Where Debian keeps the programs behind those names: one process less between the browser and us.</summary>
    private const string DebianFolder = "/usr/lib/chromium";

    /// <summary>
    /// Off only where the kernel offers no unprivileged user namespace and no setuid sandbox, and the operator said so
    /// with ALOKON_CHROMIUM_SANDBOX=off; logged at every start of the browser.
    /// </summary>
    public bool Sandbox { get; init; } = true;

    /// <summary>A network of its own without any route, where the kernel allows it: below all that the browser itself is told.</summary>
    public bool OwnNetwork { get; init; } = true;

    /// <summary>How many papers at a time, each in a page of its own.</summary>
    public int Pages { get; init; } = 2;

    /// <summary>Then a page is closed and a new one opened.</summary>
    public int PapersPerPage { get; init; } = 500;

    /// <summary>What all the browser's processes may hold for themselves before it is replaced between two papers.</summary>
    public long MostBytes { get; init; } = 900L << 20;

    /// <summary>At so much, looked at while a paper is being printed, the page that holds most is ended at once.</summary>
    public long DeadlyBytes { get; init; } = 1800L << 20;

    /// <summary>How often that is looked at.</summary>
    public TimeSpan Beat { get; init; } = TimeSpan.FromSeconds(1);

    /// <summary>Only the headless shell can leave the painting of screens alone.</summary>
    public bool FramesOnDemand { get; init; } = Path.GetFileName(Binary).Contains("headless", StringComparison.Ordinal);

    /// <summary>Width of the window that nobody sees; only where nothing is painted in it, else it is as wide as the browser likes.</summary>
    public int Window { get; init; } = PrintCurtain.Window;

    /// <summary>For one paper, waiting for the browser's start included.</summary>
    public TimeSpan Limit { get; init; } = TimeSpan.FromSeconds(60);

    /// <exception cref="EmbeddedException">No browser is installed.</exception>
    public static ChromiumSettings OfThisMachine()
    {
        var folders = (Environment.GetEnvironmentVariable("PATH") ?? "").Split(':', StringSplitOptions.RemoveEmptyEntries).Prepend(DebianFolder).ToList();
        var binary = Environment.GetEnvironmentVariable("ALOKON_CHROMIUM") is { Length: > 0 } given
            ? given
            : Names.SelectMany(name => folders.Select(folder => Path.Combine(folder, name))).FirstOrDefault(File.Exists);
        return binary is not null && File.Exists(binary)
            ? new ChromiumSettings(binary, ServiceAccount.OfThisMachine()) { Sandbox = Environment.GetEnvironmentVariable("ALOKON_CHROMIUM_SANDBOX") != "off", Pages = PagesOfThisMachine() }
            : throw new EmbeddedException($"No browser for the PDFs{(binary is null ? "" : $" at {binary}")}; install chromium-headless-shell, or name one in ALOKON_CHROMIUM");
    }

    /// <exception cref="StartException">Something else than a number from 1 to 4.</exception>
    public static int PagesOfThisMachine()
    {
        if (Environment.GetEnvironmentVariable(PagesVariable) is not { Length: > 0 } given)
        {
            return 2;
        }

        return int.TryParse(given, NumberStyles.None, CultureInfo.InvariantCulture, out var pages) && pages is >= 1 and <= 4
            ? pages
            : throw new StartException($"{PagesVariable} is \"{given}\"; write how many papers are printed at a time, from 1 to 4");
    }
}
