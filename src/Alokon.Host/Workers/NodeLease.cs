using System.Globalization;
using Alokon.Engine;

namespace Alokon.Host.Workers;

/// <summary>How long this node may hold what it claimed: ALOKON_LEASE in seconds, else half a minute. All nodes of one database say the same.</summary>
internal static class NodeLease
{
    public const string Variable = "ALOKON_LEASE";

    /// <exception cref="StartException">It is no number of seconds from 1 to 3600.</exception>
    public static LeaseTerms Terms()
    {
        if (Environment.GetEnvironmentVariable(Variable) is not { Length: > 0 } given)
        {
            return LeaseTerms.Default;
        }

        return int.TryParse(given, NumberStyles.None, CultureInfo.InvariantCulture, out var seconds) && seconds is >= 1 and <= 3600
            ? LeaseTerms.Default with { Length = TimeSpan.FromSeconds(seconds) }
            : throw new StartException($"{Variable} is \"{given}\"; write a number of seconds from 1 to 3600");
    }

    /// <summary>
    /// A node that stands still in the middle of a transaction must not keep its locks: the server ends it before a lease is over, but
    /// not while a busy machine is only slow.
    /// </summary>
    public static string ServerOptions() =>
        string.Create(CultureInfo.InvariantCulture, $"-c idle_in_transaction_session_timeout={Math.Max(15_000, Terms().Length.TotalMilliseconds * 5 / 6):0}ms");
}
