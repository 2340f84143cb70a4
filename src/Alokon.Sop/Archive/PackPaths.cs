using System.Globalization;
using System.Text.RegularExpressions;

namespace Alokon.Sop.Archive;

/// <summary>Which files a pack has, and in which order they stand in it.</summary>
public static partial class PackPaths
{
    public const string Readme = "BACA-SAYA.txt";
    public const string Manifest = "manifest.json";
    public const string Signature = "manifest.sig";
    public const string Key = "kunci.pem";
    public const string Certificate = "sertifikat.pem";
    public const string Sums = "SHA256SUMS";
    public const string Events = "peristiwa.jsonl";
    public const string Definition = "alur.json";
    public const string Page = "verifikasi.html";
    public const string Documents = "dokumen/";
    public const string Attachments = "lampiran/";

    /// <summary>Every pack has these; documents and attachments stand before the last.</summary>
    public static IReadOnlyList<string> Fixed { get; } = [Readme, Manifest, Signature, Key, Certificate, Sums, Events, Definition, Page];

    /// <summary>The manifest cannot contain its own hash, that of its signature, or of the list that contains the manifest's.</summary>
    public static bool IsInManifest(string path) => path is not (Manifest or Signature or Sums);

    public static bool IsInSums(string path) => path is not (Signature or Sums);

    /// <summary>Also keeps a pack from writing outside its folder when it is unpacked.</summary>
    public static bool IsKnown(string path) => Fixed.Contains(path) || InFolder().IsMatch(path);

    public static string Document(int number, string code) =>
        string.Create(CultureInfo.InvariantCulture, $"{Documents}{number:00}-{Safe(code)}.pdf");

    public static string Attachment(int number, string fileName) =>
        string.Create(CultureInfo.InvariantCulture, $"{Attachments}{number:00}-{Safe(fileName)}");

    /// <summary>Under which name a pack is handed out.</summary>
    public static string Pack(string caseNumber) => $"{Safe(caseNumber)}.zip";

    public static IEnumerable<PackFile> InOrder(IEnumerable<PackFile> files) =>
        files.OrderBy(f => Rank(f.Path)).ThenBy(f => f.Path, StringComparer.Ordinal);

    private static int Rank(string path)
    {
        for (var i = 0; i < Fixed.Count - 1; i++)
        {
            if (Fixed[i] == path)
            {
                return i;
            }
        }

        return path.StartsWith(Documents, StringComparison.Ordinal) ? 100
            : path.StartsWith(Attachments, StringComparison.Ordinal) ? 101
            : 102;
    }

    // Plain ASCII: every unpacker, and sha256sum -c, reads such names the same way.
    private static string Safe(string name)
    {
        var safe = Unsafe().Replace(name, "-").Trim('-', '.');
        return safe.Length switch
        {
            0 => "berkas",
            > 80 => safe[^80..].TrimStart('-', '.'),
            _ => safe,
        };
    }

    [GeneratedRegex("[^A-Za-z0-9._-]+")]
    private static partial Regex Unsafe();

    [GeneratedRegex(@"\A(dokumen|lampiran)/[0-9]{2,4}-[A-Za-z0-9._-]{1,100}\z")]
    private static partial Regex InFolder();
}
