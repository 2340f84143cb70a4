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
    [InlineData("<p style=\"width: {{ x }}\">", 1, 21)]
    [InlineData("<p STYLE='{{ x }}'>", 1, 14)]
    [InlineData("<b OnClick='{{ x }}'>", 1, 16)]
    [InlineData("<img srcset=\"data:image/png;base64,A 1x, {{ x }}\">", 1, 45)]
    [InlineData("<iframe srcdoc=\"{{ x }}\"></iframe>", 1, 20)]
    [InlineData("<object data='{{ x }}'></object>", 1, 18)]
    [InlineData("<meta http-equiv=\"refresh\" content=\"0; {{ x }}\">", 1, 43)]
    [InlineData("<a href = \"{{ x }}\">", 1, 15)]
    [InlineData("<a href=\"/cari?q={{ x }}\">", 1, 21)]
    [InlineData("<a title=a href=\"{{ x }}\">", 1, 21)]
    [InlineData("<{{ x }}>", 1, 5)]
    [InlineData("</{{ x }}>", 1, 6)]
    [InlineData("<td title={{ x }}>", 1, 14)]
    [InlineData("<td title=a{{ x }}>", 1, 15)]
    [InlineData("<td title{{ x }}=\"a\">", 1, 13)]
    [InlineData("<!DOCTYPE {{ x }}>", 1, 14)]
    public void Where_escaping_does_not_protect_no_value_may_stand(string text, int line, int column)
    {
        var error = Assert.Single(Template.Parse(text, "surat").Errors);

        Assert.Equal(("surat", line, column), (error.File, error.Line, error.Column));
        Assert.StartsWith("Nilai tidak boleh ditulis", error.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("<<script>{{ x }}</script>")] // the second bracket begins the tag
    [InlineData("<!-- a --!><script>{{ x }}</script>")] // a remark that ends with an exclamation mark has ended
    [InlineData("</ <!-- ><a href=\" -->{{ x }}\">x</a>")] // a closing tag without a name is a remark up to the bracket
    [InlineData("<script></script x><a href=\"</script>{{ x }}\">y</a>")] // an end tag may have attributes
    [InlineData("<script><!--<script></script>{{ x }}</script>-->")] // a script may hide the end of a script
    [InlineData("<title><!--</title><a href=\"-->{{ x }}\">y</a>")] // in a title there are no remarks
    [InlineData("<textarea><!--</textarea><a href=\"-->{{ x }}\">y</a>")]
    [InlineData("<td title=\u00a0\"{{ x }}\">")] // a browser does not take this for a blank
    [InlineData("<td title /=\"{{ x }}\">")] // the slash is not a part of the name
    [InlineData("<noscript><a href=\"</noscript>{{ x }}\">y</a>")]
    [InlineData("<plaintext><p>{{ x }}</p>")]
    [InlineData("<svg><style><a href=\"</style>{{ x }}\">y</a></svg>")] // a drawing has its own rules
    [InlineData("<svg><![CDATA[><!-- ]]><a href=\"-->{{ x }}\">y</a></svg>")]
    [InlineData("<xmp><b title=\"</xmp><a href='{{ x }}'>\">y</a>")]
    [InlineData("<script>{{ if a }}</script>{{ end }}{{ x }}</script>")] // the way past the branch is still in the script
    [InlineData("{{ if a }}<script>{{ end }}{{ x }}</script>")]
    [InlineData("<p title=\"{{ if a }}\"{{ else }}\" onclick=\"{{ end }}{{ x }}\">y</p>")]
    [InlineData("{{ case a; when 1 }}<style>{{ when 2 }}<b>{{ end }}{{ x }}</style>")]
    [InlineData("{{ for i in a }}{{ x }}<a href=\"{{ end }}\">y</a>")] // the second round begins where the first ended
    [InlineData("{{ for i in a }}<b title=\"{{ if x; break; end }}\">y</b>{{ end }}")]
    [InlineData("<b title=\"{{ if a; ret; end }}\">y</b>")]
    [InlineData("{{ func f }}<script>{{ end }}{{ f }}{{ x }}</script>")]
    [InlineData("{{ capture k }}<a href=\"{{ end }}{{ k }}{{ x }}\">y</a>")]
    [InlineData("<b title=\"{{ x }}")]
    public void However_it_is_hidden_no_value_stands_where_escaping_does_not_protect(string text) =>
        Assert.Null(Template.Parse(text, "surat").Template);

    [Theory]
    [InlineData("{{ func f }}\" onclick=\"{{ $0 }}{{ end }}<p title=\"{{ f x }}\">y</p>", "tidak boleh ditulis di dalam atribut")]
    [InlineData("{{ capture k }}\" onclick=\"{{ x }}{{ end }}<p title=\"{{ k }}\">y</p>", "tidak boleh ditulis di dalam atribut")]
    [InlineData("<p title=\"{{ include \"bagian\" }}\">y</p>", "tidak boleh ditulis di dalam atribut")]
    [InlineData("{{ func f }}{{ $0 }}{{ end }}<script>{{ y = f x }}</script>", "dipanggil di dalam tag")]
    [InlineData("{{ func f }}{{ $0 }}{{ end }}<script>{{ if f x }}{{ end }}</script>", "dipanggil di dalam tag")]
    [InlineData("{{ func f }}{{ $0 }}{{ end }}{{ func g; y = f $0; end }}<b {{ z = g x }}>y</b>", "dipanggil di dalam tag")]
    public void A_function_cannot_carry_a_value_to_such_a_place(string text, string reason)
    {
        var outcome = Rendering.Office(text, """{"x":"alert(1)"}""", _ => "<b>tebal</b>");

        Assert.Contains($" : error : ", outcome, StringComparison.Ordinal);
        Assert.Contains(reason, outcome, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("<td title=\"{{ x }}\">{{ x }}</td>", "<td title=\"&quot;\">&quot;</td>")]
    [InlineData("<td{{ if x }} class=\"ya\"{{ end }}></td>", "<td class=\"ya\"></td>")]
    [InlineData("<img src=\"data:image/png;base64,{{ x }}\">", "<img src=\"data:image/png;base64,&quot;\">")]
    [InlineData("<style>p{}</style><p>{{ x }}</p>", "<style>p{}</style><p>&quot;</p>")]
    [InlineData("1 < 2 {{ x }}", "1 < 2 &quot;")]
    [InlineData("<title>{{ x }}</title><textarea>{{ x }}</textarea>", "<title>&quot;</title><textarea>&quot;</textarea>")]
    [InlineData("<!-- {{ x }} -->", "<!-- &quot; -->")]
    [InlineData("<tr{{ for i in [1, 2] }}{{ end }} title='{{ x }}'>", "<tr title='&quot;'>")]
    [InlineData("{{ if x }}<b title=\"a\">{{ else }}<b>{{ end }}{{ x }}</b>", "<b title=\"a\">&quot;</b>")]
    [InlineData("<p class=\"{{ if x }}a{{ else }}b{{ end }} {{ x }}\">", "<p class=\"a &quot;\">")]
    [InlineData("{{ func f; ret $0; end }}<p title=\"{{ f x }}\">", "<p title=\"&quot;\">")]
    [InlineData("<a href=\"https://contoh.go.id/\" title=\"{{ x }}\">{{ x }}</a>", "<a href=\"https://contoh.go.id/\" title=\"&quot;\">&quot;</a>")]
    public void Between_tags_and_in_quotes_a_value_may_stand(string text, string expected) => Assert.Equal(expected, Rendering.Office(text, """{"x":"\""}"""));

    [Fact]
    public void Plain_Scriban_escapes_nothing() => Assert.Equal("<script>&lt;", Rendering.Scriban("<script>{{ \"<\" | html.escape }}"));
}
