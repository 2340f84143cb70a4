using Alokon.Sop.Documents.Signing;
using Npgsql;

namespace Alokon.Sop.Documents;

/// <summary>A paper as it is kept.</summary>
/// <param name="Certified">The office's certificate signed it.</param>
/// <param name="Places">Where officers may sign it afterwards.</param>
internal sealed record StoredPaper(byte[] Model, byte[] Pdf, string Hash, int Pages, PressMark Press, bool Certified, IReadOnlyList<SignaturePlace> Places);

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
              SET status = 'ready', model = $4, pdf = $5, sha256 = $6, pages = $7, browser = $8, fonts = $9, certified = $10, claimed_until = NULL, last_error = NULL
              WHERE office = $1 AND id = $2 AND fence = $3 AND status = 'pending'
              RETURNING id
            ), known AS (
              INSERT INTO documents.press AS p (office, browser, fonts, first_printed_at, last_printed_at)
              SELECT $1, $8, $9, now(), now() FROM stored
              ON CONFLICT (office, browser, fonts) DO UPDATE SET last_printed_at = now() WHERE p.last_printed_at < now() - interval '1 minute'
            ), signed AS (
              INSERT INTO documents.signature_place (office, document_id, place, position, role, name, nip)
              SELECT $1, stored.id, p.place, p.position, p.role, p.name, nullif(p.nip, '')
              FROM stored, unnest($11::smallint[], $12::text[], $13::text[], $14::text[], $15::text[]) AS p (place, position, role, name, nip)
            )
            SELECT id FROM stored
            """)
        {
            Parameters =
            {
                new() { Value = job.Office }, new() { Value = job.Id }, new() { Value = job.Fence },
                new() { Value = paper.Model }, new() { Value = paper.Pdf }, new() { Value = paper.Hash }, new() { Value = paper.Pages },
                new() { Value = paper.Press.Browser }, new() { Value = paper.Press.Fonts }, new() { Value = paper.Certified },
                new() { Value = paper.Places.Select(place => (short)place.Number).ToArray() },
                new() { Value = paper.Places.Select(place => place.Position).ToArray() },
                new() { Value = paper.Places.Select(place => place.Role ?? "").ToArray() },
                new() { Value = paper.Places.Select(place => place.Name).ToArray() },
                new() { Value = paper.Places.Select(place => place.Nip ?? "").ToArray() },
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
