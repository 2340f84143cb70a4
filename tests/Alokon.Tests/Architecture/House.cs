using Alokon.Engine;
using Alokon.Host.Migrations;
using Alokon.Sop.Audit;
using Alokon.Templating;

namespace Alokon.Tests.Architecture;

/// <summary>The four assemblies and the sources they were made of.</summary>
internal static class House
{
    public static IReadOnlyList<System.Reflection.Assembly> Assemblies { get; } =
        [typeof(UnitOfWork).Assembly, typeof(Template).Assembly, typeof(AuditLog).Assembly, typeof(Migrator).Assembly];

    public static string Root { get; } = FindRoot(AppContext.BaseDirectory);

    /// <summary>Every C# and Razor file that somebody wrote: path below the root, and text.</summary>
    public static IReadOnlyList<(string Path, string Text)> Sources { get; } = [.. Read("src", "*.cs"), .. Read("src", "*.razor")];

    /// <summary>Our own types, without what the compiler makes.</summary>
    public static IEnumerable<Type> Types => Assemblies.SelectMany(assembly => assembly.GetTypes())
        .Where(type => type.FullName?.StartsWith("Alokon.", StringComparison.Ordinal) == true && !type.FullName.Contains('<', StringComparison.Ordinal));

    public static IEnumerable<(string Path, string Text)> Read(string folder, string pattern) =>
        Directory.EnumerateFiles(Path.Combine(Root, folder), pattern, SearchOption.AllDirectories)
            .Select(file => Path.GetRelativePath(Root, file))
            .Where(file => !file.Split('/').Any(part => part is "obj" or "bin" or "node_modules"))
            .Order(StringComparer.Ordinal)
            .Select(file => (file, File.ReadAllText(Path.Combine(Root, file))));

    private static string FindRoot(string folder) =>
        File.Exists(Path.Combine(folder, "Alokon.sln")) ? folder : FindRoot(Path.GetDirectoryName(folder)!); // the tests lie below the solution
}
