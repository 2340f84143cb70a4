using Alokon.Engine;
using Npgsql;
using NpgsqlTypes;

namespace Alokon.Sop.Audit;

/// <summary>The end of a chain.</summary>
/// <param name="Seq">Number of the last event; 0 before the first.</param>
/// <param name="Hash">Of the last line; 64 zeros before the first.</param>
public sealed record AuditHead(Guid CaseId, long Seq, string Hash, DateTimeOffset At, bool Sealed);

/// <summary>One stored event: the exact bytes, and the columns that make it searchable.</summary>
public sealed record AuditRow(
    long Seq, DateTimeOffset At, byte[] Line, string Hash, Guid Actor, string ActorName, string? Position, string Kind, string? Step);

/// <summary>An event with its place in the chain, not in the table yet.</summary>
internal sealed record WrittenLine(AuditLine Line, byte[] Bytes, string Hash, string ActorName);

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

    private const string LockCaseHead = $"""
        SELECT case_id, seq, hash, at, sealed
        FROM audit.head
        WHERE office = $1 AND case_id = {FirstTrip.Case}
        FOR UPDATE
        """;

    private const string InsertEvents = """
        INSERT INTO audit.event (office, case_id, at, actor, actor_name, seq, line, hash, position, kind, step)
        SELECT $1, $2, $3, $4, $5, e.*
        FROM unnest($6::bigint[], $7::bytea[], $8::text[], $9::text[], $10::text[], $11::text[]) AS e
        """;

    // A trigger lets the head go forward only to an event that is there: a writer that skipped the lock is refused, the chain cannot fork.
    private const string MoveHead = """
        UPDATE audit.head SET seq = $3, hash = $4, at = $5, sealed = $6
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

    /// <summary>The head of the case at hand, locked.</summary>
    internal static void Foresee(FirstTrip trip, int office, Action<AuditHead> locked) => trip.Add(
        LockCaseHead,
        row => locked(new AuditHead(row.GetGuid(0), row.GetInt64(1), row.GetString(2), row.GetFieldValue<DateTimeOffset>(3), row.GetBoolean(4))),
        new NpgsqlParameter<int> { TypedValue = office });

    /// <summary>All events of one command together: the rows travel in one statement, and the head moves once.</summary>
    internal static void QueueEvents(UnitOfWork work, IReadOnlyList<WrittenLine> written, AuditHead next)
    {
        foreach (var same in written.GroupBy(w => (w.Line.At, w.Line.Actor, w.ActorName)))
        {
            WrittenLine[] lines = [.. same];
            work.Queue(
                InsertEvents, work.Office, next.CaseId, same.Key.At, same.Key.Actor, same.Key.ActorName,
                Array.ConvertAll(lines, w => w.Line.Seq), Array.ConvertAll(lines, w => w.Bytes), Array.ConvertAll(lines, w => w.Hash),
                Texts(lines, w => w.Line.Position), Texts(lines, w => w.Line.Kind), Texts(lines, w => w.Line.Step));
        }

        work.Queue(MoveHead, work.Office, next.CaseId, next.Seq, next.Hash, next.At, next.Sealed);
    }

    private static NpgsqlParameter Texts(WrittenLine[] lines, Converter<WrittenLine, string?> text) =>
        new() { Value = Array.ConvertAll(lines, text), NpgsqlDbType = NpgsqlDbType.Array | NpgsqlDbType.Text };

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
