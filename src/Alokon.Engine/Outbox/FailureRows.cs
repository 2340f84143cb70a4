using Npgsql;

namespace Alokon.Engine.Outbox;

/// <summary>Something that workers have given up.</summary>
/// <param name="Kind">timer, schedule, stimulus, or the kind of message.</param>
/// <param name="Subject">The definition, the event or the instance it is about.</param>
/// <param name="Instance">None where it would start something new.</param>
public sealed record FailedWork(Guid Id, string Kind, string Subject, int Attempts, string Reason, DateTimeOffset FailedAt, Guid? Instance);

/// <summary>What waits for an operator, out of all tables whose rows carry a lease.</summary>
public static class FailureRows
{
    public static async Task<IReadOnlyList<FailedWork>> ListAsync(UnitOfWork work, CancellationToken ct)
    {
        await using var command = new NpgsqlCommand(
            """
            SELECT id, 'timer', instance::text, attempts, last_error, failed_at, instance FROM engine.timer WHERE office = $1 AND failed_at IS NOT NULL
            UNION ALL
            SELECT id, 'schedule', definition_id || ' ' || activity_id, attempts, last_error, failed_at, NULL FROM engine.schedule WHERE office = $1 AND failed_at IS NOT NULL
            UNION ALL
            SELECT id, 'stimulus', name || ' ' || subject, attempts, last_error, failed_at, instance FROM engine.stimulus WHERE office = $1 AND failed_at IS NOT NULL
            UNION ALL
            SELECT id, kind, coalesce(payload::json ->> 'definitionId', instance::text, ''), attempts, last_error, failed_at, instance FROM engine.outbox WHERE office = $1 AND failed_at IS NOT NULL
            ORDER BY 6 DESC, 1
            LIMIT 200
            """,
            work.Connection)
        {
            Parameters = { new() { Value = work.Office } },
        };
        await using var row = await command.ExecuteReaderAsync(ct);
        var failed = new List<FailedWork>();
        while (await row.ReadAsync(ct))
        {
            failed.Add(new(row.GetGuid(0), row.GetString(1), row.GetString(2), row.GetInt32(3), row.GetString(4), row.GetFieldValue<DateTime>(5), row.IsDBNull(6) ? null : row.GetGuid(6)));
        }

        return failed;
    }

    /// <summary>What came while the instance stood still, and was given up for that alone, is due again.</summary>
    public static void Revive(UnitOfWork work, Guid instance, string because)
    {
        work.Queue(
            """
            UPDATE engine.timer SET failed_at = NULL, attempts = 0, claimed_until = NULL
            WHERE office = $1 AND instance = $2 AND failed_at IS NOT NULL AND starts_with(last_error, $3)
            """,
            work.Office, instance, because);
        work.Queue(
            """
            UPDATE engine.outbox SET failed_at = NULL, attempts = 0, claimed_until = NULL
            WHERE office = $1 AND instance = $2 AND failed_at IS NOT NULL AND starts_with(last_error, $3)
            """,
            work.Office, instance, because);
    }

    /// <summary>Due again, from the first attempt; a stimulus gets its time to wait anew.</summary>
    /// <returns>False: there is no such failure (any more).</returns>
    public static async Task<bool> RetryAsync(UnitOfWork work, Guid id, CancellationToken ct)
    {
        await using var command = new NpgsqlCommand(
            """
            WITH timer AS (
              UPDATE engine.timer SET failed_at = NULL, attempts = 0, claimed_until = NULL WHERE office = $1 AND id = $2 AND failed_at IS NOT NULL RETURNING 1
            ), schedule AS (
              UPDATE engine.schedule SET failed_at = NULL, attempts = 0, claimed_until = NULL WHERE office = $1 AND id = $2 AND failed_at IS NOT NULL RETURNING 1
            ), stimulus AS (
              UPDATE engine.stimulus SET failed_at = NULL, attempts = 0, claimed_until = NULL, seen = false, expires_at = engine.now() + interval '7 days'
              WHERE office = $1 AND id = $2 AND failed_at IS NOT NULL RETURNING 1
            ), message AS (
              UPDATE engine.outbox SET failed_at = NULL, attempts = 0, claimed_until = NULL WHERE office = $1 AND id = $2 AND failed_at IS NOT NULL RETURNING 1
            )
            SELECT EXISTS (SELECT FROM timer) OR EXISTS (SELECT FROM schedule) OR EXISTS (SELECT FROM stimulus) OR EXISTS (SELECT FROM message)
            """,
            work.Connection)
        {
            Parameters = { new() { Value = work.Office }, new() { Value = id } },
        };
        return await command.ExecuteScalarAsync(ct) is true;
    }
}
