using Alokon.Engine;
using MediatR;
using Npgsql;

namespace Alokon.Host.Workers;

/// <summary>What a worker does with a claim that did not go well: it is given back with a pause, and after too many times left to an operator.</summary>
internal sealed class ClaimedWork(NpgsqlDataSource source, LeaseTerms terms, IServiceScopeFactory scopes, ILogger<ClaimedWork> log)
{
    public Task<IReadOnlyList<Lease>> ClaimAsync(LeasedTable table, CancellationToken ct) => ClaimAsync(table, terms.AtOnce, ct);

    public Task<IReadOnlyList<Lease>> ClaimAsync(LeasedTable table, int atMost, CancellationToken ct) =>
        table.ClaimAsync(source, terms with { AtOnce = atMost }, ct);

    /// <summary>Sends a request as the system of one office, in a scope of its own.</summary>
    public async Task<Outcome<T>> SendAsync<T>(int office, IRequest<Outcome<T>> request, CancellationToken ct)
    {
        await using var scope = scopes.CreateAsyncScope();
        scope.ServiceProvider.GetRequiredService<Caller>().Officer = Officer.System(office);
        return await scope.ServiceProvider.GetRequiredService<IMediator>().Send(request, ct);
    }

    /// <summary>Does one claim; whatever befalls it befalls it alone.</summary>
    public async Task DoAsync(LeasedTable table, string kind, Lease claim, Func<Task<Refusal?>> act, CancellationToken ct)
    {
        string reason;
        var hopeless = false;
        try
        {
            if (await act() is not { } refusal)
            {
                return;
            }

            // An expected no stays a no: somebody must mend what it names, then it is tried again by hand.
            (reason, hopeless) = ($"{refusal.Code}: {refusal.Message}", true);
        }
        catch (Exception failure) when (!ct.IsCancellationRequested && failure is not NpgsqlException { IsTransient: true })
        {
            // The edge of one claim: the others go on, and this one is tried again.
            reason = $"{failure.GetType().Name}: {failure.Message}";
        }

        var attempts = (int)Math.Min(claim.Number - 1, 30);
        if (await table.SetBackAsync(source, claim, Setback.Failed(reason, attempts), hopeless ? terms with { MostAttempts = 1 } : terms, ct))
        {
            log.GivenUp(kind, claim.Id, claim.Office, reason);
        }
        else
        {
            log.TriedInVain(kind, claim.Id, claim.Office, reason);
        }
    }

    public async Task ReleaseAsync(LeasedTable table, IReadOnlyList<Lease> claims, CancellationToken ct)
    {
        foreach (var claim in claims)
        {
            await table.SetBackAsync(source, claim, Setback.Busy, terms, ct);
        }
    }
}

internal static partial class ClaimedWorkLog
{
    [LoggerMessage(4003, LogLevel.Warning, "A {Kind} failed and is tried again: {Id} of office {Office}: {Reason}")]
    public static partial void TriedInVain(this ILogger log, string kind, Guid id, int office, string reason);

    [LoggerMessage(4004, LogLevel.Error, "A {Kind} failed too often and waits for an operator: {Id} of office {Office}: {Reason}")]
    public static partial void GivenUp(this ILogger log, string kind, Guid id, int office, string reason);
}
