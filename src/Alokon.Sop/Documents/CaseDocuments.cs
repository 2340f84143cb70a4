using Alokon.Engine;
using Npgsql;

namespace Alokon.Sop.Documents;

/// <summary>A paper with its PDF, for the archive pack.</summary>
/// <param name="Positions">Who signed, as printed: positions, no names.</param>
public sealed record PrintedDocument(
    Guid Id, string Code, string Title, string Number, DateOnly IssuedOn, IReadOnlyList<string> Positions, string Sha256, int Pages, byte[] Pdf);

/// <summary>What the archive asks about the papers of a case, inside its own unit of work.</summary>
public static class CaseDocuments
{
    /// <summary>Every paper in force is printed. A paper that failed keeps the case open until somebody retries it.</summary>
    public static async Task<bool> AreReadyAsync(UnitOfWork work, Guid caseId, CancellationToken ct)
    {
        await using var command = new NpgsqlCommand(
            """
            SELECT NOT EXISTS (
              SELECT FROM documents.document
              WHERE office = $1 AND case_id = $2 AND status <> 'ready' AND cancelled_at IS NULL)
            """,
            work.Connection)
        {
            Parameters = { new() { Value = work.Office }, new() { Value = caseId } },
        };
        return (bool)(await command.ExecuteScalarAsync(ct))!; // NOT EXISTS is never NULL
    }

    /// <summary>Every printed paper of the case in the order of issue, with all signatures that it bears; the cancelled ones too: they are part of what happened.</summary>
    public static async Task<IReadOnlyList<PrintedDocument>> ReadAllAsync(UnitOfWork work, Guid caseId, CancellationToken ct)
    {
        await using var command = new NpgsqlCommand(
            """
            SELECT d.id, d.code, d.title, d.number, d.issued_on, d.positions, coalesce(r.sha256, d.sha256), d.pages, coalesce(r.pdf, d.pdf)
            FROM documents.document AS d
            LEFT JOIN LATERAL (
              SELECT sha256, pdf FROM documents.revision WHERE office = d.office AND document_id = d.id ORDER BY revision DESC LIMIT 1) AS r ON true
            WHERE d.office = $1 AND d.case_id = $2 AND d.status = 'ready'
            ORDER BY d.issued_at, d.id
            """,
            work.Connection)
        {
            Parameters = { new() { Value = work.Office }, new() { Value = caseId } },
        };
        await using var row = await command.ExecuteReaderAsync(ct);
        var documents = new List<PrintedDocument>();
        while (await row.ReadAsync(ct))
        {
            documents.Add(new PrintedDocument(
                row.GetGuid(0),
                row.GetString(1),
                row.GetString(2),
                row.GetString(3),
                row.GetFieldValue<DateOnly>(4),
                row.GetFieldValue<string[]>(5),
                row.GetString(6),
                row.GetInt32(7),
                row.GetFieldValue<byte[]>(8)));
        }

        return documents;
    }
}

/// <summary>Whether the archive may seal the case.</summary>
public sealed record DocumentsReady(Guid CaseId) : MediatR.IRequest<Outcome<bool>>, IQuery;

public sealed class DocumentsReadyHandler(UnitOfWork work) : MediatR.IRequestHandler<DocumentsReady, Outcome<bool>>
{
    public async Task<Outcome<bool>> Handle(DocumentsReady query, CancellationToken ct) =>
        await CaseDocuments.AreReadyAsync(work, query.CaseId, ct);
}
