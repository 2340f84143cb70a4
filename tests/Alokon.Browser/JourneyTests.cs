using System.IO.Compression;
using Microsoft.Playwright;
using Xunit;

namespace Alokon.Browser;

/// <summary>The SOP of Grobogan from request to archive, in a browser, by each officer in turn.</summary>
[Collection(OfficeCollection.Name)]
public sealed class JourneyTests(RunningOffice office)
{
    [Theory]
    [InlineData(1280, true)]
    [InlineData(360, false)] // an old phone: small, and nothing may need a script
    public async Task A_request_goes_through_all_steps_to_its_archive_pack(int width, bool scripts)
    {
        var page = await office.OpenAsync(width, scripts);
        var number = await AskAsync(page);

        await StepAsync(page, "plkb", number, p => p.DecideAsync("lengkap"));
        await StepAsync(page, "koordinator", number, p => p.DecideAsync("sesuai"));
        await StepAsync(page, "koordinator", number, p => p.DecideAsync("setuju"));
        await StepAsync(page, "kabid", number, p => p.DecideAsync("setuju"));
        await StepAsync(page, "gudang", number, async p =>
        {
            await p.FillAsync("input[name$=vehicle]", "K 9512 XA");
            await p.FillAsync("input[name$=courier]", "Slamet Riyanto");
            await p.Locator("input[name$='.lot']").First.FillAsync("D2509B");
            await p.DecideAsync();
        });
        await StepAsync(page, "pengirim", number, async p =>
        {
            await p.FillAsync("input[name$=receivedBy]", "Petugas jaga");
            await p.DecideAsync();
        });
        await StepAsync(page, "faskes", number, p => p.DecideAsync("cocok"));
        await StepAsync(page, "plkb", number, p => p.DecideAsync());
        await StepAsync(page, "faskes", number, p => p.DecideAsync());
        await StepAsync(page, "pengelola", number, p => p.DecideAsync());

        await CheckPackAsync(page, number);
    }

    private static async Task<string> AskAsync(IPage page)
    {
        await page.SignInAsync("faskes");
        await page.BeginRequestAsync();
        var row = page.Locator("tr", new PageLocatorOptions { HasTextString = "Suntik 3 bulan" });
        await row.Locator("input[name$='.requested']").FillAsync("480");
        await row.Locator("input[name$='.averageMonthlyConsumption']").FillAsync("155");
        await row.Locator("input[name$='.stockOnHand']").FillAsync("140");
        await page.CheckAsync("input[name=papers] >> nth=0");
        await page.ClickAsync("button:has-text('Ajukan usulan')");
        await page.WaitForURLAsync("**/berkas/**");
        var title = await page.InnerTextAsync("h1");
        await page.SignOutAsync();
        return title.Split(' ').First(word => word.StartsWith("AMR-", StringComparison.Ordinal));
    }

    private static async Task StepAsync(IPage page, string officer, string number, Func<IPage, Task> decide)
    {
        await page.SignInAsync(officer);
        await page.TakeAsync(number);
        await decide(page);
        await Assertions.Expect(page.Locator("text=Tersimpan").First).ToBeVisibleAsync();
        await page.SignOutAsync();
    }

    private static async Task CheckPackAsync(IPage page, string number)
    {
        await page.SignInAsync("auditor");
        await page.GotoAsync("/berkas");
        await page.Locator("main a", new PageLocatorOptions { HasTextString = number }).First.ClickAsync();
        await page.ScreenshotAsync(new PageScreenshotOptions { Path = Path.Combine(RunningOffice.Pictures, $"berkas-selesai-{page.ViewportSize!.Width}.png"), FullPage = true });
        var download = await page.RunAndWaitForDownloadAsync(() => page.Locator("a[href$='/pack']").First.ClickAsync());
        using var pack = ZipFile.OpenRead(await download.PathAsync());
        Assert.Contains(pack.Entries, e => e.FullName.EndsWith("BERKAS.pdf", StringComparison.Ordinal));
        Assert.Contains(pack.Entries, e => e.FullName == "verifikasi.html");
        await page.SignOutAsync();
    }
}
