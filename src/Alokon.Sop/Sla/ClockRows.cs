using System.Text.Json.Nodes;
using Alokon.Engine;
using Npgsql;

namespace Alokon.Sop.Sla;

internal static class ClockRows
{
    private const string Columns =
        """
        SELECT id, case_id, task_id, step, unit, unit_kind, kind, rule::text, allowance_seconds, calendar_version, started_at,
               running_since, paused_at, stopped_at, cancelled, consumed_seconds, first_due_at, due_at, breached_at
        FROM sla.clock
        """;

    public static Task<List<Clock>> OfTasksAsync(UnitOfWork work, Guid[] tasks, CancellationToken ct) =>
        ReadAsync(work, $"{Columns} WHERE task_id = ANY($1)", ct, tasks);

    public static Task<List<Clock>> ServicesAsync(UnitOfWork work, Guid[] cases, CancellationToken ct) =>
        ReadAsync(work, $"{Columns} WHERE case_id = ANY($1) AND kind = 'service'", ct, cases);

    /// <summary>The handling clock of the task, if it has one, and every other one of the case that shares the budget.</summary>
    public static Task<List<Clock>> OfBudgetAsync(UnitOfWork work, Guid task, Guid caseId, string? budget, CancellationToken ct) =>
        ReadAsync(work, $"{Columns} WHERE kind = 'handling' AND (task_id = $1 OR (case_id = $2 AND budget = $3))", ct, task, caseId, budget ?? string.Empty);

    /// <summary>The row is locked: two sweepers with the same claim must see each other's answer.</summary>
    public static async Task<Clock?> LockAsync(UnitOfWork work, Guid clock, CancellationToken ct) =>
        (await ReadAsync(work, $"{Columns} WHERE id = $1 FOR UPDATE", ct, clock)).SingleOrDefault();

    public static async Task<bool> BudgetIsBreachedAsync(UnitOfWork work, Clock clock, CancellationToken ct)
    {
        await using var command = new NpgsqlCommand("SELECT EXISTS (SELECT 1 FROM sla.breach WHERE case_id = $1 AND budget = $2)", work.Connection)
        {
            Parameters = { new NpgsqlParameter { Value = clock.CaseId }, new NpgsqlParameter { Value = clock.Budget } },
        };
        return await command.ExecuteScalarAsync(ct) is true;
    }

    public static void Insert(UnitOfWork work, Clock clock) =>
        work.Queue(
            """
            INSERT INTO sla.clock (office, id, case_id, task_id, step, unit, unit_kind, kind, budget, rule, allowance_seconds,
              calendar_version, started_at, running_since, cancelled, consumed_seconds, first_due_at, due_at)
            VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10::jsonb, $11, $12, $13, $13, false, 0, $14, $15)
            """,
            work.Office, clock.Id, clock.CaseId, clock.TaskId, clock.Step, clock.Unit, clock.UnitKind, clock.Kind.Key(), clock.Budget,
            clock.Rule.ToJson().ToJsonString(), Seconds(clock.Allowance), clock.CalendarVersion, clock.StartedAt, clock.FirstDueAt, clock.DueAt);

    public static void Update(UnitOfWork work, Clock clock) =>
        work.Queue(
            """
            UPDATE sla.clock
            SET calendar_version = $2, running_since = $3, paused_at = $4, stopped_at = $5, cancelled = $6, consumed_seconds = $7, due_at = $8, breached_at = $9
            WHERE id = $1
            """,
            clock.Id, clock.CalendarVersion, clock.RunningSince, clock.PausedAt, clock.StoppedAt, clock.Cancelled, Seconds(clock.Consumed), clock.DueAt, clock.BreachedAt);

    /// <summary>The standard itself is another one: only when a case came to another version of its SOP.</summary>
    public static void Rejudge(UnitOfWork work, Clock clock) =>
        work.Queue(
            """
            UPDATE sla.clock
            SET step = $2, unit = $3, budget = $4, rule = $5::jsonb, allowance_seconds = $6, first_due_at = $7, due_at = $8
            WHERE id = $1
            """,
            clock.Id, clock.Step, clock.Unit, clock.Budget, clock.Rule.ToJson().ToJsonString(), Seconds(clock.Allowance), clock.FirstDueAt, clock.DueAt);

    public static void OpenPause(UnitOfWork work, Clock clock, string reason) =>
        work.Queue(
            "INSERT INTO sla.pause (office, clock_id, paused_at, reason) VALUES ($1, $2, $3, $4)",
            work.Office, clock.Id, work.Now, reason);

    public static void ClosePause(UnitOfWork work, Clock clock) =>
        work.Queue("UPDATE sla.pause SET resumed_at = $2 WHERE clock_id = $1 AND resumed_at IS NULL", clock.Id, work.Now);

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
            TimeStandard.Parse(JsonNode.Parse(row.GetString(7)), "rule").Value,
            row.IsDBNull(8) ? null : TimeSpan.FromSeconds(row.GetInt64(8)),
            row.GetInt32(9), row.GetFieldValue<DateTime>(10), Instant(11), Instant(12), Instant(13), row.GetBoolean(14),
            TimeSpan.FromSeconds(row.GetInt64(15)), Instant(16), Instant(17), Instant(18));
    }

    private static long? Seconds(TimeSpan? work) => work is { } time ? (long)time.TotalSeconds : null;
}
