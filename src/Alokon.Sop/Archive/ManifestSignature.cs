using System.Formats.Asn1;
using System.Numerics;
using System.Security.Cryptography;

namespace Alokon.Sop.Archive;

/// <summary>
/// ECDSA P-256 with SHA-256 as openssl writes it (DER). To every such signature (r, s) belongs a second valid one,
/// (r, n - s); only the one with the small s is made and accepted, so that nobody can alter a pack even in this.
/// </summary>
internal static class ManifestSignature
{
    private static readonly BigInteger Order = BigInteger.Parse(
        "0FFFFFFFF00000000FFFFFFFFFFFFFFFFBCE6FAADA7179E84F3B9CAC2FC632551",
        System.Globalization.NumberStyles.HexNumber,
        System.Globalization.CultureInfo.InvariantCulture);

    private static readonly BigInteger HalfOrder = Order / 2;

    public static byte[] Sign(ECDsa key, ReadOnlySpan<byte> manifest)
    {
        var raw = key.SignData(manifest, HashAlgorithmName.SHA256, DSASignatureFormat.IeeeP1363FixedFieldConcatenation);
        var r = new BigInteger(raw.AsSpan(0, 32), isUnsigned: true, isBigEndian: true);
        var s = new BigInteger(raw.AsSpan(32), isUnsigned: true, isBigEndian: true);
        return Encode(r, s > HalfOrder ? Order - s : s);
    }

    public static bool Verify(ECDsa key, ReadOnlySpan<byte> manifest, ReadOnlyMemory<byte> signature) =>
        IsCanonical(signature)
        && key.VerifyData(manifest, signature.Span, HashAlgorithmName.SHA256, DSASignatureFormat.Rfc3279DerSequence);

    private static bool IsCanonical(ReadOnlyMemory<byte> signature)
    {
        try
        {
            var sequence = new AsnReader(signature, AsnEncodingRules.DER).ReadSequence();
            var r = sequence.ReadInteger();
            var s = sequence.ReadInteger();
            return s <= HalfOrder && Encode(r, s).AsSpan().SequenceEqual(signature.Span);
        }
        catch (AsnContentException)
        {
            return false;
        }
    }

    private static byte[] Encode(BigInteger r, BigInteger s)
    {
        var writer = new AsnWriter(AsnEncodingRules.DER);
        using (writer.PushSequence())
        {
            writer.WriteInteger(r);
            writer.WriteInteger(s);
        }

        return writer.Encode();
    }
}
