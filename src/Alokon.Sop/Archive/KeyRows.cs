using Alokon.Engine;
using Npgsql;

namespace Alokon.Sop.Archive;

/// <summary>Owns archive.key.</summary>
internal static class KeyRows
{
    /// <summary>An advisory lock, because the first key has no row to lock: two starts together must make one key.</summary>
    public static async Task LockAsync(UnitOfWork work, CancellationToken ct)
    {
        await using var command = work.Command("SELECT pg_advisory_xact_lock(hashtextextended('archive.key', $1))", (long)work.Office);
        await command.ExecuteNonQueryAsync(ct);
    }

    // Not asked whether it is valid already: a demo may start its clock before the day its key was made.
    /// <returns>The newest key that has not run out, or none.</returns>
    public static async Task<OfficeKey?> FindCurrentAsync(UnitOfWork work, CancellationToken ct)
    {
        await using var command = work.Command(
            """
            SELECT id, fingerprint, public_pem, certificate, valid_from, valid_to, revoked_at, private_key
            FROM archive.key
            WHERE office = $1 AND valid_to > $2 AND revoked_at IS NULL
            ORDER BY valid_from DESC, id DESC
            LIMIT 1
            """,
            work.Office,
            work.Now);
        await using var reader = await command.ExecuteReaderAsync(ct);
        return await reader.ReadAsync(ct) ? new OfficeKey(Published(reader), reader.GetFieldValue<byte[]>(7)) : null;
    }

    public static async Task<IReadOnlyList<PublishedKey>> ListAsync(UnitOfWork work, CancellationToken ct)
    {
        await using var command = work.Command(
            """
            SELECT id, fingerprint, public_pem, certificate, valid_from, valid_to, revoked_at
            FROM archive.key
            WHERE office = $1
            ORDER BY valid_from DESC, id DESC
            """,
            work.Office);
        await using var reader = await command.ExecuteReaderAsync(ct);
        var keys = new List<PublishedKey>();
        while (await reader.ReadAsync(ct))
        {
            keys.Add(Published(reader));
        }

        return keys;
    }

    public static void Add(UnitOfWork work, OfficeKey key) =>
        work.Queue(
            """
            INSERT INTO archive.key (office, id, fingerprint, public_pem, private_key, certificate, valid_from, valid_to)
            VALUES ($1, $2, $3, $4, $5, $6, $7, $8)
            """,
            work.Office,
            key.Published.Id,
            key.Published.Fingerprint,
            key.Published.PublicKey,
            key.PrivateKey,
            key.Published.Certificate,
            key.Published.ValidFrom,
            key.Published.ValidTo);

    private static PublishedKey Published(NpgsqlDataReader reader) =>
        new(
            reader.GetGuid(0),
            reader.GetString(1),
            reader.GetString(2),
            reader.GetString(3),
            reader.GetFieldValue<DateTimeOffset>(4),
            reader.GetFieldValue<DateTimeOffset>(5),
            reader.IsDBNull(6) ? null : reader.GetFieldValue<DateTimeOffset>(6));
}
