using Npgsql;
using NpgsqlTypes;

namespace Alokon.Engine.Definitions;

/// <summary>Reads engine.definition for the workflow that another one names.</summary>
internal static class CalleeRows
{
    /// <summary>Elsa's order: the exact version id, the version's number, the published one, the latest. A draft is never run.</summary>
    public static async Task<(string DefinitionId, int Version)?> FindAsync(UnitOfWork work, CalleeReference reference, CancellationToken ct)
    {
        const string sql = """
            SELECT definition_id, version
            FROM engine.definition
            WHERE office = $1 AND state <> 'draft' AND (version_id = $2 OR definition_id = $3)
            ORDER BY COALESCE(version_id = $2, false) DESC, (version = $4) DESC, (state = 'published') DESC, version DESC
            LIMIT 1
            """;
        await using var command = new NpgsqlCommand(sql, work.Connection)
        {
            Parameters =
            {
                new() { Value = work.Office },
                new() { Value = (object?)reference.VersionId ?? DBNull.Value, NpgsqlDbType = NpgsqlDbType.Text },
                new() { Value = reference.DefinitionId },
                new() { Value = reference.Version },
            },
        };
        await using var reader = await command.ExecuteReaderAsync(ct);
        return await reader.ReadAsync(ct) ? (reader.GetString(0), reader.GetInt32(1)) : null;
    }
}
