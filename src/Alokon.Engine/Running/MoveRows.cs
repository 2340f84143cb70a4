using System.Text.Json;
using Npgsql;
using NpgsqlTypes;

namespace Alokon.Engine.Running;

/// <summary>A batch of running cases on their way to another version.</summary>
/// <param name="Version">Where they go.</param>
/// <param name="Map">Steps chosen by the admin, old id to new.</param>
public sealed record Move(Guid Id, string DefinitionId, int Version, IReadOnlyDictionary<string, string> Map, string Reason, DateTimeOffset StartedAt, string Actor);

/// <summary>One case of a batch.</summary>
/// <param name="Status">pending, moved, refused (see <paramref name="Obstacles"/>) or undone.</param>
/// <param name="Before">The state it had; none as long as it was not moved.</param>
/// <param name="MovedVersion">The count of bursts that the move gave it: any other says that it went on since.</param>
public sealed record MoveCase(
    Guid Move, Guid Instance, int FromVersion, string Status, IReadOnlyList<FieldError> Obstacles, byte[]? Before, int? MovedVersion, DateTimeOffset? MovedAt, DateTimeOffset? UndoneAt);

/// <summary>Owns engine.move and engine.move_case.</summary>
public static class MoveRows
{
    private const string MoveColumns = "SELECT id, definition_id, version, map, reason, started_at, actor_name FROM engine.move";

    private const string CaseColumns =
        "SELECT move, instance, from_version, status, obstacles, before, moved_version, moved_at, undone_at FROM engine.move_case";

    /// <summary>For a minute the cases are left to whoever started the batch; what is pending then was left behind by a crash.</summary>
    public static void Insert(UnitOfWork work, Move move, IReadOnlyList<(Guid Instance, int FromVersion)> cases)
    {
        work.Queue(
            """
            INSERT INTO engine.move (office, id, definition_id, version, map, reason, started_at, actor, actor_name)
            VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9)
            """,
            work.Office, move.Id, move.DefinitionId, move.Version, JsonSerializer.Serialize(move.Map), move.Reason, move.StartedAt.UtcDateTime, work.Officer.Person, move.Actor);
        work.Queue(
            """
            INSERT INTO engine.move_case (office, move, instance, definition_id, from_version, status, obstacles, claimed_until)
            SELECT $1, $2, c.instance, $3, c.from_version, 'pending', '[]', clock_timestamp() + interval '1 minute'
            FROM unnest($4, $5) AS c (instance, from_version)
            """,
            work.Office, move.Id, move.DefinitionId, cases.Select(c => c.Instance).ToArray(), cases.Select(c => c.FromVersion).ToArray());
    }

    public static async Task<Move?> FindAsync(UnitOfWork work, Guid id, CancellationToken ct) =>
        (await ReadAsync(work, $"{MoveColumns} WHERE office = $1 AND id = $2", ReadMove, ct, work.Office, id)).SingleOrDefault();

    public static Task<List<Move>> ListAsync(UnitOfWork work, string definitionId, int most, CancellationToken ct) =>
        ReadAsync(work, $"{MoveColumns} WHERE office = $1 AND definition_id = $2 ORDER BY started_at DESC, id DESC LIMIT $3", ReadMove, ct, work.Office, definitionId, most);

    public static Task<List<MoveCase>> CasesAsync(UnitOfWork work, Guid move, CancellationToken ct) =>
        ReadAsync(work, $"{CaseColumns} WHERE office = $1 AND move = $2 ORDER BY instance", ReadCase, ct, work.Office, move);

    /// <summary>The row is locked, after the instance: whoever moves or undoes the same case waits.</summary>
    public static async Task<MoveCase?> LockCaseAsync(UnitOfWork work, Guid move, Guid instance, CancellationToken ct) =>
        (await ReadAsync(work, $"{CaseColumns} WHERE office = $1 AND move = $2 AND instance = $3 FOR UPDATE", ReadCase, ct, work.Office, move, instance)).SingleOrDefault();

    public static void Moved(UnitOfWork work, MoveCase moving, byte[] before, int movedVersion, int fromVersion) => work.Queue(
        """
        UPDATE engine.move_case
        SET status = 'moved', before = $4, moved_version = $5, moved_at = $6, from_version = $7
        WHERE office = $1 AND move = $2 AND instance = $3
        """,
        work.Office, moving.Move, moving.Instance, before, movedVersion, work.Now.UtcDateTime, fromVersion);

    public static void Refused(UnitOfWork work, MoveCase moving, Refusal refusal) => work.Queue(
        """
        UPDATE engine.move_case
        SET status = 'refused', obstacles = $4
        WHERE office = $1 AND move = $2 AND instance = $3
        """,
        work.Office, moving.Move, moving.Instance,
        JsonSerializer.Serialize(refusal.Fields.Count > 0 ? refusal.Fields : [new FieldError("", refusal.Code, [.. refusal.Arguments])]));

    public static void Undone(UnitOfWork work, MoveCase moved) => work.Queue(
        """
        UPDATE engine.move_case
        SET status = 'undone', undone_at = $4
        WHERE office = $1 AND move = $2 AND instance = $3
        """,
        work.Office, moved.Move, moved.Instance, work.Now.UtcDateTime);

    /// <summary>The instances of a definition that are not over and not on this version yet: those that run, and those that something failed in.</summary>
    /// <param name="only">None: all.</param>
    public static Task<List<(Guid Instance, int FromVersion)>> CandidatesAsync(UnitOfWork work, string definitionId, int version, Guid[]? only, CancellationToken ct) =>
        ReadAsync(
            work,
            """
            SELECT id, definition_version
            FROM (
              SELECT id, definition_version
              FROM engine.instance
              WHERE office = $1 AND definition_id = $2 AND status = 'Running'
              UNION ALL
              SELECT id, definition_version
              FROM engine.instance
              WHERE office = $1 AND definition_id = $2 AND sub_status = 'Faulted'
                AND id IN (SELECT instance FROM engine.incident WHERE office = $1 AND resolved_at IS NULL)
            ) AS open
            WHERE definition_version <> $3 AND ($4::uuid[] IS NULL OR id = ANY ($4))
            ORDER BY id
            """,
            row => (row.GetGuid(0), row.GetInt32(1)),
            ct,
            work.Office, definitionId, version,
            new NpgsqlParameter { Value = (object?)only ?? DBNull.Value, NpgsqlDbType = NpgsqlDbType.Array | NpgsqlDbType.Uuid });

    /// <summary>An instance as it stands, for whoever only looks.</summary>
    internal static async Task<InstanceRow?> FindInstanceAsync(UnitOfWork work, Guid instance, CancellationToken ct) =>
        (await ReadAsync(
            work,
            "SELECT definition_id, definition_version, version, state FROM engine.instance WHERE office = $1 AND id = $2",
            row => new InstanceRow(instance, row.GetString(0), row.GetInt32(1), row.GetInt32(2), WorkflowState.FromUtf8(row.GetFieldValue<byte[]>(3))),
            ct,
            work.Office, instance)).SingleOrDefault();

    /// <summary>The instance stands on another version.</summary>
    internal static void Rebase(UnitOfWork work, Guid instance, WorkflowState state)
    {
        work.Queue("UPDATE engine.instance SET definition_version = $3 WHERE office = $1 AND id = $2", work.Office, instance, state.DefinitionVersion);
        foreach (var incident in state.Incidents ?? [])
        {
            work.Queue(
                """
                UPDATE engine.incident
                SET activity_id = $4, activity_type = $5
                WHERE office = $1 AND instance = $2 AND number = $3
                """,
                work.Office, instance, incident.Id, incident.ActivityId, incident.ActivityType);
        }
    }

    private static async Task<List<T>> ReadAsync<T>(UnitOfWork work, string sql, Func<NpgsqlDataReader, T> read, CancellationToken ct, params object[] values)
    {
#pragma warning disable CA2100 // constants of this file
        await using var command = new NpgsqlCommand(sql, work.Connection);
#pragma warning restore CA2100
        foreach (var value in values)
        {
            command.Parameters.Add(value as NpgsqlParameter ?? new NpgsqlParameter { Value = value });
        }

        await using var reader = await command.ExecuteReaderAsync(ct);
        var rows = new List<T>();
        while (await reader.ReadAsync(ct))
        {
            rows.Add(read(reader));
        }

        return rows;
    }

    private static Move ReadMove(NpgsqlDataReader row) => new(
        row.GetGuid(0), row.GetString(1), row.GetInt32(2), JsonSerializer.Deserialize<Dictionary<string, string>>(row.GetString(3)) ?? [], row.GetString(4), row.GetFieldValue<DateTime>(5), row.GetString(6));

    private static MoveCase ReadCase(NpgsqlDataReader row) => new(
        row.GetGuid(0), row.GetGuid(1), row.GetInt32(2), row.GetString(3), JsonSerializer.Deserialize<List<FieldError>>(row.GetString(4)) ?? [],
        row.IsDBNull(5) ? null : row.GetFieldValue<byte[]>(5), row.IsDBNull(6) ? null : row.GetInt32(6),
        row.IsDBNull(7) ? null : row.GetFieldValue<DateTime>(7), row.IsDBNull(8) ? null : row.GetFieldValue<DateTime>(8));
}
