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
        var number = await page.AskAsync();

        await page.StepAsync("plkb", number, p => p.DecideAsync("lengkap"));
        await page.StepAsync("koordinator", number, p => p.DecideAsync("sesuai"));
        await page.StepAsync("koordinator", number, p => p.DecideAsync("setuju"));
        await page.StepAsync("kabid", number, p => p.DecideAsync("setuju"));
        await page.StepAsync("gudang", number, async p =>
        {
            await p.FillAsync("input[name$=vehicle]", "K 9512 XA");
            await p.FillAsync("input[name$=courier]", "Slamet Riyanto");
            await p.Locator("input[name$='.lot']").First.FillAsync("D2509B");
            await p.DecideAsync();
        });
        await page.StepAsync("pengirim", number, async p =>
        {
            await p.FillAsync("input[name$=receivedBy]", "Petugas jaga");
            await p.DecideAsync();
        });
        await page.StepAsync("faskes", number, p => p.DecideAsync("cocok"));
        await page.StepAsync("plkb", number, p => p.DecideAsync());
        await page.StepAsync("faskes", number, p => p.DecideAsync());
        await page.StepAsync("pengelola", number, p => p.DecideAsync());

        await CheckPackAsync(page, number);
    }

    private static async Task CheckPackAsync(IPage page, string number)
    {
        await page.SignInAsync("auditor");
        await page.GotoAsync("/berkas");
        await page.Locator("main a", new PageLocatorOptions { HasTextString = number }).First.ClickAsync();
        await page.ScreenshotAsync(new PageScreenshotOptions { Path = Path.Combine(RunningOffice.Pictures, $"berkas-selesai-{page.ViewportSize!.Width}.png"), FullPage = true });
        using var pack = new ZipArchive(new MemoryStream(await page.DownloadPackAsync()));
        Assert.Contains(pack.Entries, e => e.FullName.EndsWith("BERKAS.pdf", StringComparison.Ordinal));
        Assert.Contains(pack.Entries, e => e.FullName == "verifikasi.html");
        await page.SignOutAsync();
    }
}
