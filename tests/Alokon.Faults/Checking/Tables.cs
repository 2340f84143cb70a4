using Npgsql;

namespace Alokon.Faults.Checking;

internal sealed record Instance(int Office, Guid Id, int Version, string Status, byte[] State);

internal sealed record JournalRow(int Office, Guid Instance, int Seq);

internal sealed record TimerLine(int Office, Guid Instance, int Bookmark, DateTime DueAt, bool Failed);

/// <summary>A row that waits for a worker: a message, a stimulus, a schedule.</summary>
internal sealed record WaitingRow(string Table, int Office, string Id, bool Failed);

internal sealed record TaskLine(int Office, Guid Id, Guid Case, int Bookmark, string Step, string Status, string? Outcome, string? By, DateTime? CompletedAt);

internal sealed record ClockLine(int Office, Guid Id, Guid Case, Guid? Task, string Kind, string? Budget, DateTime? StoppedAt, DateTime? PausedAt, DateTime? DueAt, DateTime? BreachedAt);

internal sealed record BreachLine(int Office, Guid Clock, Guid Case, DateTime DueAt, DateTime NoticedAt);

internal sealed record EventLine(int Office, Guid Case, long Seq, byte[] Line, string Hash, string Kind, string ActorName);

internal sealed record Head(int Office, Guid Case, long Seq, string Hash, bool Sealed);

internal sealed record Request(int Office, Guid Id, string Number, string Status);

internal sealed record Goods(int Office, Guid Case, string Commodity, int Requested, int? Approved, int? Shipped);

internal sealed record Lot(int Office, Guid Case, string Commodity, int Sent, int? Good, int? Damaged, int? Missing);

internal sealed record Paper(int Office, Guid Case, string Code, string Number, int Year, string Status, bool HashHolds);

internal sealed record Pack(int Office, Guid Case, string Status, long Events, string LastHash, byte[]? Bytes);

internal sealed record Register(int Office, string Book, int Year, int Last);

internal sealed record Key(int Office, string Name);

/// <summary>What stands in the tables, read by the harness's own SQL in one snapshot.</summary>
internal sealed record Tables(
    DateTime Now,
    IReadOnlyList<Instance> Instances,
    IReadOnlyList<JournalRow> Journal,
    IReadOnlyList<TimerLine> Timers,
    IReadOnlyList<WaitingRow> Waiting,
    IReadOnlyList<TaskLine> Tasks,
    IReadOnlyList<ClockLine> Clocks,
    IReadOnlyList<BreachLine> Breaches,
    IReadOnlyList<EventLine> Events,
    IReadOnlyList<Head> Heads,
    IReadOnlyList<Request> Requests,
    IReadOnlyList<Goods> Goods,
    IReadOnlyList<Lot> Lots,
    IReadOnlyList<Paper> Papers,
    IReadOnlyList<Pack> Packs,
    IReadOnlyList<Register> Registers,
    IReadOnlyList<Key> Keys)
{
    public static async Task<Tables> ReadAsync(NpgsqlDataSource admin)
    {
        await using var connection = await admin.OpenConnectionAsync();
        await RunAsync(connection, "BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY");
        return new Tables(
            (await ListAsync(connection, "SELECT engine.now()", r => r.GetDateTime(0)))[0],
            await ListAsync(connection, "SELECT office, id, version, status, state FROM engine.instance", r => new Instance(r.GetInt32(0), r.GetGuid(1), r.GetInt32(2), r.GetString(3), r.GetFieldValue<byte[]>(4))),
            await ListAsync(connection, "SELECT office, instance, seq FROM engine.journal", r => new JournalRow(r.GetInt32(0), r.GetGuid(1), r.GetInt32(2))),
            await ListAsync(connection, "SELECT office, instance, bookmark, due_at, failed_at IS NOT NULL FROM engine.timer", r => new TimerLine(r.GetInt32(0), r.GetGuid(1), r.GetInt32(2), r.GetDateTime(3), r.GetBoolean(4))),
            await ListAsync(connection, "SELECT 'outbox', office, id::text, failed_at IS NOT NULL FROM engine.outbox UNION ALL SELECT 'stimulus', office, id::text, failed_at IS NOT NULL FROM engine.stimulus", r => new WaitingRow(r.GetString(0), r.GetInt32(1), r.GetString(2), r.GetBoolean(3))),
            await ListAsync(connection, "SELECT office, id, case_id, bookmark, step, status, outcome, assignee_name, completed_at FROM inbox.task", r => new TaskLine(
                r.GetInt32(0), r.GetGuid(1), r.GetGuid(2), r.GetInt32(3), r.GetString(4), r.GetString(5), Text(r, 6), Text(r, 7), Instant(r, 8))),
            await ListAsync(connection, "SELECT office, id, case_id, task_id, kind, budget, stopped_at, paused_at, due_at, breached_at FROM sla.clock", r => new ClockLine(
                r.GetInt32(0), r.GetGuid(1), r.GetGuid(2), r.IsDBNull(3) ? null : r.GetGuid(3), r.GetString(4), Text(r, 5), Instant(r, 6), Instant(r, 7), Instant(r, 8), Instant(r, 9))),
            await ListAsync(connection, "SELECT office, clock_id, case_id, due_at, noticed_at FROM sla.breach", r => new BreachLine(r.GetInt32(0), r.GetGuid(1), r.GetGuid(2), r.GetDateTime(3), r.GetDateTime(4))),
            await ListAsync(connection, "SELECT office, case_id, seq, line, hash, kind, actor_name FROM audit.event", r => new EventLine(
                r.GetInt32(0), r.GetGuid(1), r.GetInt64(2), r.GetFieldValue<byte[]>(3), r.GetString(4), r.GetString(5), r.GetString(6))),
            await ListAsync(connection, "SELECT office, case_id, seq, hash, sealed FROM audit.head", r => new Head(r.GetInt32(0), r.GetGuid(1), r.GetInt64(2), r.GetString(3), r.GetBoolean(4))),
            await ListAsync(connection, "SELECT office, id, number, status FROM requests.request", r => new Request(r.GetInt32(0), r.GetGuid(1), r.GetString(2), r.GetString(3))),
            await ListAsync(connection, "SELECT office, case_id, commodity, requested, approved, shipped FROM requests.amrah_line", r => new Goods(
                r.GetInt32(0), r.GetGuid(1), r.GetString(2), r.GetInt32(3), Count(r, 4), Count(r, 5))),
            await ListAsync(connection, "SELECT office, case_id, commodity, sent, good, damaged, missing FROM requests.shipment_line", r => new Lot(
                r.GetInt32(0), r.GetGuid(1), r.GetString(2), r.GetInt32(3), Count(r, 4), Count(r, 5), Count(r, 6))),
            await ListAsync(connection, "SELECT office, case_id, code, number, extract(year FROM issued_on)::integer, status, coalesce(sha256 = encode(sha256(pdf), 'hex'), false) FROM documents.document", r => new Paper(
                r.GetInt32(0), r.GetGuid(1), r.GetString(2), r.GetString(3), r.GetInt32(4), r.GetString(5), r.GetBoolean(6))),
            await ListAsync(connection, "SELECT office, case_id, status, events, last_hash, bytes FROM archive.pack", r => new Pack(
                r.GetInt32(0), r.GetGuid(1), r.GetString(2), r.GetInt64(3), r.GetString(4), r.IsDBNull(5) ? null : r.GetFieldValue<byte[]>(5))),
            await ListAsync(connection, "SELECT office, book, year, last FROM documents.number_register UNION ALL SELECT office, month, 0, last FROM requests.number_register", r => new Register(
                r.GetInt32(0), r.GetString(1), r.GetInt32(2), r.GetInt32(3))),
            await ListAsync(connection, "SELECT office, key FROM engine.idempotency", r => new Key(r.GetInt32(0), r.GetString(1))));
    }

    private static async Task<IReadOnlyList<T>> ListAsync<T>(NpgsqlConnection connection, string sql, Func<NpgsqlDataReader, T> read)
    {
        await using var command = new NpgsqlCommand(sql, connection);
        await using var reader = await command.ExecuteReaderAsync();
        var rows = new List<T>();
        while (await reader.ReadAsync())
        {
            rows.Add(read(reader));
        }

        return rows;
    }

    private static async Task RunAsync(NpgsqlConnection connection, string sql)
    {
        await using var command = new NpgsqlCommand(sql, connection);
        await command.ExecuteNonQueryAsync();
    }

    private static string? Text(NpgsqlDataReader row, int column) => row.IsDBNull(column) ? null : row.GetString(column);

    private static int? Count(NpgsqlDataReader row, int column) => row.IsDBNull(column) ? null : row.GetInt32(column);

    private static DateTime? Instant(NpgsqlDataReader row, int column) => row.IsDBNull(column) ? null : row.GetDateTime(column);
}
