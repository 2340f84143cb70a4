using System.Text.RegularExpressions;
using Alokon.Host.Texts;
using Alokon.Templating;
using Alokon.Tests.Templating;
using Xunit;

namespace Alokon.Tests.Pages;

/// <summary>Who edits a template is told in Indonesian what is wrong with it.</summary>
public sealed partial class TemplateTextsTests
{
    [Fact]
    public void Every_fault_that_the_recorded_answers_know_has_an_Indonesian_sentence()
    {
        var known = ProbeTests.Probes().Select(probe => Message().Match((string)probe[1])).Where(found => found.Success).Select(found => found.Groups["text"].Value).Distinct().ToList();

        Assert.True(known.Count > 20, $"Expected many messages, but found {known.Count}");
        Assert.All(known, message => Assert.EndsWith($" [{message}]", TemplateTexts.Of(message), StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("{{ dokumen.entah }}", "data `entah` tidak ada di sini")]
    [InlineData("{{ entah }}", "nama `entah` tidak dikenal: bukan data, bukan variabel, bukan fungsi")]
    [InlineData("{{ if true }}x", "`if statement` belum benar: `end` belum ada: blok yang dibuka tidak ditutup")]
    [InlineData("{{ kosong.nama }}", "`kosong` kosong pada data ini; periksa dahulu, misalnya dengan `?.` atau `??`")]
    [InlineData("{{ while true; end }}", "perulangan tidak berakhir: lebih dari 100000 putaran")]
    public void So_have_those_of_every_day(string template, string sentence) => Assert.Equal($"{sentence} [{FaultOf(template)}]", TemplateTexts.Of(FaultOf(template)));

    [Fact]
    public void What_is_Indonesian_already_stays() => Assert.Equal("Nilai tidak boleh ditulis di dalam tag", TemplateTexts.Of(FaultOf("<p {{ dokumen.nomor }}>")));

    [Fact]
    public void The_example_that_met_it_stays_named() =>
        Assert.Equal("angka itu terlalu besar (example-lama.json) [The integer is too large.]", TemplateTexts.Of("The integer is too large. (example-lama.json)"));

    private static string FaultOf(string template) =>
        Message().Match(Rendering.Office(template, """{"dokumen":{"nomor":"1"},"kosong":null}""")).Groups["text"].Value;

    [GeneratedRegex(@" : error : (?<text>[^\n]+)")]
    private static partial Regex Message();
}
