using System.Net;

namespace Alokon.Host.Commands;

/// <summary>What `serve` was asked to do.</summary>
/// <param name="DataFolder">Everything this installation owns.</param>
/// <param name="Database">A PostgreSQL elsewhere; none = the embedded one in the data folder.</param>
/// <param name="Demo">True --demo, false --no-demo, none: on for a new embedded folder.</param>
internal sealed record ServeOptions(string Urls, string DataFolder, string? Database, bool? Demo)
{
    public const string DefaultUrl = "http://127.0.0.1:5080";

    public static ServeOptions Parse(string[] args)
    {
        var options = Options.Parse(args, ["--urls", "--data", "--database"], ["--demo", "--no-demo"]);
        if (options.Has("--demo") && options.Has("--no-demo"))
        {
            throw new UsageException("--demo and --no-demo exclude each other");
        }

        return new ServeOptions(
            options.Value("--urls") ?? DefaultUrl,
            options.Value("--data") ?? Environment.GetEnvironmentVariable("ALOKON_DATA") ?? DefaultData(),
            options.Value("--database") ?? NonEmpty(Environment.GetEnvironmentVariable("ALOKON_DATABASE")),
            options.Has("--demo") ? true : options.Has("--no-demo") ? false : null);
    }

    /// <summary>Where the demo may listen: its passwords are printed on a screen, so only this machine.</summary>
    public bool IsLoopbackOnly =>
        Urls.Split(';').All(url => Uri.TryCreate(url, UriKind.Absolute, out var uri)
            && (uri.Host == "localhost" || (IPAddress.TryParse(uri.Host.Trim('[', ']'), out var address) && IPAddress.IsLoopback(address))));

    // Root's home is closed to the account that PostgreSQL runs as.
    private static string DefaultData() => Environment.IsPrivilegedProcess ? "/var/lib/alokon" : Path.Combine(Environment.CurrentDirectory, ".data");

    private static string? NonEmpty(string? text) => string.IsNullOrEmpty(text) ? null : text;
}
