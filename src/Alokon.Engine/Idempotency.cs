using Npgsql;

namespace Alokon.Engine;

/// <summary>The same key came with another request: answering either would be a lie to one of them.</summary>
public sealed record IdempotencyKeyReused()
    : Refusal("idempotency-key-reused", RefusalKind.Invalid, "Expected the request that this idempotency key was first used for, but it is another one");

/// <summary>What was answered to a key, for ever the same; written in the transaction of the command it answers.</summary>
public sealed record RememberedAnswer(byte[] RequestHash, byte[] Response);

/// <summary>Owns engine.idempotency.</summary>
public static class IdempotencyRows
{
    /// <summary>Two requests with one key ran side by side; the other one has committed.</summary>
    public static bool IsTwin(PostgresException error) =>
        error is { SqlState: PostgresErrorCodes.UniqueViolation, SchemaName: "engine", TableName: "idempotency" };

    public static async Task<RememberedAnswer?> FindAsync(UnitOfWork work, string key, CancellationToken ct)
    {
        await using var command = new NpgsqlCommand(
            """
            SELECT request_hash, response
            FROM engine.idempotency
            WHERE office = $1 AND key = $2
            """,
            work.Connection)
        {
            Parameters = { new() { Value = work.Office }, new() { Value = key } },
        };
        await using var reader = await command.ExecuteReaderAsync(ct);
        return await reader.ReadAsync(ct)
            ? new RememberedAnswer(reader.GetFieldValue<byte[]>(0), reader.GetFieldValue<byte[]>(1))
            : null;
    }

    public static void Remember(UnitOfWork work, string key, RememberedAnswer answer) => work.Queue(
        """
        INSERT INTO engine.idempotency (office, key, request_hash, response, created_at)
        VALUES ($1, $2, $3, $4, $5)
        """,
        work.Office, key, answer.RequestHash, answer.Response, work.Now.UtcDateTime);
}
