using System.Security.Cryptography;
using System.Text;

namespace Alokon.Sop.Archive;

/// <summary>
/// Keeps private keys unreadable in the database (AES-256-GCM): whoever has only a dump of it cannot sign. Bound to office
/// and key, so that a row copied to another office does not open.
/// </summary>
public sealed class PrivateKeyCipher
{
    public const int KeyLength = 32;
    private const int NonceLength = 12;
    private const int TagLength = 16;

    private readonly byte[] _key;

    /// <param name="key">32 random bytes.</param>
    public PrivateKeyCipher(byte[] key)
    {
        ArgumentOutOfRangeException.ThrowIfNotEqual(key.Length, KeyLength);
        _key = key;
    }

    public byte[] Encrypt(int office, Guid keyId, ReadOnlySpan<byte> plain)
    {
        var sealedBytes = new byte[NonceLength + TagLength + plain.Length];
        var nonce = sealedBytes.AsSpan(0, NonceLength);
        RandomNumberGenerator.Fill(nonce);
        using var aes = new AesGcm(_key, TagLength);
        aes.Encrypt(nonce, plain, sealedBytes.AsSpan(NonceLength + TagLength), sealedBytes.AsSpan(NonceLength, TagLength), Binding(office, keyId));
        return sealedBytes;
    }

    /// <exception cref="CryptographicException">Another key file, another office or key, or a changed row.</exception>
    public byte[] Decrypt(int office, Guid keyId, ReadOnlySpan<byte> sealedBytes)
    {
        var plain = new byte[sealedBytes.Length - NonceLength - TagLength];
        using var aes = new AesGcm(_key, TagLength);
        aes.Decrypt(
            sealedBytes[..NonceLength], sealedBytes[(NonceLength + TagLength)..], sealedBytes.Slice(NonceLength, TagLength), plain, Binding(office, keyId));
        return plain;
    }

    private static byte[] Binding(int office, Guid keyId) => Encoding.ASCII.GetBytes(string.Create(System.Globalization.CultureInfo.InvariantCulture, $"alokon-key:{office}:{keyId}"));
}
