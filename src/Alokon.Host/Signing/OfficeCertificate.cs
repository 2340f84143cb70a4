using System.Security.Cryptography.X509Certificates;
using Alokon.Engine;
using Alokon.Sop.Documents;
using Alokon.Sop.Documents.Pdf;
using Alokon.Sop.Documents.Signing;

namespace Alokon.Host.Signing;

/// <summary>Signs here, with a key that the office has given us.</summary>
internal sealed class OfficeCertificate(int office, SignerKey key, CertificateFile file) : IPaperSigner
{
    public string? Subject => key.Subject;

    public Task<Outcome<SignedPaper>> SignAsync(SigningOrder order, CancellationToken ct)
    {
        // Judged by the day of the paper: a demonstration's calendar runs ahead of the machine's.
        if (order.At < key.ValidFrom || order.At > key.ValidTo)
        {
            throw new InvalidOperationException($"Sertifikat {key.Subject} tidak berlaku pada tanggal surat ini. Pasang sertifikat yang berlaku, lalu ulangi.");
        }

        using var certificate = file.Open(office, key);
        X509Certificate2Collection chain = [.. key.Chain.Select(one => X509CertificateLoader.LoadCertificate(one))];
        var pdf = CadesSignature.Sign(order.Pdf, new SignatureFacts(key.Subject, order.Title, order.Place, order.At, order.Block), certificate, chain);
        var issuer = certificate.GetNameInfo(X509NameType.SimpleName, forIssuer: true);
        return Task.FromResult<Outcome<SignedPaper>>(new SignedPaper(pdf, key.Subject, issuer, key.Fingerprint, null));
    }
}
