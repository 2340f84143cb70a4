using Xunit;

namespace Alokon.Tests.Templating;

public sealed class WhitespaceTests
{
    [Theory]
    [InlineData("A \n {{ 1 }} \n B", "A \n 1 \n B")]
    [InlineData("A \n {{- 1 -}} \n B", "A1B")]
    [InlineData("A \n {{~ 1 ~}} \n B", "A \n1 B")]
    [InlineData("A \r\n {{- 1 ~}} \r\n\r\n B", "A1\r\n B")]
    [InlineData("{{~ 1 ~}}\n{{~ 2 ~}}\n", "12")]
    [InlineData("a\n  {{~ # tanpa hasil ~}}\nb", "a\nb")]
    public void Marks_swallow_what_they_say(string text, string expected) => Assert.Equal(expected, Rendering.Office(text));

    [Theory]
    [InlineData("{%{{{ x }}}%}", "{{ x }}")]
    [InlineData("{%%{ {%{ x }%} }%%}", " {%{ x }%} ")]
    [InlineData("{{ \"}}\" }}", "}}")]
    [InlineData("{{ {a: {b: 1}}.a.b }}", "1")]
    [InlineData("{{ ## dua\nbaris ## 1 }}", "1")]
    [InlineData("{{ # sampai akhir }}1", "1")]
    public void Text_and_code_are_told_apart(string text, string expected) => Assert.Equal(expected, Rendering.Office(text));

    [Fact]
    public void Lines_of_a_value_keep_the_indentation_of_its_place() =>
        Assert.Equal("<p>\n   satu\n   dua\n</p>", Rendering.Office("<p>\n   {{ \"satu\\ndua\" }}\n</p>"));

    [Fact]
    public void A_greedy_mark_leaves_preformatted_text_alone() =>
        Assert.Equal("<pre>satu\ndua</pre>", Rendering.Office("<pre>\n   {{- \"satu\\ndua\" }}</pre>"));

    [Fact]
    public void A_table_row_leaves_no_empty_line() =>
        Assert.Equal("<tr>\n  <td>1</td>\n  <td>2</td>\n</tr>\n", Rendering.Office("<tr>\n  {{~ for i in 1..2 ~}}\n  <td>{{ i }}</td>\n  {{~ end ~}}\n</tr>\n"));
}
