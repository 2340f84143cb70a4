using Alokon.Sop.Documents;
using Xunit;

namespace Alokon.Tests.Documents;

/// <summary>Which papers may be laid out for their sheets only. Those whose styles bring pictures or fonts may not: these would come too late.</summary>
public sealed class PrintCurtainTests
{
    [Theory]
    [InlineData("", "<p>Sumber data: url(x) \\ & <img src=\"data:image/png;base64,AAAA\"></p>", true)]
    [InlineData("p { content: \"x\"; color: red }", "<p class=\"gaya\">gaya = biasa</p>", true)]
    [InlineData(".kop { background: URL(data:image/png;base64,AAAA) }", "", false)]
    [InlineData(".kop { background: image-set(\"data:image/png;base64,AAAA\" 1x) }", "", false)]
    [InlineData("@font-face { font-family: Lain; src: local(Lain) }", "", false)]
    [InlineData("@import \"data:text/css,p{}\";", "", false)]
    [InlineData(".kop { background: \\75 rl(data:image/png;base64,AAAA) }", "", false)]
    [InlineData("", "<p STYLE='background: u&#114;l(data:image/png;base64,AAAA)'>", false)]
    [InlineData("", "<style>p { }</style>", false)]
    [InlineData("", "<link rel=\"stylesheet\" href=\"data:text/css,p{}\">", false)]
    [InlineData("", "<table background=\"data:image/png;base64,AAAA\">", false)]
    public void A_paper_hangs_its_curtain_only_when_no_picture_or_font_comes_from_its_styles(string style, string body, bool may) =>
        Assert.Equal(may, PrintCurtain.MayHang(["p { margin: 0 }", style], body));

    [Fact]
    public void What_is_looked_at_hangs_none()
    {
        var template = TemplateFiles.Read(TemplateTests.Folder(), "SJ")!;
        var model = TemplateTests.Example("SJ");
        var body = TemplateTests.Render("SJ", model);

        Assert.DoesNotContain(PrintCurtain.Style, DocumentPage.Compose(template, model, body), StringComparison.Ordinal);
        Assert.Equal(DocumentPage.Compose(template, model, body), DocumentPage.Compose(template, model, body, curtain: true).Replace(PrintCurtain.Style, "", StringComparison.Ordinal));
    }
}
