using Alokon.Engine;
using Npgsql;

namespace Alokon.Sop.Documents;

/// <summary>documents.document as an office sees it.</summary>
internal static class DocumentRows
{
    private const string Columns =
        "id, case_id, code, title, number, issued_on, status, sha256, pages, positions, verification_code, attempts, last_error, cancelled_at, created_at";

    private const string Find = $"SELECT {Columns} FROM documents.document WHERE office = $1 AND id = $2";

    public static async Task<DocumentView?> FindAsync(UnitOfWork work, Guid id, CancellationToken ct) =>
        (await ReadAsync(work, Find, id, ct)).FirstOrDefault();

    /// <summary>FOR UPDATE: two officers may press retry or cancel together; the second must see what the first did.</summary>
    public static async Task<DocumentView?> LockAsync(UnitOfWork work, Guid id, CancellationToken ct) =>
        (await ReadAsync(work, $"{Find} FOR UPDATE", id, ct)).FirstOrDefault();

    public static Task<IReadOnlyList<DocumentView>> ListAsync(UnitOfWork work, Guid caseId, CancellationToken ct) =>
        ReadAsync(work, $"SELECT {Columns} FROM documents.document WHERE office = $1 AND case_id = $2 ORDER BY issued_at, id", caseId, ct);

    public static async Task<byte[]> ReadPdfAsync(UnitOfWork work, Guid id, CancellationToken ct)
    {
        await using var command = new NpgsqlCommand("SELECT pdf FROM documents.document WHERE office = $1 AND id = $2", work.Connection)
        {
            Parameters = { new() { Value = work.Office }, new() { Value = id } },
        };
        return (byte[])(await command.ExecuteScalarAsync(ct))!; // constraint document_ready_has_pdf
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

    private static DocumentView View(NpgsqlDataReader row) => new(
        row.GetGuid(0),
        row.GetGuid(1),
        row.GetString(2),
        row.GetString(3),
        row.GetString(4),
        row.GetFieldValue<DateOnly>(5),
        row.GetString(6),
        row.IsDBNull(7) ? null : row.GetString(7),
        row.IsDBNull(8) ? null : row.GetInt32(8),
        row.GetFieldValue<string[]>(9),
        row.GetString(10),
        row.GetInt32(11),
        row.IsDBNull(12) ? null : row.GetString(12),
        row.IsDBNull(13) ? null : row.GetFieldValue<DateTimeOffset>(13),
        row.GetFieldValue<DateTimeOffset>(14));
}
