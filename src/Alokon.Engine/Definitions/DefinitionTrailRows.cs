using Npgsql;

namespace Alokon.Engine.Definitions;

/// <summary>Owns engine.definition_event.</summary>
internal static class DefinitionTrailRows
{
    /// <summary>Whoever calls holds the lock of the definition, so that the numbers have no gap.</summary>
    public static void Append(UnitOfWork work, string kind, StoredDefinition version) => work.Queue(
        """
        INSERT INTO engine.definition_event (office, definition_id, seq, at, kind, version, source_hash, origin, actor, actor_name)
        SELECT $1, $2, 1 + coalesce(max(seq), 0), $3, $4, $5, $6, $7, $8, $9
        FROM engine.definition_event
        WHERE office = $1 AND definition_id = $2
        """,
        work.Office, version.DefinitionId, work.Now.UtcDateTime, kind, version.Version, version.Hash, version.Origin, work.Officer.Person, work.Officer.Name);

    public static async Task<IReadOnlyList<DefinitionEvent>> ReadAsync(UnitOfWork work, string definitionId, CancellationToken ct)
    {
        await using var command = DefinitionRows.Command(
            work,
            """
            SELECT seq, at, kind, version, source_hash, origin, actor, actor_name
            FROM engine.definition_event
            WHERE office = $1 AND definition_id = $2
            ORDER BY seq DESC
            """,
            work.Office,
            definitionId);
        await using var reader = await command.ExecuteReaderAsync(ct);
        var events = new List<DefinitionEvent>();
        while (await reader.ReadAsync(ct))
        {
            events.Add(Read(reader));
        }

        return events;
    }

    private static DefinitionEvent Read(NpgsqlDataReader row) => new(
        row.GetInt32(0), row.GetFieldValue<DateTime>(1), row.GetString(2), row.GetInt32(3), row.GetString(4), row.GetString(5), row.GetGuid(6), row.GetString(7));
}
