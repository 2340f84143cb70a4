using Alokon.Host.Texts;
using Alokon.Sop.Documents;
using Alokon.Sop.Documents.Editing;

namespace Alokon.Host.Pages.Papers;

/// <summary>What the pages of the templates say.</summary>
internal static class TemplateWords
{
    public static string TitleOf(string code) => code == DocumentCodes.Sop ? "Lembar SOP" : Words.Of("paper", code);

    /// <returns>2 baris diubah, 1 baris ditambah.</returns>
    public static string Of(DiffCount count) => string.Join(", ", new[] { (count.Changed, "diubah"), (count.Added, "ditambah"), (count.Removed, "dihapus") }
        .Where(part => part.Item1 > 0).Select(part => $"{part.Item1} baris {part.Item2}"));

    public static string FileOf(string file) => file switch
    {
        "template.sbnhtml" => "Isi surat",
        "style.css" => "Gaya",
        _ => file,
    };

    public static string Version(int version) => version switch
    {
        CompareTemplates.Draft => "draf",
        CompareTemplates.Shipped => "bawaan",
        _ => $"versi {version}",
    };
}
