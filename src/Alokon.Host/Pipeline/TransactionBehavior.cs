using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using Alokon.Engine;
using MediatR;
using Npgsql;

namespace Alokon.Host.Pipeline;

/// <summary>
/// The second of the two pipeline behaviours: one request, one transaction. A refusal or an exception rolls back; a command with
/// an idempotency key writes its answer in the same transaction, so that it happens once and is answered the same for ever.
/// </summary>
internal sealed class TransactionBehavior<TRequest, T>(UnitOfWork work, Caller caller, IServiceProvider services, FirstTrips trips, ILogger<TransactionBehavior<TRequest, T>> log)
    : IPipelineBehavior<TRequest, Outcome<T>>
    where TRequest : IRequest<Outcome<T>>
{
    private const int Retries = 3;
    private const int LongestKey = 128;
    private static readonly bool Anyone = typeof(TRequest).IsDefined(typeof(AllowAnyoneAttribute), inherit: false);
    private static readonly bool Changes = typeof(ICommand).IsAssignableFrom(typeof(TRequest));

    public async Task<Outcome<T>> Handle(TRequest request, CancellationToken ct, RequestHandlerDelegate<Outcome<T>> next)
    {
        var officer = OfficerOf(request);
        var key = KeyOf(officer);
        if (key is not null && caller.IdempotencyKey is { Length: 0 or > LongestKey })
        {
            return new InvalidInput("Idempotency-Key", "idempotency-key-length", $"{LongestKey}");
        }

        for (var attempt = 0; ; attempt++)
        {
            try
            {
                return attempt == 0
                    ? await RunAsync(request, officer, key, next, ct)
                    : await RunInFreshScopeAsync(request, officer, key, ct);
            }
            catch (PostgresException error) when (attempt < Retries && IsTransient(error))
            {
                log.CommandRetried(typeof(TRequest).Name, error.SqlState, attempt + 1);
            }
            catch (PostgresException error) when (key is not null && IdempotencyRows.IsTwin(error))
            {
                return await AnsweredByTwinAsync(officer, key, ct)
                    ?? throw new InvalidOperationException($"Expected the answer that the twin of {typeof(TRequest).Name} committed, but there is none.", error);
            }
        }
    }

    // What the rooms' scoped services remember of the failed try (heads, numbers, clocks) was rolled back: a new try gets new ones.
    private async Task<Outcome<T>> RunInFreshScopeAsync(TRequest request, Officer officer, string? key, CancellationToken ct)
    {
        await using var scope = services.CreateAsyncScope();
        var fresh = scope.ServiceProvider;
        var again = fresh.GetRequiredService<Caller>();
        (again.Officer, again.IdempotencyKey, again.RequestHash, again.Address) = (caller.Officer, caller.IdempotencyKey, caller.RequestHash, caller.Address);
        var handler = fresh.GetRequiredService<IRequestHandler<TRequest, Outcome<T>>>();
        return await new TransactionBehavior<TRequest, T>(fresh.GetRequiredService<UnitOfWork>(), again, fresh, trips, log)
            .RunAsync(request, officer, key, () => handler.Handle(request, ct), ct);
    }

    private async Task<Outcome<T>> RunAsync(TRequest request, Officer officer, string? key, RequestHandlerDelegate<Outcome<T>> next, CancellationToken ct)
    {
        using var turn = Changes && trips.Knows(typeof(TRequest)) ? await services.GetRequiredService<Turnstile>().EnterAsync(ct) : default;
        try
        {
            if (await OpenAsync(request, officer, key, ct) is { } known)
            {
                return Replay(known);
            }

            var outcome = await next();
            if (outcome.IsRefused(out var refusal) && refusal is not IRecordedRefusal)
            {
                await work.RollbackAsync();

                // The twin may have committed while this one waited for its lock: then "not open any more" is its own doing.
                return key is null ? outcome : await AnsweredByTwinAsync(officer, key, ct) ?? outcome;
            }

            if (key is not null && refusal is null)
            {
                IdempotencyRows.Remember(work, key, new RememberedAnswer(Fingerprint(), JsonSerializer.SerializeToUtf8Bytes(outcome.Value, JsonSerializerOptions.Web)));
            }

            // No token: from here on it happens, whether or not the client still waits.
            await work.CommitAsync(CancellationToken.None);
            return outcome;
        }
        finally
        {
            if (work.IsOpen)
            {
                await work.RollbackAsync();
            }
        }
    }

    /// <returns>What was answered to the key before, if anything.</returns>
    private async Task<RememberedAnswer?> OpenAsync(TRequest request, Officer officer, string? key, CancellationToken ct)
    {
        RememberedAnswer? known = null;
        var trip = new FirstTrip();
        trips.Plan(services, trip, officer.Office, request);
        if (key is not null)
        {
            IdempotencyRows.Foresee(trip, officer.Office, key, answer => known = answer);
        }

        await work.OpenAsync(officer, readOnly: !Changes, ct, trip);
        return known;
    }

    private async Task<Outcome<T>?> AnsweredByTwinAsync(Officer officer, string key, CancellationToken ct)
    {
        await work.OpenAsync(officer, readOnly: true, ct);
        try
        {
            return await IdempotencyRows.FindAsync(work, key, ct) is { } known ? Replay(known) : (Outcome<T>?)null;
        }
        finally
        {
            await work.RollbackAsync();
        }
    }

    private Outcome<T> Replay(RememberedAnswer known) =>
        known.RequestHash.AsSpan().SequenceEqual(Fingerprint())
            ? JsonSerializer.Deserialize<T>(known.Response, JsonSerializerOptions.Web)! // written from a T by this very class
            : new IdempotencyKeyReused();

    // The request's name is part of it: one key must not answer one command with what another one said.
    private byte[] Fingerprint() => SHA256.HashData(Encoding.UTF8.GetBytes($"{typeof(TRequest).Name}:{caller.RequestHash}"));

    // Only who has signed in has keys of their own; a stranger could otherwise ask for another stranger's answer.
    private string? KeyOf(Officer officer) =>
        Changes && caller.IdempotencyKey is { } key && officer.Account != Guid.Empty ? $"{officer.Account:N}:{key}" : null;

    private Officer OfficerOf(TRequest request)
    {
        if (Anyone && request is INamesOffice named && caller.Officer?.Office != named.Office)
        {
            return Officer.Nobody(named.Office);
        }

        return caller.Officer
            ?? throw new InvalidOperationException($"Expected an officer or INamesOffice to tell the office of {typeof(TRequest).Name}, but there is neither.");
    }

    private static bool IsTransient(PostgresException error) =>
        error.SqlState is PostgresErrorCodes.SerializationFailure or PostgresErrorCodes.DeadlockDetected;
}
