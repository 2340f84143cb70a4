using System.Text.Json.Nodes;
using Npgsql;
using NpgsqlTypes;

namespace Alokon.Engine.Outbox;

/// <summary>A stimulus held by this transaction.</summary>
public sealed record Arrived(Guid Id, string Kind, string Subject, byte[] Hash, string? CorrelationId, Guid? Instance, JsonNode? Payload);

/// <summary>A bookmark that waits for a stimulus.</summary>
public sealed record Waiting(Guid Instance, int Bookmark);

/// <summary>Something a program outside may do: an open RunTask.</summary>
public sealed record OpenWait(Guid Instance, string Payload, DateTimeOffset CreatedAt);

/// <summary>Owns engine.stimulus and engine.waiting: what has happened, and who waits for it, whichever comes first.</summary>
public static class StimulusRows
{
    /// <summary>So long an event waits for somebody; after that an operator sees it.</summary>
    private static readonly TimeSpan Retention = TimeSpan.FromDays(7);

    public static Guid Add(UnitOfWork work, PublishStimulus stimulus)
    {
        var id = Ids.New();
        work.Queue(
            """
            INSERT INTO engine.stimulus (office, id, name, hash, subject, correlation_id, instance, payload, due_at, expires_at)
            VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10)
            """,
            work.Office, id, stimulus.Kind, DerivedId.StimulusHash(stimulus.Kind, stimulus.Subject), stimulus.Subject,
            new NpgsqlParameter { Value = (object?)stimulus.CorrelationId ?? DBNull.Value, NpgsqlDbType = NpgsqlDbType.Text },
            new NpgsqlParameter { Value = (object?)stimulus.Instance ?? DBNull.Value, NpgsqlDbType = NpgsqlDbType.Uuid },
            stimulus.Payload?.ToJsonString() ?? "null", work.Now.UtcDateTime, (work.Now + Retention).UtcDateTime);
        return id;
    }

    /// <summary>The bookmark waits; what came too early for it is looked at again.</summary>
    public static void Await(UnitOfWork work, Guid instance, AwaitStimulus wait)
    {
        var hash = DerivedId.StimulusHash(wait.Kind, wait.Subject);
        work.Queue(
            """
            INSERT INTO engine.waiting (office, instance, bookmark, name, hash, payload, created_at)
            VALUES ($1, $2, $3, $4, $5, $6, $7)
            """,
            work.Office, instance, wait.Bookmark, wait.Kind, hash, wait.Payload.ToJsonString(), work.Now.UtcDateTime);
        work.Queue(
            """
            UPDATE engine.stimulus
            SET seen = false
            WHERE office = $1 AND hash = $2 AND failed_at IS NULL AND seen
            """,
            work.Office, hash);
    }

    public static void StopWaiting(UnitOfWork work, Guid instance, int bookmark) => work.Queue(
        """
        DELETE FROM engine.waiting
        WHERE office = $1 AND instance = $2 AND bookmark = $3
        """,
        work.Office, instance, bookmark);

    /// <summary>Holds a claimed stimulus, fenced.</summary>
    public static async Task<Arrived?> LockAsync(UnitOfWork work, Lease lease, CancellationToken ct)
    {
        await using var command = new NpgsqlCommand(
            """
            SELECT id, name, subject, hash, correlation_id, instance, payload
            FROM engine.stimulus
            WHERE office = $1 AND id = $2 AND lease_no = $3
            FOR UPDATE
            """,
            work.Connection)
        {
            Parameters = { new() { Value = lease.Office }, new() { Value = lease.Id }, new() { Value = lease.Number } },
        };
        await using var row = await command.ExecuteReaderAsync(ct);
        return await row.ReadAsync(ct)
            ? new(row.GetGuid(0), row.GetString(1), row.GetString(2), row.GetFieldValue<byte[]>(3), row.IsDBNull(4) ? null : row.GetString(4), row.IsDBNull(5) ? null : row.GetGuid(5), JsonNode.Parse(row.GetString(6)))
            : null;
    }

    /// <summary>Takes all who wait for it: a bookmark is aimed at by one stimulus only, the next one waits for the next bookmark.</summary>
    public static async Task<IReadOnlyList<Waiting>> TakeWaitingAsync(UnitOfWork work, Arrived stimulus, CancellationToken ct)
    {
        await using var command = new NpgsqlCommand(
            """
            DELETE FROM engine.waiting AS w
            WHERE w.office = $1 AND w.hash = $2
              AND ($3 IS NULL OR w.instance = $3)
              AND ($4 IS NULL OR EXISTS (
                SELECT FROM engine.correlation AS c WHERE c.office = w.office AND c.instance = w.instance AND c.correlation_id = $4))
            RETURNING w.instance, w.bookmark
            """,
            work.Connection)
        {
            Parameters =
            {
                new() { Value = work.Office },
                new() { Value = stimulus.Hash },
                new() { Value = (object?)stimulus.Instance ?? DBNull.Value, NpgsqlDbType = NpgsqlDbType.Uuid },
                new() { Value = (object?)stimulus.CorrelationId ?? DBNull.Value, NpgsqlDbType = NpgsqlDbType.Text },
            },
        };
        await using var row = await command.ExecuteReaderAsync(ct);
        var waiting = new List<Waiting>();
        while (await row.ReadAsync(ct))
        {
            waiting.Add(new(row.GetGuid(0), row.GetInt32(1)));
        }

        return waiting;
    }

    public static void Delivered(UnitOfWork work, Guid stimulus) => work.Queue(
        """
        DELETE FROM engine.stimulus
        WHERE office = $1 AND id = $2
        """,
        work.Office, stimulus);

    /// <summary>Nobody waits yet: it stays until somebody does.</summary>
    public static void Early(UnitOfWork work, Guid stimulus) => work.Queue(
        """
        UPDATE engine.stimulus
        SET seen = true, claimed_until = NULL
        WHERE office = $1 AND id = $2
        """,
        work.Office, stimulus);

    public static async Task<IReadOnlyList<OpenWait>> ListWaitingAsync(UnitOfWork work, string kind, CancellationToken ct)
    {
        await using var command = new NpgsqlCommand(
            """
            SELECT instance, payload, created_at
            FROM engine.waiting
            WHERE office = $1 AND name = $2
            ORDER BY created_at, instance, bookmark
            LIMIT 200
            """,
            work.Connection)
        {
            Parameters = { new() { Value = work.Office }, new() { Value = kind } },
        };
        await using var row = await command.ExecuteReaderAsync(ct);
        var open = new List<OpenWait>();
        while (await row.ReadAsync(ct))
        {
            open.Add(new(row.GetGuid(0), row.GetString(1), row.GetFieldValue<DateTime>(2)));
        }

        return open;
    }

    public static async Task<bool> IsAwaitedAsync(UnitOfWork work, byte[] hash, CancellationToken ct)
    {
        await using var command = new NpgsqlCommand(
            """
            SELECT EXISTS (SELECT FROM engine.waiting WHERE office = $1 AND hash = $2)
            """,
            work.Connection)
        {
            Parameters = { new() { Value = work.Office }, new() { Value = hash } },
        };
        return await command.ExecuteScalarAsync(ct) is true;
    }
}
