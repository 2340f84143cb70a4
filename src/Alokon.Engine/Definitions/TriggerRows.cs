using Alokon.Engine.Activities;
using Alokon.Engine.Timers;
using Npgsql;

namespace Alokon.Engine.Definitions;

/// <summary>A trigger that answers a stimulus.</summary>
public sealed record TriggerHit(string DefinitionId, string ActivityId);

/// <summary>Owns engine.trigger: the triggers of the versions in force, rewritten in the transaction that changes what is in force.</summary>
public static class TriggerRows
{
    /// <summary>Puts the triggers of this version in the place of whatever the definition had. A schedule that says the same keeps its next occurrence.</summary>
    public static void Replace(UnitOfWork work, WorkflowDefinition definition)
    {
        var triggers = Trigger.Of(definition);
        Delete(work, definition.DefinitionId);
        foreach (var trigger in triggers.Where(t => !t.IsSchedule))
        {
            work.Queue(
                """
                INSERT INTO engine.trigger (office, definition_id, activity_id, hash, name)
                VALUES ($1, $2, $3, $4, $5)
                """,
                work.Office, definition.DefinitionId, trigger.ActivityId, DerivedId.StimulusHash(trigger.Kind, trigger.Subject), trigger.Kind);
        }

        ScheduleRows.Replace(work, definition.DefinitionId, [.. triggers.Where(t => t.IsSchedule).Select(t => new ScheduleEntry(t.ActivityId, t.Kind, t.Subject))]);
    }

    /// <summary>Nothing starts it any more.</summary>
    public static void Remove(UnitOfWork work, string definitionId)
    {
        Delete(work, definitionId);
        ScheduleRows.Replace(work, definitionId, []);
    }

    public static async Task<IReadOnlyList<TriggerHit>> FindAsync(UnitOfWork work, byte[] hash, CancellationToken ct)
    {
        await using var command = new NpgsqlCommand(
            """
            SELECT definition_id, activity_id
            FROM engine.trigger
            WHERE office = $1 AND hash = $2
            ORDER BY definition_id, activity_id
            """,
            work.Connection)
        {
            Parameters = { new() { Value = work.Office }, new() { Value = hash } },
        };
        await using var row = await command.ExecuteReaderAsync(ct);
        var hits = new List<TriggerHit>();
        while (await row.ReadAsync(ct))
        {
            hits.Add(new(row.GetString(0), row.GetString(1)));
        }

        return hits;
    }

    /// <summary>Until this transaction ends nobody else of this office publishes: who takes an address must see what the one before has taken.</summary>
    public static async Task PublishOneByOneAsync(UnitOfWork work, CancellationToken ct)
    {
        await using var command = new NpgsqlCommand("SELECT pg_advisory_xact_lock(hashtextextended('engine.trigger', $1))", work.Connection)
        {
            Parameters = { new() { Value = (long)work.Office } },
        };
        await command.ExecuteNonQueryAsync(ct);
    }

    /// <summary>Endpoints of this definition that another one in force already answers.</summary>
    public static async Task<IReadOnlyList<Finding>> EndpointsTakenAsync(UnitOfWork work, WorkflowDefinition definition, CancellationToken ct)
    {
        var findings = new List<Finding>();
        foreach (var trigger in Trigger.Of(definition).Where(t => t.Kind == HttpEndpoint.Type))
        {
            var others = await FindAsync(work, DerivedId.StimulusHash(trigger.Kind, trigger.Subject), ct);
            findings.AddRange(others.Where(o => o.DefinitionId != definition.DefinitionId).Take(1).Select(o =>
                new Finding(Severity.Error, "endpoint-taken", trigger.ActivityId, $"Alamat {trigger.Subject} sudah dipakai alur {o.DefinitionId}. Pilih alamat lain.") { Line = definition.LineOf(trigger.ActivityId) }));
        }

        return findings;
    }

    private static void Delete(UnitOfWork work, string definitionId) => work.Queue(
        """
        DELETE FROM engine.trigger
        WHERE office = $1 AND definition_id = $2
        """,
        work.Office, definitionId);
}
