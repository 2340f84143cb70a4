using Alokon.Engine;
using MediatR;

namespace Alokon.Sop.People;

/// <summary>Ends the session of this token; one that has ended already is just as well ended.</summary>
[AllowAnyone]
public sealed record SignOut(string Token) : IRequest<Outcome<Done>>, ICommand, INamesOffice
{
    public int Office => SessionToken.OfficeOf(Token);

    public override string ToString() => $"SignOut {Office}";
}

public sealed class SignOutHandler(UnitOfWork work) : IRequestHandler<SignOut, Outcome<Done>>
{
    public Task<Outcome<Done>> Handle(SignOut command, CancellationToken ct)
    {
        AccountRows.EndSession(work, SessionToken.Hash(command.Token));
        return Task.FromResult<Outcome<Done>>(default(Done));
    }
}
