using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using Alokon.Engine;
using Alokon.Sop.Archive;
using Alokon.Sop.Documents;

namespace Alokon.Host.Signing;

/// <summary>Reads what a certification authority hands out (PKCS#12) and closes its private key with the key file of this installation.</summary>
internal sealed class CertificateFile(PrivateKeyCipher cipher)
{
    // Guessing the passphrase is made dear by the file itself: an enormous count would only stop this server.
    private static readonly Pkcs12LoaderLimits Careful = new() { IndividualKdfIterationLimit = 600_000, TotalKdfIterationLimit = 1_200_000, MacIterationLimit = 600_000 };

    /// <param name="passphrase">Opens the file; it is neither kept nor logged.</param>
    public Outcome<SignerKey> Read(int office, byte[] file, string passphrase)
    {
        X509Certificate2Collection certificates;
        try
        {
            certificates = X509CertificateLoader.LoadPkcs12Collection(file, passphrase, X509KeyStorageFlags.EphemeralKeySet | X509KeyStorageFlags.Exportable, Careful);
        }
        catch (CryptographicException)
        {
            return new SignerRefusal.Unreadable();
        }

        try
        {
            return certificates.FirstOrDefault(one => one.HasPrivateKey) is { } own ? Take(office, own, [.. certificates.Where(one => one != own)]) : new SignerRefusal.WithoutKey();
        }
        finally
        {
            foreach (var one in certificates)
            {
                one.Dispose();
            }
        }
    }

    /// <summary>The caller disposes the certificate.</summary>
    public X509Certificate2 Open(int office, SignerKey key)
    {
        var plain = cipher.Decrypt(office, key.Id, key.PrivateKey);
        try
        {
            using var certificate = X509CertificateLoader.LoadCertificate(key.Certificate);
            if (certificate.GetRSAPublicKey() is { } publicKey)
            {
                publicKey.Dispose();
                using var rsa = RSA.Create();
                rsa.ImportPkcs8PrivateKey(plain, out _);
                return certificate.CopyWithPrivateKey(rsa);
            }

            using var ecdsa = ECDsa.Create();
            ecdsa.ImportPkcs8PrivateKey(plain, out _);
            return certificate.CopyWithPrivateKey(ecdsa);
        }
        finally
        {
            CryptographicOperations.ZeroMemory(plain);
        }
    }

    private Outcome<SignerKey> Take(int office, X509Certificate2 own, X509Certificate2[] others)
    {
        var usage = own.Extensions.OfType<X509KeyUsageExtension>().FirstOrDefault();
        if (usage is not null && (usage.KeyUsages & (X509KeyUsageFlags.DigitalSignature | X509KeyUsageFlags.NonRepudiation)) == 0)
        {
            return new SignerRefusal.NotForSigning();
        }

        using var rsa = own.GetRSAPrivateKey();
        using var ecdsa = own.GetECDsaPrivateKey();
        AsymmetricAlgorithm? key = rsa is { KeySize: >= 2048 } ? rsa : ecdsa is { KeySize: >= 256 } ? ecdsa : null;
        if (key is null)
        {
            return new SignerRefusal.Weak();
        }

        var id = Ids.New();
        var plain = key.ExportPkcs8PrivateKey();
        var sealedKey = cipher.Encrypt(office, id, plain);
        CryptographicOperations.ZeroMemory(plain);
        return new SignerKey(
            id,
            own.GetNameInfo(X509NameType.SimpleName, forIssuer: false) is { Length: > 0 } name ? name : own.Subject,
            Convert.ToHexStringLower(SHA256.HashData(own.RawData)),
            new DateTimeOffset(own.NotBefore.ToUniversalTime()),
            new DateTimeOffset(own.NotAfter.ToUniversalTime()),
            own.RawData,
            [.. others.Select(one => one.RawData)],
            sealedKey);
    }
}
