using Alokon.Engine;
using Npgsql;
using NpgsqlTypes;

namespace Alokon.Sop.Sla;

/// <summary>A breach with what its clock knows.</summary>
internal sealed record BreachRow(
    Guid Id, ClockKind Kind, string? Step, string? Unit, Guid CaseId, DateTimeOffset DueAt, DateTimeOffset? StoppedAt, int CalendarVersion, string? ReasonCode);

internal static class FigureRows
{
    public static async Task<List<StepFigures>> SumAsync(UnitOfWork work, DateTimeOffset? from, DateTimeOffset? to, CancellationToken ct)
    {
        await using var command = new NpgsqlCommand(
            """
            SELECT step,
                   count(*)::integer,
                   count(*) FILTER (WHERE due_at IS NOT NULL AND breached_at IS NULL)::integer,
                   count(*) FILTER (WHERE breached_at IS NOT NULL)::integer,
                   percentile_cont(0.5) WITHIN GROUP (ORDER BY consumed_seconds / 60.0) FILTER (WHERE stopped_at IS NOT NULL),
                   percentile_cont(0.9) WITHIN GROUP (ORDER BY consumed_seconds / 60.0) FILTER (WHERE stopped_at IS NOT NULL)
            FROM sla.clock
            WHERE kind IN ('handling', 'service')
              AND NOT cancelled
              AND rule ->> 'kind' <> 'none'
              AND (stopped_at IS NOT NULL OR breached_at IS NOT NULL)
              AND ($1 IS NULL OR coalesce(stopped_at, due_at) >= $1)
              AND ($2 IS NULL OR coalesce(stopped_at, due_at) < $2)
            GROUP BY step
            ORDER BY step NULLS LAST
            """,
            work.Connection)
        { Parameters = { Instant(from), Instant(to) } };
        await using var reader = await command.ExecuteReaderAsync(ct);
        var figures = new List<StepFigures>();
        while (await reader.ReadAsync(ct))
        {
            double? Minutes(int column) => reader.IsDBNull(column) ? null : Math.Round(reader.GetDouble(column), 1);
            figures.Add(new StepFigures(
                reader.IsDBNull(0) ? null : reader.GetString(0), reader.GetInt32(1), reader.GetInt32(2), reader.GetInt32(3), Minutes(4), Minutes(5)));
        }

        return figures;
    }

    public static async Task<List<BreachRow>> ListAsync(UnitOfWork work, SlaBreaches wanted, PageCursor? after, int limit, CancellationToken ct)
    {
        string[] kinds = wanted.Clock is { } kind ? [kind] : [ClockKind.Handling.Key(), ClockKind.Service.Key()];
        await using var command = new NpgsqlCommand(
            """
            SELECT b.id, b.kind, b.step, b.unit, b.case_id, b.due_at, c.stopped_at, c.calendar_version, b.reason_code
            FROM sla.breach AS b
            JOIN sla.clock AS c ON c.office = b.office AND c.id = b.clock_id
            WHERE b.kind = ANY($1)
              AND ($2 IS NULL OR b.due_at >= $2)
              AND ($3 IS NULL OR b.due_at < $3)
              AND ($4 IS NULL OR b.step = $4)
              AND ($5 IS NULL OR b.unit = $5)
              AND ($6 IS NULL OR (b.due_at, b.id) < ($6, $7))
            ORDER BY b.due_at DESC, b.id DESC
            LIMIT $8
            """,
            work.Connection)
        {
            Parameters =
            {
                new NpgsqlParameter { Value = kinds },
                Instant(wanted.From),
                Instant(wanted.To),
                Text(wanted.Step),
                Text(wanted.Unit),
                Instant(after?.At),
                new NpgsqlParameter { Value = after?.Id ?? Guid.Empty },
                new NpgsqlParameter { Value = limit },
            },
        };
        await using var reader = await command.ExecuteReaderAsync(ct);
        var rows = new List<BreachRow>();
        while (await reader.ReadAsync(ct))
        {
            rows.Add(Read(reader));
        }

        return rows;
    }

    private static BreachRow Read(NpgsqlDataReader row)
    {
        string? Optional(int column) => row.IsDBNull(column) ? null : row.GetString(column);
        var kind = row.GetString(1);
        return new BreachRow(
            row.GetGuid(0),
            ClockKinds.Find(kind) ?? throw new InvalidOperationException($"Expected a kind of clock, but the table says {kind}."),
            Optional(2), Optional(3), row.GetGuid(4), row.GetFieldValue<DateTime>(5), row.IsDBNull(6) ? null : row.GetFieldValue<DateTime>(6), row.GetInt32(7), Optional(8));
    }

    // The type must be said: a null alone tells the server nothing.
    private static NpgsqlParameter Instant(DateTimeOffset? at) =>
        new() { Value = at is { } instant ? instant.UtcDateTime : DBNull.Value, NpgsqlDbType = NpgsqlDbType.TimestampTz };

    private static NpgsqlParameter Text(string? text) => new() { Value = (object?)text ?? DBNull.Value, NpgsqlDbType = NpgsqlDbType.Text };
}
