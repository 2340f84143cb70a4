using Microsoft.Playwright;
using Xunit;

namespace Alokon.Browser;

/// <summary>An admin's desk in a real browser: the books of numbers, on a desk and on a phone.</summary>
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
}
