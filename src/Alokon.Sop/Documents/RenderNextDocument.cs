using System.Security.Cryptography;
using System.Text.Json.Nodes;
using Alokon.Engine;
using Alokon.Sop.Documents.Pdf;
using Alokon.Sop.Documents.Signing;
using MediatR;
using Microsoft.Extensions.Logging;
using Npgsql;

namespace Alokon.Sop.Documents;

/// <summary>
/// Prints the next paper that waits, of whatever office. Sent by the worker only, and no ICommand: printing takes longer than a
/// transaction may, so it claims with a lease in one short transaction and stores, fenced, in another.
/// </summary>
/// <param name="Wanted">Papers, or cases, that somebody waits for: they go first.</param>
/// <param name="OnlyFresh">Leaves alone what has failed before: where every printer were busy with those, nobody's first try would come.</param>
/// <returns>True when there was one (printed or not), false when nothing waits.</returns>
[AllowAnyone]
public sealed record RenderNextDocument(IReadOnlyList<Guid> Wanted, bool OnlyFresh = false) : IRequest<Outcome<bool>>;

public sealed class RenderNextDocumentHandler(NpgsqlDataSource source, PrintPaper print, LeaseTerms terms, ILogger<RenderNextDocumentHandler> log, FindSigning? signing = null)
    : IRequestHandler<RenderNextDocument, Outcome<bool>>
{
    private const int LastAttempt = 5;

    public async Task<Outcome<bool>> Handle(RenderNextDocument command, CancellationToken ct)
    {
        if (await PrintJobRows.ClaimAsync(source, terms, [.. command.Wanted], command.OnlyFresh, ct) is not { } job)
        {
            return false;
        }

        try
        {
            await PrintAsync(job, ct);
        }
        catch (NpgsqlException away) when (away.IsTransient)
        {
            // The database is full, away or restarting: not the paper's fault, so it counts no attempt.
            await GiveBackAsync(job, ct);
            throw;
        }
        catch (Exception failure) when (!ct.IsCancellationRequested)
        {
            // The worker's edge for one paper: whatever befell Chromium or the template, the attempt counts and the others go on.
            await CountFailureAsync(job, failure.Message, ct);
        }

        return true;
    }

    private async Task PrintAsync(PrintJob job, CancellationToken ct)
    {
        if (job.Template is not { } files)
        {
            await CountFailureAsync(job, WhyNoTemplate(job), ct);
            return;
        }

        var bytes = job.Code == DocumentCodes.Berkas
            ? DocumentModel.WithContents(job.Model, await PrintJobRows.ReadContentsAsync(source, job, ct))
            : job.Model;
        var model = JsonNode.Parse(bytes)!.AsObject(); // written by DocumentModel: an object
        var template = TemplateFiles.OfVersion(job.Code, job.TemplateHash, files);
        var body = template.Render(bytes, ct);
        if (body.Text is not { } text)
        {
            await CountFailureAsync(job, $"{body.Error}", ct);
            return;
        }

        var office = signing is null ? OfficeSigning.None : await signing(job.Office, ct);
        var printed = await print(DocumentPage.Compose(template, model, text, signing: office, curtain: true), ct);
        var facts = PaperFacts.Of(model, job.IssuedAt, bytes);
        var pdf = PaperPdf.Finish(printed.Pdf, facts);
        var places = SignaturePlace.Of(job.Code, model);
        if (office.Certificate is { } certificate)
        {
            // Where the officers will sign, their places are left to them.
            var block = office.ByOfficers ? null : SignatureWords.OfCertificate(certificate.Subject ?? "", SignaturePlace.ApproverOf(places), model);
            pdf = (await certificate.SignAsync(new SigningOrder(pdf, facts.Title, facts.Place, job.IssuedAt, block), ct)).Value.Pdf;
        }

        var paper = new StoredPaper(
            bytes,
            pdf,
            Convert.ToHexStringLower(SHA256.HashData(pdf)),
            PdfFacts.Pages(printed.Pdf),
            printed.Press,
            office.Certificate is not null,
            office.ByOfficers ? [.. places.Where(place => place.Role is not null)] : []);
        if (await PrintResultRows.StoreAsync(source, job, paper, ct))
        {
            PaperMetrics.Printed(job.Code);
            log.DocumentPrinted(job.Id, job.Code, job.Office, paper.Pages, paper.Hash);
        }
        else
        {
            log.LeaseLost(job.Id, job.Code);
        }
    }

    private static string WhyNoTemplate(PrintJob job) => job.TemplateSize is { } size
        ? $"Templat {job.Code} versi {job.TemplateHash[..12]} terlalu besar: {size >> 20} MB dengan gambarnya, paling banyak {TemplateFiles.MostBytes >> 20} MB; perkecil gambarnya, terbitkan versi baru, lalu batalkan dan terbitkan kembali naskah ini"
        : $"Templat {job.Code} versi {job.TemplateHash[..12]} yang dipakai saat naskah ini diterbitkan tidak ada lagi di basis data; pulihkan dari cadangan, lalu ulangi";

    private async Task GiveBackAsync(PrintJob job, CancellationToken ct)
    {
        try
        {
            await PrintResultRows.GiveBackAsync(source, job, ct);
        }
        catch (NpgsqlException)
        {
            // It is no better yet: the lease ends by itself.
        }
    }

    private async Task CountFailureAsync(PrintJob job, string reason, CancellationToken ct)
    {
        var attempt = job.Attempts + 1;
        var givesUp = attempt >= LastAttempt;
        var backOff = terms.FirstRest * Math.Pow(3, job.Attempts);
        await PrintResultRows.FailAsync(source, job, attempt, givesUp, backOff, reason, ct);
        PaperMetrics.Failed(job.Code, givesUp);
        if (givesUp)
        {
            log.PrintGivenUp(job.Id, job.Code, job.Office, attempt, reason);
        }
        else
        {
            log.PrintFailed(job.Id, job.Code, job.Office, attempt, reason);
        }
    }
}
