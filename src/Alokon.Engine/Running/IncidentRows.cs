using Npgsql;

namespace Alokon.Engine.Running;

/// <summary>What failed in some case and waits for somebody to have it tried again.</summary>
/// <param name="Number">Counts inside the case.</param>
/// <param name="Attempts">How often it failed.</param>
public sealed record OpenIncident(
    Guid Id,
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
    public static async Task<IReadOnlyList<OpenIncident>> ReadOpenAsync(UnitOfWork work, Guid? instance, int limit, PageCursor? after, CancellationToken ct)
    {
        const string sql = """
            SELECT i.id, i.instance, i.number, s.definition_id, s.definition_version, i.activity_id, i.activity_type, i.code, i.message, i.attempts, i.raised_at
            FROM engine.incident AS i
            JOIN engine.instance AS s ON s.office = i.office AND s.id = i.instance
            WHERE i.office = $1 AND i.resolved_at IS NULL AND ($2::uuid IS NULL OR i.instance = $2)
              AND ($4::timestamptz IS NULL OR (i.raised_at, i.id) < ($4, $5))
            ORDER BY i.raised_at DESC, i.id DESC
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
                new() { Value = after?.Id ?? Guid.Empty },
            },
        };
        var found = new List<OpenIncident>();
        await using var reader = await command.ExecuteReaderAsync(ct);
        while (await reader.ReadAsync(ct))
        {
            found.Add(new(
                reader.GetGuid(0), reader.GetGuid(1), reader.GetInt32(2), reader.GetString(3), reader.GetInt32(4), reader.GetString(5),
                reader.GetString(6), reader.GetString(7), reader.GetString(8), reader.GetInt32(9), reader.GetFieldValue<DateTimeOffset>(10)));
        }

        return found;
    }

    private static void Save(UnitOfWork work, InstanceRow row, IncidentState incident) => work.Queue(
        """
        INSERT INTO engine.incident (office, instance, number, id, activity_id, activity_type, code, message, attempts, raised_at, failed_at)
        VALUES ($1, $2, $3, $10, $4, $5, $6, $7, $8, $9, $9)
        ON CONFLICT (office, instance, number) DO UPDATE
        SET code = excluded.code, message = excluded.message, attempts = excluded.attempts, failed_at = excluded.failed_at
        """,
        work.Office, row.Id, incident.Id, incident.ActivityId, incident.ActivityType, incident.Code, incident.Message, incident.Attempts, incident.At.UtcDateTime, Ids.New());
}
