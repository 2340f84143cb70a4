using Npgsql;

namespace Alokon.Engine;

/// <summary>
/// The worker's side of a table whose rows carry a lease, over all offices. What is due is judged by engine.now(); leases and pauses run
/// on the database's real clock, because the other one may be moved by days. Each call is one short transaction and one round trip.
/// </summary>
public sealed class LeasedTable
{
    public static readonly LeasedTable Timers = new("engine.timer", "");
    public static readonly LeasedTable Schedules = new("engine.schedule", "");
    public static readonly LeasedTable Messages = new("engine.outbox", "AND t.kind <> 'http-request'");
    public static readonly LeasedTable Requests = new("engine.outbox", "AND t.kind = 'http-request'");
    public static readonly LeasedTable Stimuli = new("engine.stimulus", "AND NOT t.seen");

    private readonly string _claim;
    private readonly string _setBack;

    private LeasedTable(string table, string also)
    {
        _claim = ClaimSql(table, also);
        _setBack = SetBackSql(table);
    }

    /// <summary>Takes what is due, of every office its share: an office with a hundred thousand due rows does not keep the others waiting.</summary>
    public async Task<IReadOnlyList<Lease>> ClaimAsync(NpgsqlDataSource source, LeaseTerms terms, CancellationToken ct)
    {
#pragma warning disable CA2100 // made of this file's constants
        var claim = new NpgsqlBatchCommand(_claim)
#pragma warning restore CA2100
        {
            Parameters = { new() { Value = terms.Length }, new() { Value = terms.AtOnce }, new() { Value = Setback.LongestPause } },
        };
        var claims = new List<Lease>();
        await AsWorkerAsync(source, claim, row => claims.Add(new(row.GetInt32(0), row.GetGuid(1), row.GetInt64(2))), ct);
        return claims;
    }

    /// <summary>Gives a claim back. Fenced: when somebody else has taken it meanwhile, nothing changes.</summary>
    /// <returns>True when the row now waits for an operator.</returns>
    public async Task<bool> SetBackAsync(NpgsqlDataSource source, Lease claim, Setback setback, LeaseTerms terms, CancellationToken ct)
    {
#pragma warning disable CA2100 // made of this file's constants
        var statement = new NpgsqlBatchCommand(_setBack)
#pragma warning restore CA2100
        {
            Parameters =
            {
                new() { Value = claim.Office }, new() { Value = claim.Id }, new() { Value = claim.Number },
                new() { Value = setback.Pause }, new() { Value = setback.Reason }, new() { Value = setback.Counts ? 1 : 0 }, new() { Value = terms.MostAttempts },
            },
        };
        var givenUp = false;
        await AsWorkerAsync(source, statement, row => givenUp = row.GetBoolean(0), ct);
        return givenUp;
    }

    // Offices are found by skipping through the index, so the cost is that of the offices, not of the rows.
    private static string ClaimSql(string table, string also) =>
        $"""
        WITH RECURSIVE clock AS MATERIALIZED (SELECT engine.now() AS now),
        known AS (
          (SELECT t.office FROM {table} AS t WHERE t.failed_at IS NULL {also} ORDER BY t.office LIMIT 1)
          UNION ALL
          SELECT (SELECT t.office FROM {table} AS t WHERE t.failed_at IS NULL {also} AND t.office > k.office ORDER BY t.office LIMIT 1)
          FROM known AS k WHERE k.office IS NOT NULL
        ),
        ready AS MATERIALIZED (
          SELECT k.office FROM known AS k
          WHERE k.office IS NOT NULL AND EXISTS (
            SELECT FROM {table} AS t WHERE t.office = k.office AND t.failed_at IS NULL {also} AND (t.due_at <= (SELECT now FROM clock) OR t.due_at IS NULL))
        ),
        chosen AS (
          SELECT d.office, d.id
          FROM ready AS r
          CROSS JOIN LATERAL (
            SELECT t.office, t.id, t.due_at FROM {table} AS t
            WHERE t.office = r.office AND t.failed_at IS NULL {also} AND (t.due_at <= (SELECT now FROM clock) OR t.due_at IS NULL)
              AND (t.claimed_until IS NULL OR t.claimed_until <= now() OR t.claimed_until > now() + $3)
            ORDER BY t.due_at
            LIMIT (SELECT greatest(8, $2 / greatest(1, count(*))) FROM ready)
          ) AS d
          ORDER BY d.due_at
          LIMIT $2
        ),
        due AS (
          SELECT t.office, t.id
          FROM {table} AS t JOIN chosen AS c ON c.office = t.office AND c.id = t.id
          WHERE t.failed_at IS NULL AND (t.claimed_until IS NULL OR t.claimed_until <= now() OR t.claimed_until > now() + $3)
          FOR UPDATE OF t SKIP LOCKED
        )
        UPDATE {table} AS t
        SET claimed_until = now() + $1, lease_no = t.lease_no + 1
        FROM due
        WHERE t.office = due.office AND t.id = due.id
        RETURNING t.office, t.id, t.lease_no
        """;

    private static string SetBackSql(string table) =>
        $"""
        UPDATE {table}
        SET claimed_until = now() + $4, attempts = attempts + $6,
            last_error = CASE WHEN $6 = 1 THEN $5 ELSE last_error END,
            failed_at = CASE WHEN $6 = 1 AND attempts + 1 >= $7 THEN engine.now() END
        WHERE office = $1 AND id = $2 AND lease_no = $3
        RETURNING failed_at IS NOT NULL
        """;

    private static async Task AsWorkerAsync(NpgsqlDataSource source, NpgsqlBatchCommand statement, Action<NpgsqlDataReader> row, CancellationToken ct)
    {
        await using var connection = await source.OpenConnectionAsync(ct);
        await using var batch = new NpgsqlBatch(connection)
        {
            BatchCommands = { new NpgsqlBatchCommand("BEGIN"), new NpgsqlBatchCommand("SET LOCAL ROLE alokon_worker"), statement, new NpgsqlBatchCommand("COMMIT") },
        };
        await using var reader = await batch.ExecuteReaderAsync(ct);
        do
        {
            while (await reader.ReadAsync(ct))
            {
                row(reader);
            }
        }
        while (await reader.NextResultAsync(ct)); // to the COMMIT: an error in it must be seen
    }
}
