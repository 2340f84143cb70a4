using Alokon.Engine;
using Npgsql;

namespace Alokon.Sop.Sla;

/// <summary>A deadline of some office that has passed and is not written down yet.</summary>
public sealed record DueClock(int Office, Guid Clock, Guid CaseId);

/// <summary>
/// The sweep over all offices. It only claims: each claimed clock is then recorded by a command inside its own office. A claim
/// that nobody carries out (the node died) is free again after a lease of real time.
/// </summary>
public sealed class SlaDue(NpgsqlDataSource source, LeaseTerms terms)
{
    public async Task<IReadOnlyList<DueClock>> ClaimAsync(int limit, CancellationToken ct)
    {
        await using var connection = await source.OpenConnectionAsync(ct);
        await using var batch = new NpgsqlBatch(connection);
        batch.BatchCommands.Add(new NpgsqlBatchCommand("BEGIN"));
        batch.BatchCommands.Add(new NpgsqlBatchCommand("SET LOCAL ROLE alokon_worker"));
        // A clock that was paused after its deadline is late as well.
        batch.BatchCommands.Add(new NpgsqlBatchCommand(
            """
            WITH due AS (
              SELECT office, id
              FROM sla.clock
              WHERE stopped_at IS NULL
                AND breached_at IS NULL
                AND due_at < engine.now()
                AND (paused_at IS NULL OR paused_at > due_at)
                AND (claimed_until IS NULL OR claimed_until < clock_timestamp())
              ORDER BY due_at
              LIMIT $1
              FOR UPDATE SKIP LOCKED
            )
            UPDATE sla.clock AS c
            SET claimed_until = clock_timestamp() + $2
            FROM due
            WHERE c.office = due.office AND c.id = due.id
            RETURNING c.office, c.id, c.case_id
            """)
        { Parameters = { new NpgsqlParameter { Value = limit }, new NpgsqlParameter { Value = terms.Length } } });
        batch.BatchCommands.Add(new NpgsqlBatchCommand("COMMIT"));
        await using var reader = await batch.ExecuteReaderAsync(ct);
        var claimed = new List<DueClock>();
        while (await reader.ReadAsync(ct))
        {
            claimed.Add(new DueClock(reader.GetInt32(0), reader.GetGuid(1), reader.GetGuid(2)));
        }

        return claimed;
    }
}
