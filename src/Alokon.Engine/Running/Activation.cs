using System.Globalization;
using Alokon.Engine.Definitions;
using Npgsql;
using NpgsqlTypes;

namespace Alokon.Engine.Running;

/// <summary>
/// Whether a definition lets another instance of it begin beside those that run. The question and the start are one: the key is locked
/// until the transaction ends, so of many starts at once exactly one finds nothing running.
/// </summary>
public static class Activation
{
    public static async Task<bool> MayStartAsync(UnitOfWork work, WorkflowDefinition definition, string? correlationId, CancellationToken ct)
    {
        switch (StrategyOf(definition))
        {
            case "SingletonStrategy":
                await LockAsync(work, $"definition {definition.DefinitionId}", ct);
                return !await RunsAsync(work, definition.DefinitionId, null, ct);
            case "CorrelationStrategy" when correlationId is not null:
                await LockAsync(work, $"correlation {correlationId}", ct);
                return !await RunsAsync(work, null, correlationId, ct);
            case "CorrelatedSingletonStrategy":
                // The wider key: it also stands between this strategy and the plain correlation of another definition.
                await LockAsync(work, correlationId is null ? $"definition {definition.DefinitionId}" : $"correlation {correlationId}", ct);
                return !await RunsAsync(work, definition.DefinitionId, correlationId, ct);
            default:
                return true;
        }
    }

    /// <summary>Elsa writes the type's name, with namespace and assembly; none = always.</summary>
    private static string StrategyOf(WorkflowDefinition definition)
    {
        var name = definition.Document["options"]?["activationStrategyType"]?.ToString() ?? "";
        return name.Split(',')[0].Split('.')[^1].Trim();
    }

    private static async Task LockAsync(UnitOfWork work, string key, CancellationToken ct)
    {
        await using var gate = new NpgsqlCommand("SELECT pg_advisory_xact_lock(hashtextextended($2, $1))", work.Connection)
        {
            Parameters = { new() { Value = (long)work.Office }, new() { Value = string.Create(CultureInfo.InvariantCulture, $"activation {work.Office} {key}") } },
        };
        await gate.ExecuteNonQueryAsync(ct);
    }

    private static async Task<bool> RunsAsync(UnitOfWork work, string? definitionId, string? correlationId, CancellationToken ct)
    {
#pragma warning disable CA2100 // one of the two constants below
        await using var command = new NpgsqlCommand(
            """
            SELECT CASE
              WHEN $3::text IS NULL THEN EXISTS (SELECT FROM engine.instance WHERE office = $1 AND definition_id = $2 AND status = 'Running')
              ELSE EXISTS (
                SELECT FROM engine.correlation AS c JOIN engine.instance AS i ON i.office = c.office AND i.id = c.instance
                WHERE c.office = $1 AND c.correlation_id = $3 AND i.status = 'Running' AND ($2 = '' OR i.definition_id = $2))
            END
            """,
            work.Connection)
#pragma warning restore CA2100
        {
            Parameters =
            {
                new() { Value = work.Office },
                new() { Value = definitionId ?? "" },
                new() { Value = (object?)correlationId ?? DBNull.Value, NpgsqlDbType = NpgsqlDbType.Text },
            },
        };
        return await command.ExecuteScalarAsync(ct) is true;
    }
}
