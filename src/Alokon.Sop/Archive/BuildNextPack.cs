using System.Security.Cryptography;
using Alokon.Engine;
using MediatR;
using Microsoft.Extensions.Logging;
using Npgsql;

namespace Alokon.Sop.Archive;

/// <summary>
/// Builds the next pack that waits, of whatever office. Sent by the worker only, and no ICommand: it learns the office from what
/// it claims, and a failure must be counted after the work itself was rolled back.
/// </summary>
/// <returns>True when one was claimed (built, failed, or its papers are not printed yet), false when nothing waits.</returns>
[AllowAnyone]
public sealed record BuildNextPack : IRequest<Outcome<bool>>;

public sealed class BuildNextPackHandler(NpgsqlDataSource source, PackAssembly assembly, LeaseTerms terms, ILogger<BuildNextPack> log)
    : IRequestHandler<BuildNextPack, Outcome<bool>>
{
    private const int MostAttempts = 5;

    public async Task<Outcome<bool>> Handle(BuildNextPack command, CancellationToken ct)
    {
        if (await PackQueue.ClaimNextAsync(source, terms, ct) is not { } claimed)
        {
            return false;
        }

        if (await TryBuildAsync(claimed, ct) is { } error)
        {
            await CountFailureAsync(claimed, error, ct);
        }

        return true;
    }

    private async Task<string?> TryBuildAsync(ClaimedPack claimed, CancellationToken ct)
    {
        await using var work = new UnitOfWork(source);
        await work.OpenAsync(Officer.System(claimed.Office), readOnly: false, ct);
        try
        {
            if (await assembly.BuildAsync(work, claimed.CaseId, ct) is { } refusal)
            {
                await work.RollbackAsync();
                return refusal.Message;
            }
        }
        catch (Exception failure) when (failure is ArgumentException or InvalidOperationException or CryptographicException)
        {
            // Too large for a pack, or signed with another key file: this pack fails, the others go on.
            await work.RollbackAsync();
            return failure.Message;
        }

        await work.CommitAsync(ct);
        return null;
    }

    private async Task CountFailureAsync(ClaimedPack claimed, string error, CancellationToken ct)
    {
        await using var work = new UnitOfWork(source);
        await work.OpenAsync(Officer.System(claimed.Office), readOnly: false, ct);
        if (await PackRows.LockPendingAsync(work, claimed.CaseId, ct) is not { } pack)
        {
            return;
        }

        var attempt = pack.Attempts + 1;
        PackRows.Fail(work, claimed.CaseId, attempt, attempt >= MostAttempts, TimeSpan.FromSeconds(2 << attempt), error);
        await work.CommitAsync(ct);
        if (attempt >= MostAttempts)
        {
            log.PackGivenUp(claimed.CaseId, attempt, error);
        }
        else
        {
            log.PackFailed(claimed.CaseId, attempt, error);
        }
    }
}
