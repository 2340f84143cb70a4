using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using Npgsql;
using NpgsqlTypes;

namespace Alokon.Engine.Running;

/// <summary>An instance as it was locked.</summary>
internal sealed record InstanceRow(Guid Id, string DefinitionId, int DefinitionVersion, int Version, WorkflowState State);

/// <summary>Owns engine.instance, engine.bookmark and engine.journal.</summary>
internal static class InstanceRows
{
    public static async Task<InstanceRow?> LockAsync(UnitOfWork work, Guid instance, CancellationToken ct)
    {
        // FOR UPDATE: two officers may answer two tasks of one case together; the second must see what the first has done.
        const string sql = """
            SELECT definition_id, definition_version, version, state
            FROM engine.instance
            WHERE office = $1 AND id = $2
            FOR UPDATE
            """;
        await using var command = new NpgsqlCommand(sql, work.Connection)
        {
            Parameters = { new() { Value = work.Office }, new() { Value = instance } },
        };
        await using var reader = await command.ExecuteReaderAsync(ct);
        return await reader.ReadAsync(ct)
            ? new(instance, reader.GetString(0), reader.GetInt32(1), reader.GetInt32(2), WorkflowState.FromUtf8(reader.GetFieldValue<byte[]>(3)))
            : null;
    }

    public static async Task<WorkflowState?> ReadAsync(UnitOfWork work, Guid instance, CancellationToken ct)
    {
        await using var command = new NpgsqlCommand(
            """
            SELECT state
            FROM engine.instance
            WHERE office = $1 AND id = $2
            """,
            work.Connection)
        {
            Parameters = { new() { Value = work.Office }, new() { Value = instance } },
        };
        return await command.ExecuteScalarAsync(ct) is byte[] utf8 ? WorkflowState.FromUtf8(utf8) : null;
    }

    /// <summary>Those that are not locked by somebody else; in the order of their ids, as everybody who locks many.</summary>
    public static async Task<IReadOnlyList<InstanceRow>> LockFreeAsync(UnitOfWork work, Guid[] instances, CancellationToken ct)
    {
        await using var command = new NpgsqlCommand(
            """
            SELECT id, definition_id, definition_version, version, state
            FROM engine.instance
            WHERE office = $1 AND id = ANY ($2)
            ORDER BY id
            FOR UPDATE SKIP LOCKED
            """,
            work.Connection)
        {
            Parameters = { new() { Value = work.Office }, new() { Value = instances } },
        };
        await using var reader = await command.ExecuteReaderAsync(ct);
        var rows = new List<InstanceRow>();
        while (await reader.ReadAsync(ct))
        {
            rows.Add(new(reader.GetGuid(0), reader.GetString(1), reader.GetInt32(2), reader.GetInt32(3), WorkflowState.FromUtf8(reader.GetFieldValue<byte[]>(4))));
        }

        return rows;
    }

    public static void Insert(UnitOfWork work, InstanceRow row) => work.Queue(
        """
        INSERT INTO engine.instance (office, id, definition_id, definition_version, version, status, sub_status, state, created_at, updated_at, finished_at)
        VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $9, $10)
        """,
        work.Office, row.Id, row.DefinitionId, row.DefinitionVersion, row.Version, row.State.Status, row.State.SubStatus, row.State.ToUtf8(), work.Now.UtcDateTime, FinishedAt(work, row));

    public static void Update(UnitOfWork work, InstanceRow row) => work.Queue(
        """
        UPDATE engine.instance
        SET version = $3, status = $4, sub_status = $5, state = $6, updated_at = $7, finished_at = $8
        WHERE office = $1 AND id = $2
        """,
        work.Office, row.Id, row.Version, row.State.Status, row.State.SubStatus, row.State.ToUtf8(), work.Now.UtcDateTime, FinishedAt(work, row));

    /// <summary>Writes only what changed: bookmarks of the new state that the old one has not, and the other way round.</summary>
    public static void ReplaceBookmarks(UnitOfWork work, Guid instance, WorkflowState? before, WorkflowState after)
    {
        var old = before?.Bookmarks.Select(b => b.Id).ToHashSet() ?? [];
        var now = after.Bookmarks.Select(b => b.Id).ToHashSet();
        if (old.Except(now).ToArray() is { Length: > 0 } gone)
        {
            work.Queue(
                """
                DELETE FROM engine.bookmark
                WHERE office = $1 AND instance = $2 AND id = ANY ($3)
                """,
                work.Office, instance, gone);
        }

        if (after.Bookmarks.Where(b => !old.Contains(b.Id)).ToArray() is { Length: > 0 } fresh)
        {
            work.Queue(
                """
                INSERT INTO engine.bookmark (office, instance, id, activity_id, name, payload, created_at)
                SELECT $1, $2, b.id, b.activity_id, b.name, b.payload, $7
                FROM unnest($3, $4, $5, $6) AS b (id, activity_id, name, payload)
                """,
                work.Office, instance, fresh.Select(b => b.Id).ToArray(), fresh.Select(b => b.ActivityId).ToArray(), fresh.Select(b => b.Name).ToArray(), Payloads(fresh), work.Now.UtcDateTime);
        }
    }

    /// <summary>One row per burst: three rows would cost a sixth of the throughput.</summary>
    public static void AppendJournal(UnitOfWork work, Guid instance, int version, JsonArray events) => work.Queue(
        """
        INSERT INTO engine.journal (office, instance, seq, at, events)
        VALUES ($1, $2, $3, $4, $5)
        """,
        work.Office, instance, version, work.Now.UtcDateTime, Encoding.UTF8.GetBytes(events.ToJsonString(JsonSerializerOptions.Web)));

    private static NpgsqlParameter Payloads(BookmarkState[] bookmarks) => new()
    {
        Value = bookmarks.Select(b => b.Payload?.ToJsonString()).ToArray(),
        NpgsqlDbType = NpgsqlDbType.Array | NpgsqlDbType.Text,
    };

    // A typed parameter: an untyped NULL in a batch would be text.
    private static NpgsqlParameter FinishedAt(UnitOfWork work, InstanceRow row) => new()
    {
        Value = row.State.IsFinished ? work.Now.UtcDateTime : DBNull.Value,
        NpgsqlDbType = NpgsqlDbType.TimestampTz,
    };
}
