using Microsoft.Playwright;
using Xunit;

namespace Alokon.Browser;

/// <summary>What an admin says about the office's papers, in a real browser, on a desk and on a phone.</summary>
[Collection(OfficeCollection.Name)]
public sealed class PaperSettingLookTests(RunningOffice office)
{
    [Theory]
    [InlineData(1280)]
    [InlineData(360)]
    public async Task A_mandate_is_given_and_ended_and_the_paper_stays_as_it_was(int width)
    {
        var page = await office.OpenAsync(width);
        await page.SignInAsync("admin");
        await page.GotoAsync("/naskah-dinas");
        await page.ClickAsync("button:has-text('Simpan ukuran kertas')");
        await Assertions.Expect(page.Locator("[role=status]")).ToContainTextAsync("kertas A4");
        await page.ClickAsync("summary:has-text('Beri mandat')");
        await page.FillAsync("input[name=onBehalf]", "Kepala Dinas");
        await page.FillAsync("input[name=codes]", "SKT, XYZ");
        await page.FillAsync("input[name=number]", $"SK {width}");
        await page.FillAsync("input[name=dated]", "2026-01-02");
        await page.Locator("input[name=from]").First.FillAsync("2026-01-02");
        await page.ClickAsync("button:has-text('Beri mandat')");
        await Assertions.Expect(page.Locator("[role=alert]").First).ToContainTextAsync("XYZ");
        await page.LookAsync("naskah-dinas-ditolak");
        await page.FillAsync("input[name=codes]", "SKT");
        await page.ClickAsync("button:has-text('Beri mandat')");
        await Assertions.Expect(page.Locator("[role=status]")).ToContainTextAsync("mandat diberikan");
        await page.ClickAsync("summary:has-text('Akhiri mandat')");
        await page.FillAsync("input[name=lastDay]", "2026-12-31");
        await page.ClickAsync("button:has-text('Akhiri mandat')");
        await Assertions.Expect(page.Locator("[role=status]")).ToContainTextAsync("mandat diakhiri");
        await Assertions.Expect(page.Locator($"tr:has-text('SK {width}')")).ToContainTextAsync("s.d. 31 Desember 2026");
        await page.LookAsync("naskah-dinas");
    }
}
