namespace Alokon.Engine.Running;

/// <summary>Owns engine.correlation: running instances that carry a correlation id, so that events find them.</summary>
internal static class CorrelationRows
{
    /// <summary>Costs nothing for an instance that has none.</summary>
    public static void Keep(UnitOfWork work, Guid instance, WorkflowState? before, WorkflowState after)
    {
        // What had faulted had no row: it gets it back when it is tried again.
        var old = string.IsNullOrEmpty(before?.CorrelationId) || before.IsFinished ? null : before.CorrelationId;
        var now = string.IsNullOrEmpty(after.CorrelationId) || after.IsFinished ? null : after.CorrelationId;
        if (now is not null && now != old)
        {
            work.Queue(
                """
                INSERT INTO engine.correlation (office, instance, correlation_id)
                VALUES ($1, $2, $3)
                ON CONFLICT (office, instance) DO UPDATE SET correlation_id = excluded.correlation_id
                """,
                work.Office, instance, now);
        }
        else if (now is null && old is not null)
        {
            work.Queue(
                """
                DELETE FROM engine.correlation
                WHERE office = $1 AND instance = $2
                """,
                work.Office, instance);
        }
    }
}
