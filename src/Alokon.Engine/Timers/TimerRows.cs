using System.Buffers.Binary;
using Npgsql;

namespace Alokon.Engine.Timers;

/// <summary>A timer whose row has just been consumed by this transaction.</summary>
public sealed record FiredTimer(Guid Id, Guid Instance, int Bookmark, DateTimeOffset DueAt);

/// <summary>Owns engine.timer.</summary>
public static class TimerRows
{
    /// <summary>One timer per bookmark: its id is the instance's with the bookmark's number worked in.</summary>
    public static Guid IdOf(Guid instance, int bookmark)
    {
        Span<byte> bytes = stackalloc byte[16];
        instance.TryWriteBytes(bytes);
        var last = BinaryPrimitives.ReadInt32LittleEndian(bytes[12..]);
        BinaryPrimitives.WriteInt32LittleEndian(bytes[12..], last ^ bookmark);
        return new Guid(bytes);
    }

    public static void Arm(UnitOfWork work, Guid instance, int bookmark, DateTimeOffset dueAt) => work.Queue(
        """
        INSERT INTO engine.timer (office, id, instance, bookmark, due_at)
        VALUES ($1, $2, $3, $4, $5)
        ON CONFLICT (office, id) DO UPDATE SET due_at = excluded.due_at, claimed_until = NULL, attempts = 0, failed_at = NULL, lease_no = engine.timer.lease_no + 1
        """,
        work.Office, IdOf(instance, bookmark), instance, bookmark, dueAt.UtcDateTime);

    /// <summary>The bookmark is gone: nothing is due any more.</summary>
    public static void Disarm(UnitOfWork work, Guid instance, int bookmark) => work.Queue(
        """
        DELETE FROM engine.timer
        WHERE office = $1 AND id = $2
        """,
        work.Office, IdOf(instance, bookmark));

    /// <summary>Which cases these claims are about.</summary>
    public static async Task<IReadOnlyList<(Guid Id, Guid Instance)>> InstancesAsync(UnitOfWork work, IReadOnlyList<Lease> claims, CancellationToken ct)
    {
        await using var command = new NpgsqlCommand(
            """
            SELECT id, instance
            FROM engine.timer
            WHERE office = $1 AND id = ANY ($2)
            """,
            work.Connection)
        {
            Parameters = { new() { Value = work.Office }, new() { Value = claims.Select(c => c.Id).ToArray() } },
        };
        await using var reader = await command.ExecuteReaderAsync(ct);
        var found = new List<(Guid, Guid)>();
        while (await reader.ReadAsync(ct))
        {
            found.Add((reader.GetGuid(0), reader.GetGuid(1)));
        }

        return found;
    }

    /// <summary>Takes the rows away, fenced: a claim that somebody else has taken over meanwhile gives nothing. In the order they were due.</summary>
    public static async Task<IReadOnlyList<FiredTimer>> ConsumeAsync(UnitOfWork work, IReadOnlyList<Lease> claims, CancellationToken ct)
    {
        await using var command = new NpgsqlCommand(
            """
            DELETE FROM engine.timer AS t
            USING unnest($2, $3) AS c (id, lease_no)
            WHERE t.office = $1 AND t.id = c.id AND t.lease_no = c.lease_no AND t.due_at <= engine.now()
            RETURNING t.id, t.instance, t.bookmark, t.due_at
            """,
            work.Connection)
        {
            Parameters =
            {
                new() { Value = work.Office }, new() { Value = claims.Select(c => c.Id).ToArray() }, new() { Value = claims.Select(c => c.Number).ToArray() },
            },
        };
        await using var reader = await command.ExecuteReaderAsync(ct);
        var fired = new List<FiredTimer>();
        while (await reader.ReadAsync(ct))
        {
            fired.Add(new(reader.GetGuid(0), reader.GetGuid(1), reader.GetInt32(2), reader.GetFieldValue<DateTime>(3)));
        }

        return [.. fired.OrderBy(t => t.DueAt).ThenBy(t => t.Bookmark)];
    }
}
