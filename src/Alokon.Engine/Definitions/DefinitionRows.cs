using System.Text;
using Npgsql;

namespace Alokon.Engine.Definitions;

internal sealed record DefinitionRow(
    string DefinitionId,
    int Version,
    string VersionId,
    string Name,
    string State,
    string Origin,
    string SourceHash,
    DateTime? PublishedAt)
{
    /// <param name="now">For a row that is being published.</param>
    public PublishedDefinition Published(DateTimeOffset now) => new(DefinitionId, Version, VersionId, Name, PublishedAt ?? now);
}

/// <summary>Owns engine.definition.</summary>
internal static class DefinitionRows
{
    public static async Task<DefinitionRow?> LockLatestAsync(UnitOfWork work, string definitionId, CancellationToken ct)
    {
        // An advisory lock, because the very first version has no row to lock; a statement of its own, so that the next one sees what the one before us published.
        await using (var gate = Command(work, "SELECT pg_advisory_xact_lock(hashtextextended($2, $1))", (long)work.Office, definitionId))
        {
            await gate.ExecuteNonQueryAsync(ct);
        }

        await using var command = Command(
            work,
            """
            SELECT definition_id, version, version_id, name, state, origin, source_hash, published_at
            FROM engine.definition
            WHERE office = $1 AND definition_id = $2
            ORDER BY version DESC
            LIMIT 1
            """,
            work.Office,
            definitionId);
        await using var reader = await command.ExecuteReaderAsync(ct);
        return await reader.ReadAsync(ct) ? Read(reader) : null;
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

    public static async Task<IReadOnlyList<PublishedDefinition>> ListPublishedAsync(UnitOfWork work, CancellationToken ct)
    {
        await using var command = Command(
            work,
            """
            SELECT definition_id, version, version_id, name, state, origin, source_hash, published_at
            FROM engine.definition
            WHERE office = $1 AND state = 'published'
            ORDER BY name, definition_id
            """,
            work.Office);
        await using var reader = await command.ExecuteReaderAsync(ct);
        var found = new List<PublishedDefinition>();
        while (await reader.ReadAsync(ct))
        {
            found.Add(Read(reader).Published(work.Now));
        }

        return found;
    }

    public static void Supersede(UnitOfWork work, string definitionId) => work.Queue(
        """
        UPDATE engine.definition
        SET state = 'superseded'
        WHERE office = $1 AND definition_id = $2 AND state = 'published'
        """,
        work.Office, definitionId);

    public static void Save(UnitOfWork work, DefinitionRow row, string json) => work.Queue(
        """
        INSERT INTO engine.definition (office, definition_id, version, version_id, name, state, origin, source_hash, json, saved_at, published_at)
        VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, CASE WHEN $6 = 'published' THEN $10 END)
        ON CONFLICT (office, definition_id, version) DO UPDATE
        SET version_id = excluded.version_id, name = excluded.name, state = excluded.state, origin = excluded.origin, source_hash = excluded.source_hash, json = excluded.json,
            saved_at = excluded.saved_at, published_at = excluded.published_at
        """,
        work.Office, row.DefinitionId, row.Version, row.VersionId, row.Name, row.State, row.Origin, row.SourceHash, Encoding.UTF8.GetBytes(json), work.Now.UtcDateTime);

    private static NpgsqlCommand Command(UnitOfWork work, string sql, params object[] values)
    {
#pragma warning disable CA2100 // the constants above
        var command = new NpgsqlCommand(sql, work.Connection);
#pragma warning restore CA2100
        foreach (var value in values)
        {
            command.Parameters.Add(new() { Value = value });
        }

        return command;
    }

    private static DefinitionRow Read(NpgsqlDataReader reader) => new(
        reader.GetString(0),
        reader.GetInt32(1),
        reader.GetString(2),
        reader.GetString(3),
        reader.GetString(4),
        reader.GetString(5),
        reader.GetString(6),
        reader.IsDBNull(7) ? null : reader.GetDateTime(7));
}
