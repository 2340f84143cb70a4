using Alokon.Engine;
using Dapper;

namespace Alokon.Sop.Cases;

/// <summary>The table requests.attachment.</summary>
public static class AttachmentRows
{
    public static void Insert(UnitOfWork work, Guid caseId, AttachmentView view, byte[] bytes) =>
        work.Queue(
            """
            INSERT INTO requests.attachment (office, id, case_id, kind, file_name, media_type, bytes, sha256, restricted, uploaded_at)
            VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10)
            """,
            work.Office, view.Id, caseId, view.Kind, view.FileName, view.MediaType, bytes, view.Sha256, view.Restricted, work.Now);

    public static async Task<IReadOnlyList<AttachmentView>> ListAsync(UnitOfWork work, Guid caseId, CancellationToken ct)
    {
        var rows = await work.Connection.QueryAsync<AttachmentView>(new CommandDefinition(
            """
            SELECT id, kind, file_name AS "FileName", media_type AS "MediaType", length(bytes) AS "Size", sha256, restricted, uploaded_at AS "UploadedAt"
            FROM requests.attachment
            WHERE office = @office AND case_id = @caseId
            ORDER BY uploaded_at, id
            """,
            new { office = work.Office, caseId },
            cancellationToken: ct));
        return rows.AsList();
    }

    public static Task<AttachmentFile?> FindAsync(UnitOfWork work, Guid caseId, Guid id, CancellationToken ct) =>
        work.Connection.QuerySingleOrDefaultAsync<AttachmentFile?>(new CommandDefinition(
            """
            SELECT file_name AS "FileName", media_type AS "MediaType", bytes, restricted
            FROM requests.attachment
            WHERE office = @office AND case_id = @caseId AND id = @id
            """,
            new { office = work.Office, caseId, id },
            cancellationToken: ct));
}
