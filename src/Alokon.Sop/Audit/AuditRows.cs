using Alokon.Engine;
using Npgsql;

namespace Alokon.Sop.Audit;

/// <summary>The end of a chain.</summary>
/// <param name="Seq">Number of the last event; 0 before the first.</param>
/// <param name="Hash">Of the last line; 64 zeros before the first.</param>
public sealed record AuditHead(Guid CaseId, long Seq, string Hash, DateTimeOffset At, bool Sealed);

/// <summary>One stored event: the exact bytes, and the columns that make it searchable.</summary>
public sealed record AuditRow(
    long Seq, DateTimeOffset At, byte[] Line, string Hash, Guid Actor, string ActorName, string? Position, string Kind, string? Step);

public static class AuditRows
{
    private const string SelectHead = """
        SELECT seq, hash, at, sealed
        FROM audit.head
        WHERE office = $1 AND case_id = $2
        FOR UPDATE
        """;

    private const string OpenHead = """
        INSERT INTO audit.head (office, case_id, seq, hash, at, sealed)
        VALUES ($1, $2, 0, $3, $4, false)
        ON CONFLICT DO NOTHING
        """;

    // One statement: the event and the new head travel together. Keys and a trigger of the head refuse a writer that
    // skipped the lock, instead of letting the chain fork.
    private const string InsertEvent = """
        WITH written AS (
          INSERT INTO audit.event (office, case_id, seq, at, line, hash, actor, actor_name, position, kind, step)
          VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11)
        )
        UPDATE audit.head SET seq = $3, hash = $6, at = $4, sealed = $12
        WHERE office = $1 AND case_id = $2
        """;

    private const string SelectEvents = """
        SELECT seq, at, line, hash, actor, actor_name, position, kind, step
        FROM audit.event
        WHERE office = $1 AND case_id = $2
        ORDER BY seq
        """;

    private const string ReadHead = """
        SELECT seq, hash, at, sealed
        FROM audit.head
        WHERE office = $1 AND case_id = $2
        """;

    /// <summary>FOR UPDATE: of two who append to one case the second must see the first's event, or the chain would fork.</summary>
    internal static async Task<AuditHead> LockHeadAsync(UnitOfWork work, Guid caseId, CancellationToken ct)
    {
        if (await HeadAsync(work, SelectHead, caseId, ct) is { } head)
        {
            return head;
        }

        await using var open = new NpgsqlCommand(OpenHead, work.Connection);
        open.Parameters.AddWithValue(work.Office);
        open.Parameters.AddWithValue(caseId);
        open.Parameters.AddWithValue(AuditLine.FirstPrev);
        open.Parameters.AddWithValue(work.Now);
        await open.ExecuteNonQueryAsync(ct);
        return await HeadAsync(work, SelectHead, caseId, ct)
            ?? throw new InvalidOperationException($"Expected the audit head of case {caseId} after opening it, but there is none.");
    }

    /// <returns>None when the case has no history in this office.</returns>
    public static Task<AuditHead?> FindHeadAsync(UnitOfWork work, Guid caseId, CancellationToken ct) =>
        HeadAsync(work, ReadHead, caseId, ct);

    internal static void QueueEvent(UnitOfWork work, AuditLine line, byte[] bytes, string actorName, AuditHead next) =>
        work.Queue(
            InsertEvent, work.Office, line.Case, line.Seq, line.At, bytes, next.Hash, line.Actor, actorName, line.Position, line.Kind, line.Step, next.Sealed);

    public static async Task<IReadOnlyList<AuditRow>> ListAsync(UnitOfWork work, Guid caseId, CancellationToken ct)
    {
        await using var command = new NpgsqlCommand(SelectEvents, work.Connection);
        command.Parameters.AddWithValue(work.Office);
        command.Parameters.AddWithValue(caseId);
        await using var reader = await command.ExecuteReaderAsync(ct);
        var rows = new List<AuditRow>();
        while (await reader.ReadAsync(ct))
        {
            rows.Add(new AuditRow(
                reader.GetInt64(0),
                reader.GetFieldValue<DateTimeOffset>(1),
                reader.GetFieldValue<byte[]>(2),
                reader.GetString(3),
                reader.GetGuid(4),
                reader.GetString(5),
                reader.IsDBNull(6) ? null : reader.GetString(6),
                reader.GetString(7),
                reader.IsDBNull(8) ? null : reader.GetString(8)));
        }

        return rows;
    }

    private static async Task<AuditHead?> HeadAsync(UnitOfWork work, string sql, Guid caseId, CancellationToken ct)
    {
#pragma warning disable CA2100 // one of the two constants above
        await using var command = new NpgsqlCommand(sql, work.Connection);
#pragma warning restore CA2100
        command.Parameters.AddWithValue(work.Office);
        command.Parameters.AddWithValue(caseId);
        await using var reader = await command.ExecuteReaderAsync(ct);
        return await reader.ReadAsync(ct)
            ? new AuditHead(caseId, reader.GetInt64(0), reader.GetString(1), reader.GetFieldValue<DateTimeOffset>(2), reader.GetBoolean(3))
            : null;
    }
}
