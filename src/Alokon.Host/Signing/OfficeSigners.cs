using System.Security.Cryptography.X509Certificates;
using Alokon.Sop.Documents;
using Alokon.Sop.Documents.Pdf;
using Npgsql;

namespace Alokon.Host.Signing;

/// <summary>Signs with the certificate that an office has installed; an office without one is not signed for.</summary>
internal sealed class OfficeSigners(NpgsqlDataSource source, CertificateFile file)
{
    public async Task<PaperSigner?> FindAsync(int office, CancellationToken ct) =>
        await SignerRows.FindKeyAsync(source, office, ct) is { } key ? new PaperSigner(key.Subject, (order, _) => Task.FromResult(Sign(office, key, order))) : null;

    private byte[] Sign(int office, SignerKey key, SigningOrder order)
    {
        // Judged by the day of the paper: a demonstration's calendar runs ahead of the machine's.
        if (order.At < key.ValidFrom || order.At > key.ValidTo)
        {
            throw new InvalidOperationException($"Sertifikat {key.Subject} tidak berlaku pada tanggal surat ini. Pasang sertifikat yang berlaku, lalu ulangi.");
        }

        using var certificate = file.Open(office, key);
        X509Certificate2Collection chain = [.. key.Chain.Select(one => X509CertificateLoader.LoadCertificate(one))];
        return CadesSignature.Sign(order.Pdf, new SignatureFacts(key.Subject, order.Title, order.Place, order.At), certificate, chain);
    }
}
