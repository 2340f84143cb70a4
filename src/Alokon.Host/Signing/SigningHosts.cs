namespace Alokon.Host.Signing;

/// <summary>
/// Where offices may have their officers sign: hosts that whoever runs this machine has named. A service that signs stands in the office's own
/// network as a rule, so no address is refused for being near; instead none is called that was not named.
/// </summary>
internal sealed class SigningHosts(IEnumerable<string> hosts)
{
    public const string Variable = "ALOKON_SIGNING_HOSTS";

    private readonly HashSet<string> _hosts = [.. hosts.Select(host => host.ToLowerInvariant())];

    public bool Any => _hosts.Count > 0;

    public static SigningHosts OfThisMachine() =>
        new((Environment.GetEnvironmentVariable(Variable) ?? "").Split(',', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries));

    public bool Allow(Uri address) => _hosts.Contains(address.Host.ToLowerInvariant());

    /// <summary>Passphrases travel there: encrypted, or not at all out of this machine.</summary>
    public static bool IsSafe(Uri address) => address.Scheme == Uri.UriSchemeHttps || (address.Scheme == Uri.UriSchemeHttp && address.IsLoopback);
}
