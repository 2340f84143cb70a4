using Alokon.Templating;
using Xunit;

namespace Alokon.Tests.Templating;

public sealed class EscapingTests
{
    [Fact]
    public void A_name_with_a_script_in_it_is_only_text() =>
        Assert.Equal("<td>&lt;script&gt;alert(&#39;x&#39;)&lt;/script&gt;</td>", Rendering.Office("<td>{{ nama }}</td>", """{"nama":"<script>alert('x')</script>"}"""));

    [Theory]
    [InlineData("{{ \"<b>\" | html.escape }}", "&lt;b&gt;")]
    [InlineData("{{ \"<b>\" | html.escape | html.escape }}", "&lt;b&gt;")]
    [InlineData("{{ \"<b>\\n2\" | html.newline_to_br }}", "&lt;b&gt;<br />\n2")]
    [InlineData("{{ x = (\"<b>\" | html.escape); x }}", "&lt;b&gt;")]
    public void What_is_html_already_is_not_escaped_twice(string text, string expected) => Assert.Equal(expected, Rendering.Office(text));

    [Fact]
    public void Joining_makes_plain_text_again() => Assert.Equal("&amp;lt;b&amp;gt;&lt;", Rendering.Office("{{ (\"<b>\" | html.escape) + \"<\" }}"));

    [Fact]
    public void Markup_of_the_template_stays_inside_a_capture() =>
        Assert.Equal("<i>&lt;</i>", Rendering.Office("{{ capture k }}<i>{{ \"<\" }}</i>{{ end }}{{ k }}"));

    [Fact]
    public void Markup_of_an_included_template_stays() =>
        Assert.Equal("<p>&amp;</p>", Rendering.Office("{{ include \"bagian\" \"&\" }}", include: _ => "<p>{{ $1 }}</p>"));

    [Fact]
    public void A_function_of_the_host_vouches_for_its_own_html()
    {
        var options = new RenderOptions
        {
            Functions = new Dictionary<string, HostFunction>
            {
                ["qr"] = arguments => new SafeHtml($"<img alt=\"{arguments[0]}\">"),
                ["polos"] = _ => "<img>",
            },
        };

        Assert.Equal("<img alt=\"K1\">|&lt;img&gt;", Rendering.Outcome("{{ qr \"K1\" }}|{{ polos }}", "surat", "{}", options));
    }

    [Theory]
    [InlineData("<a href=\"{{ x }}\">", 1, 13)]
    [InlineData("<img src='{{ x }}'>", 1, 14)]
    [InlineData("<td class={{ x }}>", 1, 14)]
    [InlineData("<td {{ x }}>", 1, 8)]
    [InlineData("<b onclick=\"f({{ x }})\">", 1, 18)]
    [InlineData("<style>p { width: {{ x }} }</style>", 1, 22)]
    [InlineData("<script>\nvar x = '{{ x }}';</script>", 2, 13)]
    public void Where_escaping_does_not_protect_no_value_may_stand(string text, int line, int column)
    {
        var error = Assert.Single(Template.Parse(text, "surat").Errors);

        Assert.Equal(("surat", line, column), (error.File, error.Line, error.Column));
        Assert.StartsWith("Nilai tidak boleh ditulis", error.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("<td title=\"{{ x }}\">{{ x }}</td>", "<td title=\"&quot;\">&quot;</td>")]
    [InlineData("<td{{ if x }} class=\"ya\"{{ end }}></td>", "<td class=\"ya\"></td>")]
    [InlineData("<img src=\"data:image/png;base64,{{ x }}\">", "<img src=\"data:image/png;base64,&quot;\">")]
    [InlineData("<style>p{}</style><p>{{ x }}</p>", "<style>p{}</style><p>&quot;</p>")]
    [InlineData("1 < 2 {{ x }}", "1 < 2 &quot;")]
    public void Between_tags_and_in_quotes_a_value_may_stand(string text, string expected) => Assert.Equal(expected, Rendering.Office(text, """{"x":"\""}"""));

    [Fact]
    public void Plain_Scriban_escapes_nothing() => Assert.Equal("<script>&lt;", Rendering.Scriban("<script>{{ \"<\" | html.escape }}"));
}
