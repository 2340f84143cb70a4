using System.Text.Json.Nodes;
using Npgsql;
using NpgsqlTypes;

namespace Alokon.Engine.Outbox;

/// <summary>What a message asks for. The keys are those of the table.</summary>
public static class MessageKinds
{
    public const string Resume = "resume";
    public const string Start = "start";
    public const string Dispatch = "dispatch";
    public const string ChildEnded = "child-ended";
    public const string Cancel = "cancel";
    public const string HttpRequest = "http-request";
}

/// <summary>A message whose row has just been consumed by this transaction.</summary>
/// <param name="Instance">Whom it is about; none for one that starts something new.</param>
public sealed record Message(Guid Id, string Kind, Guid? Instance, JsonObject Payload);

/// <summary>Owns engine.outbox. A message is written in the transaction of its cause and deleted in that of its effect: both happen once.</summary>
public static class OutboxRows
{
    public static void Add(UnitOfWork work, string kind, Guid? instance, JsonObject payload) => work.Queue(
        """
        INSERT INTO engine.outbox (office, id, kind, instance, payload, due_at)
        VALUES ($1, $2, $3, $4, $5, $6)
        """,
        work.Office, Ids.New(), kind, new NpgsqlParameter { Value = (object?)instance ?? DBNull.Value, NpgsqlDbType = NpgsqlDbType.Uuid }, payload.ToJsonString(), work.Now.UtcDateTime);

    /// <summary>Whom the message is about, without taking it: the case is locked first.</summary>
    public static Task<Message?> FindAsync(UnitOfWork work, Lease lease, CancellationToken ct) => ReadAsync(
        work,
        """
        SELECT id, kind, instance, payload
        FROM engine.outbox
        WHERE office = $1 AND id = $2 AND lease_no = $3
        """,
        lease,
        ct);

    /// <summary>Takes the message away, fenced: none when somebody else has taken it over meanwhile.</summary>
    public static Task<Message?> ConsumeAsync(UnitOfWork work, Lease lease, CancellationToken ct) => ReadAsync(
        work,
        """
        DELETE FROM engine.outbox
        WHERE office = $1 AND id = $2 AND lease_no = $3
        RETURNING id, kind, instance, payload
        """,
        lease,
        ct);

    private static async Task<Message?> ReadAsync(UnitOfWork work, string sql, Lease lease, CancellationToken ct)
    {
#pragma warning disable CA2100 // the constants above
        await using var command = new NpgsqlCommand(sql, work.Connection)
#pragma warning restore CA2100
        {
            Parameters = { new() { Value = lease.Office }, new() { Value = lease.Id }, new() { Value = lease.Number } },
        };
        await using var reader = await command.ExecuteReaderAsync(ct);
        return await reader.ReadAsync(ct)
            ? new(reader.GetGuid(0), reader.GetString(1), reader.IsDBNull(2) ? null : reader.GetGuid(2), JsonNode.Parse(reader.GetString(3))!.AsObject()) // written above from an object
            : null;
    }
}
