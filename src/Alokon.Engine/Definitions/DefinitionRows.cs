using System.Text;
using Npgsql;

namespace Alokon.Engine.Definitions;

/// <summary>Owns engine.definition.</summary>
internal static class DefinitionRows
{
    // The latest is found by number, not kept as a column: a new version then changes one row.
    private const string Columns = """
        d.definition_id, d.version, d.version_id, d.name, d.description, d.state, d.origin, d.source_hash, d.saved_at, d.saved_by_name, d.published_at,
        d.version = (SELECT max(l.version) FROM engine.definition AS l WHERE l.office = d.office AND l.definition_id = d.definition_id) AS is_latest
        """;

    public static async Task<StoredDefinition?> LockLatestAsync(UnitOfWork work, string definitionId, CancellationToken ct)
    {
        // An advisory lock, because the very first version has no row to lock; a statement of its own, so that the next one sees what the one before us published.
        await using (var gate = Command(work, "SELECT pg_advisory_xact_lock(hashtextextended($2, $1))", (long)work.Office, definitionId))
        {
            await gate.ExecuteNonQueryAsync(ct);
        }

        var found = await ReadAsync(
            work,
            $"SELECT {Columns} FROM engine.definition AS d WHERE d.office = $1 AND d.definition_id = $2 ORDER BY d.version DESC LIMIT 1",
            ct,
            work.Office,
            definitionId);
        return found.Count == 0 ? null : found[0];
    }

    /// <summary>A number that was once published is never given again, also when its version was deleted: nobody may mistake one for the other.</summary>
    public static async Task<int> NextVersionAsync(UnitOfWork work, string definitionId, CancellationToken ct)
    {
        await using var command = Command(
            work,
            """
            SELECT 1 + greatest(
              (SELECT max(version) FROM engine.definition WHERE office = $1 AND definition_id = $2),
              (SELECT max(version) FROM engine.definition_event WHERE office = $1 AND definition_id = $2 AND kind = 'published'),
              0)
            """,
            work.Office,
            definitionId);
        return (int)(await command.ExecuteScalarAsync(ct))!; // a sum with 1 and 0 in it
    }

    public static async Task<int?> FindPublishedVersionAsync(UnitOfWork work, string definitionId, CancellationToken ct)
    {
        await using var command = Command(
            work,
            """
            SELECT version
            FROM engine.definition
            WHERE office = $1 AND definition_id = $2 AND state = 'published'
            """,
            work.Office,
            definitionId);
        return await command.ExecuteScalarAsync(ct) as int?;
    }

    public static async Task<string?> ReadTextAsync(UnitOfWork work, string definitionId, int version, CancellationToken ct)
    {
        await using var command = Command(
            work,
            """
            SELECT json
            FROM engine.definition
            WHERE office = $1 AND definition_id = $2 AND version = $3 AND state <> 'draft'
            """,
            work.Office,
            definitionId,
            version);
        return await command.ExecuteScalarAsync(ct) is byte[] utf8 ? Encoding.UTF8.GetString(utf8) : null;
    }

    public static Task<List<StoredDefinition>> ListPublishedAsync(UnitOfWork work, CancellationToken ct) =>
        ReadAsync(work, $"SELECT {Columns} FROM engine.definition AS d WHERE d.office = $1 AND d.state = 'published' ORDER BY d.name, d.definition_id", ct, work.Office);

    public static void Supersede(UnitOfWork work, string definitionId) => work.Queue(
        """
        UPDATE engine.definition
        SET state = 'superseded'
        WHERE office = $1 AND definition_id = $2 AND state = 'published'
        """,
        work.Office, definitionId);

    /// <summary>A retracted version is in force again, as it was.</summary>
    public static void Reinstate(UnitOfWork work, string definitionId, int version) => work.Queue(
        """
        UPDATE engine.definition
        SET state = 'published'
        WHERE office = $1 AND definition_id = $2 AND version = $3 AND state = 'superseded'
        """,
        work.Office, definitionId, version);

    public static void Save(UnitOfWork work, StoredDefinition row, string json) => work.Queue(
        """
        INSERT INTO engine.definition (office, definition_id, version, version_id, name, description, state, origin, source_hash, json, saved_at, saved_by, saved_by_name, published_at)
        VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, CASE WHEN $7 = 'published' THEN $11 END)
        ON CONFLICT (office, definition_id, version) DO UPDATE
        SET name = excluded.name, description = excluded.description, state = excluded.state, origin = excluded.origin, source_hash = excluded.source_hash,
            json = excluded.json, saved_at = excluded.saved_at, saved_by = excluded.saved_by, saved_by_name = excluded.saved_by_name, published_at = excluded.published_at
        """,
        work.Office, row.DefinitionId, row.Version, row.VersionId, row.Name, row.Description, row.State, row.Origin, row.Hash, Encoding.UTF8.GetBytes(json), work.Now.UtcDateTime,
        work.Officer.Person, row.SavedBy);

    public static void Delete(UnitOfWork work, string definitionId, int version) => work.Queue(
        "DELETE FROM engine.definition WHERE office = $1 AND definition_id = $2 AND version = $3",
        work.Office, definitionId, version);

    internal static async Task<List<StoredDefinition>> ReadAsync(UnitOfWork work, string sql, CancellationToken ct, params object[] values)
    {
        await using var command = Command(work, sql, values);
        await using var reader = await command.ExecuteReaderAsync(ct);
        var found = new List<StoredDefinition>();
        while (await reader.ReadAsync(ct))
        {
            found.Add(Read(reader));
        }

        return found;
    }

    internal static NpgsqlCommand Command(UnitOfWork work, string sql, params object[] values)
    {
#pragma warning disable CA2100 // constants of this room's …Rows.cs
        var command = new NpgsqlCommand(sql, work.Connection);
#pragma warning restore CA2100
        foreach (var value in values)
        {
            command.Parameters.Add(value as NpgsqlParameter ?? new NpgsqlParameter { Value = value });
        }

        return command;
    }

    private static StoredDefinition Read(NpgsqlDataReader reader) => new(
        reader.GetString(0),
        reader.GetInt32(1),
        reader.GetString(2),
        reader.GetString(3),
        reader.GetString(4),
        reader.GetString(5),
        reader.GetString(6),
        reader.GetString(7),
        reader.GetBoolean(11),
        reader.GetFieldValue<DateTime>(8),
        reader.GetString(9),
        reader.IsDBNull(10) ? null : reader.GetFieldValue<DateTime>(10));
}
