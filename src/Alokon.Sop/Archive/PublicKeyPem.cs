using System.Security.Cryptography;

namespace Alokon.Sop.Archive;

/// <summary>
/// Reads a P-256 public key and nothing else: a pack's key comes from whoever made the pack, and the platform's own reader
/// would first try any curve that it names.
/// </summary>
internal static class PublicKeyPem
{
    private const string Label = "PUBLIC KEY";
    private const int CoordinateLength = 32;

    // SubjectPublicKeyInfo up to the point: id-ecPublicKey, prime256v1, uncompressed.
    private static readonly byte[] Prefix = Convert.FromHexString("3059301306072A8648CE3D020106082A8648CE3D03010703420004");

    /// <returns>None when it is no such key; else the caller disposes it.</returns>
    public static ECDsa? Open(string pem)
    {
        if (!PemEncoding.TryFind(pem, out var fields) || !pem.AsSpan()[fields.Label].SequenceEqual(Label))
        {
            return null;
        }

        var der = new byte[fields.DecodedDataLength];
        return Convert.TryFromBase64Chars(pem.AsSpan()[fields.Base64Data], der, out var length)
            && length == Prefix.Length + (2 * CoordinateLength)
            && der.AsSpan().StartsWith(Prefix)
            ? Open(new ECPoint { X = der[Prefix.Length..^CoordinateLength], Y = der[^CoordinateLength..] })
            : null;
    }

    private static ECDsa? Open(ECPoint point)
    {
        try
        {
            return ECDsa.Create(new ECParameters { Curve = ECCurve.NamedCurves.nistP256, Q = point });
        }
        catch (CryptographicException)
        {
            return null; // not on the curve
        }
    }
}
