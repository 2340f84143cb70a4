using Alokon.Engine;
using Npgsql;

namespace Alokon.Sop.Archive;

/// <summary>A pack to build, and in which office.</summary>
internal sealed record ClaimedPack(int Office, Guid CaseId);

/// <summary>
/// Finds the next pack to build over all offices, in a short transaction of its own, and keeps others off it for a while.
/// A worker that dies loses its claim with the lease; one that comes back late finds the pack built, under the row's lock.
/// </summary>
internal static class PackQueue
{
    private const string Claim = """
        WITH next AS (
          SELECT office, case_id
          FROM archive.pack
          WHERE status = 'pending' AND claimed_until <= now()
          ORDER BY claimed_until
          LIMIT 1
          FOR UPDATE SKIP LOCKED
        )
        UPDATE archive.pack AS p SET claimed_until = now() + $1
        FROM next
        WHERE p.office = next.office AND p.case_id = next.case_id
        RETURNING p.office, p.case_id
        """;

    /// <returns>None when nothing waits.</returns>
    public static async Task<ClaimedPack?> ClaimNextAsync(NpgsqlDataSource source, LeaseTerms terms, CancellationToken ct)
    {
        await using var connection = await source.OpenConnectionAsync(ct);
#pragma warning disable RS0030 // the sweep belongs to no office: the one transaction outside UnitOfWork
        await using var transaction = await connection.BeginTransactionAsync(ct);
#pragma warning restore RS0030
        await using var batch = new NpgsqlBatch(connection, transaction)
        {
            BatchCommands =
            {
                new NpgsqlBatchCommand("SET LOCAL ROLE alokon_worker"),
                new NpgsqlBatchCommand(Claim) { Parameters = { new NpgsqlParameter { Value = terms.Length } } },
            },
        };
        var claimed = await ReadAsync(batch, ct);
        await transaction.CommitAsync(ct);
        return claimed;
    }

    private static async Task<ClaimedPack?> ReadAsync(NpgsqlBatch batch, CancellationToken ct)
    {
        await using var reader = await batch.ExecuteReaderAsync(ct);
        return await reader.ReadAsync(ct) ? new ClaimedPack(reader.GetInt32(0), reader.GetGuid(1)) : null;
    }
}
