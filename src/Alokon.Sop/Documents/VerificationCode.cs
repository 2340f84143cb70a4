using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using System.Text.RegularExpressions;

namespace Alokon.Sop.Documents;

/// <summary>
/// What the QR of a paper carries: <c>3315-</c> and 26 letters of base32, 130 random bits. The office stands in front,
/// so that it is known before any table is read.
/// </summary>
public static partial class VerificationCode
{
    private const string Alphabet = "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567";

    public static string New(int office) =>
        string.Create(CultureInfo.InvariantCulture, $"{office:D4}-{RandomNumberGenerator.GetString(Alphabet, 26)}");

    /// <returns>The office that would have issued it, or null when it cannot be such a code.</returns>
    public static int? OfficeOf(string code) =>
        Whole().IsMatch(code) ? int.Parse(code.AsSpan(0, 4), CultureInfo.InvariantCulture) : null;

    /// <summary>Finds the code in a PDF that this room made: it stands, uncompressed, in the metadata; before there were any, in the title.</summary>
    public static string? FindIn(ReadOnlySpan<byte> pdf) =>
        Named().Match(Encoding.Latin1.GetString(pdf)) is { Success: true } match ? match.Groups["code"].Value : null;

    [GeneratedRegex(@"\A[0-9]{4}-[A-Z2-7]{26}\z")]
    private static partial Regex Whole();

    [GeneratedRegex(@"(?:<dc:identifier>|/Title \([^()]{0,80}?)(?<code>[0-9]{4}-[A-Z2-7]{26})(?:</dc:identifier>|\))")]
    private static partial Regex Named();
}
