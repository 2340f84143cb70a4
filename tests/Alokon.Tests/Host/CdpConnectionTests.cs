using System.IO.Pipelines;
using System.Text;
using System.Text.Json;
using Alokon.Host.Embedded;
using Alokon.Host.Embedded.Chromium;
using Xunit;

namespace Alokon.Tests.Host;

/// <summary>What is said to the browser and what it says, byte for byte, whatever the pipe makes of it.</summary>
public sealed class CdpConnectionTests
{
    [Theory]
    [InlineData(1)]
    [InlineData(3)]
    [InlineData(7)]
    [InlineData(16)] // as much as the buffer holds at first
    [InlineData(1000)] // all in one read
    public void Messages_are_taken_apart_at_their_ends_however_they_come(int piece)
    {
        string[] sent = ["a", "", "dua", new string('x', 100), "é", new string('y', 16), new string('z', 15), "akhir"];
        var messages = new CdpMessages(new Pieces(Encoding.UTF8.GetBytes(string.Concat(sent.Select(text => text + '\0')) + "separuh"), piece), usual: 16);

        var read = new List<string>();
        while (messages.Next() is { } message)
        {
            read.Add(Encoding.UTF8.GetString(message.Span));
        }

        Assert.Equal(sent, read); // and what was only half there is none
    }

    [Fact]
    public async Task A_paper_is_told_to_the_browser_letter_by_letter()
    {
        await using var browser = new Puppet();
        var html = "<p title=\"a'b\">é – 漢 🙂 & </p>\r\n\t\\u0041 \u2028\u0001" + new string('"', 70_000);

        var asked = browser.Connection.CallAsync("Page.setDocumentContent", new { html }, "laman", default);
        var heard = browser.Hear();
        browser.Say(Answer(heard.GetProperty("id").GetInt32(), "{}"));
        await asked;

        Assert.Equal(("Page.setDocumentContent", "laman"), (heard.GetProperty("method").GetString(), heard.GetProperty("sessionId").GetString()));
        Assert.Equal(html, heard.GetProperty("params").GetProperty("html").GetString());
    }

    [Fact]
    public async Task Each_gets_the_answer_to_what_it_asked_also_when_several_come_at_once_and_more_after_them()
    {
        await using var browser = new Puppet();
        var papers = Enumerable.Range(1, 3).Select(i => Enumerable.Repeat((byte)i, 300_000 * i).ToArray()).ToList();
        var asked = papers.Select(_ => browser.Connection.CallAsync("Page.printToPDF", new { }, null, PrintPage.ReadPdf, default)).ToList();
        var ids = asked.Select(_ => browser.Hear().GetProperty("id").GetInt32()).ToList();

        // All in one writing, the last first; the buffer they came through is then overwritten.
        browser.Say([.. Enumerable.Range(0, 3).Reverse().Select(i => Answer(ids[i], $"{{\"data\":\"{Convert.ToBase64String(papers[i])}\"}}"))]);
        var printed = await Task.WhenAll(asked);
        var last = browser.Connection.CallAsync("Browser.getVersion", new { }, null, default);
        browser.Say(Answer(browser.Hear().GetProperty("id").GetInt32(), $"{{\"product\":\"{new string('x', 2_000_000)}\"}}"));
        await last;

        Assert.Equal(papers, printed);
        Assert.Equal(2_000_000, (await last).GetProperty("product").GetString()!.Length);
    }

    [Theory]
    [InlineData("""{"data":"JVBERg=="}""", "%PDF")]
    [InlineData("""{"data":"JVBE\u0052g=="}""", "%PDF")] // written with an escape, as JSON may be
    [InlineData("""{"data":""}""", "")]
    public async Task The_file_is_read_from_the_answer(string result, string expected)
    {
        await using var browser = new Puppet();

        var asked = browser.Connection.CallAsync("Page.printToPDF", new { }, null, PrintPage.ReadPdf, default);
        browser.Say(Answer(browser.Hear().GetProperty("id").GetInt32(), result));

        Assert.Equal(expected, Encoding.ASCII.GetString(await asked));
    }

    [Fact]
    public async Task An_answer_that_cannot_be_read_or_is_a_refusal_befalls_only_who_asked()
    {
        await using var browser = new Puppet();
        var (odd, refused, good) = (Ask("Page.printToPDF"), Ask("Page.printToPDF"), Ask("Page.printToPDF"));

        browser.Say(Answer(odd.Id, """{"data":"bukan base64!"}"""), $"{{\"id\":{refused.Id},\"error\":{{\"message\":\"tidak bisa\"}}}}", Answer(good.Id, """{"data":"JVBERg=="}"""));

        await Assert.ThrowsAsync<FormatException>(() => odd.Answer);
        Assert.Equal("The browser refused: tidak bisa", (await Assert.ThrowsAsync<EmbeddedException>(() => refused.Answer)).Message);
        Assert.Equal("%PDF", Encoding.ASCII.GetString(await good.Answer));

        (int Id, Task<byte[]> Answer) Ask(string method)
        {
            var answer = browser.Connection.CallAsync(method, new { }, null, PrintPage.ReadPdf, default);
            return (browser.Hear().GetProperty("id").GetInt32(), answer);
        }
    }

    [Fact]
    public async Task Who_writes_something_else_than_messages_is_no_browser()
    {
        await using var browser = new Puppet();
        var asked = browser.Connection.CallAsync("Browser.getVersion", new { }, null, default);

        browser.Say("halo");

        await Assert.ThrowsAsync<BrowserLostException>(() => asked);
        await browser.Connection.Gone;
        Assert.True(browser.Connection.IsLost);
    }

    private static string Answer(int id, string result) => $"{{\"id\":{id},\"result\":{result}}}";

    /// <summary>The other end of the pipes.</summary>
    private sealed class Puppet : IAsyncDisposable
    {
        private readonly Pipe _toBrowser = new();
        private readonly Pipe _fromBrowser = new(new PipeOptions(pauseWriterThreshold: 0));
        private readonly CdpMessages _heard;
        private readonly Stream _mouth;

        public Puppet()
        {
            (_heard, _mouth) = (new CdpMessages(_toBrowser.Reader.AsStream()), _fromBrowser.Writer.AsStream());
            Connection = new CdpConnection(_toBrowser.Writer.AsStream(), _fromBrowser.Reader.AsStream());
        }

        public CdpConnection Connection { get; }

        public JsonElement Hear() => JsonDocument.Parse(_heard.Next() ?? throw new InvalidOperationException("Expected something to be asked.")).RootElement.Clone();

        public void Say(params string[] messages)
        {
            _mouth.Write(Encoding.UTF8.GetBytes(string.Concat(messages.Select(message => message + '\0'))));
            _mouth.Flush();
        }

        public async ValueTask DisposeAsync()
        {
            await _mouth.DisposeAsync(); // as a browser that ends
            await Connection.DisposeAsync();
        }
    }

    /// <summary>Gives so many bytes at a read, as a pipe may.</summary>
    private sealed class Pieces(byte[] all, int piece) : MemoryStream(all)
    {
        public override int Read(byte[] buffer, int offset, int count) => base.Read(buffer, offset, Math.Min(count, piece));
    }
}
