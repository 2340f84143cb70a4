using System.Security.Cryptography;
using Alokon.Engine;
using Npgsql;

namespace Alokon.Sop.Documents.Signing;

/// <summary>Owns documents.revision: papers with the signatures of officers, beside the ones that were printed.</summary>
internal static class RevisionRows
{
    /// <summary>The paper as it is now; that it is printed is known.</summary>
    public static async Task<(string Sha256, byte[] Pdf)> LastAsync(UnitOfWork work, Guid document, CancellationToken ct)
    {
        await using var command = Command(
            work,
            """
            SELECT sha256, pdf, revision FROM documents.revision WHERE office = $1 AND document_id = $2
            UNION ALL
            SELECT sha256, pdf, 0 FROM documents.document WHERE office = $1 AND id = $2
            ORDER BY revision DESC
            LIMIT 1
            """,
            document);
        await using var row = await command.ExecuteReaderAsync(ct);
        return await row.ReadAsync(ct)
            ? (row.GetString(0), row.GetFieldValue<byte[]>(1))
            : throw new InvalidOperationException($"Expected document {document} to be printed.");
    }

    public static async Task<bool> IsSignedByAsync(UnitOfWork work, Guid document, CancellationToken ct)
    {
        await using var command = Command(work, "SELECT EXISTS (SELECT FROM documents.revision WHERE office = $1 AND document_id = $2 AND signer = $3)", document);
        command.Parameters.Add(new NpgsqlParameter { Value = work.Officer.Person });
        return (bool)(await command.ExecuteScalarAsync(ct))!; // EXISTS is never NULL
    }

    /// <summary>Where the office signs, and its time zone.</summary>
    public static async Task<(string Town, string Zone)> TownAsync(UnitOfWork work, CancellationToken ct)
    {
        await using var command = new NpgsqlCommand("SELECT place, zone FROM documents.letterhead WHERE office = $1", work.Connection) { Parameters = { new() { Value = work.Office } } };
        await using var row = await command.ExecuteReaderAsync(ct);
        return await row.ReadAsync(ct) ? (row.GetString(0), row.GetString(1)) : throw new InvalidOperationException("Expected a letterhead: the office has printed papers.");
    }

    /// <returns>The hash of the new revision.</returns>
    public static string Add(UnitOfWork work, KeepSignature signed, OfficerPlace mine, int revision)
    {
        var paper = signed.Signed;
        var sha256 = Convert.ToHexStringLower(SHA256.HashData(paper.Pdf));
        work.Queue(
            """
            INSERT INTO documents.revision (office, document_id, revision, prior, sha256, pdf, place, position, signer, subject, issuer, fingerprint, reference, signed_at)
            VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14)
            """,
            work.Office, signed.Document, revision, signed.Prior, sha256, paper.Pdf, (short)mine.Place, mine.Paper.Position, work.Officer.Person,
            paper.Subject, paper.Issuer, paper.Fingerprint, paper.Reference, work.Now);
        return sha256;
    }

    private static NpgsqlCommand Command(UnitOfWork work, string sql, Guid document)
    {
#pragma warning disable CA2100 // constants of this file
        return new NpgsqlCommand(sql, work.Connection) { Parameters = { new() { Value = work.Office }, new() { Value = document } } };
#pragma warning restore CA2100
    }
}
