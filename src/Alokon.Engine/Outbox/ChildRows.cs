using Npgsql;
using NpgsqlTypes;

namespace Alokon.Engine.Outbox;

/// <summary>Owns engine.child: who started whom. Parent and child are told of each other by messages, never locked together.</summary>
public static class ChildRows
{
    public static void Add(UnitOfWork work, Guid parent, StartChild child) => work.Queue(
        """
        INSERT INTO engine.child (office, instance, parent, bookmark)
        VALUES ($1, $2, $3, $4)
        """,
        work.Office, child.Child, parent, new NpgsqlParameter { Value = (object?)child.Bookmark ?? DBNull.Value, NpgsqlDbType = NpgsqlDbType.Integer });

    /// <returns>True: it was cancelled before it began, and must not begin.</returns>
    public static async Task<bool> LockEndedAsync(UnitOfWork work, Guid child, CancellationToken ct)
    {
        await using var command = new NpgsqlCommand(
            """
            SELECT ended
            FROM engine.child
            WHERE office = $1 AND instance = $2
            FOR UPDATE
            """,
            work.Connection)
        {
            Parameters = { new() { Value = work.Office }, new() { Value = child } },
        };
        return await command.ExecuteScalarAsync(ct) is true;
    }

    public static void MarkEnded(UnitOfWork work, Guid child) => work.Queue(
        """
        UPDATE engine.child
        SET ended = true
        WHERE office = $1 AND instance = $2
        """,
        work.Office, child);

    /// <summary>What has failed is tried again: whatever becomes of it now, its parent is told, should it still wait.</summary>
    public static void Reopen(UnitOfWork work, Guid child) => work.Queue(
        """
        UPDATE engine.child
        SET ended = false
        WHERE office = $1 AND instance = $2
        """,
        work.Office, child);

    /// <summary>The end of an instance: its parent is told, if it waits; and where it was cancelled, its own children are cancelled too.</summary>
    public static void Ended(UnitOfWork work, Guid instance, bool cancelled) => work.Queue(
        """
        WITH own AS (
          UPDATE engine.child
          SET ended = true
          WHERE office = $1 AND instance = $2 AND NOT ended
          RETURNING parent, bookmark
        )
        INSERT INTO engine.outbox (office, id, kind, instance, payload, due_at)
        SELECT $1, gen_random_uuid(), 'child-ended', parent, json_build_object('child', $2::text, 'bookmark', bookmark)::text, $3
        FROM own
        WHERE bookmark IS NOT NULL
        UNION ALL
        SELECT $1, gen_random_uuid(), 'cancel', instance, '{}', $3
        FROM engine.child
        WHERE $4 AND office = $1 AND parent = $2 AND NOT ended
        """,
        work.Office, instance, work.Now.UtcDateTime, cancelled);
}
