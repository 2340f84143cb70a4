using System.Text.Json.Nodes;
using Alokon.Engine;

namespace Alokon.Sop.Documents;

/// <summary>
/// Issue one official paper of a case: numbered and frozen in this transaction, printed to PDF by the worker after it.
/// </summary>
/// <param name="Code">AMR, REKAP, REKOM, DISP, SPMB, TOLAK, SBBK, BAST, BASL, DPS, RII or BERKAS.</param>
/// <param name="Number">A number given from outside (the case's own for AMR); null takes the next one of the office's book.</param>
/// <param name="Model">
/// What the paper says: kasus, faskes, pemohon, penandatangan … every key present, null where unknown. The room adds kop,
/// dokumen, rujukan and demo (and daftar for BERKAS) and keeps the whole as it was printed.
/// </param>
public sealed record IssueDocument(Guid CaseId, string Code, string? Number, JsonObject Model) : IEffect;

public sealed class IssueDocumentHandler(DocumentOptions options) : IEffectHandler<IssueDocument>
{
    public async Task<Refusal?> ApplyAsync(UnitOfWork work, EffectSource source, IssueDocument effect, CancellationToken ct)
    {
        var positions = DocumentModel.Positions(effect.Code, effect.Model);
        if (positions.Length == 0)
        {
            return new DocumentRefusal.Unsigned(effect.Code);
        }

        // One press may issue two papers (DISP and SPMB): the second refers to the first, so the first must be written before this reads.
        await work.FlushAsync(ct);
        var found = await IssueRows.ReadOfficeAsync(work, effect.Code, ct);
        if (found.IsRefused(out var refusal))
        {
            return refusal;
        }

        var office = found.Value;
        var issuedOn = LocalDate(work.Now, office.Letterhead.Zone);
        var (sequence, references) = await IssueRows.LockNumberAsync(work, effect, office.Format.Book, issuedOn.Year, ct);
        var number = effect.Number ?? office.Format.Write(sequence, work.Office, office.Letterhead.DinasCode, issuedOn);
        var verification = VerificationCode.New(work.Office);
        var paper = new IssuedPaper(number, issuedOn, verification, options.VerificationUrl(verification));
        IssueRows.Add(work, effect, office, paper, positions, DocumentModel.Freeze(effect, office, paper, references));
        return null;
    }

    private static DateOnly LocalDate(DateTimeOffset now, string zone) =>
        DateOnly.FromDateTime(TimeZoneInfo.ConvertTime(now, TimeZoneInfo.FindSystemTimeZoneById(zone)).DateTime);
}
