using System.Formats.Asn1;
using System.Security.Cryptography;
using System.Security.Cryptography.Pkcs;
using System.Security.Cryptography.X509Certificates;
using Alokon.Sop.Documents.Pdf;

namespace Alokon.Host.Signing;

/// <summary>Makes and checks what PAdES B-B puts into a PDF: a detached CMS that names its certificate (CAdES, ETSI EN 319 122-1).</summary>
internal static class CadesSignature
{
    private const string SigningCertificateV2 = "1.2.840.113549.1.9.16.2.47";

    /// <summary>What a signature takes beside its certificates.</summary>
    private const int Overhead = 4096;

    public static byte[] Sign(byte[] paper, SignatureFacts facts, X509Certificate2 certificate, X509Certificate2Collection chain)
    {
        var place = PdfSignature.Prepare(paper, facts, Overhead + certificate.RawData.Length + chain.Sum(one => one.RawData.Length));
        var cms = new SignedCms(new ContentInfo(place.Covered), detached: true);
        var signer = new CmsSigner(SubjectIdentifierType.IssuerAndSerialNumber, certificate)
        {
            DigestAlgorithm = new Oid("2.16.840.1.101.3.4.2.1"), // SHA-256
            IncludeOption = X509IncludeOption.EndCertOnly,
        };
        signer.Certificates.AddRange(chain);

        // No signing time: PAdES wants it in the PDF's own dictionary, and only there.
        signer.SignedAttributes.Add(new AsnEncodedData(new Oid(SigningCertificateV2), Essence(certificate)));
        cms.ComputeSignature(signer, silent: true);
        return place.With(cms.Encode());
    }

    /// <summary>Whether the bytes are those that were signed, with the key of the certificate inside. Who that is, is not asked.</summary>
    /// <returns>The certificate; null when it does not hold.</returns>
    public static X509Certificate2? Holds(SignatureMark mark)
    {
        try
        {
            var cms = new SignedCms(new ContentInfo(mark.Covered), detached: true);
            cms.Decode(Whole(mark.Signature));
            cms.CheckSignature(verifySignatureOnly: true);
            return cms.SignerInfos.Count == 1 ? cms.SignerInfos[0].Certificate : null;
        }
        catch (Exception broken) when (broken is CryptographicException or AsnContentException)
        {
            return null;
        }
    }

    /// <summary>Without the zeros that fill its place.</summary>
    private static byte[] Whole(byte[] signature)
    {
        AsnDecoder.ReadEncodedValue(signature, AsnEncodingRules.BER, out _, out _, out var length);
        return signature[..length];
    }

    /// <summary>Binds the certificate into what is signed: else another one with the same key could be put in its place.</summary>
    private static byte[] Essence(X509Certificate2 certificate)
    {
        var writer = new AsnWriter(AsnEncodingRules.DER);
        using (writer.PushSequence())
        using (writer.PushSequence())
        using (writer.PushSequence())
        {
            // SHA-256 is what is meant when no algorithm stands here.
            writer.WriteOctetString(SHA256.HashData(certificate.RawData));
        }

        return writer.Encode();
    }
}
