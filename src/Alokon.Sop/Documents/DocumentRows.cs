using Alokon.Engine;
using Npgsql;

namespace Alokon.Sop.Documents;

/// <summary>documents.document as an office sees it.</summary>
internal static class DocumentRows
{
    private const string Select = """
        SELECT d.id, d.case_id, d.code, d.title, d.number, d.issued_on, d.status, d.sha256, d.pages, d.positions, d.verification_code, d.attempts, d.last_error, d.cancelled_at,
               d.created_at, d.certified, r.positions, r.instants, r.hashes
        FROM documents.document AS d
        CROSS JOIN LATERAL (
          SELECT coalesce(array_agg(position ORDER BY revision), '{}') AS positions, coalesce(array_agg(signed_at ORDER BY revision), '{}') AS instants,
                 coalesce(array_agg(sha256 ORDER BY revision), '{}') AS hashes
          FROM documents.revision
          WHERE office = d.office AND document_id = d.id) AS r
        WHERE d.office = $1
        """;

    private const string Find = $"{Select} AND d.id = $2";

    public static async Task<DocumentView?> FindAsync(UnitOfWork work, Guid id, CancellationToken ct) =>
        (await ReadAsync(work, Find, id, ct)).FirstOrDefault();

    /// <summary>FOR UPDATE: two officers may press retry or cancel together; the second must see what the first did.</summary>
    public static async Task<DocumentView?> LockAsync(UnitOfWork work, Guid id, CancellationToken ct) =>
        (await ReadAsync(work, $"{Find} FOR UPDATE OF d", id, ct)).FirstOrDefault();

    public static Task<IReadOnlyList<DocumentView>> ListAsync(UnitOfWork work, Guid caseId, CancellationToken ct) =>
        ReadAsync(work, $"{Select} AND d.case_id = $2 ORDER BY d.issued_at, d.id", caseId, ct);

    /// <param name="revision">0: as it was printed.</param>
    public static async Task<byte[]> ReadPdfAsync(UnitOfWork work, Guid id, int revision, CancellationToken ct)
    {
        await using var command = new NpgsqlCommand(
            """
            SELECT pdf FROM documents.document WHERE office = $1 AND id = $2 AND $3 = 0
            UNION ALL
            SELECT pdf FROM documents.revision WHERE office = $1 AND document_id = $2 AND revision = $3
            """,
            work.Connection)
        {
            Parameters = { new() { Value = work.Office }, new() { Value = id }, new() { Value = revision } },
        };
        return (byte[])(await command.ExecuteScalarAsync(ct))!; // constraint document_ready_has_pdf; a revision that was read with the paper
    }

    public static void Retry(UnitOfWork work, Guid id) => work.Queue(
        "UPDATE documents.document SET status = 'pending', attempts = 0, claimed_until = NULL, last_error = NULL, print_by = NULL WHERE office = $1 AND id = $2",
        work.Office,
        id);

    public static void Cancel(UnitOfWork work, Guid id, string reason) => work.Queue(
        "UPDATE documents.document SET cancelled_at = $3, cancelled_for = $4 WHERE office = $1 AND id = $2",
        work.Office,
        id,
        work.Now,
        reason);

    private static async Task<IReadOnlyList<DocumentView>> ReadAsync(UnitOfWork work, string sql, Guid key, CancellationToken ct)
    {
#pragma warning disable CA2100 // the constants above
        await using var command = new NpgsqlCommand(sql, work.Connection)
#pragma warning restore CA2100
        {
            Parameters = { new() { Value = work.Office }, new() { Value = key } },
        };
        await using var row = await command.ExecuteReaderAsync(ct);
        var documents = new List<DocumentView>();
        while (await row.ReadAsync(ct))
        {
            documents.Add(View(row));
        }

        return documents;
    }

    private static DocumentView View(NpgsqlDataReader row)
    {
        var (positions, instants, hashes) = (row.GetFieldValue<string[]>(16), row.GetFieldValue<DateTime[]>(17), row.GetFieldValue<string[]>(18));
        var printed = View(row, row.IsDBNull(7) ? null : row.GetString(7));
        return printed with
        {
            Sha256 = hashes.Length > 0 ? hashes[^1] : printed.Sha256,
            Signatures = [.. positions.Select((position, i) => new DocumentSignature(position, instants[i], hashes[i]))],
        };
    }

    private static DocumentView View(NpgsqlDataReader row, string? sha256) => new(
        row.GetGuid(0),
        row.GetGuid(1),
        row.GetString(2),
        row.GetString(3),
        row.GetString(4),
        row.GetFieldValue<DateOnly>(5),
        row.GetString(6),
        sha256,
        row.IsDBNull(8) ? null : row.GetInt32(8),
        row.GetFieldValue<string[]>(9),
        row.GetString(10),
        row.GetInt32(11),
        row.IsDBNull(12) ? null : row.GetString(12),
        row.IsDBNull(13) ? null : row.GetFieldValue<DateTimeOffset>(13),
        row.GetFieldValue<DateTimeOffset>(14),
        row.GetBoolean(15),
        []);
}
