using Alokon.Engine;
using Alokon.Sop.Documents.Pdf;
using Alokon.Sop.Documents.Signing;

namespace Alokon.Host.Signing;

/// <summary>Signs at the service, with the certificate of the officer who has just entered NIK and passphrase; both go with this object.</summary>
internal sealed class BsreSigner(BsreClient client, BsreAccess access, string nik, string passphrase, ILogger log) : IPaperSigner
{
    /// <summary>Known when it has signed.</summary>
    public string? Subject => null;

    public async Task<Outcome<SignedPaper>> SignAsync(SigningOrder order, CancellationToken ct)
    {
        var paper = order.Block is { } block ? Draw(order.Pdf, block) : order.Pdf;
        var answered = await client.SignAsync(access, nik, passphrase, order with { Pdf = paper }, ct);
        if (answered.IsRefused(out var refusal))
        {
            return refusal;
        }

        var signed = SignedAnswer.Check(paper, answered.Value.Pdf, order.At);
        if (signed.IsRefused(out refusal))
        {
            log.AnswerNotKept(refusal.Code);
            return refusal;
        }

        return signed.Value with { Reference = answered.Value.Reference };
    }

    /// <summary>A signature that is not seen is one all the same.</summary>
    private byte[] Draw(byte[] paper, SignatureBlock block)
    {
        try
        {
            return PdfStamp.Draw(paper, block);
        }
        catch (PdfFault fault)
        {
            log.BlockNotDrawn(fault.Message);
            return paper;
        }
    }
}
