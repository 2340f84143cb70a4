namespace Alokon.Host.Commands;

/// <summary>The document codes for which a folder of templates stands: <c>templates/SPMB/template.sbnhtml</c>, in whatever case.</summary>
internal sealed class TemplateFolder(IReadOnlySet<string> codes)
{
    public bool Contains(string code) => codes.Contains(code);

    /// <summary>Looks beside the folder of the definition first, then in the current folder, then beside the program.</summary>
    public static TemplateFolder NextTo(string file)
    {
        var own = Path.GetDirectoryName(Path.GetFullPath(file));
        string?[] parents = [own, Path.GetDirectoryName(own), Environment.CurrentDirectory, AppContext.BaseDirectory];
        var folder = parents
            .Where(parent => parent is not null)
            .Select(parent => Path.Combine(parent!, "templates")) // filtered above
            .FirstOrDefault(Directory.Exists);
        var codes = folder is null ? [] : Directory.EnumerateDirectories(folder).Where(HoldsTemplate).Select(Path.GetFileName).OfType<string>();
        return new(codes.ToHashSet(StringComparer.OrdinalIgnoreCase));
    }

    private static bool HoldsTemplate(string folder) => File.Exists(Path.Combine(folder, "template.sbnhtml"));
}
