using Alokon.Engine;
using MediatR;

namespace Alokon.Sop.People;

/// <summary>Who stands behind this token now. Keeps the session awake; a command for that reason only.</summary>
[AllowAnyone]
public sealed record ResolveSession(string Token) : IRequest<Outcome<ActiveSession>>, ICommand, INamesOffice
{
    public static readonly TimeSpan Idle = TimeSpan.FromMinutes(30);
    public static readonly TimeSpan Absolute = TimeSpan.FromHours(12);

    public int Office => SessionToken.OfficeOf(Token);

    public override string ToString() => $"ResolveSession {Office}";
}

public sealed record ActiveSession(Officer Officer, DateTimeOffset ExpiresAt);

public sealed class ResolveSessionHandler(UnitOfWork work) : IRequestHandler<ResolveSession, Outcome<ActiveSession>>
{
    // Written at most once a minute: otherwise every page view would be a write.
    private static readonly TimeSpan TouchAfter = TimeSpan.FromMinutes(1);

    public async Task<Outcome<ActiveSession>> Handle(ResolveSession command, CancellationToken ct)
    {
        var hash = SessionToken.Hash(command.Token);
        var rows = await AccountRows.ResolveAsync(work, hash, ct);
        if (rows.Count == 0)
        {
            return new PeopleRefusal.NotSignedIn();
        }

        var session = rows[0];
        if (work.Now - session.LastSeenAt >= TouchAfter)
        {
            AccountRows.TouchSession(work, hash);
        }

        List<Holding> holdings = [.. rows.Select(r => r.Holding).OfType<Holding>()];
        return new ActiveSession(session.Officer with { Holdings = holdings }, session.ExpiresAt);
    }
}
