using Alokon.Engine;
using Npgsql;

namespace Alokon.Sop.Documents;

/// <summary>A paper claimed for printing.</summary>
/// <param name="Template">Null: the version it was issued with is not there any more, or too big to be read.</param>
/// <param name="TemplateSize">In bytes, as it is kept; null: it is not there.</param>
/// <param name="Fence">Rises with every claim: a worker whose lease ran out can no longer store anything.</param>
internal sealed record PrintJob(
    int Office, Guid Id, Guid CaseId, string Code, byte[] Model, string TemplateHash, byte[]? Template, int? TemplateSize, DateTimeOffset IssuedAt, long Fence, int Attempts);

/// <summary>
/// The worker's side of documents.document, over all offices. Leases and back-off run on the real clock, not on engine.now():
/// the demo moves that one by days, and a lease would end under the printer's hands.
/// </summary>
internal static class PrintJobRows
{
    // BERKAS lists the other papers of its case with their hashes. What was cancelled before it was printed needs no print any more.
    private const string MayBePrinted = """
        p.status = 'pending' AND p.cancelled_at IS NULL
          AND (p.claimed_until IS NULL OR p.claimed_until <= now())
          AND (p.attempts = 0 OR NOT $3)
          AND (p.code <> 'BERKAS' OR NOT EXISTS (
            SELECT FROM documents.document AS other
            WHERE other.office = p.office AND other.case_id = p.case_id AND other.code <> 'BERKAS'
              AND other.status <> 'ready' AND other.cancelled_at IS NULL))
        """;

    // By whom the paper is wanted first, and otherwise by when: what nobody has judged yet is judged by the first printer that looks.
    private const string Judge = """
        UPDATE documents.document AS d
        SET print_by = documents.print_by(d.office, d.case_id, d.created_at)
        FROM (
          SELECT office, id FROM documents.document
          WHERE status = 'pending' AND cancelled_at IS NULL AND print_by IS NULL
          LIMIT 100
          FOR UPDATE SKIP LOCKED
        ) AS fresh
        WHERE d.office = fresh.office AND d.id = fresh.id
        """;

    // One whose template is missing is claimed like any other: it must fail where it is seen, not stand at the head of the queue for ever.
    private const string Claim = $"""
        WITH wanted AS (
          SELECT p.office, p.id, p.code, p.edition, p.template_hash
          FROM documents.document AS p
          WHERE cardinality($2) > 0 AND (p.case_id = ANY($2) OR p.id = ANY($2)) AND {MayBePrinted}
          ORDER BY p.print_by, p.created_at
          LIMIT 1
          FOR UPDATE SKIP LOCKED
        ), ordinary AS (
          SELECT p.office, p.id, p.code, p.edition, p.template_hash
          FROM documents.document AS p
          WHERE NOT EXISTS (SELECT FROM wanted) AND {MayBePrinted}
          ORDER BY p.print_by, p.created_at
          LIMIT 1
          FOR UPDATE SKIP LOCKED
        ), due AS (
          SELECT * FROM wanted UNION ALL SELECT * FROM ordinary
        )
        UPDATE documents.document AS d
        SET claimed_until = now() + $1, fence = d.fence + 1
        FROM due
        LEFT JOIN documents.template AS t ON t.office = due.office AND t.code = due.code AND t.edition = due.edition AND t.hash = due.template_hash
        WHERE d.office = due.office AND d.id = due.id
        RETURNING d.office, d.id, d.case_id, d.code, d.model, d.template_hash,
          CASE WHEN octet_length(t.files) <= $4 THEN t.files END, octet_length(t.files), d.issued_at, d.fence, d.attempts
        """;

    /// <param name="wanted">Papers and cases that somebody waits for.</param>
    /// <param name="onlyFresh">Nothing that has failed before.</param>
    public static async Task<PrintJob?> ClaimAsync(NpgsqlDataSource source, LeaseTerms terms, Guid[] wanted, bool onlyFresh, CancellationToken ct)
    {
        var claim = new NpgsqlBatchCommand(Claim)
        {
            Parameters =
            {
                // A paper may take the browser a minute, and wait for another one before.
                new() { Value = terms.Length * 4 },
                new() { Value = wanted },
                new() { Value = onlyFresh },
                new() { Value = TemplateFiles.MostBytes },
            },
        };
        return await AsWorkerAsync(
            source,
            [new NpgsqlBatchCommand(Judge), claim],
            async (row, token) => await row.ReadAsync(token)
                ? new PrintJob(
                    row.GetInt32(0),
                    row.GetGuid(1),
                    row.GetGuid(2),
                    row.GetString(3),
                    row.GetFieldValue<byte[]>(4),
                    row.GetString(5),
                    row.IsDBNull(6) ? null : row.GetFieldValue<byte[]>(6),
                    row.IsDBNull(7) ? null : row.GetInt32(7),
                    row.GetFieldValue<DateTimeOffset>(8),
                    row.GetInt64(9),
                    row.GetInt32(10))
                : null,
            ct);
    }

    /// <summary>What a BERKAS lists: every paper of the case in force, in the order of issue.</summary>
    public static Task<IReadOnlyList<ContentsLine>> ReadContentsAsync(NpgsqlDataSource source, PrintJob job, CancellationToken ct)
    {
        var read = new NpgsqlBatchCommand(
            """
            SELECT d.code, d.title, d.number, to_char(d.issued_on, 'YYYY-MM-DD'), d.pages, coalesce(r.sha256, d.sha256), array_to_string(d.positions, '; ')
            FROM documents.document AS d
            LEFT JOIN LATERAL (
              SELECT sha256 FROM documents.revision WHERE office = d.office AND document_id = d.id ORDER BY revision DESC LIMIT 1) AS r ON true
            WHERE d.office = $1 AND d.case_id = $2 AND d.code <> 'BERKAS' AND d.cancelled_at IS NULL AND d.status = 'ready'
            ORDER BY d.issued_at, d.id
            """)
        {
            Parameters = { new() { Value = job.Office }, new() { Value = job.CaseId } },
        };
        return AsWorkerAsync<IReadOnlyList<ContentsLine>>(
            source,
            [read],
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

    public static Task<long> CountWaitingAsync(NpgsqlDataSource source, CancellationToken ct) => AsWorkerAsync(
        source,
        [new NpgsqlBatchCommand("SELECT count(*) FROM documents.document WHERE status = 'pending' AND cancelled_at IS NULL")],
        async (row, token) => await row.ReadAsync(token) ? row.GetInt64(0) : 0,
        ct);

    /// <summary>Statements in a transaction of their own, as the role that sees all offices; begin and commit travel with them. What the last one gives is read.</summary>
    public static async Task<T> AsWorkerAsync<T>(
        NpgsqlDataSource source, IReadOnlyList<NpgsqlBatchCommand> statements, Func<NpgsqlDataReader, CancellationToken, Task<T>> read, CancellationToken ct)
    {
        await using var connection = await source.OpenConnectionAsync(ct);
        await using var batch = new NpgsqlBatch(connection)
        {
            BatchCommands = { new NpgsqlBatchCommand("BEGIN"), new NpgsqlBatchCommand("SET LOCAL ROLE alokon_worker") },
        };
        foreach (var statement in statements)
        {
            batch.BatchCommands.Add(statement);
        }

        batch.BatchCommands.Add(new NpgsqlBatchCommand("COMMIT"));
        await using var reader = await batch.ExecuteReaderAsync(ct);
        var result = await read(reader, ct);
        await reader.NextResultAsync(ct); // the COMMIT: an error in it must be seen
        return result;
    }
}
