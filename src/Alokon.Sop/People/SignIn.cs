using Alokon.Engine;
using MediatR;
using Microsoft.Extensions.Logging;

namespace Alokon.Sop.People;

/// <param name="Replaces">The token this browser came with: it ends here, so that nobody can plant a session on somebody.</param>
[AllowAnyone]
public sealed record SignIn(int Office, string Username, string Password, string? Replaces = null)
    : IRequest<Outcome<SignedIn>>, ICommand, INamesOffice
{
    // A record prints its members; the password must not reach a log that way.
    public override string ToString() => $"SignIn {Office}";
}

/// <param name="Token">Shown once; only its hash is kept.</param>
/// <param name="ExpiresAt">At the latest; half an hour without a request ends it earlier.</param>
public sealed record SignedIn(string Token, DateTimeOffset ExpiresAt)
{
    public override string ToString() => $"SignedIn until {ExpiresAt:O}";
}

public sealed class SignInHandler(UnitOfWork work, Caller caller, ILogger<SignInHandler> log) : IRequestHandler<SignIn, Outcome<SignedIn>>
{
    public async Task<Outcome<SignedIn>> Handle(SignIn command, CancellationToken ct)
    {
        var attempt = Attempt.Of(command.Username, caller.Address);
        if (!await SignInThrottle.EnterAsync(work, attempt, ct))
        {
            log.SignInThrottled(command.Office, attempt.Address);
            return new PeopleRefusal.TooManyAttempts();
        }

        var account = await AccountRows.FindAsync(work, attempt.Username, ct);
        if (!Matches(command.Password, account) || account is null)
        {
            SignInThrottle.RecordRefused(work, attempt);
            return new PeopleRefusal.WrongCredentials();
        }

        if (Password.NeedsUpgrade(account.Hash))
        {
            AccountRows.ReplaceHash(work, account.Id, Password.Hash(command.Password));
        }

        return Start(command, attempt, account.Id);
    }

    private SignedIn Start(SignIn command, Attempt attempt, Guid account)
    {
        if (command.Replaces is { } old && SessionToken.OfficeOf(old) == command.Office)
        {
            AccountRows.EndSession(work, SessionToken.Hash(old));
        }

        var token = SessionToken.New(command.Office);
        var expiresAt = work.Now + ResolveSession.Absolute;
        AccountRows.StartSession(work, account, SessionToken.Hash(token), expiresAt);
        SignInThrottle.RecordSignedIn(work, attempt);
        work.AfterCommit(() => log.OfficerSignedIn(account, command.Office));
        return new SignedIn(token, expiresAt);
    }

    // Always the full number of rounds, whatever is wrong: the answer's time must not tell who exists.
    private static bool Matches(string password, AccountRow? account)
    {
        var fits = Password.IsAcceptable(password);
        return Password.Verify(fits ? password : "", account?.Hash ?? Password.Nobodys) && fits && account is { Disabled: false };
    }
}
