using System.Buffers.Text;
using System.Globalization;
using System.Security.Cryptography;
using System.Text;

namespace Alokon.Sop.People;

/// <summary>PBKDF2-SHA256. The stored text carries its parameters, so that the number of rounds can grow with the hardware.</summary>
public static class Password
{
    public const int Rounds = 600_000;
    public const int MinimumLength = 12;

    /// <summary>Beyond it a sign-in would be a way to make the server hash megabytes.</summary>
    public const int MaximumLength = 256;

    private const string Scheme = "pbkdf2-sha256";
    private const int SaltBytes = 16;
    private const int HashBytes = 32;

    /// <summary>What an unknown user's password is held against: the same rounds, and a hash that no password has.</summary>
    public static readonly string Nobodys = Store(new byte[SaltBytes], new byte[HashBytes]);

    /// <summary>Short enough to hash, and text at all: half a surrogate pair cannot be normalized.</summary>
    public static bool IsAcceptable(string password) =>
        password.Length <= MaximumLength && !password.EnumerateRunes().Contains(Rune.ReplacementChar);

    /// <returns><c>pbkdf2-sha256$600000$salt$hash</c>, base64url.</returns>
    public static string Hash(string password)
    {
        var salt = RandomNumberGenerator.GetBytes(SaltBytes);
        return Store(salt, Derive(password, salt, Rounds));
    }

    /// <param name="stored"><see cref="Nobodys"/> for an unknown user: false after the same work.</param>
    public static bool Verify(string password, string stored)
    {
        var parts = stored.Split('$');
        if (parts is not [Scheme, var rounds, var salt, var expected])
        {
            throw new InvalidOperationException($"Expected a password hash of scheme {Scheme}, but it is {parts[0]}.");
        }

        var actual = Derive(password, Base64Url.DecodeFromChars(salt), int.Parse(rounds, CultureInfo.InvariantCulture));
        return CryptographicOperations.FixedTimeEquals(actual, Base64Url.DecodeFromChars(expected));
    }

    /// <summary>Made with fewer rounds than are due today: hash anew at the next sign-in, when the password is at hand.</summary>
    public static bool NeedsUpgrade(string stored) =>
        !stored.StartsWith(string.Create(CultureInfo.InvariantCulture, $"{Scheme}${Rounds}$"), StringComparison.Ordinal);

    // NFC: the same letters typed on two keyboards are the same password.
    private static byte[] Derive(string password, byte[] salt, int rounds) =>
        Rfc2898DeriveBytes.Pbkdf2(password.Normalize(NormalizationForm.FormC), salt, rounds, HashAlgorithmName.SHA256, HashBytes);

    private static string Store(byte[] salt, byte[] hash) =>
        string.Create(CultureInfo.InvariantCulture, $"{Scheme}${Rounds}${Base64Url.EncodeToString(salt)}${Base64Url.EncodeToString(hash)}");
}
