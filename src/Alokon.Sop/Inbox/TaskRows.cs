using System.Text.Json.Nodes;
using Alokon.Engine;
using Dapper;
using Npgsql;
using NpgsqlTypes;

namespace Alokon.Sop.Inbox;

/// <summary>One task as it stands in the table.</summary>
public sealed record TaskRow(
    Guid Id,
    Guid CaseId,
    string CaseNumber,
    int Bookmark,
    string Step,
    string Label,
    string SopLabel,
    string Role,
    string Facility,
    string FacilityName,
    string Kecamatan,
    int Zone,
    string Kind,
    string Summary,
    string Standard,
    string Definition,
    string Status,
    Guid? Assignee,
    string? AssigneeName,
    DateTimeOffset CreatedAt,
    DateTimeOffset? ClaimedAt,
    DateTimeOffset? CompletedAt,
    DateTimeOffset? DueAt,
    string? Outcome,
    string? Comment,
    int Version)
{
    /// <summary>A task that has just come up.</summary>
    public static TaskRow Arrived(Guid id, Guid caseId, OpenTask task, DateTimeOffset at, DateTimeOffset? dueAt) => new(
        id, caseId, task.CaseNumber, task.Bookmark, task.Step, task.Label, task.SopLabel, task.Role, task.Facility, task.FacilityName, task.Kecamatan, task.Zone,
        task.Kind, task.Summary, task.Standard.ToJsonString(), task.Definition.ToJsonString(), "ready", null, null, at, null, null, dueAt, null, null, 1);

    public bool IsOpen => Status is "ready" or "claimed";

    public JsonObject ReadDefinition() => JsonNode.Parse(Definition)!.AsObject(); // written by OpenTask, always an object

    public JsonObject ReadStandard() => JsonNode.Parse(Standard)!.AsObject(); // written by OpenTask, always an object
}

/// <summary>The table inbox.task.</summary>
public static class TaskRows
{
    private const string Columns = """
        id, case_id AS "CaseId", case_number AS "CaseNumber", bookmark, step, label, sop_label AS "SopLabel", role, facility,
        facility_name AS "FacilityName", kecamatan, zone, kind, summary, standard, definition, status, assignee,
        assignee_name AS "AssigneeName", created_at AS "CreatedAt", claimed_at AS "ClaimedAt", completed_at AS "CompletedAt",
        due_at AS "DueAt", outcome, comment, version
        """;

    private const string NameCase = """
        SELECT set_config('app.case', case_id::text, true)
        FROM inbox.task
        WHERE office = $1 AND id = $2
        """;

    private const string SelectOne = $"SELECT {Columns} FROM inbox.task WHERE office = $1 AND id = $2";

    /// <summary>Makes the task's case the case at hand: whoever comes after it in the trip can lock and read by it.</summary>
    public static void ForeseeCase(FirstTrip trip, int office, Guid task) =>
        trip.Add(NameCase, _ => { }, new NpgsqlParameter<int> { TypedValue = office }, new NpgsqlParameter<Guid> { TypedValue = task });

    /// <summary>The task as it is once the lock of its case is held.</summary>
    public static void Foresee(FirstTrip trip, int office, Guid task, Action<TaskRow> found) =>
        trip.Add(SelectOne, row => found(Read(row)), new NpgsqlParameter<int> { TypedValue = office }, new NpgsqlParameter<Guid> { TypedValue = task });

    public static void Open(UnitOfWork work, TaskRow task, string activity) =>
        work.Queue(
            """
            INSERT INTO inbox.task (office, id, case_id, case_number, bookmark, activity, step, label, sop_label, role, facility, facility_name,
                                    kecamatan, zone, kind, summary, standard, definition, status, created_at, due_at, version)
            VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16, $17, $18, 'ready', $19, $20, 1)
            """,
            work.Office, task.Id, task.CaseId, task.CaseNumber, task.Bookmark, activity, task.Step, task.Label, task.SopLabel,
            task.Role, task.Facility, task.FacilityName, task.Kecamatan, task.Zone, task.Kind, task.Summary,
            task.Standard, task.Definition, task.CreatedAt, Instant(task.DueAt));

    public static void Claim(UnitOfWork work, TaskRow task, Guid person, string name, DateTimeOffset? dueAt) =>
        work.Queue(
            """
            UPDATE inbox.task
            SET status = 'claimed', assignee = $3, assignee_name = $4, claimed_at = COALESCE(claimed_at, $5), due_at = $6, version = version + 1
            WHERE office = $1 AND id = $2
            """,
            work.Office, task.Id, person, name, work.Now, Instant(dueAt));

    public static void Assign(UnitOfWork work, TaskRow task, Guid person, string name) =>
        work.Queue(
            "UPDATE inbox.task SET assignee = $3, assignee_name = $4, version = version + 1 WHERE office = $1 AND id = $2",
            work.Office, task.Id, person, name);

    public static void Release(UnitOfWork work, TaskRow task, DateTimeOffset? dueAt) =>
        work.Queue(
            """
            UPDATE inbox.task
            SET status = 'ready', assignee = NULL, assignee_name = NULL, due_at = $3, version = version + 1
            WHERE office = $1 AND id = $2
            """,
            work.Office, task.Id, Instant(dueAt));

    /// <summary>Done; also a task that nobody had claimed: then it is claimed and done at once.</summary>
    public static void Close(UnitOfWork work, TaskRow done) =>
        work.Queue(
            """
            UPDATE inbox.task
            SET status = 'done', assignee = $3, assignee_name = $4, claimed_at = $5, completed_at = $6, due_at = $7, outcome = $8, comment = $9, version = $10
            WHERE office = $1 AND id = $2
            """,
            work.Office, done.Id, Id(done.Assignee), Text(done.AssigneeName), Instant(done.ClaimedAt), Instant(done.CompletedAt), Instant(done.DueAt),
            Text(done.Outcome), Text(done.Comment), done.Version);

    /// <summary>As another version of the SOP has it. A form that is open on a screen is stale from now on.</summary>
    public static void Redraw(UnitOfWork work, TaskRow task, string activity, OpenTask now, DateTimeOffset? dueAt) =>
        work.Queue(
            """
            UPDATE inbox.task
            SET activity = $3, step = $4, label = $5, sop_label = $6, role = $7, summary = $8, standard = $9, definition = $10, due_at = $11, version = version + 1
            WHERE office = $1 AND id = $2
            """,
            work.Office, task.Id, activity, now.Step, now.Label, now.SopLabel, now.Role, now.Summary, now.Standard.ToJsonString(), now.Definition.ToJsonString(), dueAt);

    public static async Task<IReadOnlyList<Guid>> WithdrawAsync(UnitOfWork work, Guid caseId, int bookmark, CancellationToken ct)
    {
        await work.FlushAsync(ct);
        var ids = await work.Connection.QueryAsync<Guid>(new CommandDefinition(
            """
            UPDATE inbox.task
            SET status = 'cancelled', completed_at = @now, version = version + 1
            WHERE office = @office AND case_id = @caseId AND bookmark = @bookmark AND status IN ('ready', 'claimed')
            RETURNING id
            """,
            new { office = work.Office, caseId, bookmark, now = work.Now },
            cancellationToken: ct));
        return ids.AsList();
    }

    public static Task<TaskRow?> FindAsync(UnitOfWork work, Guid id, CancellationToken ct) =>
        FindAsync(work, id, string.Empty, ct);

    // FOR UPDATE: two officers of one role may press the same button together; the second must see the first's answer.
    public static Task<TaskRow?> LockAsync(UnitOfWork work, Guid id, CancellationToken ct) =>
        FindAsync(work, id, "FOR UPDATE", ct);

    public static async Task<IReadOnlyList<TaskRow>> OfCaseAsync(UnitOfWork work, Guid caseId, CancellationToken ct)
    {
        var rows = await work.Connection.QueryAsync<TaskRow>(new CommandDefinition(
            $"SELECT {Columns} FROM inbox.task WHERE office = @office AND case_id = @caseId ORDER BY bookmark",
            new { office = work.Office, caseId },
            cancellationToken: ct));
        return rows.AsList();
    }

    /// <summary>Which activity of the definition each finished task of a case belonged to.</summary>
    public static async Task<IReadOnlyList<(Guid Task, string Activity, int Zone)>> ActivitiesOfCaseAsync(UnitOfWork work, Guid caseId, CancellationToken ct)
    {
        var rows = await work.Connection.QueryAsync<(Guid, string, int)>(new CommandDefinition(
            "SELECT id, activity, zone FROM inbox.task WHERE office = @office AND case_id = @caseId AND status = 'done' ORDER BY bookmark",
            new { office = work.Office, caseId },
            cancellationToken: ct));
        return rows.AsList();
    }

    /// <summary>Which activity each task of a case belongs to, open and finished ones, in the order in which they came up.</summary>
    public static async Task<IReadOnlyList<(Guid Task, string Activity)>> ByActivityAsync(UnitOfWork work, Guid caseId, CancellationToken ct)
    {
        var rows = await work.Connection.QueryAsync<(Guid, string)>(new CommandDefinition(
            "SELECT id, activity FROM inbox.task WHERE office = @office AND case_id = @caseId AND status <> 'cancelled' ORDER BY bookmark",
            new { office = work.Office, caseId },
            cancellationToken: ct));
        return rows.AsList();
    }

    public static async Task<IReadOnlyList<(Guid CaseId, string Label)>> OpenOfCasesAsync(UnitOfWork work, Guid[] cases, CancellationToken ct)
    {
        var rows = await work.Connection.QueryAsync<(Guid, string)>(new CommandDefinition(
            "SELECT case_id, label FROM inbox.task WHERE office = @office AND case_id = ANY (@cases) AND status IN ('ready', 'claimed') ORDER BY bookmark",
            new { office = work.Office, cases },
            cancellationToken: ct));
        return rows.AsList();
    }

    public static async Task<IReadOnlyList<TaskRow>> ListAsync(UnitOfWork work, TaskFilter filter, CancellationToken ct)
    {
        var rows = await work.Connection.QueryAsync<TaskRow>(new CommandDefinition(
            $"""
            SELECT {Columns}
            FROM inbox.task AS t
            WHERE office = @office
              AND status = ANY (@Statuses)
              AND (@Roles::text[] IS NULL OR EXISTS (
                    SELECT FROM unnest(@Roles::text[], @Scopes::text[], @Codes::text[]) AS h (role, scope, code)
                    WHERE h.role = t.role AND (h.scope = 'office' OR h.code = '*'
                      OR (h.scope = 'facility' AND h.code = t.facility) OR (h.scope = 'kecamatan' AND h.code = t.kecamatan))))
              AND (@VisibleScopes::text[] IS NULL OR EXISTS (
                    SELECT FROM unnest(@VisibleScopes::text[], @VisibleCodes::text[]) AS h (scope, code)
                    WHERE h.scope = 'office' OR h.code = '*'
                      OR (h.scope = 'facility' AND h.code = t.facility) OR (h.scope = 'kecamatan' AND h.code = t.kecamatan)))
              AND (@Person::uuid IS NULL OR t.assignee = @Person OR (t.status = 'ready' AND @Unclaimed))
              AND (@AfterId::uuid IS NULL OR (COALESCE({SortColumn(filter)}, 'infinity'), id) > (@AfterAt::timestamptz, @AfterId))
            ORDER BY COALESCE({SortColumn(filter)}, 'infinity'), id
            LIMIT @Limit
            """,
            filter.Parameters(work.Office),
            cancellationToken: ct));
        return rows.AsList();
    }

    private static TaskRow Read(NpgsqlDataReader row)
    {
        string? Optional(int column) => row.IsDBNull(column) ? null : row.GetString(column);
        DateTimeOffset? At(int column) => row.IsDBNull(column) ? null : row.GetFieldValue<DateTime>(column);
        return new TaskRow(
            row.GetGuid(0), row.GetGuid(1), row.GetString(2), row.GetInt32(3), row.GetString(4), row.GetString(5), row.GetString(6), row.GetString(7),
            row.GetString(8), row.GetString(9), row.GetString(10), row.GetInt32(11), row.GetString(12), row.GetString(13), row.GetString(14), row.GetString(15),
            row.GetString(16), row.IsDBNull(17) ? null : row.GetGuid(17), Optional(18), row.GetFieldValue<DateTime>(19), At(20), At(21), At(22), Optional(23),
            Optional(24), row.GetInt32(25));
    }

    // Types are said even where the value is null: a statement whose types change from call to call is prepared anew each time.
    private static NpgsqlParameter Instant(DateTimeOffset? at) =>
        new() { Value = at is { } instant ? instant.UtcDateTime : DBNull.Value, NpgsqlDbType = NpgsqlDbType.TimestampTz };

    private static NpgsqlParameter Text(string? text) => new() { Value = (object?)text ?? DBNull.Value, NpgsqlDbType = NpgsqlDbType.Text };

    private static NpgsqlParameter Id(Guid? id) => new() { Value = (object?)id ?? DBNull.Value, NpgsqlDbType = NpgsqlDbType.Uuid };

    private static string SortColumn(TaskFilter filter) => filter.ByDue ? "due_at" : "created_at";

    private static Task<TaskRow?> FindAsync(UnitOfWork work, Guid id, string locking, CancellationToken ct) =>
        work.Connection.QuerySingleOrDefaultAsync<TaskRow?>(new CommandDefinition(
            $"SELECT {Columns} FROM inbox.task WHERE office = @office AND id = @id {locking}",
            new { office = work.Office, id },
            cancellationToken: ct));
}

/// <summary>Which tasks a list shows.</summary>
/// <param name="Roles">With <paramref name="Scopes"/> and <paramref name="Codes"/>: the holdings whose work it is; null = anybody's.</param>
/// <param name="VisibleScopes">With <paramref name="VisibleCodes"/>: what the officer may see at all; null = the whole office.</param>
/// <param name="Person">Only this person's claimed tasks (and unclaimed ones if <paramref name="Unclaimed"/>).</param>
public sealed record TaskFilter(
    string[] Statuses,
    string[]? Roles,
    string[]? Scopes,
    string[]? Codes,
    string[]? VisibleScopes,
    string[]? VisibleCodes,
    Guid? Person,
    bool Unclaimed,
    bool ByDue,
    DateTimeOffset? AfterAt,
    Guid? AfterId,
    int Limit)
{
    internal object Parameters(int office) =>
        new { office, Statuses, Roles, Scopes, Codes, VisibleScopes, VisibleCodes, Person, Unclaimed, AfterAt = AfterAt?.UtcDateTime, AfterId, Limit };
}
