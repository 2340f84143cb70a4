using Alokon.Engine;
using Npgsql;

namespace Alokon.Sop.Documents;

/// <summary>A paper claimed for printing.</summary>
/// <param name="Fence">Rises with every claim: a worker whose lease ran out can no longer store anything.</param>
internal sealed record PrintJob(
    int Office, Guid Id, Guid CaseId, string Code, byte[] Model, byte[] Template, DateTimeOffset IssuedAt, long Fence, int Attempts);

/// <summary>
/// The worker's side of documents.document, over all offices. Leases and back-off run on the real clock, not on engine.now():
/// the demo moves that one by days, and a lease would end under the printer's hands.
/// </summary>
internal static class PrintJobRows
{
    public static async Task<PrintJob?> ClaimAsync(NpgsqlDataSource source, LeaseTerms terms, CancellationToken ct)
    {
        var claim = new NpgsqlBatchCommand(
            """
            WITH due AS (
              SELECT p.office, p.id
              FROM documents.document AS p
              WHERE p.status = 'pending'
                AND (p.claimed_until IS NULL OR p.claimed_until <= now())
                AND (p.code <> 'BERKAS' OR NOT EXISTS (
                  SELECT FROM documents.document AS other
                  WHERE other.office = p.office AND other.case_id = p.case_id AND other.code <> 'BERKAS'
                    AND other.status <> 'ready' AND other.cancelled_at IS NULL))
              ORDER BY p.created_at
              LIMIT 1
              FOR UPDATE SKIP LOCKED
            )
            UPDATE documents.document AS d
            SET claimed_until = now() + $1, fence = d.fence + 1
            FROM due, documents.template AS t
            WHERE d.office = due.office AND d.id = due.id
              AND t.office = d.office AND t.code = d.code AND t.edition = d.edition AND t.hash = d.template_hash
            RETURNING d.office, d.id, d.case_id, d.code, d.model, t.files, d.issued_at, d.fence, d.attempts
            """)
        {
            // A paper may take the browser a minute, and wait for another one before.
            Parameters = { new() { Value = terms.Length * 4 } },
        };
        return await AsWorkerAsync(
            source,
            claim,
            async (row, token) => await row.ReadAsync(token)
                ? new PrintJob(
                    row.GetInt32(0),
                    row.GetGuid(1),
                    row.GetGuid(2),
                    row.GetString(3),
                    row.GetFieldValue<byte[]>(4),
                    row.GetFieldValue<byte[]>(5),
                    row.GetFieldValue<DateTimeOffset>(6),
                    row.GetInt64(7),
                    row.GetInt32(8))
                : null,
            ct);
    }

    /// <summary>What a BERKAS lists: every paper of the case in force, in the order of issue.</summary>
    public static Task<IReadOnlyList<ContentsLine>> ReadContentsAsync(NpgsqlDataSource source, PrintJob job, CancellationToken ct)
    {
        var read = new NpgsqlBatchCommand(
            """
            SELECT code, title, number, to_char(issued_on, 'YYYY-MM-DD'), pages, sha256, array_to_string(positions, '; ')
            FROM documents.document
            WHERE office = $1 AND case_id = $2 AND code <> 'BERKAS' AND cancelled_at IS NULL AND status = 'ready'
            ORDER BY issued_at, id
            """)
        {
            Parameters = { new() { Value = job.Office }, new() { Value = job.CaseId } },
        };
        return AsWorkerAsync<IReadOnlyList<ContentsLine>>(
            source,
            read,
            async (row, token) =>
            {
                var lines = new List<ContentsLine>();
                while (await row.ReadAsync(token))
                {
                    lines.Add(new ContentsLine(
                        row.GetString(0), row.GetString(1), row.GetString(2), row.GetString(3), row.GetInt32(4), row.GetString(5), row.GetString(6)));
                }

                return lines;
            },
            ct);
    }

    /// <returns>False when the lease was lost: nothing was stored.</returns>
    public static Task<bool> StoreAsync(
        NpgsqlDataSource source, PrintJob job, byte[] model, byte[] pdf, string hash, int pages, CancellationToken ct)
    {
        var store = new NpgsqlBatchCommand(
            """
            UPDATE documents.document
            SET status = 'ready', model = $4, pdf = $5, sha256 = $6, pages = $7, claimed_until = NULL, last_error = NULL
            WHERE office = $1 AND id = $2 AND fence = $3 AND status = 'pending'
            RETURNING id
            """)
        {
            Parameters =
            {
                new() { Value = job.Office }, new() { Value = job.Id }, new() { Value = job.Fence },
                new() { Value = model }, new() { Value = pdf }, new() { Value = hash }, new() { Value = pages },
            },
        };
        return AsWorkerAsync(source, store, (row, token) => row.ReadAsync(token), ct);
    }

    public static Task<bool> FailAsync(
        NpgsqlDataSource source, PrintJob job, int attempt, bool givesUp, TimeSpan backOff, string reason, CancellationToken ct)
    {
        var fail = new NpgsqlBatchCommand(
            """
            UPDATE documents.document
            SET attempts = $4, status = CASE WHEN $5 THEN 'failed' ELSE 'pending' END, claimed_until = now() + $6, last_error = $7
            WHERE office = $1 AND id = $2 AND fence = $3 AND status = 'pending'
            RETURNING id
            """)
        {
            Parameters =
            {
                new() { Value = job.Office }, new() { Value = job.Id }, new() { Value = job.Fence },
                new() { Value = attempt }, new() { Value = givesUp }, new() { Value = backOff }, new() { Value = reason },
            },
        };
        return AsWorkerAsync(source, fail, (row, token) => row.ReadAsync(token), ct);
    }

    /// <summary>One statement in a transaction of its own, as the role that sees all offices; begin and commit travel with it.</summary>
    private static async Task<T> AsWorkerAsync<T>(
        NpgsqlDataSource source, NpgsqlBatchCommand statement, Func<NpgsqlDataReader, CancellationToken, Task<T>> read, CancellationToken ct)
    {
        await using var connection = await source.OpenConnectionAsync(ct);
        await using var batch = new NpgsqlBatch(connection)
        {
            BatchCommands =
            {
                new NpgsqlBatchCommand("BEGIN"),
                new NpgsqlBatchCommand("SET LOCAL ROLE alokon_worker"),
                statement,
                new NpgsqlBatchCommand("COMMIT"),
            },
        };
        await using var reader = await batch.ExecuteReaderAsync(ct);
        var result = await read(reader, ct);
        await reader.NextResultAsync(ct); // the COMMIT: an error in it must be seen
        return result;
    }
}
