using System.Text.Json.Nodes;
using Alokon.Engine;
using Alokon.Templating;
using MediatR;
using Npgsql;

namespace Alokon.Sop.Documents;

/// <summary>
/// A printed paper once more, as a copy to hand out: the same text from what was kept with it, with SALINAN across every page, or BATAL
/// when it is out of force. The paper's own bytes stay as they are, in the archive pack too.
/// </summary>
public sealed record GetDocumentCopy(Guid Id) : IRequest<Outcome<DocumentCopy>>, IQuery;

/// <summary>The page of a copy; printing it takes longer than a transaction may.</summary>
public sealed record DocumentCopy(Guid CaseId, string FileName, string Html, DateTimeOffset IssuedAt)
{
    /// <summary>As the browser wrote it, with the time of the paper: the same copy is the same bytes.</summary>
    public byte[] Stamp(byte[] printed) => PdfFacts.StampTime(printed, IssuedAt);
}

public sealed class GetDocumentCopyHandler(UnitOfWork work) : IRequestHandler<GetDocumentCopy, Outcome<DocumentCopy>>
{
    public async Task<Outcome<DocumentCopy>> Handle(GetDocumentCopy query, CancellationToken ct)
    {
        if (await DocumentRows.FindAsync(work, query.Id, ct) is not { } document)
        {
            return new DocumentRefusal.NotFound(query.Id);
        }

        if (document.Sha256 is null)
        {
            return new DocumentRefusal.NotReady(query.Id, document.Status);
        }

        var mark = document.CancelledAt is null ? PaperMark.Copy : PaperMark.Cancelled;
        var kept = await CopyRows.ReadAsync(work, query.Id, ct);
        if (kept.Template is not { } files)
        {
            return new DocumentRefusal.TemplateBroken(new TemplateError(document.Code, 1, 1, $"versi templatnya terlalu besar, paling banyak {TemplateFiles.MostBytes >> 20} MB"));
        }

        var template = TemplateFiles.FromBytes(document.Code, files);
        var model = JsonNode.Parse(kept.Model)!.AsObject(); // written by DocumentModel: an object
        var body = template.Render(kept.Model, ct);
        if (body.Text is not { } text)
        {
            return new DocumentRefusal.TemplateBroken(body.Error!); // there is a text or an error
        }

        var name = $"{DocumentPdf.NameOf(document)[..^4]}-{(mark == PaperMark.Copy ? "salinan" : "batal")}.pdf";
        return new DocumentCopy(document.CaseId, name, DocumentPage.Compose(template, model, text, mark), kept.IssuedAt);
    }
}

internal static class CopyRows
{
    public static async Task<(byte[] Model, byte[]? Template, DateTimeOffset IssuedAt)> ReadAsync(UnitOfWork work, Guid id, CancellationToken ct)
    {
        await using var command = new NpgsqlCommand(
            """
            SELECT d.model, CASE WHEN octet_length(t.files) <= $3 THEN t.files END, d.issued_at
            FROM documents.document AS d
            JOIN documents.template AS t ON t.office = d.office AND t.code = d.code AND t.edition = d.edition AND t.hash = d.template_hash
            WHERE d.office = $1 AND d.id = $2
            """,
            work.Connection)
        {
            Parameters = { new() { Value = work.Office }, new() { Value = id }, new() { Value = TemplateFiles.MostBytes } },
        };
        await using var row = await command.ExecuteReaderAsync(ct);
        return await row.ReadAsync(ct)
            ? (row.GetFieldValue<byte[]>(0), row.IsDBNull(1) ? null : row.GetFieldValue<byte[]>(1), row.GetFieldValue<DateTimeOffset>(2))
            : throw new InvalidOperationException($"Expected document {id} with the template that printed it.");
    }
}
