using Alokon.Sop.Documents;
using Xunit;

namespace Alokon.Tests.Documents;

public sealed class PaperSizeTests
{
    [Theory]
    [InlineData("@page { size: A4 portrait; }", "@page { size: 215mm 330mm; }")]
    [InlineData("@page { size: A4; }", "@page { size: 215mm 330mm; }")]
    [InlineData("@page lebar { size: A4 landscape; margin: 1cm; }", "@page lebar { size: 330mm 215mm; margin: 1cm; }")]
    [InlineData(".a { font-size: 9pt; }", ".a { font-size: 9pt; }")]
    public void An_office_on_F4_gets_every_page_in_F4(string style, string expected)
    {
        Assert.Equal(expected, PaperSize.Apply(style, PaperSize.F4));
        Assert.Equal(style, PaperSize.Apply(style, PaperSize.A4));
    }
}
