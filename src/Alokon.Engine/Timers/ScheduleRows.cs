using System.Globalization;
using Npgsql;
using NpgsqlTypes;

namespace Alokon.Engine.Timers;

/// <param name="Kind">Elsa.Timer, Elsa.Cron or Elsa.StartAt.</param>
public sealed record ScheduleEntry(string ActivityId, string Kind, string Expression);

/// <summary>A schedule held by this transaction.</summary>
/// <param name="Since">When it came into force.</param>
/// <param name="DueAt">None: not reckoned yet.</param>
public sealed record Schedule(Guid Id, string DefinitionId, string ActivityId, string Kind, string Expression, DateTimeOffset Since, DateTimeOffset? DueAt)
{
    // Far beyond any downtime; more would only keep the worker reckoning.
    private const int MostCounted = 10_000;

    /// <returns>The first occurrence after an instant; none when there is none.</returns>
    public DateTimeOffset? After(DateTimeOffset instant, TimeZoneInfo zone) => Kind switch
    {
        "Elsa.Cron" => CronSchedule.Find(Expression)?.After(instant, zone),
        "Elsa.Timer" => Interval is var interval && interval > TimeSpan.Zero ? (DueAt ?? Since) + (interval * Math.Max(1, Math.Floor((instant - (DueAt ?? Since)) / interval) + 1)) : null,
        _ => DateTimeOffset.TryParse(Expression, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var at) && at > instant ? at.ToUniversalTime() : null,
    };

    /// <summary>Occurrences after the due one up to now, which its one firing stands for.</summary>
    public int MissedUntil(DateTimeOffset now, TimeZoneInfo zone)
    {
        if (DueAt is not { } due || Kind == "Elsa.StartAt")
        {
            return 0;
        }

        if (Kind == "Elsa.Timer")
        {
            return (int)Math.Min(MostCounted, Math.Floor((now - due) / Interval));
        }

        var missed = 0;
        for (var next = After(due, zone); next <= now && missed < MostCounted; next = After(next.Value, zone))
        {
            missed++;
        }

        return missed;
    }

    private TimeSpan Interval => TimeSpan.TryParse(Expression, CultureInfo.InvariantCulture, out var span) ? span : System.Xml.XmlConvert.ToTimeSpan(Expression);
}

/// <summary>Owns engine.schedule.</summary>
public static class ScheduleRows
{
    private static readonly DateTime Never = new(9999, 1, 1, 0, 0, 0, DateTimeKind.Utc);

    public static void Replace(UnitOfWork work, string definitionId, IReadOnlyList<ScheduleEntry> entries)
    {
        work.Queue(
            """
            DELETE FROM engine.schedule
            WHERE office = $1 AND definition_id = $2 AND NOT activity_id = ANY ($3)
            """,
            work.Office, definitionId, entries.Select(e => e.ActivityId).ToArray());
        foreach (var entry in entries)
        {
            work.Queue(
                """
                INSERT INTO engine.schedule AS s (office, id, definition_id, activity_id, kind, expression, since)
                VALUES ($1, $2, $3, $4, $5, $6, $7)
                ON CONFLICT (office, id) DO UPDATE
                SET kind = excluded.kind, expression = excluded.expression, since = excluded.since, due_at = NULL,
                    claimed_until = NULL, lease_no = s.lease_no + 1, attempts = 0, failed_at = NULL
                WHERE (s.kind, s.expression) IS DISTINCT FROM (excluded.kind, excluded.expression) OR s.failed_at IS NOT NULL
                """,
                work.Office, DerivedId.Of("schedule", definitionId, entry.ActivityId), definitionId, entry.ActivityId, entry.Kind, entry.Expression, work.Now.UtcDateTime);
        }
    }

    /// <summary>Holds a claimed schedule, fenced.</summary>
    public static async Task<Schedule?> LockAsync(UnitOfWork work, Lease lease, CancellationToken ct)
    {
        await using var command = new NpgsqlCommand(
            """
            SELECT id, definition_id, activity_id, kind, expression, since, due_at
            FROM engine.schedule
            WHERE office = $1 AND id = $2 AND lease_no = $3
            FOR UPDATE
            """,
            work.Connection)
        {
            Parameters = { new() { Value = lease.Office }, new() { Value = lease.Id }, new() { Value = lease.Number } },
        };
        await using var row = await command.ExecuteReaderAsync(ct);
        return await row.ReadAsync(ct)
            ? new(row.GetGuid(0), row.GetString(1), row.GetString(2), row.GetString(3), row.GetString(4), row.GetFieldValue<DateTime>(5), row.IsDBNull(6) ? null : row.GetFieldValue<DateTime>(6))
            : null;
    }

    /// <param name="next">None: there is no other occurrence; the row stays, so that it can be seen, and is never due.</param>
    /// <param name="fired">None when only the first occurrence was reckoned.</param>
    public static void Set(UnitOfWork work, Guid id, DateTimeOffset? next, DateTimeOffset? fired, int missed) => work.Queue(
        """
        UPDATE engine.schedule
        SET due_at = $3, last_fired_at = coalesce($4, last_fired_at), missed = $5, claimed_until = NULL, attempts = 0
        WHERE office = $1 AND id = $2
        """,
        work.Office, id, next?.UtcDateTime ?? Never, new NpgsqlParameter { Value = (object?)fired?.UtcDateTime ?? DBNull.Value, NpgsqlDbType = NpgsqlDbType.TimestampTz }, missed);
}
