using System.Text;
using System.Text.Json.Nodes;
using Alokon.Sop.Documents;
using Alokon.Sop.Documents.Pdf;
using Xunit;

namespace Alokon.Tests.Documents;

/// <summary>What is kept for ten years must still be read in ten years, by whatever reads PDF/A then.</summary>
public sealed class ArchivalPaperTests
{
    private static readonly DateTimeOffset Issued = new(2026, 10, 7, 9, 0, 0, TimeSpan.FromHours(7));

    private static readonly PaperFacts Facts = new("Surat (contoh) \\ é - 3315-ABCDEFGHIJKLMNOPQRSTUVWXYZ", "DINAS & \"CONTOH\" <é>", "3315-ABCDEFGHIJKLMNOPQRSTUVWXYZ", Issued, "{\"nomor\":\"1\"}"u8.ToArray());

    [Fact]
    public void A_finished_paper_keeps_the_rules_of_the_archive_that_can_be_read_from_it() =>
        Assert.Empty(ArchiveRules.Check(PaperPdf.Finish(PlainPdf.Of(3, "0 0 m"), Facts)));

    [Fact]
    public void The_checker_itself_finds_what_is_missing()
    {
        var paper = Encoding.Latin1.GetString(PaperPdf.Finish(PlainPdf.Of(1, "0 0 m"), Facts));
        byte[] With(string what, string instead) => Encoding.Latin1.GetBytes(paper.Replace(what, instead, StringComparison.Ordinal));

        Assert.Contains(ArchiveRules.Check(With("<pdfaid:part>3", "<pdfaid:part>1")), fault => fault.StartsWith("6.6.4", StringComparison.Ordinal));
        Assert.Contains(ArchiveRules.Check(With("GTS_PDFA1", "GTS_PDFX1")), fault => fault.StartsWith("6.2.3", StringComparison.Ordinal));
        Assert.Contains(ArchiveRules.Check(With("T02:00:00", "T03:00:00")), fault => fault.StartsWith("6.6.3", StringComparison.Ordinal));
        Assert.Contains(ArchiveRules.Check(With("/Marked true", "/JS (x())")), fault => fault.Contains("/JS", StringComparison.Ordinal));
        Assert.Contains(ArchiveRules.Check(With("%PDF-1.7", "%PDF-2.0")), fault => fault.StartsWith("6.1.2", StringComparison.Ordinal));
    }

    [Fact]
    public void The_same_print_and_facts_are_the_same_bytes_and_other_facts_are_not()
    {
        var print = PlainPdf.Of(2, "0 0 m");

        Assert.Equal(PaperPdf.Finish(print, Facts), PaperPdf.Finish(print, Facts));
        Assert.NotEqual(PaperPdf.Finish(print, Facts), PaperPdf.Finish(print, Facts with { Source = "{}"u8.ToArray() }));
    }

    [Fact]
    public void The_data_it_was_made_of_are_inside_and_its_code_is_found_in_it()
    {
        var paper = PaperPdf.Finish(PlainPdf.Of(1, "0 0 m"), Facts);

        Assert.Equal(Facts.Source.ToArray(), ArchiveRules.Attached(paper));
        Assert.Equal(Facts.Code, VerificationCode.FindIn(paper));
    }

    [Fact]
    public void Title_and_author_are_those_of_the_paper_and_its_office()
    {
        var model = JsonNode.Parse("""{"dokumen":{"judul":"Surat Jalan","nomor":"400.13/1","verifikasi":{"kode":"3315-A"}},"kop":{"dinas":"DINAS X"}}""")!.AsObject();

        var facts = PaperFacts.Of(model, Issued, default);

        Assert.Equal(("Surat Jalan - 400.13/1 - 3315-A", "DINAS X", "3315-A"), (facts.Title, facts.Author, facts.Code));
        Assert.Equal(("", "", null), PaperFacts.Of([], Issued, default) is var none ? (none.Title, none.Author, none.Code) : default);
    }

    [Theory]
    [InlineData("")]
    [InlineData("%PDF-1.7\nstartxref\n9999\n%%EOF")]
    [InlineData("%PDF-1.7\nxref\n0 1\n0000000000 65535 f \ntrailer\n<</Size 1>>\nstartxref\n9\n%%EOF")]
    [InlineData("%PDF-1.7\nxref\n0 1\n0000000000 65535 f \ntrailer\n<</Size 1 /Root 1 0 R /Prev 9>>\nstartxref\n9\n%%EOF")]
    [InlineData("%PDF-1.7\nxref\nsatu dua\ntrailer\n<<>>\nstartxref\n9\n%%EOF")]
    public void What_is_no_print_is_refused_with_a_reason(string text) =>
        Assert.Throws<PdfFault>(() => PaperPdf.Finish(Encoding.Latin1.GetBytes(text), Facts));

    [Fact]
    public void Words_of_the_notation_inside_a_text_mislead_nobody()
    {
        var print = PlainPdf.Of(1, "BT (endobj endstream 9 0 obj startxref) Tj ET");
        var marked = Encoding.Latin1.GetBytes(Encoding.Latin1.GetString(print).Replace("/Lang (id)", "/Lang (a>)", StringComparison.Ordinal));

        Assert.Contains("/Lang (a>)", Encoding.Latin1.GetString(PaperPdf.Finish(marked, Facts)), StringComparison.Ordinal);
        Assert.Contains("(endobj endstream 9 0 obj startxref)", Encoding.Latin1.GetString(PaperPdf.Finish(print, Facts)), StringComparison.Ordinal);
    }
}
