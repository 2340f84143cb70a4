using System.Collections.Concurrent;
using Alokon.Sop.People;

namespace Alokon.Host.SignIn;

/// <summary>
/// Spares the requests of one burst (a page and its parts) a trip to the database each. So short that a disabled account, an ended
/// appointment or a sign-out on another node counts with the next click.
/// </summary>
internal sealed class SessionCache(TimeProvider time)
{
    private const int Capacity = 10_000;
    private static readonly TimeSpan KeepFor = TimeSpan.FromSeconds(1);

    private readonly ConcurrentDictionary<string, (ActiveSession Session, long At)> _known = new();

    public ActiveSession? Find(string token) =>
        _known.TryGetValue(Key(token), out var known) && time.GetElapsedTime(known.At) < KeepFor ? known.Session : null;

    public void Keep(string token, ActiveSession session)
    {
        if (_known.Count >= Capacity)
        {
            _known.Clear();
        }

        _known[Key(token)] = (session, time.GetTimestamp());
    }

    public void Forget(string token) => _known.TryRemove(Key(token), out _);

    private static string Key(string token) => Convert.ToHexString(SessionToken.Hash(token));
}
