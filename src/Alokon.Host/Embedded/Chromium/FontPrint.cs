using System.Globalization;
using System.Security.Cryptography;
using System.Text;

namespace Alokon.Host.Embedded.Chromium;

/// <summary>
/// One short text for all that decides which glyphs a paper gets: the font files of this machine, by their bytes, and the rules by which
/// fonts stand in for each other. Where they lie and when they came does not matter: two machines with the same fonts give the same.
/// </summary>
internal static class FontPrint
{
    private static readonly string[] Folders = ["/usr/share/fonts", "/usr/local/share/fonts"];

    private const string Rules = "/etc/fonts";

    private static readonly string[] Kinds = [".ttf", ".otf", ".ttc", ".otc", ".pfb", ".pfa", ".pcf", ".gz"];

    private static readonly Lock Once = new();
    private static (string Listing, string Print) _last = ("", "");

    /// <returns>Sixteen hexadecimal digits.</returns>
    public static string OfThisMachine()
    {
        lock (Once)
        {
            var files = Folders.SelectMany(folder => Files(folder, file => Kinds.Contains(file.Extension.ToLowerInvariant())))
                .Concat(Files(Rules, file => file.Extension == ".conf"))
                .ToList();
            // Fonts seldom change, browsers start often: the bytes are read again only when a name, a size or a time differs.
            var listing = string.Join('\n', files.Select(f => string.Create(CultureInfo.InvariantCulture, $"{f.FullName} {f.Length} {f.LastWriteTimeUtc.Ticks}")).Order(StringComparer.Ordinal));
            if (listing != _last.Listing)
            {
                _last = (listing, Of(files));
            }

            return _last.Print;
        }
    }

    private static string Of(IEnumerable<FileInfo> files)
    {
        var hashes = files.Select(file => $"{file.Name} {Convert.ToHexStringLower(SHA256.HashData(File.ReadAllBytes(file.FullName)))}").Distinct().Order(StringComparer.Ordinal);
        return Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(string.Join('\n', hashes))))[..16];
    }

    private static IEnumerable<FileInfo> Files(string folder, Func<FileInfo, bool> which) =>
        Directory.Exists(folder)
            ? new DirectoryInfo(folder).EnumerateFiles("*", new EnumerationOptions { RecurseSubdirectories = true, IgnoreInaccessible = true }).Where(file => file.Exists && which(file))
            : [];
}
