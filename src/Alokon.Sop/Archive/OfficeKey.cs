using System.Globalization;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using Alokon.Engine;

namespace Alokon.Sop.Archive;

/// <summary>The public half: what an office publishes, and what lies in each of its packs.</summary>
/// <param name="Fingerprint">SHA-256 (hex) of the key in DER (SubjectPublicKeyInfo).</param>
public sealed record PublishedKey(
    Guid Id, string Fingerprint, string PublicKey, string Certificate, DateTimeOffset ValidFrom, DateTimeOffset ValidTo, DateTimeOffset? RevokedAt);

/// <summary>A published key and its encrypted private half.</summary>
public sealed record OfficeKey(PublishedKey Published, byte[] PrivateKey)
{
    private const int ValidYears = 5;

    public static OfficeKey Create(int office, DateTimeOffset now, PrivateKeyCipher cipher)
    {
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var id = Ids.New();
        var until = now.AddYears(ValidYears);
        var published = new PublishedKey(id, FingerprintOf(key), key.ExportSubjectPublicKeyInfoPem() + "\n", Certify(key, office, now, until), now, until, null);
        return new OfficeKey(published, cipher.Encrypt(office, id, key.ExportPkcs8PrivateKey()));
    }

    /// <summary>The caller disposes the key.</summary>
    public ECDsa Open(int office, PrivateKeyCipher cipher)
    {
        var key = ECDsa.Create();
        key.ImportPkcs8PrivateKey(cipher.Decrypt(office, Published.Id, PrivateKey), out _);
        return key;
    }

    public static string FingerprintOf(ECDsa key) => Convert.ToHexStringLower(SHA256.HashData(key.ExportSubjectPublicKeyInfo()));

    // Self-signed: it says to which office the key says it belongs. That it does, the office must say itself (published keys).
    private static string Certify(ECDsa key, int office, DateTimeOffset from, DateTimeOffset until)
    {
        var request = new CertificateRequest(
            string.Create(CultureInfo.InvariantCulture, $"CN=Alokon {office}, C=ID"), key, HashAlgorithmName.SHA256);
        request.CertificateExtensions.Add(new X509BasicConstraintsExtension(false, false, 0, true));
        request.CertificateExtensions.Add(new X509KeyUsageExtension(X509KeyUsageFlags.DigitalSignature, true));
        using var certificate = request.CreateSelfSigned(from, until);
        return certificate.ExportCertificatePem() + "\n";
    }
}
