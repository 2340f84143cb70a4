namespace Alokon.Host.Embedded.Chromium;

/// <param name="Binary">Path of the browser.</param>
/// <param name="Account">Runs as this account; none = as Alokon itself.</param>
internal sealed record ChromiumSettings(string Binary, ServiceAccount? Account)
{
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
            ? new ChromiumSettings(binary, ServiceAccount.OfThisMachine()) { Sandbox = Environment.GetEnvironmentVariable("ALOKON_CHROMIUM_SANDBOX") != "off" }
            : throw new EmbeddedException($"No browser for the PDFs{(binary is null ? "" : $" at {binary}")}; install chromium-headless-shell, or name one in ALOKON_CHROMIUM");
    }
}
