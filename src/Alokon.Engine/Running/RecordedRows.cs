using System.Text.Json;
using System.Text.Json.Nodes;
using Npgsql;

namespace Alokon.Engine.Running;

/// <summary>What the journal and the last state tell of a past instance.</summary>
/// <param name="Answers">In the order in which they were given; empty also where the journal is older than the keeping of answers.</param>
public sealed record RecordedInstance(JsonObject Input, JsonObject Properties, IReadOnlyList<RecordedAnswer> Answers);

/// <summary>Reads past instances back.</summary>
public static class RecordedRows
{
    public static async Task<RecordedInstance?> FindAsync(UnitOfWork work, Guid instance, CancellationToken ct)
    {
        if (await MoveRows.FindInstanceAsync(work, instance, ct) is not { } row)
        {
            return null;
        }

        await using var command = new NpgsqlCommand(
            """
            SELECT at, events
            FROM engine.journal
            WHERE office = $1 AND instance = $2
            ORDER BY seq
            """,
            work.Connection)
        {
            Parameters = { new() { Value = work.Office }, new() { Value = instance } },
        };
        await using var reader = await command.ExecuteReaderAsync(ct);
        var answers = new List<RecordedAnswer>();
        while (await reader.ReadAsync(ct))
        {
            answers.AddRange(Answers(reader.GetFieldValue<DateTime>(0), reader.GetFieldValue<byte[]>(1)));
        }

        return new(row.State.Input, row.State.Properties, answers);
    }

    /// <summary>An instance as it was left, without locking it.</summary>
    public static Task<WorkflowState?> FindStateAsync(UnitOfWork work, Guid instance, CancellationToken ct) => InstanceRows.ReadAsync(work, instance, ct);

    private static IEnumerable<RecordedAnswer> Answers(DateTimeOffset at, byte[] events) =>
        from entry in JsonNode.Parse(events) as JsonArray ?? throw new JsonException("Expected a list of events in the journal")
        where entry["event"]?.ToString() == "Resumed" && entry["answer"] is JsonObject
        select new RecordedAnswer(entry["activityId"]!.ToString(), at, entry["answer"]!.DeepClone().AsObject()); // written together by the burst
}
