using Alokon.Sop.Documents;
using Alokon.Sop.Documents.Signing;
using Npgsql;

namespace Alokon.Host.Signing;

/// <summary>Finds the certificate that an office has installed, and whether its officers sign for themselves.</summary>
internal sealed class OfficeSigners(NpgsqlDataSource source, CertificateFile file)
{
    public async Task<OfficeSigning> FindAsync(int office, CancellationToken ct)
    {
        var (key, byOfficers) = await SignerRows.FindKeyAsync(source, office, ct);
        return new OfficeSigning(key is null ? null : new OfficeCertificate(office, key, file), byOfficers);
    }
}
