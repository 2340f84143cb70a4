using Alokon.Engine;
using MediatR;
using Microsoft.Extensions.Logging;

namespace Alokon.Sop.Archive;

/// <summary>A build was refused or threw: again later, and given up after five times until somebody looks.</summary>
[AllowRoles]
public sealed record FailPack(Guid CaseId, string Error) : IRequest<Outcome<Done>>, ICommand;

public sealed class FailPackHandler(UnitOfWork work, ILogger<FailPack> log) : IRequestHandler<FailPack, Outcome<Done>>
{
    private const int MostAttempts = 5;

    public async Task<Outcome<Done>> Handle(FailPack command, CancellationToken ct)
    {
        if (await PackRows.LockPendingAsync(work, command.CaseId, ct) is not { } pack)
        {
            return default(Done);
        }

        var attempts = pack.Attempts + 1;
        var givenUp = attempts >= MostAttempts;
        PackRows.Fail(work, command.CaseId, attempts, givenUp, TimeSpan.FromSeconds(2 << attempts), command.Error);
        work.AfterCommit(() =>
        {
            if (givenUp)
            {
                log.PackGivenUp(command.CaseId, attempts, command.Error);
            }
            else
            {
                log.PackFailed(command.CaseId, attempts, command.Error);
            }
        });
        return default(Done);
    }
}
