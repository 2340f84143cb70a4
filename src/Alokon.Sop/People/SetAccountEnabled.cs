using Alokon.Engine;
using MediatR;
using Microsoft.Extensions.Logging;

namespace Alokon.Sop.People;

/// <summary>Shuts an account, its sessions included, or opens it again.</summary>
[AllowRoles(Roles.Admin)]
public sealed record SetAccountEnabled(string Username, bool Enabled) : IRequest<Outcome<Done>>, ICommand;

public sealed class SetAccountEnabledHandler(UnitOfWork work, ILogger<SetAccountEnabledHandler> log) : IRequestHandler<SetAccountEnabled, Outcome<Done>>
{
    public async Task<Outcome<Done>> Handle(SetAccountEnabled command, CancellationToken ct)
    {
        if (await AccountRows.FindAsync(work, command.Username, ct) is not { } account)
        {
            return new PeopleRefusal.AccountNotFound(command.Username);
        }

        if (command.Enabled)
        {
            AccountRows.Enable(work, account.Id);
        }
        else
        {
            AccountRows.Disable(work, account.Id);
        }

        work.AfterCommit(() => log.AccountSet(account.Id, command.Enabled));
        return default(Done);
    }
}
