using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using Npgsql;
using NpgsqlTypes;

namespace Alokon.Engine.Running;

/// <summary>An instance as it was locked.</summary>
internal sealed record InstanceRow(Guid Id, string DefinitionId, int DefinitionVersion, int Version, WorkflowState State);

/// <summary>Owns engine.instance and engine.journal. What an instance waits for stands in its state; rooms keep what they must find it by.</summary>
internal static class InstanceRows
{
    // FOR UPDATE: two officers may answer two tasks of one case together; the second must see what the first has done.
    private const string Lock = """
        SELECT id, definition_id, definition_version, version, state
        FROM engine.instance
        WHERE office = $1 AND id = $2
        FOR UPDATE
        """;

    private const string LockCase = $"""
        SELECT id, definition_id, definition_version, version, state
        FROM engine.instance
        WHERE office = $1 AND id = {FirstTrip.Case}
        FOR UPDATE
        """;

    public static async Task<InstanceRow?> LockAsync(UnitOfWork work, Guid instance, CancellationToken ct)
    {
        await using var command = new NpgsqlCommand(Lock, work.Connection)
        {
            Parameters = { new NpgsqlParameter<int> { TypedValue = work.Office }, new NpgsqlParameter<Guid> { TypedValue = instance } },
        };
        await using var reader = await command.ExecuteReaderAsync(ct);
        return await reader.ReadAsync(ct) ? Read(reader) : null;
    }

    /// <summary>Locks the instance that is the case at hand.</summary>
    public static void Foresee(FirstTrip trip, int office, Action<InstanceRow> locked) =>
        trip.Add(LockCase, row => locked(Read(row)), new NpgsqlParameter<int> { TypedValue = office });

    private static InstanceRow Read(NpgsqlDataReader row) =>
        new(row.GetGuid(0), row.GetString(1), row.GetInt32(2), row.GetInt32(3), WorkflowState.FromUtf8(row.GetFieldValue<byte[]>(4)));

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
            rows.Add(Read(reader));
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

    /// <summary>One row per burst: three rows would cost a sixth of the throughput.</summary>
    public static void AppendJournal(UnitOfWork work, Guid instance, int version, JsonArray events) => work.Queue(
        """
        INSERT INTO engine.journal (office, instance, seq, at, events)
        VALUES ($1, $2, $3, $4, $5)
        """,
        work.Office, instance, version, work.Now.UtcDateTime, Encoding.UTF8.GetBytes(events.ToJsonString(JsonSerializerOptions.Web)));

    // A typed parameter: an untyped NULL in a batch would be text.
    private static NpgsqlParameter FinishedAt(UnitOfWork work, InstanceRow row) => new()
    {
        Value = row.State.IsFinished ? work.Now.UtcDateTime : DBNull.Value,
        NpgsqlDbType = NpgsqlDbType.TimestampTz,
    };
}
