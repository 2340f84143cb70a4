using System.Text.Json.Nodes;
using Alokon.Engine;
using Npgsql;

namespace Alokon.Sop.Documents;

/// <summary>Owns documents.signer.</summary>
public static class SignerRows
{
    private const string Columns = "id, subject, fingerprint, valid_from, valid_to, installed_at, installed_by, removed_at, removed_by";

    /// <summary>For the worker, who signs for all offices.</summary>
    /// <returns>The key, null: the office signs with no certificate; and whether its officers sign at a service.</returns>
    public static async Task<(SignerKey? Key, bool ByOfficers)> FindKeyAsync(NpgsqlDataSource source, int office, CancellationToken ct)
    {
        await using var connection = await source.OpenConnectionAsync(ct);
        await using var batch = new NpgsqlBatch(connection)
        {
            BatchCommands =
            {
                new NpgsqlBatchCommand("BEGIN"),
                new NpgsqlBatchCommand("SET LOCAL ROLE alokon_worker"),
                new NpgsqlBatchCommand("SELECT id, subject, fingerprint, valid_from, valid_to, certificate, chain, private_key FROM documents.signer WHERE office = $1 AND removed_at IS NULL")
                {
                    Parameters = { new() { Value = office } },
                },
                new NpgsqlBatchCommand("SELECT FROM documents.signing_provider WHERE office = $1") { Parameters = { new() { Value = office } } },
                new NpgsqlBatchCommand("COMMIT"),
            },
        };
        await using var row = await batch.ExecuteReaderAsync(ct);
        var key = await row.ReadAsync(ct)
            ? new SignerKey(
                row.GetGuid(0),
                row.GetString(1),
                row.GetString(2),
                row.GetFieldValue<DateTimeOffset>(3),
                row.GetFieldValue<DateTimeOffset>(4),
                row.GetFieldValue<byte[]>(5),
                row.GetFieldValue<byte[][]>(6),
                row.GetFieldValue<byte[]>(7))
            : null;
        await row.NextResultAsync(ct);
        return (key, await row.ReadAsync(ct));
    }

    /// <summary>Locks the office's series: of two who install at once, the second sees the first.</summary>
    internal static async Task<Signer?> LockCurrentAsync(UnitOfWork work, CancellationToken ct)
    {
        await using (var command = new NpgsqlCommand("SELECT pg_advisory_xact_lock(hashtextextended('documents.signer', $1))", work.Connection) { Parameters = { new() { Value = (long)work.Office } } })
        {
            await command.ExecuteNonQueryAsync(ct);
        }

        return (await ReadAsync(work, $"SELECT {Columns} FROM documents.signer WHERE office = $1 AND removed_at IS NULL", ct)).SingleOrDefault();
    }

    internal static Task<IReadOnlyList<Signer>> ListAsync(UnitOfWork work, CancellationToken ct) =>
        ReadAsync(work, $"SELECT {Columns} FROM documents.signer WHERE office = $1 ORDER BY installed_at DESC, id DESC LIMIT 100", ct);

    internal static void Remove(UnitOfWork work, Signer signer)
    {
        work.Queue("UPDATE documents.signer SET removed_at = $3, removed_by = $4 WHERE office = $1 AND id = $2", work.Office, signer.Id, work.Now, work.Officer.Name);
        Trail.Append(work, "certificate.removed", signer.Subject, new JsonObject { ["fingerprint"] = signer.Fingerprint });
    }

    internal static void Add(UnitOfWork work, SignerKey key)
    {
        Insert(work, key);
        Trail.Append(work, "certificate.installed", key.Subject, new JsonObject { ["fingerprint"] = key.Fingerprint });
    }

    private static void Insert(UnitOfWork work, SignerKey key) => work.Queue(
        """
        INSERT INTO documents.signer (office, id, subject, fingerprint, certificate, chain, private_key, valid_from, valid_to, installed_at, installed_by)
        VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11)
        """,
        work.Office,
        key.Id,
        key.Subject,
        key.Fingerprint,
        key.Certificate,
        key.Chain,
        key.PrivateKey,
        key.ValidFrom,
        key.ValidTo,
        work.Now,
        work.Officer.Name);

    private static async Task<IReadOnlyList<Signer>> ReadAsync(UnitOfWork work, string sql, CancellationToken ct)
    {
#pragma warning disable CA2100 // the constants above
        await using var command = new NpgsqlCommand(sql, work.Connection) { Parameters = { new() { Value = work.Office } } };
#pragma warning restore CA2100
        await using var row = await command.ExecuteReaderAsync(ct);
        var signers = new List<Signer>();
        while (await row.ReadAsync(ct))
        {
            signers.Add(new Signer(
                row.GetGuid(0),
                row.GetString(1),
                row.GetString(2),
                row.GetFieldValue<DateTimeOffset>(3),
                row.GetFieldValue<DateTimeOffset>(4),
                row.GetFieldValue<DateTimeOffset>(5),
                row.GetString(6),
                row.IsDBNull(7) ? null : row.GetFieldValue<DateTimeOffset>(7),
                row.IsDBNull(8) ? null : row.GetString(8)));
        }

        return signers;
    }
}
