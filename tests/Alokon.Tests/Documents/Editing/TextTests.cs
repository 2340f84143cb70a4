using Alokon.Sop.Documents.Editing;
using Alokon.Tests.Architecture;
using Xunit;

namespace Alokon.Tests.Documents.Editing;

/// <summary>What the editor is told about a text before any data comes to it, and how two texts are laid beside each other.</summary>
public sealed class TextTests
{
    [Theory]
    [InlineData("<p>\n <script>x</script>", 2, 2)]
    [InlineData("<iframe src=\"x\">", 1, 1)]
    [InlineData("<p>\n\n<link rel=stylesheet href=\"https://contoh.id/a.css\">", 3, 1)]
    [InlineData("<meta http-equiv=refresh content=\"0;url=https://contoh.id\">", 1, 1)]
    [InlineData("<p onclick=\"x()\">", 1, 4)]
    [InlineData("<img src=\"https://contoh.id/logo.png\">", 1, 11)]
    [InlineData("<img\n  src='file:///etc/passwd'>", 2, 8)]
    [InlineData("<img src=/logo.png>", 1, 10)]
    [InlineData("<img src=\"data:text/html;base64,AAAA\">", 1, 11)]
    [InlineData("<svg><use href=\"https://contoh.id/a.svg#x\"></use></svg>", 1, 17)]
    [InlineData("<p style=\"background: url(https://contoh.id/a.png)\">", 1, 27)]
    [InlineData("<style>\n@import 'https://contoh.id/a.css';\n</style>", 2, 1)]
    public void What_leads_out_of_a_paper_or_runs_in_it_is_named_with_its_place(string text, int line, int column)
    {
        var found = AddressLint.Check("template.sbnhtml", text).First();
        Assert.Equal((line, column), (found.Line, found.Column));
    }

    [Theory]
    [InlineData("@font-face { font-family: X; src: url(https://contoh.id/x.woff2) }", 1, 39)]
    [InlineData("p { color: red }\n@import url(\"x.css\");", 2, 1)]
    [InlineData(".a { background: URL( '//contoh.id/x.png' ) }", 1, 24)]
    public void So_it_is_in_a_style(string text, int line, int column)
    {
        var found = AddressLint.Check("style.css", text).First();
        Assert.Equal((line, column), (found.Line, found.Column));
    }

    [Theory]
    [InlineData("template.sbnhtml", "<img alt=\"\" src=\"data:image/png;base64,AAAA\"><a href=\"https://contoh.id\">x</a><a href=\"#b\">y</a><svg><use href=\"#z\"/></svg><p style=\"margin: 0\">{{ nama }}</p>")]
    [InlineData("style.css", "@font-face { src: url(data:font/woff2;base64,AAAA) } .a { background: url(\"data:image/svg+xml;base64,AAAA\") } .b { fill: url(#c) }")]
    public void What_a_paper_brings_along_is_fine(string file, string text) => Assert.Empty(AddressLint.Check(file, text));

    [Fact]
    public void A_file_or_a_picture_that_is_too_large_is_refused_in_words()
    {
        Assert.Contains("paling banyak 400 ribu", AddressLint.Check("style.css", new string('x', 400_001)).Single().Message, StringComparison.Ordinal);
        var picture = $"<img src=\"data:image/png;base64,{new string('A', 300_000)}\">";
        Assert.Contains("perkecil gambar", AddressLint.Check("template.sbnhtml", picture).Single().Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Every_paper_that_comes_with_Alokon_keeps_to_it() =>
        Assert.Empty(House.Read("templates", "*.sbnhtml").Concat(House.Read("templates", "*.css")).SelectMany(file => AddressLint.Check(file.Path, file.Text)));

    [Fact]
    public void Lines_are_told_apart_as_changed_added_and_removed()
    {
        var lines = LineDiff.Between("a\nb\nc\nd\ne", "a\nB\nc\ne\nf\ng");

        Assert.Equal(new DiffCount(1, 2, 1), LineDiff.Count(lines));
        Assert.Equal(
            ["1 1 a", "2 - b", "- 2 B", "3 3 c", "4 - d", "5 4 e", "- 5 f", "- 6 g"],
            lines.Select(l => $"{l.Before?.ToString() ?? "-"} {l.After?.ToString() ?? "-"} {l.Text}"));
    }

    [Fact]
    public void Equal_texts_differ_in_nothing_and_far_lines_are_left_out()
    {
        Assert.True(LineDiff.Count(LineDiff.Between("a\nb", "a\nb")).Nothing);
        var many = string.Join('\n', Enumerable.Range(1, 40));
        var near = LineDiff.Near(LineDiff.Between(many, many.Replace("20", "dua puluh", StringComparison.Ordinal)), 2);
        Assert.Equal([null, "18", "19", "20", "dua puluh", "21", "22", null], near.Select(l => l?.Text));
    }

    [Fact]
    public void Whatever_two_texts_are_each_is_found_again_in_their_comparison()
    {
        var random = new Random(5);
        for (var round = 0; round < 300; round++)
        {
            var (before, after) = (Any(random), Any(random));
            var lines = LineDiff.Between(before, after);
            Assert.Equal(before, string.Join('\n', lines.Where(l => l.Before is not null).Select(l => l.Text)));
            Assert.Equal(after, string.Join('\n', lines.Where(l => l.After is not null).Select(l => l.Text)));
            Assert.Equal(Enumerable.Range(1, lines.Count(l => l.Before is not null)), lines.Where(l => l.Before is not null).Select(l => l.Before!.Value)); // filtered
        }
    }

    private static string Any(Random random) => string.Join('\n', Enumerable.Range(0, random.Next(12)).Select(_ => (char)('a' + random.Next(4))));
}
