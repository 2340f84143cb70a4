using System.Text;
using System.Text.RegularExpressions;
using Alokon.Host.Designer;
using Alokon.Tests.Engine;
using Xunit;

namespace Alokon.Tests.Pages;

/// <summary>The Indonesian labels of Elsa Studio are those of the version that is installed, and of no other.</summary>
public sealed partial class StudioWordsTests
{
    private static readonly string Script = File.ReadAllText(Path.Combine(Given.Root, "src/Alokon.Host/Pages/Assets/studio-words.js"));

    private static readonly IReadOnlyList<(string English, string Indonesian)> Words =
        [.. Pair().Matches(Script[..Script.IndexOf("sentences:", StringComparison.Ordinal)]).Select(pair => (Regex.Unescape(pair.Groups[1].Value), pair.Groups[2].Value))];

    [Fact]
    public void Every_label_that_is_translated_stands_in_the_pinned_package()
    {
        var package = Directory.EnumerateFiles(Path.Combine(Given.Root, "src/Alokon.Host/Designer/node_modules/@elsa-workflows/elsa-studio-wasm/_framework"), "*.wasm")
            .Where(file => Path.GetFileName(file) is var name && (name.StartsWith("Elsa.", StringComparison.Ordinal) || name.Contains("Mud", StringComparison.Ordinal)))
            .Select(file => Encoding.Latin1.GetString(File.ReadAllBytes(file))).ToList();

        Assert.Equal("3.8.2", StudioFiles.Find().Version);
        Assert.True(Words.Count > 350, $"Expected the labels of Studio, but there are {Words.Count}");
        // Strings of a program lie in it as UTF-16, those of its resources as UTF-8.
        Assert.Empty(Words.Select(word => word.English).Where(word => new[] { Encoding.Unicode, Encoding.UTF8 }.Select(encoding => Encoding.Latin1.GetString(encoding.GetBytes(word))).All(
            bytes => !package.Exists(file => file.Contains(bytes, StringComparison.Ordinal)))));
    }

    [Fact]
    public void No_translation_is_itself_a_label_that_would_be_translated_again() =>
        Assert.Empty(Words.Where(word => Words.Any(other => other.English == word.Indonesian && other.Indonesian != word.Indonesian)));

    [Fact]
    public void No_label_is_translated_twice() => Assert.Equal(Words.Count, Words.Select(word => word.English).Distinct().Count());

    [GeneratedRegex("""
        "((?:[^"\\]|\\.)+)":\s+"((?:[^"\\]|\\.)+)"
        """)]
    private static partial Regex Pair();
}
