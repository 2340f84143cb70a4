using System.Globalization;
using System.Net;
using System.Net.Sockets;
using System.Text;
using Alokon.Host.Embedded;
using Alokon.Host.Embedded.Chromium;
using Alokon.Tests.Support;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;
using Xunit;

namespace Alokon.Tests.Host;

public sealed class ChromiumPrinterTests
{
    private const string Paper =
        """
        <!DOCTYPE html><html lang="id"><head><title>SBBK</title><style>@page { size: A4; margin: 25mm } h2 { break-before: page }</style></head>
        <body><h1>Surat Bukti Barang Keluar</h1><table><tr><th>Barang</th><th>Jumlah</th></tr><tr><td>Suntikan 3 bulan</td><td>480</td></tr></table>
        <h2>Lampiran</h2><script>document.title = 'skrip berjalan'; document.body.append('skrip berjalan')</script></body></html>
        """;

    private static ChromiumSettings Settings => ChromiumSettings.OfThisMachine();

    [Fact]
    public async Task The_same_html_gives_the_same_bytes_in_one_browser_and_in_another()
    {
        await using var printer = new ChromiumPrinter(Settings, NullLogger.Instance);
        await using var another = new ChromiumPrinter(Settings, NullLogger.Instance);

        var first = await printer.PrintPdfAsync(Paper, ChromiumPrinter.PageNumberFooter, default);
        await printer.PrintPdfAsync("<p>sesuatu yang lain</p>", default);

        Assert.Equal(first, await printer.PrintPdfAsync(Paper, ChromiumPrinter.PageNumberFooter, default));
        Assert.Equal(first, await another.PrintPdfAsync(Paper, ChromiumPrinter.PageNumberFooter, default));
        Assert.DoesNotContain($"D:{TimeProvider.System.GetUtcNow().Year}", Encoding.Latin1.GetString(first));
    }

    [Fact]
    public async Task What_a_killed_node_left_is_cleared_away_by_the_next_browser_and_nothing_else()
    {
        using var gone = System.Diagnostics.Process.Start("true");
        await gone.WaitForExitAsync();
        var (left, used) = ($"/tmp/alokon-chromium-{gone.Id}-sisauji1", $"/tmp/alokon-chromium-{Environment.ProcessId}-sisauji1");
        foreach (var folder in new[] { left, used })
        {
            // Whole from the first moment: another test's browser may clear it away at any.
            var made = Directory.CreateTempSubdirectory("alokon-profil-").FullName;
            await File.WriteAllTextAsync(Path.Combine(made, "Preferences"), "{}");
            Directory.Move(made, folder);
        }

        await using (var printer = new ChromiumPrinter(Settings, NullLogger.Instance))
        {
            await printer.PrintPdfAsync(Paper, null, default);
            Assert.Equal((false, true), (Directory.Exists(left), Directory.Exists(used)));
        }

        Directory.Delete(used, recursive: true);
    }

    [Fact]
    public async Task Pages_are_numbered_and_no_script_runs()
    {
        await using var printer = new ChromiumPrinter(Settings, NullLogger.Instance);

        var text = await TextAsync(await printer.PrintPdfAsync(Paper, ChromiumPrinter.PageNumberFooter, default));

        Assert.Contains("Surat Bukti Barang Keluar", text);
        Assert.Contains("Halaman 1 dari 2", text);
        Assert.Contains("Halaman 2 dari 2", text);
        Assert.DoesNotContain("skrip berjalan", text);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)] // as on a kernel without user namespaces: the browser's own walls must do alone
    public async Task A_paper_reads_no_file_and_reaches_no_address(bool ownNetwork)
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        var address = $"http://127.0.0.1:{((IPEndPoint)listener.LocalEndpoint).Port}";
        using var canary = Canary.Lay();
        var log = new LogLines<ChromiumPrinter>();
        await using var printer = new ChromiumPrinter(Settings with { OwnNetwork = ownNetwork, Pages = 1 }, log);
        var clean = await printer.PrintPdfAsync(Paper, default);

        var text = await TextAsync(await printer.PrintPdfAsync(Hostile(address, canary.Address), $"<p><img src='{address}/kaki.png'>kaki</p>", default));

        Assert.False(listener.Pending());
        Assert.Contains("Isi naskah sendiri", text);
        Assert.DoesNotContain(Canary.Secret, text);
        Assert.False(canary.WasRead());
        Assert.Contains(log.At(LogLevel.Debug), line => line.Contains("(stained)", StringComparison.Ordinal)); // who tries gets no second paper on that page
        Assert.Equal(clean, await printer.PrintPdfAsync(Paper, default));
        Assert.False(listener.Pending());
    }

    [Fact]
    public async Task A_browser_killed_between_two_papers_is_replaced()
    {
        await using var printer = new ChromiumPrinter(Settings, NullLogger.Instance);
        var before = await printer.PrintPdfAsync(Paper, default);
        var pid = printer.Pid!.Value; // it has just printed

        OwnServer.Kill(pid);

        Assert.Equal(before, await printer.PrintPdfAsync(Paper, default));
        Assert.NotEqual(pid, printer.Pid);
        Assert.False(Directory.Exists($"/proc/{pid}"), "The killed browser was left as a zombie.");
    }

    [Fact]
    public async Task A_browser_killed_while_it_prints_loses_no_paper()
    {
        await using var printer = new ChromiumPrinter(Settings, NullLogger.Instance);
        var expected = await printer.PrintPdfAsync(Long, default);

        for (var round = 0; round < 5; round++)
        {
            var papers = new[] { printer.PrintPdfAsync(Long, default), printer.PrintPdfAsync(Long, default) };
            await Task.Delay(40 * round); // each round hits another moment of the job
            // Where both were printed before the kill of the round before, the browser went while it was idle, and the next may still be about to start.
            if (printer.Pid is { } pid && Directory.Exists(string.Create(CultureInfo.InvariantCulture, $"/proc/{pid}")))
            {
                OwnServer.Kill(pid);
            }

            Assert.All(await Task.WhenAll(papers), paper => Assert.Equal(expected, paper));
        }
    }

    [Fact]
    public async Task A_browser_that_hangs_is_given_up_after_the_limit_and_the_next_paper_gets_a_new_one()
    {
        await using var printer = new ChromiumPrinter(Settings with { Limit = PrintPageTests.ShortLimit }, NullLogger.Instance);
        await printer.PrintAtLastAsync(Paper);
        var pid = printer.Pid!.Value; // it has just printed
        await Tool.MustAsync("kill", ["-STOP", $"{pid}"], null, default);

        var refusal = await Assert.ThrowsAsync<EmbeddedException>(() => printer.PrintPdfAsync(Paper, default));

        Assert.Contains("did not finish", refusal.Message);
        Assert.NotEmpty(await printer.PrintAtLastAsync(Paper));
        Assert.NotEqual(pid, printer.Pid);
    }

    [Fact]
    public async Task A_program_that_is_no_browser_is_refused_with_its_complaint()
    {
        await using var printer = new ChromiumPrinter(new ChromiumSettings("/bin/false", Settings.Account), NullLogger.Instance);

        var refusal = await Assert.ThrowsAsync<EmbeddedException>(() => printer.PrintPdfAsync(Paper, default));

        Assert.Contains("/bin/false ended at once", refusal.Message);
    }

    private static string Long => string.Concat(Enumerable.Range(1, 800).Select(i => $"<p>Baris {i} dari sebuah naskah yang panjang</p>"));

    private static string Hostile(string address, string file) =>
        $$"""
        <!DOCTYPE html><html><head><base href="{{address}}/dasar/"><meta http-equiv="refresh" content="0;url={{address}}/refresh"><meta http-equiv="refresh" content="0;url={{file}}">
        <link rel="stylesheet" href="{{address}}/gaya.css"><link rel="stylesheet" href="{{file}}"><link rel="icon" href="{{address}}/ikon"><link rel="manifest" href="{{address}}/manifest">
        <link rel="prefetch" href="{{address}}/prefetch"><link rel="dns-prefetch" href="{{address}}"><link rel="preconnect" href="{{address}}"><link rel="prerender" href="{{address}}/prerender">
        <link rel="preload" as="image" href="{{address}}/preload"><link rel="preload" as="font" crossorigin href="{{address}}/huruf"><link rel="modulepreload" href="{{address}}/modul">
        <script type="speculationrules">{"prefetch":[{"source":"list","urls":["{{address}}/duga"]}]}</script>
        <style>@import url({{address}}/import.css); @import url({{file}}); @font-face { font-family: F; src: url({{address}}/huruf.woff2), url({{file}}) }
        body { background: url({{address}}/latar.png); font-family: F } li { list-style-image: url({{address}}/butir.png) } p::before { content: url({{address}}/isi.png) } p { cursor: url({{address}}/kursor), auto }</style></head>
        <body><p>Isi naskah sendiri</p><ul><li>butir</li></ul><iframe src="{{file}}"></iframe><iframe src="{{address}}/iframe"></iframe><iframe srcdoc="<img src='{{address}}/dalam'><iframe src='{{file}}'></iframe>"></iframe>
        <object data="{{file}}"></object><object data="{{address}}/objek"></object><embed src="{{address}}/embed"><embed src="{{file}}"><img src="{{address}}/gambar.png" srcset="{{address}}/gambar2.png 2x"><img src="{{file}}">
        <video src="{{address}}/video" poster="{{address}}/poster" autoplay></video><audio src="{{address}}/suara" autoplay></audio><track src="{{address}}/teks"><input type="image" src="{{address}}/tombol">
        <svg><image href="{{address}}/svg" /><use href="{{address}}/pakai.svg#a" /><use href="{{file}}#a" /><feImage href="{{address}}/saring" /></svg><a href="{{address}}/tautan" ping="{{address}}/ping">tautan</a>
        <form action="{{address}}/kirim"><button autofocus>kirim</button></form><script src="{{address}}/skrip.js"></script><script>fetch('{{address}}/skrip')</script></body></html>
        """;

    private static async Task<string> TextAsync(byte[] pdf)
    {
        using var folder = new TemporaryFolder();
        var file = Path.Combine(folder.Path, "paper.pdf");
        await File.WriteAllBytesAsync(file, pdf);
        return await Tool.MustAsync("pdftotext", ["-layout", file, "-"], null, default);
    }

    /// <summary>A file that everybody may read, and that tells whether somebody did.</summary>
    private sealed class Canary : IDisposable
    {
        public const string Secret = "rahasia-kenari-4711";

        private static readonly DateTime Long = new(2001, 1, 1, 0, 0, 0, DateTimeKind.Utc);

        private readonly string _path = Path.Combine("/tmp", $"alokon-kenari-{Guid.CreateVersion7():N}.html");

        public string Address => $"file://{_path}";

        public static Canary Lay()
        {
            var canary = new Canary();
            File.WriteAllText(canary._path, $"<svg id='a'><text>{Secret}</text></svg> p {{ content: '{Secret}' }}");
            File.SetUnixFileMode(canary._path, (UnixFileMode)0b110_100_100);
            // The time of the last reading moves when it is older than that of the last writing.
            File.SetLastAccessTimeUtc(canary._path, Long);
            return canary;
        }

        public bool WasRead() => File.GetLastAccessTimeUtc(_path) != Long;

        public void Dispose() => File.Delete(_path);
    }
}
