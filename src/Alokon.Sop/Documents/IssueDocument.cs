using System.Text.Json.Nodes;
using Alokon.Engine;
using Alokon.Sop.Documents.Books;

namespace Alokon.Sop.Documents;

/// <summary>
/// Issue one official paper of a case: numbered and frozen in this transaction, printed to PDF by the worker after it.
/// </summary>
/// <param name="Code">One of <see cref="DocumentCodes"/>.</param>
/// <param name="Number">A number given from outside (the case's own for AMR); null takes the next one of the office's book.</param>
/// <param name="Model">
/// What the paper says: kasus, faskes, pemohon, penandatangan … every key present, null where unknown. The room adds kop,
/// dokumen, rujukan and demo (and daftar for BERKAS) and keeps the whole as it was printed.
/// </param>
public sealed record IssueDocument(Guid CaseId, string Code, string? Number, JsonObject Model) : IEffect;

/// <summary>Scoped: it remembers what this command has issued and what the case has already.</summary>
public sealed class IssueDocumentHandler(DocumentOptions options, PaperShelf shelf, RecordMandate record) : IEffectHandler<IssueDocument>
{
    private readonly List<(Guid Case, string Code, Guid Id)> _issued = [];
    private List<Reference>? _references;
    private long? _changes;

    /// <summary>The papers that the case at hand has, and whether the office's letterhead, formats and templates are still those we know.</summary>
    public void Foresee(FirstTrip trip, int office)
    {
        _changes = 0;
        _references = [];
        IssueRows.ForeseeChanges(trip, office, changes => _changes = changes);
        IssueRows.ForeseeReferences(trip, office, _references.Add);
    }

    public async Task<Refusal?> ApplyAsync(UnitOfWork work, EffectSource source, IssueDocument effect, CancellationToken ct)
    {
        if (DocumentModel.Positions(effect.Code, effect.Model).Length == 0)
        {
            return new DocumentRefusal.Unsigned(effect.Code);
        }

        var papers = await FindPapersAsync(work, ct);
        var found = papers.For(work.Office, effect.Code, work.Now);
        if (found.IsRefused(out var refusal))
        {
            return refusal;
        }

        var office = found.Value;
        if (DocumentModel.SignUnder(effect.Model, office.Mandates) is { } mandate)
        {
            await record(work, effect.CaseId, mandate.ToFacts(effect.Code), ct);
        }

        var positions = DocumentModel.Positions(effect.Code, effect.Model);
        var issuedOn = office.Day;
        var id = Ids.New();
        var verification = VerificationCode.New(work.Office);
        var given = effect.Number is { } number ? new GivenNumber(number, null, "") : await InsertedAsync(work, papers, effect, id, issuedOn, ct);
        var paper = new IssuedPaper(id, given?.Number ?? Mark(id), given, issuedOn, verification, options.VerificationUrl(verification));
        // One press may issue two papers (DISP and SPMB): the second refers to the first.
        var earlier = _issued.Where(i => i.Case == effect.CaseId).ToList();
        var references = earlier.Select(i => new Reference(i.Code, Mark(i.Id), issuedOn)).Reverse().Concat(await ReferencesAsync(work, effect.CaseId, ct));
        IssueRows.Add(work, effect, office, paper, positions, DocumentModel.Freeze(effect, office, paper, [.. references]));
        foreach (var (_, _, other) in earlier)
        {
            IssueRows.NameInModel(work, id, other);
        }

        _issued.Add((effect.CaseId, effect.Code, id));
        return null;
    }

    private static string Mark(Guid id) => id.ToString();

    private async Task<OfficePapers> FindPapersAsync(UnitOfWork work, CancellationToken ct)
    {
        if (_changes is null)
        {
            await work.FlushAsync(ct); // nothing was foreseen: what was issued before must be in the table
        }

        return await shelf.OfAsync(work, _changes, ct);
    }

    /// <summary>The one trip more is paid only by a case for which an admin put a number in between.</summary>
    private static async Task<GivenNumber?> InsertedAsync(UnitOfWork work, OfficePapers papers, IssueDocument effect, Guid paper, DateOnly issuedOn, CancellationToken ct)
    {
        return papers.Awaited.Contains((effect.CaseId, effect.Code)) ? await BookRows.BearAsync(work, effect, paper, issuedOn.Year, ct) : null;
    }

    private async Task<IEnumerable<Reference>> ReferencesAsync(UnitOfWork work, Guid caseId, CancellationToken ct) =>
        _references ?? await IssueRows.ReadReferencesAsync(work, caseId, ct);
}
