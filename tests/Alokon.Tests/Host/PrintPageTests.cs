using System.Globalization;
using Alokon.Host.Embedded;
using Alokon.Host.Embedded.Chromium;
using Alokon.Sop.Documents;
using Alokon.Tests.Documents;
using Alokon.Tests.Support;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;
using Xunit;

namespace Alokon.Tests.Host;

/// <summary>Pages that print one paper after the other, and what is done when one goes wrong.</summary>
public sealed class PrintPageTests
{
    private const string Plain = "<!DOCTYPE html><html lang=\"id\"><head><title>Polos</title></head><body><h1 id=\"a\">Naskah polos</h1><p><a href=\"#a\">ke atas</a> dan <a href=\"x\">ke x</a></p></body></html>";

    private const string Loud =
        """
        <!DOCTYPE html><html lang="en" dir="rtl"><head><base href="http://lain.invalid/dalam/"><title>Gaduh</title>
        <style>@page { size: A5 landscape; margin: 3mm; @bottom-right { content: "gaduh" counter(page) } } * { color: red !important; font-family: "Liberation Mono" } h1 { break-after: page; counter-increment: x 7 }
        @font-face { font-family: "Liberation Sans"; src: local("Liberation Mono") } html { zoom: 1.7 } @property --a { syntax: "<color>"; inherits: true; initial-value: red }</style></head>
        <body style="background: yellow"><h1 id="a">Gaduh</h1><p id="x" style="position: fixed; inset: 0">tetap</p><details open name="d"><summary>s</summary></details><dialog open>dialog</dialog></body></html>
        """;

    private static readonly string Square = Uri.EscapeDataString("<svg xmlns='http://www.w3.org/2000/svg' viewBox='0 0 9 9'><path d='M1 1h4v7z' fill='#070'/></svg>");

    /// <summary>Waited out by whoever prints on what hangs.</summary>
    internal static readonly TimeSpan ShortLimit = TimeSpan.FromSeconds(5);

    private static ChromiumSettings Settings => ChromiumSettings.OfThisMachine() with { Pages = 1 };

    [Fact]
    public async Task Nothing_of_one_paper_is_seen_in_the_next()
    {
        await using var browser = await ChromiumProcess.StartAsync(Settings, NullLogger.Instance, default);
        var (used, fresh) = (await OpenAsync(browser), await OpenAsync(browser));

        var loud = await PrintAsync(used, Loud);
        var after = await PrintAsync(used, Plain);

        Assert.True(used.IsSpotless, "Expected the page to be used again, or there is nothing to see.");
        Assert.Equal(await PrintAsync(fresh, Plain), after);
        Assert.Equal(loud, await PrintAsync(fresh, Loud));
    }

    [Fact]
    public async Task Papers_have_the_same_bytes_in_whatever_order_and_browser_they_are_printed()
    {
        await using var one = await ChromiumProcess.StartAsync(Settings, NullLogger.Instance, default);
        await using var other = await ChromiumProcess.StartAsync(Settings, NullLogger.Instance, default);
        var papers = new[] { "SBBK", "SPMB", "BAST", "RII" }.Select(Compose).Append(Loud).ToList();
        var (first, second) = (await OpenAsync(one), await OpenAsync(other));

        var forward = new List<byte[]>();
        foreach (var paper in papers)
        {
            forward.Add(await PrintAsync(first, paper));
        }

        for (var i = papers.Count - 1; i >= 0; i--)
        {
            Assert.Equal(forward[i], await PrintAsync(second, papers[i]));
        }

        Assert.Equal(forward[0], await PrintAsync(first, papers[0]));
    }

    [Fact]
    public async Task Every_paper_has_the_same_bytes_behind_the_curtain_as_without_it()
    {
        await using var browser = await ChromiumProcess.StartAsync(Settings, NullLogger.Instance, default);
        var (plain, hung) = (await OpenAsync(browser), await OpenAsync(browser));
        foreach (var code in DocumentCodes.All)
        {
            var (model, template) = (TemplateTests.Example(code), TemplateFiles.Read(TemplateTests.Folder(), code)!);
            var body = TemplateTests.Render(code, model);
            var behind = DocumentPage.Compose(template, model, body, PaperMark.Copy, curtain: true);

            Assert.Contains(PrintCurtain.Style, behind, StringComparison.Ordinal); // none of the shipped ones does without
            Assert.Equal(await PrintAsync(plain, DocumentPage.Compose(template, model, body, PaperMark.Copy)), await PrintAsync(hung, behind));
        }
    }

    [Fact]
    public async Task A_picture_of_the_page_itself_is_there_behind_the_curtain_also_the_first_time()
    {
        await using var browser = await ChromiumProcess.StartAsync(Settings, NullLogger.Instance, default);
        var paper = $"<!DOCTYPE html><html lang=\"id\"><head><title>t</title>{PrintCurtain.Style}</head><body><p>isi</p><img alt=\"segi\" loading=\"lazy\" src=\"data:image/svg+xml,{Square}\"></body></html>";

        var behind = await PrintAsync(await OpenAsync(browser), paper); // each page in a process of its own: nothing of it is known there

        Assert.Equal(await PrintAsync(await OpenAsync(browser), paper.Replace(PrintCurtain.Style, "", StringComparison.Ordinal)), behind);
    }

    [Fact]
    public async Task Papers_that_are_printed_at_once_have_each_its_own_bytes()
    {
        await using var printer = new ChromiumPrinter(Settings with { Pages = 2 }, NullLogger.Instance);
        var papers = new[] { Compose("SBBK"), Plain, Compose("BAST"), Loud };
        var expected = new List<byte[]>();
        foreach (var paper in papers)
        {
            expected.Add(await printer.PrintPdfAsync(paper, default));
        }

        var printed = await Task.WhenAll(papers.Concat(papers).Select(paper => printer.PrintPdfAsync(paper, default)));

        Assert.Equal(expected.Concat(expected), printed);
    }

    [Fact]
    public async Task A_page_is_changed_for_a_new_one_after_so_many_papers_and_a_browser_that_holds_too_much_too()
    {
        var log = new LogLines<ChromiumPrinter>();
        await using var printer = new ChromiumPrinter(Settings with { PapersPerPage = 3, MostBytes = 1, DeadlyBytes = long.MaxValue }, log);
        var expected = await printer.PrintPdfAsync(Plain, default);
        var pid = printer.Pid;

        for (var paper = 2; paper <= 17; paper++)
        {
            Assert.Equal(expected, await printer.PrintPdfAsync(Plain, default));
        }

        Assert.Equal(5, log.At(LogLevel.Debug).Count(line => line.EndsWith("(worn) after 3 papers", StringComparison.Ordinal)));
        Assert.NotEqual(pid, printer.Pid); // it was looked at after the sixteenth
        Assert.False(Directory.Exists(string.Create(CultureInfo.InvariantCulture, $"/proc/{pid}")), "The browser that was replaced still runs.");
    }

    [Fact]
    public async Task A_paper_that_makes_its_page_hold_too_much_is_stopped_alone()
    {
        var log = new LogLines<ChromiumPrinter>();
        await using var printer = new ChromiumPrinter(Settings, log);
        var expected = await printer.PrintPdfAsync(Plain, default);
        var pid = printer.Pid;
        await using var strict = new ChromiumPrinter(Settings with { DeadlyBytes = 1, Beat = TimeSpan.FromMilliseconds(1) }, log);

        var refusal = await Assert.ThrowsAsync<EmbeddedException>(() => strict.PrintPdfAsync(Huge, default));

        Assert.Contains("lost twice over one paper", refusal.Message);
        Assert.Contains(log.At(LogLevel.Warning), line => line.StartsWith("Ended page process", StringComparison.Ordinal));
        Assert.Equal(expected, await printer.PrintPdfAsync(Plain, default));
        Assert.Equal(pid, printer.Pid);
    }

    [Fact]
    public async Task A_page_that_is_killed_while_it_prints_costs_nobody_a_paper_and_the_browser_goes_on()
    {
        await using var printer = new ChromiumPrinter(Settings with { Pages = 2 }, NullLogger.Instance);
        var expected = await printer.PrintPdfAsync(Huge, default);
        var pid = printer.Pid!.Value; // it has just printed

        var papers = new[] { printer.PrintPdfAsync(Huge, default), printer.PrintPdfAsync(Huge, default) };
        OwnServer.Kill(ChromiumMemory.Of(pid).Where(part => part.IsPage).MaxBy(part => part.Bytes)!.Pid);

        Assert.All(await Task.WhenAll(papers), paper => Assert.Equal(expected, paper));
        Assert.Equal(pid, printer.Pid);
    }

    [Fact]
    public async Task A_page_that_hangs_is_given_up_after_the_limit_and_the_browser_goes_on()
    {
        await using var printer = new ChromiumPrinter(Settings with { Limit = ShortLimit }, NullLogger.Instance);
        var expected = await printer.PrintAtLastAsync(Plain);
        var pid = printer.Pid!.Value; // it has just printed
        foreach (var part in ChromiumMemory.Of(pid).Where(part => part.IsPage))
        {
            await Tool.MustAsync("kill", ["-STOP", $"{part.Pid}"], null, default);
        }

        var refusal = await Assert.ThrowsAsync<EmbeddedException>(() => printer.PrintPdfAsync(Plain, default));

        Assert.Contains("did not finish", refusal.Message);
        Assert.Equal(expected, await printer.PrintAtLastAsync(Plain));
        Assert.Equal(pid, printer.Pid);
    }

    [Fact]
    public async Task A_paper_with_fifty_megabytes_of_pictures_is_refused_in_plain_words_and_the_next_one_is_printed()
    {
        await using var printer = new ChromiumPrinter(Settings, NullLogger.Instance);
        var picture = $"<img src=\"data:image/png;base64,{new string('A', 50 * 1024 * 1024 / 3 * 4)}\">";

        var refusal = await Assert.ThrowsAsync<EmbeddedException>(() => printer.PrintPdfAsync(picture, default));

        Assert.Contains("make the pictures smaller", refusal.Message);
        Assert.NotEmpty(await printer.PrintPdfAsync(Plain, default));
    }

    [Fact]
    public async Task The_mark_of_a_press_names_its_version_and_its_fonts()
    {
        await using var printer = new ChromiumPrinter(Settings, NullLogger.Instance);

        var mark = await printer.ReadyAsync(default);

        Assert.Matches("^HeadlessChrome/[0-9.]+$", mark.Browser);
        Assert.Matches("^[0-9a-f]{16}$", mark.Fonts);
        Assert.Equal(mark, (await printer.PrintAsync(Plain, null, default)).Press);
    }

    private static string Huge => string.Concat(Enumerable.Range(1, 6000).Select(i => $"<p>Baris {i} dari sebuah naskah yang panjang</p>"));

    private static Task<PrintPage> OpenAsync(ChromiumProcess browser) => PrintPage.OpenAsync(browser.Connection, Settings, default);

    private static async Task<byte[]> PrintAsync(PrintPage page, string html) => PdfNormalizer.Normalize(await page.PrintAsync(html, null, default));

    private static string Compose(string code)
    {
        var model = TemplateTests.Example(code);
        return DocumentPage.Compose(TemplateFiles.Read(TemplateTests.Folder(), code)!, model, TemplateTests.Render(code, model));
    }
}
