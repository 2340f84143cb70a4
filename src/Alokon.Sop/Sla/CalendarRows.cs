using Alokon.Engine;
using Npgsql;

namespace Alokon.Sop.Sla;

internal static class CalendarRows
{
    public static async Task<int?> FindVersionAsync(UnitOfWork work, string unitKind, CancellationToken ct)
    {
        // The day of WIT, which begins first: nobody in the west works in the two hours between.
        await using var command = Command(
            work,
            """
            SELECT version
            FROM sla.calendar
            WHERE unit_kind IN ($1, 'dinas')
              AND known_from <= ($2::timestamptz AT TIME ZONE interval '9 hours')::date
            ORDER BY unit_kind = $1 DESC, version DESC
            LIMIT 1
            """,
            unitKind,
            work.Now);
        return await command.ExecuteScalarAsync(ct) as int?;
    }

    /// <summary>The version in force for the dinas itself.</summary>
    public static void Foresee(FirstTrip trip, int office, Action<int> inForce) => trip.Add(
        """
        SELECT version
        FROM sla.calendar
        WHERE office = $1 AND unit_kind = 'dinas'
          AND known_from <= ((transaction_timestamp() + (SELECT amount FROM engine.clock_offset)) AT TIME ZONE interval '9 hours')::date
        ORDER BY version DESC
        LIMIT 1
        """,
        row => inForce(row.GetInt32(0)),
        new NpgsqlParameter<int> { TypedValue = office });

    public static async Task<string> ReadAsync(UnitOfWork work, int version, CancellationToken ct)
    {
        await using var command = Command(work, "SELECT definition::text FROM sla.calendar WHERE version = $1", version);
        return await command.ExecuteScalarAsync(ct) as string
            ?? throw new InvalidOperationException($"Expected calendar version {version} of office {work.Office}, which a clock names.");
    }

    /// <summary>One admin at a time: the next number is the one after the last.</summary>
    public static async Task LockAsync(UnitOfWork work, CancellationToken ct)
    {
        await using var command = Command(work, "SELECT pg_advisory_xact_lock(hashtext('sla.calendar'), $1)", work.Office);
        await command.ExecuteNonQueryAsync(ct);
    }

    /// <returns>The last version of all, and whether the last of this kind of unit says the same already.</returns>
    public static async Task<(int Last, int? Same)> FindLastAsync(UnitOfWork work, string unitKind, DateOnly knownFrom, string definition, CancellationToken ct)
    {
        await using var command = Command(
            work,
            """
            SELECT coalesce(max(version), 0),
                   max(version) FILTER (WHERE unit_kind = $1 AND known_from = $2 AND definition = $3::jsonb
                     AND version = (SELECT max(version) FROM sla.calendar WHERE unit_kind = $1))
            FROM sla.calendar
            """,
            unitKind,
            knownFrom,
            definition);
        await using var reader = await command.ExecuteReaderAsync(ct);
        await reader.ReadAsync(ct);
        return (reader.GetInt32(0), await reader.IsDBNullAsync(1, ct) ? null : reader.GetInt32(1));
    }

    public static void Insert(UnitOfWork work, int version, string unitKind, DateOnly knownFrom, string definition) =>
        work.Queue(
            """
            INSERT INTO sla.calendar (office, version, unit_kind, known_from, definition, set_at)
            VALUES ($1, $2, $3, $4, $5::jsonb, $6)
            """,
            work.Office, version, unitKind, knownFrom, definition, work.Now);

    private static NpgsqlCommand Command(UnitOfWork work, string sql, params object[] values)
    {
#pragma warning disable CA2100 // constants of this file
        var command = new NpgsqlCommand(sql, work.Connection);
#pragma warning restore CA2100
        foreach (var value in values)
        {
            command.Parameters.Add(new NpgsqlParameter { Value = value });
        }

        return command;
    }
}
