using Alokon.Engine;
using MediatR;

namespace Alokon.Sop.People;

/// <summary>Who stands behind this token now. Keeps the session awake; a command for that reason only.</summary>
/// <param name="KeepsAwake">False: the session goes on to its end as if nobody had asked.</param>
[AllowAnyone]
public sealed record ResolveSession(string Token, bool KeepsAwake = true) : IRequest<Outcome<ActiveSession>>, ICommand, INamesOffice
{
    public static readonly TimeSpan Idle = TimeSpan.FromMinutes(30);
    public static readonly TimeSpan Absolute = TimeSpan.FromHours(12);

    public int Office => SessionToken.OfficeOf(Token);

    public override string ToString() => $"ResolveSession {Office}";
}

public sealed record ActiveSession(Officer Officer, DateTimeOffset ExpiresAt);

public sealed class ResolveSessionHandler(UnitOfWork work, SessionTrip trip) : IRequestHandler<ResolveSession, Outcome<ActiveSession>>
{
    public async Task<Outcome<ActiveSession>> Handle(ResolveSession command, CancellationToken ct)
    {
        var hash = SessionToken.Hash(command.Token);
        var rows = trip.Find(hash) ?? await AccountRows.ResolveAsync(work, hash, ct);
        if (rows.Count == 0)
        {
            return new PeopleRefusal.NotSignedIn();
        }

        List<Holding> holdings = [.. rows.Select(r => r.Holding).OfType<Holding>()];
        return new ActiveSession(rows[0].Officer with { Holdings = holdings }, rows[0].ExpiresAt);
    }
}

/// <summary>A session is resolved in one trip to the database: found, kept awake at most once a minute, committed. Scoped.</summary>
public sealed class SessionTrip
{
    private readonly List<SessionRow> _rows = [];
    private byte[]? _hash;

    public void Foresee(FirstTrip trip, ResolveSession request)
    {
        _hash = SessionToken.Hash(request.Token);
        _rows.Clear();
        AccountRows.Foresee(trip, request.Office, _hash, request.KeepsAwake, _rows.Add);
        trip.IsWhole = true;
    }

    internal IReadOnlyList<SessionRow>? Find(byte[] hash) => _hash is not null && _hash.AsSpan().SequenceEqual(hash) ? _rows : null;
}
