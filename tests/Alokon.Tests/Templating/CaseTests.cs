using Xunit;

namespace Alokon.Tests.Templating;

/// <summary>Scriban's own test files (see Cases/README.md): all that were handed over pass, error texts and places included.</summary>
public sealed class CaseTests
{
    private const string Model = """{"product":{"title":"Orange"}}""";

    private static readonly string Folder = Path.Combine(AppContext.BaseDirectory, "Templating/Cases");

    public static TheoryData<string> Cases() =>
        [.. Directory.EnumerateFiles(Folder, "*.out.txt", SearchOption.AllDirectories)
            .Select(path => Path.GetRelativePath(Folder, path).Replace(".out.txt", "", StringComparison.Ordinal))
            .Order(StringComparer.Ordinal)];

    [Theory]
    [MemberData(nameof(Cases))]
    public void Scriban_would_write_the_same(string name)
    {
        var text = File.ReadAllText(Path.Combine(Folder, $"{name}.txt"));
        var golden = File.ReadAllText(Path.Combine(Folder, $"{name}.out.txt"));

        Assert.Equal(golden, Rendering.Scriban(text, model: Model));
    }

    [Fact]
    public void No_case_was_lost() => Assert.Equal(69, Cases().Count);
}
