using Npgsql;

namespace Alokon.Sop.Workflows;

/// <summary>A case of some office that was ordered to another version and has not been tried yet.</summary>
public sealed record LeftCase(int Office, Guid Move, Guid Case);

/// <summary>
/// Whoever orders a batch moves its cases; if that node dies on the way, this finds the rest, over all offices. It only claims: each
/// case is then moved by a command inside its own office. A claim that nobody carries out is free again after a minute.
/// </summary>
public sealed class MovesLeft(NpgsqlDataSource source)
{
    public async Task<IReadOnlyList<LeftCase>> ClaimAsync(int limit, CancellationToken ct)
    {
        await using var connection = await source.OpenConnectionAsync(ct);
        await using var batch = new NpgsqlBatch(connection);
        batch.BatchCommands.Add(new NpgsqlBatchCommand("BEGIN"));
        batch.BatchCommands.Add(new NpgsqlBatchCommand("SET LOCAL ROLE alokon_worker"));
        batch.BatchCommands.Add(new NpgsqlBatchCommand(
            """
            WITH left_behind AS (
              SELECT office, move, instance
              FROM engine.move_case
              WHERE status = 'pending' AND claimed_until < clock_timestamp()
              ORDER BY claimed_until
              LIMIT $1
              FOR UPDATE SKIP LOCKED
            )
            UPDATE engine.move_case AS c
            SET claimed_until = clock_timestamp() + interval '1 minute'
            FROM left_behind AS l
            WHERE c.office = l.office AND c.move = l.move AND c.instance = l.instance
            RETURNING c.office, c.move, c.instance
            """)
        { Parameters = { new NpgsqlParameter { Value = limit } } });
        batch.BatchCommands.Add(new NpgsqlBatchCommand("COMMIT"));
        await using var reader = await batch.ExecuteReaderAsync(ct);
        var claimed = new List<LeftCase>();
        while (await reader.ReadAsync(ct))
        {
            claimed.Add(new LeftCase(reader.GetInt32(0), reader.GetGuid(1), reader.GetGuid(2)));
        }

        return claimed;
    }
}
