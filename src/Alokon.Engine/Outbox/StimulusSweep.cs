using Npgsql;

namespace Alokon.Engine.Outbox;

/// <summary>Over all offices, as the worker: early stimuli that somebody waits for by now, and those that nobody waited for in time.</summary>
public static class StimulusSweep
{
    /// <summary>
    /// A stimulus and its bookmark may have been committed side by side without seeing each other: this finds every such pair.
    /// </summary>
    public static Task<int> RematchAsync(NpgsqlDataSource source, CancellationToken ct) => RunAsync(
        source,
        """
        UPDATE engine.stimulus AS s
        SET seen = false
        WHERE s.failed_at IS NULL AND s.seen
          AND EXISTS (SELECT FROM engine.waiting AS w WHERE w.office = s.office AND w.hash = s.hash
            AND (s.instance IS NULL OR w.instance = s.instance)
            AND (s.correlation_id IS NULL OR s.correlation_id = (SELECT c.correlation_id FROM engine.correlation AS c WHERE c.office = w.office AND c.instance = w.instance)))
        """,
        ct);

    public static Task<int> ExpireAsync(NpgsqlDataSource source, CancellationToken ct) => RunAsync(
        source,
        """
        UPDATE engine.stimulus
        SET failed_at = engine.now(), last_error = 'nobody waited for it in time'
        WHERE failed_at IS NULL AND seen AND expires_at <= engine.now()
        """,
        ct);

    private static async Task<int> RunAsync(NpgsqlDataSource source, string sql, CancellationToken ct)
    {
        await using var connection = await source.OpenConnectionAsync(ct);
#pragma warning disable CA2100 // the constants above
        var statement = new NpgsqlBatchCommand(sql);
#pragma warning restore CA2100
        await using var batch = new NpgsqlBatch(connection)
        {
            BatchCommands = { new NpgsqlBatchCommand("BEGIN"), new NpgsqlBatchCommand("SET LOCAL ROLE alokon_worker"), statement, new NpgsqlBatchCommand("COMMIT") },
        };
        await batch.ExecuteNonQueryAsync(ct);
        return (int)statement.RecordsAffected;
    }
}
