using System.Globalization;
using System.Text;

namespace Alokon.Sop.Archive;

/// <summary>The two files of a pack that tell people how to check it.</summary>
internal static class PackResources
{
    private static readonly string ReadmeText = Encoding.UTF8.GetString(Load(PackPaths.Readme));

    public static byte[] Page { get; } = Load(PackPaths.Page);

    public static string Readme(PackContents contents) =>
        ReadmeText
            .Replace("{nomor}", contents.Facts["number"]?.ToString() ?? contents.CaseId.ToString(), StringComparison.Ordinal)
            .Replace("{kantor}", contents.Office.ToString(CultureInfo.InvariantCulture), StringComparison.Ordinal)
            .Replace("{contoh}", contents.Demo ? "PAKET CONTOH (demo): nama, nomor, dan faskes di dalamnya rekaan; bukan arsip resmi.\n\n" : "", StringComparison.Ordinal);

    private static byte[] Load(string name)
    {
        using var stream = typeof(PackResources).Assembly.GetManifestResourceStream($"Alokon.Archive.{name}")
            ?? throw new InvalidOperationException($"Expected resource {name} inside the program, but it is not there.");
        using var bytes = new MemoryStream();
        stream.CopyTo(bytes);
        return bytes.ToArray();
    }
}
