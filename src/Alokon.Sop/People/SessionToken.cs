using System.Globalization;
using System.Security.Cryptography;
using System.Text;

namespace Alokon.Sop.People;

/// <summary>
/// A reference to a session row: "3315." and 256 random bits. The office stands in it so that it is known before any table is
/// read; the table keeps only the hash, so that a stolen backup signs nobody in.
/// </summary>
public static class SessionToken
{
    private const int RandomBytes = 32;

    public static string New(int office) =>
        string.Create(CultureInfo.InvariantCulture, $"{office:0000}.{Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(RandomBytes))}");

    /// <returns>0 when this is no token of ours.</returns>
    public static int OfficeOf(string token) =>
        token.Length == 5 + (2 * RandomBytes) && token[4] == '.' && int.TryParse(token.AsSpan(0, 4), NumberStyles.None, CultureInfo.InvariantCulture, out var office)
            ? office
            : 0;

    public static byte[] Hash(string token) => SHA256.HashData(Encoding.UTF8.GetBytes(token));
}
