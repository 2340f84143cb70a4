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

    private const string Select = """
        SELECT request_hash, response
        FROM engine.idempotency
        WHERE office = $1 AND key = $2
        """;

    public static async Task<RememberedAnswer?> FindAsync(UnitOfWork work, string key, CancellationToken ct)
    {
        await using var command = new NpgsqlCommand(Select, work.Connection)
        {
            Parameters = { new NpgsqlParameter<int> { TypedValue = work.Office }, new NpgsqlParameter<string> { TypedValue = key } },
        };
        await using var reader = await command.ExecuteReaderAsync(ct);
        return await reader.ReadAsync(ct) ? Read(reader) : null;
    }

    /// <summary>Behind the locks: a twin that held them has written its answer by then.</summary>
    public static void Foresee(FirstTrip trip, int office, string key, Action<RememberedAnswer> found) =>
        trip.Add(Select, row => found(Read(row)), new NpgsqlParameter<int> { TypedValue = office }, new NpgsqlParameter<string> { TypedValue = key });

    private static RememberedAnswer Read(NpgsqlDataReader row) => new(row.GetFieldValue<byte[]>(0), row.GetFieldValue<byte[]>(1));

    public static void Remember(UnitOfWork work, string key, RememberedAnswer answer) => work.Queue(
        """
        INSERT INTO engine.idempotency (office, key, request_hash, response, created_at)
        VALUES ($1, $2, $3, $4, $5)
        """,
        work.Office, key, answer.RequestHash, answer.Response, work.Now.UtcDateTime);
}
