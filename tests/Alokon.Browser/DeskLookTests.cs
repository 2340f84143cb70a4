using System.Collections.Concurrent;
using Microsoft.Playwright;
using Xunit;

namespace Alokon.Browser;

/// <summary>An admin's desk in a real browser: the books of numbers and the templates, on a desk and on a phone.</summary>
[Collection(OfficeCollection.Name)]
public sealed class DeskLookTests(RunningOffice office)
{
    [Theory]
    [InlineData(1280)]
    [InlineData(360)]
    public async Task Books_of_numbers_are_begun_searched_and_fit_to_be_used(int width)
    {
        var page = await office.OpenAsync(width);
        await page.SignInAsync("admin");
        await page.GotoAsync("/buku-nomor");
        await page.LookAsync("buku-nomor");
        await page.ClickAsync("main a:has-text('Surat keluar')");
        await page.ClickAsync("summary:has-text('Lanjutkan buku kertas')");
        await page.FillAsync("input[name=last]", $"{width}");
        await page.Locator("textarea[name=reason]").Last.FillAsync("Buku kertas");
        await page.ClickAsync("button:has-text('Lanjutkan dari nomor ini')");
        await Assertions.Expect(page.Locator("main")).ToContainTextAsync(width == 1280 ? "Tercatat" : "nomor");
        await page.ClickAsync("summary:has-text('Ambil nomor sisipan')");
        await page.FillAsync("input[name=follows]", "7");
        await page.FillAsync("input[name=title]", $"Undangan rapat {width}");
        await page.Locator("textarea[name=reason]").First.FillAsync("Terlewat dicatat");
        await page.ClickAsync("button:has-text('Ambil nomor')");
        await Assertions.Expect(page.Locator("[role=status]")).ToContainTextAsync("nomor sisipan");
        await page.FillAsync("input[name=q]", $"rapat {width}");
        await page.ClickAsync("button:has-text('Cari')");
        await Assertions.Expect(page.Locator("tbody tr")).ToHaveCountAsync(1);
        await page.LookAsync("buku-nomor-isi");
    }

    [Theory]
    [InlineData(1280)]
    [InlineData(360)]
    public async Task A_template_is_edited_beside_its_preview_published_and_compared(int width)
    {
        var page = await office.OpenAsync(width);
        await page.SignInAsync("admin");
        await page.GotoAsync("/template-surat");
        await page.LookAsync("template-surat");
        await page.GotoAsync("/template-surat/SKM");
        var preview = page.FrameLocator("iframe[name=pratinjau]").Locator("body");
        await Assertions.Expect(preview).ToContainTextAsync("SURVEI", new LocatorAssertionsToContainTextOptions { IgnoreCase = true });
        var text = page.Locator("textarea[name=body]");
        var before = await text.InputValueAsync();

        // A hole is marked beside its line while somebody types; mended, the preview comes again.
        await text.FillAsync("<p>satu</p>\n<p>{{ dokumen.nomer }}</p>\n" + before);
        await Assertions.Expect(page.Locator(".editor-nums .bad")).ToHaveTextAsync("2");
        await Assertions.Expect(preview).ToContainTextAsync("baris 2, kolom");
        await PictureAsync(page, "template-rusak");
        await text.FillAsync($"<p>Baris dinas selebar {width}</p>\n" + before);
        await Assertions.Expect(preview).ToContainTextAsync($"Baris dinas selebar {width}");
        await Assertions.Expect(page.Locator(".editor-nums .bad")).ToHaveCountAsync(0);

        await page.ClickAsync("button[value=terbit]");
        await Assertions.Expect(page.Locator("main [role=alert]").First).ToContainTextAsync("belum benar");
        await page.FillAsync("form.template-form input[name=note]", $"Baris dinas {width}");
        await page.ClickAsync("button[value=terbit]");
        await Assertions.Expect(page.Locator("[role=status]")).ToContainTextAsync("berlaku untuk surat berikutnya");
        await Assertions.Expect(preview).ToContainTextAsync($"Baris dinas selebar {width}");
        await PictureAsync(page, "template-sunting");
        // Into a frame that may run nothing the search for faults cannot look; what stands around it, it can.
        await page.EvaluateAsync("document.querySelector('iframe[name=pratinjau]').remove()");
        await page.LookAsync("template-sunting-bingkai");
        await page.ClickAsync("main table a:has-text('dengan versi') >> nth=0");
        await Assertions.Expect(page.Locator("main h2").First).ToContainTextAsync("baris");
        await page.LookAsync("template-banding");
    }

    [Fact]
    public async Task A_preview_runs_nothing_and_fetches_nothing()
    {
        var page = await office.OpenAsync();
        await page.SignInAsync("admin");
        await page.GotoAsync("/template-surat/SPB");
        var fetched = new ConcurrentQueue<string>();
        page.Request += (_, request) => fetched.Enqueue(new Uri(request.Url).AbsolutePath);
        var frame = page.Locator("iframe[name=pratinjau]");
        await page.Locator("textarea[name=body]").FillAsync("<h1>Tenang</h1><img alt=\"\" src=\"data:image/svg+xml;base64,PHN2ZyB4bWxucz0iaHR0cDovL3d3dy53My5vcmcvMjAwMC9zdmciIG9ubG9hZD0iZmV0Y2goJy9ib2NvcicpIi8+\">");

        await Assertions.Expect(page.FrameLocator("iframe[name=pratinjau]").Locator("h1")).ToHaveTextAsync("Tenang");

        Assert.Equal("", await frame.GetAttributeAsync("sandbox"));
        Assert.All(fetched, path => Assert.True(path is "/template-surat/SPB/temuan" or "/template-surat/SPB/pratinjau", path));
    }

    private static async Task PictureAsync(IPage page, string name)
    {
        await page.ScreenshotAsync(new PageScreenshotOptions { Path = Path.Combine(RunningOffice.Pictures, $"{name}-{page.ViewportSize!.Width}.png"), FullPage = true });
        Assert.True(await page.EvaluateAsync<bool>("document.documentElement.scrollWidth <= document.documentElement.clientWidth"), $"{name} scrolls sideways");
    }
}
