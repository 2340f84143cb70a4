using System.Runtime.CompilerServices;
using Npgsql;

namespace Alokon.Engine.Running;

/// <summary>What failed in some case and waits for somebody to have it tried again.</summary>
/// <param name="Number">Counts inside the case.</param>
/// <param name="Attempts">How often it failed.</param>
public sealed record OpenIncident(
    Guid Instance,
    int Number,
    string DefinitionId,
    int DefinitionVersion,
    string ActivityId,
    string ActivityType,
    string Code,
    string Message,
    int Attempts,
    DateTimeOffset RaisedAt);

/// <summary>Owns engine.incident. An instance without incidents costs nothing here.</summary>
public static class IncidentRows
{
    /// <summary>Writes what the burst changed: incidents that came or failed again, and those that are over.</summary>
    /// <param name="retried">The incident that the burst tried again, if it did.</param>
    internal static void Replace(UnitOfWork work, InstanceRow row, WorkflowState? before, int? retried)
    {
        var open = row.State.Incidents ?? [];
        foreach (var incident in open.Where(i => before?.Incidents?.Any(old => old.Id == i.Id && old.Attempts == i.Attempts) != true))
        {
            Save(work, row, incident);
        }

        foreach (var gone in (before?.Incidents ?? []).Where(old => open.All(i => i.Id != old.Id)))
        {
            work.Queue(
                """
                UPDATE engine.incident
                SET resolved_at = $4, resolution = $5
                WHERE office = $1 AND instance = $2 AND number = $3
                """,
                work.Office, row.Id, gone.Id, work.Now.UtcDateTime, gone.Id == retried ? "retried" : "cancelled");
        }
    }

    /// <summary>Open incidents, the latest first.</summary>
    public static async IAsyncEnumerable<OpenIncident> ReadOpenAsync(UnitOfWork work, Guid? instance, int limit, (DateTimeOffset At, Guid Instance, int Number)? after, [EnumeratorCancellation] CancellationToken ct)
    {
        const string sql = """
            SELECT i.instance, i.number, s.definition_id, s.definition_version, i.activity_id, i.activity_type, i.code, i.message, i.attempts, i.raised_at
            FROM engine.incident AS i
            JOIN engine.instance AS s ON s.office = i.office AND s.id = i.instance
            WHERE i.office = $1 AND i.resolved_at IS NULL AND ($2::uuid IS NULL OR i.instance = $2)
              AND ($4::timestamptz IS NULL OR (i.raised_at, i.instance, i.number) < ($4, $5, $6))
            ORDER BY i.raised_at DESC, i.instance DESC, i.number DESC
            LIMIT $3
            """;
        await using var command = new NpgsqlCommand(sql, work.Connection)
        {
            Parameters =
            {
                new() { Value = work.Office },
                new() { Value = (object?)instance ?? DBNull.Value, NpgsqlDbType = NpgsqlTypes.NpgsqlDbType.Uuid },
                new() { Value = limit },
                new() { Value = (object?)after?.At.UtcDateTime ?? DBNull.Value, NpgsqlDbType = NpgsqlTypes.NpgsqlDbType.TimestampTz },
                new() { Value = after?.Instance ?? Guid.Empty },
                new() { Value = after?.Number ?? 0 },
            },
        };
        await using var reader = await command.ExecuteReaderAsync(ct);
        while (await reader.ReadAsync(ct))
        {
            yield return new(
                reader.GetGuid(0), reader.GetInt32(1), reader.GetString(2), reader.GetInt32(3), reader.GetString(4),
                reader.GetString(5), reader.GetString(6), reader.GetString(7), reader.GetInt32(8), reader.GetFieldValue<DateTimeOffset>(9));
        }
    }

    private static void Save(UnitOfWork work, InstanceRow row, IncidentState incident) => work.Queue(
        """
        INSERT INTO engine.incident (office, instance, number, activity_id, activity_type, code, message, attempts, raised_at, failed_at)
        VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $9)
        ON CONFLICT (office, instance, number) DO UPDATE
        SET code = excluded.code, message = excluded.message, attempts = excluded.attempts, failed_at = excluded.failed_at
        """,
        work.Office, row.Id, incident.Id, incident.ActivityId, incident.ActivityType, incident.Code, incident.Message, incident.Attempts, incident.At.UtcDateTime);
}
