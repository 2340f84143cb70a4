using Alokon.Engine;
using Npgsql;
using NpgsqlTypes;

namespace Alokon.Sop.Sla;

internal static class ClockRows
{
    private const string Columns =
        """
        SELECT id, case_id, task_id, step, unit, unit_kind, kind, rule::text, allowance_seconds, calendar_version, started_at,
               running_since, paused_at, stopped_at, cancelled, consumed_seconds, first_due_at, due_at, breached_at
        FROM sla.clock
        """;

    private const string OfTaskAndCase =
        $"""
        {Columns} WHERE office = $1 AND task_id = $2
        UNION ALL
        {Columns} WHERE office = $1 AND case_id = {FirstTrip.Case} AND kind = 'service'
        UNION ALL
        {Columns} WHERE office = $1 AND case_id = {FirstTrip.Case} AND budget IS NOT NULL AND task_id <> $2
        """;

    private const string InsertInto =
        """
        INSERT INTO sla.clock (office, id, case_id, task_id, step, unit, unit_kind, kind, budget, rule, allowance_seconds, calendar_version,
          started_at, running_since, paused_at, stopped_at, cancelled, consumed_seconds, first_due_at, due_at, breached_at)
        VALUES 
        """;

    // One statement for those that one command begins: its set-up is most of what a row costs.
    private static readonly string[] InsertMany = [.. Enumerable.Range(1, MostTogether).Select(n => InsertInto + string.Join(", ", Enumerable.Range(0, n).Select(Placeholders)))];

    private const int MostTogether = 4;
    private const int Each = 20;

    public static void Foresee(FirstTrip trip, int office, Guid task, Action<Clock> read) => trip.Add(
        OfTaskAndCase,
        row => read(Read(row)),
        new NpgsqlParameter<int> { TypedValue = office },
        new NpgsqlParameter<Guid> { TypedValue = task });

    public static Task<List<Clock>> OfTasksAsync(UnitOfWork work, Guid[] tasks, CancellationToken ct) =>
        ReadAsync(work, $"{Columns} WHERE office = $1 AND task_id = ANY($2)", ct, work.Office, tasks);

    public static Task<List<Clock>> ServicesAsync(UnitOfWork work, Guid[] cases, CancellationToken ct) =>
        ReadAsync(work, $"{Columns} WHERE office = $1 AND case_id = ANY($2) AND kind = 'service'", ct, work.Office, cases);

    /// <summary>The handling clock of the task, if it has one, and every other one of the case that shares the budget.</summary>
    public static Task<List<Clock>> OfBudgetAsync(UnitOfWork work, Guid task, Guid caseId, string? budget, CancellationToken ct) =>
        ReadAsync(work, $"{Columns} WHERE office = $1 AND kind = 'handling' AND (task_id = $2 OR (case_id = $3 AND budget = $4))", ct, work.Office, task, caseId, budget ?? string.Empty);

    /// <summary>The row is locked: two sweepers with the same claim must see each other's answer.</summary>
    public static async Task<Clock?> LockAsync(UnitOfWork work, Guid clock, CancellationToken ct) =>
        (await ReadAsync(work, $"{Columns} WHERE office = $1 AND id = $2 FOR UPDATE", ct, work.Office, clock)).SingleOrDefault();

    /// <summary>Clocks as they stand at the end of the command that began them: one may have stopped already.</summary>
    public static void Insert(UnitOfWork work, IEnumerable<Clock> clocks)
    {
        foreach (var together in clocks.Chunk(MostTogether))
        {
            work.Queue(InsertMany[together.Length - 1], [work.Office, .. together.SelectMany(Values)]);
        }
    }

    private static string Placeholders(int row) => $"($1, {string.Join(", ", Enumerable.Range((row * Each) + 2, Each).Select(n => $"${n}"))})";

    private static object?[] Values(Clock clock) =>
    [
        clock.Id, clock.CaseId, Id(clock.TaskId), Text(clock.Step), Text(clock.Unit), clock.UnitKind, clock.Kind.Key(), Text(clock.Budget),
        new NpgsqlParameter<string> { TypedValue = clock.Rule.ToJson().ToJsonString(), NpgsqlDbType = NpgsqlDbType.Jsonb }, Seconds(clock.Allowance), clock.CalendarVersion,
        clock.StartedAt, Instant(clock.RunningSince), Instant(clock.PausedAt), Instant(clock.StoppedAt), clock.Cancelled, (long)clock.Consumed.TotalSeconds,
        Instant(clock.FirstDueAt), Instant(clock.DueAt), Instant(clock.BreachedAt),
    ];

    public static void Update(UnitOfWork work, Clock clock) =>
        work.Queue(
            """
            UPDATE sla.clock
            SET calendar_version = $3, running_since = $4, paused_at = $5, stopped_at = $6, cancelled = $7, consumed_seconds = $8, due_at = $9, breached_at = $10
            WHERE office = $1 AND id = $2
            """,
            work.Office, clock.Id, clock.CalendarVersion, Instant(clock.RunningSince), Instant(clock.PausedAt), Instant(clock.StoppedAt), clock.Cancelled,
            (long)clock.Consumed.TotalSeconds, Instant(clock.DueAt), Instant(clock.BreachedAt));

    /// <summary>The standard itself is another one: only when a case came to another version of its SOP.</summary>
    public static void Rejudge(UnitOfWork work, Clock clock) =>
        work.Queue(
            """
            UPDATE sla.clock
            SET step = $3, unit = $4, budget = $5, rule = $6, allowance_seconds = $7, first_due_at = $8, due_at = $9
            WHERE office = $1 AND id = $2
            """,
            work.Office, clock.Id, Text(clock.Step), Text(clock.Unit), Text(clock.Budget),
            new NpgsqlParameter<string> { TypedValue = clock.Rule.ToJson().ToJsonString(), NpgsqlDbType = NpgsqlDbType.Jsonb },
            Seconds(clock.Allowance), Instant(clock.FirstDueAt), Instant(clock.DueAt));

    public static void OpenPause(UnitOfWork work, Clock clock, string reason) =>
        work.Queue(
            "INSERT INTO sla.pause (office, clock_id, paused_at, reason) VALUES ($1, $2, $3, $4)",
            work.Office, clock.Id, work.Now, reason);

    public static void ClosePause(UnitOfWork work, Clock clock) =>
        work.Queue("UPDATE sla.pause SET resumed_at = $3 WHERE office = $1 AND clock_id = $2 AND resumed_at IS NULL", work.Office, clock.Id, work.Now);

    public static async Task<List<Standstill>> PausesAsync(UnitOfWork work, Guid clock, CancellationToken ct)
    {
        await using var command = new NpgsqlCommand("SELECT paused_at, coalesce(resumed_at, $2), reason FROM sla.pause WHERE clock_id = $1 ORDER BY paused_at", work.Connection)
        {
            Parameters = { new NpgsqlParameter { Value = clock }, new NpgsqlParameter { Value = work.Now } },
        };
        await using var reader = await command.ExecuteReaderAsync(ct);
        var pauses = new List<Standstill>();
        while (await reader.ReadAsync(ct))
        {
            pauses.Add(new Standstill(reader.GetFieldValue<DateTime>(0), reader.GetFieldValue<DateTime>(1), reader.GetString(2)));
        }

        return pauses;
    }

    public static void InsertBreach(UnitOfWork work, Clock clock, DateTimeOffset due) =>
        work.Queue(
            """
            INSERT INTO sla.breach (office, id, clock_id, case_id, step, unit, kind, budget, due_at, noticed_at)
            VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10)
            """,
            work.Office, Ids.New(), clock.Id, clock.CaseId, clock.Step, clock.Unit, clock.Kind.Key(), clock.Budget, due, work.Now);

    private static async Task<List<Clock>> ReadAsync(UnitOfWork work, string sql, CancellationToken ct, params object[] values)
    {
#pragma warning disable CA2100 // constants of this file
        await using var command = new NpgsqlCommand(sql, work.Connection);
#pragma warning restore CA2100
        foreach (var value in values)
        {
            command.Parameters.Add(new NpgsqlParameter { Value = value });
        }

        await using var reader = await command.ExecuteReaderAsync(ct);
        var clocks = new List<Clock>();
        while (await reader.ReadAsync(ct))
        {
            clocks.Add(Read(reader));
        }

        return clocks;
    }

    private static Clock Read(NpgsqlDataReader row)
    {
        string? Text(int column) => row.IsDBNull(column) ? null : row.GetString(column);
        DateTimeOffset? Instant(int column) => row.IsDBNull(column) ? null : row.GetFieldValue<DateTime>(column);
        var kind = row.GetString(6);
        return new Clock(
            row.GetGuid(0), row.GetGuid(1), row.IsDBNull(2) ? null : row.GetGuid(2), Text(3), Text(4), row.GetString(5),
            ClockKinds.Find(kind) ?? throw new InvalidOperationException($"Expected a kind of clock, but the table says {kind}."),
            TimeStandard.Known(row.GetString(7)),
            row.IsDBNull(8) ? null : TimeSpan.FromSeconds(row.GetInt64(8)),
            row.GetInt32(9), row.GetFieldValue<DateTime>(10), Instant(11), Instant(12), Instant(13), row.GetBoolean(14),
            TimeSpan.FromSeconds(row.GetInt64(15)), Instant(16), Instant(17), Instant(18));
    }

    // Types are said even where the value is null: a statement whose types change from call to call is prepared anew each time.
    private static NpgsqlParameter Instant(DateTimeOffset? at) =>
        new() { Value = at is { } instant ? instant.UtcDateTime : DBNull.Value, NpgsqlDbType = NpgsqlDbType.TimestampTz };

    private static NpgsqlParameter Text(string? text) => new() { Value = (object?)text ?? DBNull.Value, NpgsqlDbType = NpgsqlDbType.Text };

    private static NpgsqlParameter Id(Guid? id) => new() { Value = (object?)id ?? DBNull.Value, NpgsqlDbType = NpgsqlDbType.Uuid };

    private static NpgsqlParameter Seconds(TimeSpan? work) =>
        new() { Value = work is { } time ? (long)time.TotalSeconds : DBNull.Value, NpgsqlDbType = NpgsqlDbType.Bigint };
}
