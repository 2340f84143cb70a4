using Alokon.Engine;
using MediatR;

namespace Alokon.Sop.Documents;

/// <param name="CaseId">The caller asks whether this officer may see the case; a document has no scope of its own.</param>
/// <param name="Status">pending, ready or failed.</param>
/// <param name="Sha256">Of the PDF as it is now, with the signatures that came after the printing.</param>
/// <param name="Positions">Who approved, as printed: positions, no names.</param>
/// <param name="Certified">The office's certificate signed it when it was printed.</param>
/// <param name="Signatures">Of officers with certificates of their own, each a revision of the paper; in their order.</param>
public sealed record DocumentView(
    Guid Id,
    Guid CaseId,
    string Code,
    string Title,
    string Number,
    DateOnly IssuedOn,
    string Status,
    string? Sha256,
    int? Pages,
    IReadOnlyList<string> Positions,
    string VerificationCode,
    int Attempts,
    string? LastError,
    DateTimeOffset? CancelledAt,
    DateTimeOffset CreatedAt,
    bool Certified,
    IReadOnlyList<DocumentSignature> Signatures);

/// <param name="Position">As printed.</param>
/// <param name="Sha256">Of the revision that it made.</param>
public sealed record DocumentSignature(string Position, DateTimeOffset At, string Sha256);

/// <summary>The papers of a case in the order of issue.</summary>
public sealed record ListDocuments(Guid CaseId) : IRequest<Outcome<DocumentList>>, IQuery;

public sealed record DocumentList(IReadOnlyList<DocumentView> Items);

public sealed class ListDocumentsHandler(UnitOfWork work) : IRequestHandler<ListDocuments, Outcome<DocumentList>>
{
    public async Task<Outcome<DocumentList>> Handle(ListDocuments query, CancellationToken ct) =>
        new DocumentList(await DocumentRows.ListAsync(work, query.CaseId, ct));
}

public sealed record GetDocument(Guid Id) : IRequest<Outcome<DocumentView>>, IQuery;

public sealed class GetDocumentHandler(UnitOfWork work) : IRequestHandler<GetDocument, Outcome<DocumentView>>
{
    public async Task<Outcome<DocumentView>> Handle(GetDocument query, CancellationToken ct) =>
        await DocumentRows.FindAsync(work, query.Id, ct) is { } document
            ? document
            : new DocumentRefusal.NotFound(query.Id);
}

/// <param name="Revision">0: as it was printed; null: with all signatures that came after.</param>
public sealed record GetDocumentPdf(Guid Id, int? Revision = null) : IRequest<Outcome<DocumentPdf>>, IQuery;

/// <param name="FileName">From code and number, safe in a file system and in a header.</param>
/// <param name="IsCancelled">Then these bytes are for the archive: who opens it gets the copy with BATAL across it.</param>
public sealed record DocumentPdf(Guid CaseId, string FileName, string Sha256, byte[] Bytes, bool IsCancelled)
{
    internal static string NameOf(DocumentView document) =>
        string.Concat($"{document.Code} {document.Number}".Select(c => char.IsAsciiLetterOrDigit(c) || c == '.' ? c : '-')) + ".pdf";
}

public sealed class GetDocumentPdfHandler(UnitOfWork work) : IRequestHandler<GetDocumentPdf, Outcome<DocumentPdf>>
{
    public async Task<Outcome<DocumentPdf>> Handle(GetDocumentPdf query, CancellationToken ct)
    {
        if (await DocumentRows.FindAsync(work, query.Id, ct) is not { } document)
        {
            return new DocumentRefusal.NotFound(query.Id);
        }

        if (document.Sha256 is not { } hash)
        {
            return new DocumentRefusal.NotReady(query.Id, document.Status);
        }

        var revision = query.Revision ?? document.Signatures.Count;
        if (revision < 0 || revision > document.Signatures.Count)
        {
            return new DocumentRefusal.RevisionUnknown(revision);
        }

        var bytes = await DocumentRows.ReadPdfAsync(work, query.Id, revision, ct);
        return new DocumentPdf(document.CaseId, DocumentPdf.NameOf(document), revision == document.Signatures.Count ? hash : Hash(bytes), bytes, document.CancelledAt is not null);
    }

    private static string Hash(byte[] bytes) => Convert.ToHexStringLower(System.Security.Cryptography.SHA256.HashData(bytes));
}
