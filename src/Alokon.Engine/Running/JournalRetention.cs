using Npgsql;

namespace Alokon.Engine.Running;

/// <summary>
/// Lets go of the journals of cases that ended long ago, where the operator wants it. The case, its papers, its timeline and its
/// pack stay. The database itself refuses to delete the journal of a case that runs, or ended less than <see cref="LeastDays"/> ago.
/// </summary>
/// <param name="days">How long after its end a case keeps its journal.</param>
public sealed class JournalRetention(NpgsqlDataSource source, int days)
{
    public const int LeastDays = 30;

    /// <summary>In small portions: officers' requests go on beside it.</summary>
    /// <returns>How many rows went; 0: nothing is old enough.</returns>
    public async Task<int> ForgetAsync(int cases, CancellationToken ct)
    {
        await using var connection = await source.OpenConnectionAsync(ct);
        await using var batch = new NpgsqlBatch(connection);
        batch.BatchCommands.Add(new NpgsqlBatchCommand("BEGIN"));
        batch.BatchCommands.Add(new NpgsqlBatchCommand("SET LOCAL ROLE alokon_worker"));
        batch.BatchCommands.Add(new NpgsqlBatchCommand(
            """
            WITH ended AS (
              SELECT DISTINCT j.office, j.instance
              FROM engine.journal AS j
              JOIN engine.instance AS i ON i.office = j.office AND i.id = j.instance
              WHERE j.at < engine.now() - make_interval(days => $1)
                AND i.finished_at < engine.now() - make_interval(days => $1)
              LIMIT $2
            )
            DELETE FROM engine.journal AS j
            USING ended
            WHERE j.office = ended.office AND j.instance = ended.instance
            """)
        { Parameters = { new() { Value = days }, new() { Value = cases } } });
        batch.BatchCommands.Add(new NpgsqlBatchCommand("COMMIT"));
        await batch.ExecuteNonQueryAsync(ct);
        return batch.BatchCommands[2].RecordsAffected;
    }
}
