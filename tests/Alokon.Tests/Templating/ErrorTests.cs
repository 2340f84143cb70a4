using Alokon.Templating;
using Xunit;

namespace Alokon.Tests.Templating;

public sealed class ErrorTests
{
    [Theory]
    [InlineData("a\n\tb {{ x }}", 2, 7)]
    [InlineData("a\r\nb\r\n{{ x }}", 3, 4)]
    [InlineData("😀{{ x }}", 1, 6)]
    [InlineData("{{\n\n  1\n  x\n}}", 4, 3)]
    public void A_place_is_line_and_column_in_utf16_units(string text, int line, int column) =>
        Assert.StartsWith($"surat({line},{column}) : error : ", Rendering.Office(text), StringComparison.Ordinal);

    [Fact]
    public void All_mistakes_of_a_text_are_told_at_once() =>
        Assert.Equal([(1, 7), (2, 8)], Template.Parse("{{ if }}x{{ end }}\n{{ x = }}", "surat").Errors.Select(error => (error.Line, error.Column)));

    [Fact]
    public void An_error_in_an_included_template_names_that_template() =>
        Assert.Equal("bagian(2,4) : error : The variable or function `tak_ada` was not found", Rendering.Office("{{ include \"bagian\" }}", include: _ => "a\n{{ tak_ada }}"));

    [Theory]
    [InlineData("../rahasia")]
    [InlineData("/etc/passwd")]
    [InlineData("a/../../b")]
    [InlineData("A")]
    public void An_include_cannot_leave_the_store(string name)
    {
        var asked = new List<string>();
        var outcome = Rendering.Office($"{{{{ include \"{name}\" }}}}", include: path =>
        {
            asked.Add(path);
            return "";
        });

        Assert.Empty(asked);
        Assert.Equal($"surat(1,4) : error : Unexpected exception while creating template from path `{name}`", outcome);
    }

    [Theory]
    [InlineData("{{ import x }}", "import")]
    [InlineData("{{ readonly x }}", "readonly")]
    [InlineData("{{ tablerow x in [1]; end }}", "tablerow")]
    [InlineData("{{ wrap x; end }}", "wrap")]
    [InlineData("{{ $$ }}", "$$")]
    [InlineData("{{ do; end }}", "do")]
    [InlineData("{{ @string }}", "@")]
    [InlineData("{{ f ^x }}", "^")]
    [InlineData("{{ x++ }}", "++")]
    [InlineData("{{ --x }}", "--")]
    [InlineData("{{ 1 & 2 }}", "&")]
    [InlineData("{{ 1 << 2 }}", "<<")]
    [InlineData("{{ 1 >> 2 }}", ">>")]
    [InlineData("{{ date.now }}", "date.now")]
    [InlineData("{{ math.random 1 2 }}", "math.random")]
    [InlineData("{{ \"1\" | object.eval }}", "object.eval")]
    [InlineData("{{ \"a\" | regex.match \"b\" }}", "regex.match")]
    [InlineData("{{ \"a\" | string.md5 }}", "string.md5")]
    [InlineData("{{ include_join [] }}", "include_join")]
    public void What_is_not_of_this_language_is_refused_before_anything_runs(string text, string what)
    {
        foreach (var mode in new[] { RenderMode.Office, RenderMode.Conformance })
        {
            var errors = Template.Parse(text, "surat", mode).Errors;
            Assert.Contains(errors, error => error.Message == $"`{what}` tidak didukung dalam bahasa templat ini" && error is { Line: 1, Column: > 3 });
        }
    }

    [Fact]
    public void Nor_is_it_reached_by_a_detour() =>
        Assert.Equal("surat(1,16) : error : `string.md5` tidak didukung dalam bahasa templat ini", Rendering.Office("{{ x = string; x.md5 \"a\" }}"));

    [Fact]
    public void A_model_must_be_an_object() =>
        Assert.Throws<ArgumentException>(() => Rendering.Office("x", "[1]"));
}
