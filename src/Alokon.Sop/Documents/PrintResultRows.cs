using Npgsql;

namespace Alokon.Sop.Documents;

/// <summary>A paper as it is kept.</summary>
internal sealed record StoredPaper(byte[] Model, byte[] Pdf, string Hash, int Pages, PressMark Press);

/// <summary>What became of a claimed paper. All of it is fenced: whose lease ran out changes nothing any more.</summary>
internal static class PrintResultRows
{
    /// <returns>False when the lease was lost: nothing was stored.</returns>
    public static Task<bool> StoreAsync(NpgsqlDataSource source, PrintJob job, StoredPaper paper, CancellationToken ct)
    {
        // That this press prints for this office is written down once a minute at most.
        var store = new NpgsqlBatchCommand(
            """
            WITH stored AS (
              UPDATE documents.document
              SET status = 'ready', model = $4, pdf = $5, sha256 = $6, pages = $7, browser = $8, fonts = $9, claimed_until = NULL, last_error = NULL
              WHERE office = $1 AND id = $2 AND fence = $3 AND status = 'pending'
              RETURNING id
            ), known AS (
              INSERT INTO documents.press AS p (office, browser, fonts, first_printed_at, last_printed_at)
              SELECT $1, $8, $9, now(), now() FROM stored
              ON CONFLICT (office, browser, fonts) DO UPDATE SET last_printed_at = now() WHERE p.last_printed_at < now() - interval '1 minute'
            )
            SELECT id FROM stored
            """)
        {
            Parameters =
            {
                new() { Value = job.Office }, new() { Value = job.Id }, new() { Value = job.Fence },
                new() { Value = paper.Model }, new() { Value = paper.Pdf }, new() { Value = paper.Hash }, new() { Value = paper.Pages },
                new() { Value = paper.Press.Browser }, new() { Value = paper.Press.Fonts },
            },
        };
        return PrintJobRows.AsWorkerAsync(source, [store], (row, token) => row.ReadAsync(token), ct);
    }

    /// <summary>Nothing was wrong with the paper: it comes again soon, and no attempt is counted.</summary>
    public static Task GiveBackAsync(NpgsqlDataSource source, PrintJob job, CancellationToken ct) => PrintJobRows.AsWorkerAsync(
        source,
        [
            new NpgsqlBatchCommand(
                """
                UPDATE documents.document SET claimed_until = now() + interval '5 seconds'
                WHERE office = $1 AND id = $2 AND fence = $3 AND status = 'pending'
                RETURNING id
                """)
            {
                Parameters = { new() { Value = job.Office }, new() { Value = job.Id }, new() { Value = job.Fence } },
            },
        ],
        (row, token) => row.ReadAsync(token),
        ct);

    /// <summary>Behind all that waits now, so that those are not kept by one that may fail again.</summary>
    public static Task<bool> FailAsync(
        NpgsqlDataSource source, PrintJob job, int attempt, bool givesUp, TimeSpan backOff, string reason, CancellationToken ct)
    {
        var fail = new NpgsqlBatchCommand(
            """
            UPDATE documents.document
            SET attempts = $4, status = CASE WHEN $5 THEN 'failed' ELSE 'pending' END, claimed_until = now() + $6, last_error = $7,
              print_by = greatest(print_by, engine.now() + interval '1 hour')
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
        return PrintJobRows.AsWorkerAsync(source, [fail], (row, token) => row.ReadAsync(token), ct);
    }
}
