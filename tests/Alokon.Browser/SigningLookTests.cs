using Alokon.Tests.Support;
using Microsoft.Playwright;
using Xunit;

namespace Alokon.Browser;

/// <summary>An officer signs with a certificate of his own, as he and whoever gets the paper see it.</summary>
[Collection(OfficeCollection.Name)]
public sealed class SigningLookTests(RunningOffice office)
{
    private const string Nik = "3315010203890001";
    private const string Passphrase = "frasa-plkb-2026";

    [Fact]
    public async Task An_officer_signs_what_he_approved_and_anybody_sees_it_on_the_paper()
    {
        await using var service = (await FakeBsre.StartAsync()).With(Nik, Passphrase, "PLKB Contoh");
        var page = await office.OpenAsync();
        await page.SignInAsync("admin");
        await SetServiceAsync(page, "https://bsre.example");
        await Assertions.Expect(page.Locator("[role=alert]").First).ToContainTextAsync("ALOKON_SIGNING_HOSTS");
        await SetServiceAsync(page, service.Url);
        await Assertions.Expect(page.Locator("[role=status]").First).ToContainTextAsync("Layanan terpasang");
        await LookBothAsync(page, "layanan-tte");
        await page.SignOutAsync();

        var number = await page.AskAsync();
        await page.StepAsync("plkb", number, p => p.DecideAsync("lengkap"));
        await page.SignInAsync("plkb");
        await PrintedAsync(page);
        await page.GotoAsync("/");
        await page.ClickAsync("a[href='/tanda-tangan']");
        await LookBothAsync(page, "tanda-tangan");
        await SignAsync(page, "salah");
        await Assertions.Expect(page.Locator(".signatures")).ToContainTextAsync("Passphrase salah");
        await LookBothAsync(page, "tanda-tangan-gagal");
        await SignAsync(page, Passphrase);
        await Assertions.Expect(page.Locator(".signatures")).ToContainTextAsync("Tertandatangani");
        await LookBothAsync(page, "tanda-tangan-selesai");

        await page.GotoAsync("/berkas");
        await page.Locator("main a", new PageLocatorOptions { HasTextString = number }).First.ClickAsync();
        await Assertions.Expect(page.Locator("main")).ToContainTextAsync("Tanda tangan elektronik tersertifikasi: Penyuluh Lapangan");
        await LookBothAsync(page, "berkas-tertandatangani");
        var paper = await PdfAsync(page);
        await page.SignOutAsync();
        await CheckAsync(page, paper);

        await page.SignInAsync("admin");
        await page.GotoAsync("/layanan-tte");
        await page.ClickAsync("button:has-text('Lepas layanan')");
        await Assertions.Expect(page.Locator("[role=status]").First).ToContainTextAsync("Layanan dilepas");
        await page.SignOutAsync();
    }

    private static async Task SetServiceAsync(IPage page, string url)
    {
        await page.GotoAsync("/layanan-tte");
        await page.FillAsync("input[name=url]", url);
        await page.FillAsync("input[name=account]", FakeBsre.Account);
        await page.FillAsync("input[name=secret]", FakeBsre.Secret);
        await page.ClickAsync("button:has-text('Pasang')");
    }

    private static async Task SignAsync(IPage page, string passphrase)
    {
        await page.FillAsync("input[name=nik]", Nik);
        await page.FillAsync("input[name=passphrase]", passphrase);
        await page.ClickAsync("button:has-text('Tandatangani yang dipilih')");
    }

    /// <summary>The printer comes by itself; each look takes as long as a page.</summary>
    private static async Task PrintedAsync(IPage page)
    {
        using var limit = new CancellationTokenSource(TimeSpan.FromMilliseconds(RunningOffice.Hang));
        do
        {
            limit.Token.ThrowIfCancellationRequested();
            await page.GotoAsync("/tanda-tangan");
        }
        while (await page.Locator("input[name=surat]").CountAsync() == 0);
    }

    private static async Task<byte[]> PdfAsync(IPage page)
    {
        var answer = await page.APIRequest.GetAsync((await page.Locator("a[href$='/pdf']").First.GetAttributeAsync("href"))!);
        var paper = await answer.BodyAsync();
        await File.WriteAllBytesAsync(Path.Combine(RunningOffice.Pictures, "surat-tertandatangani.pdf"), paper);
        return paper;
    }

    private static async Task CheckAsync(IPage page, byte[] paper)
    {
        await page.GotoAsync("/verify");
        await page.SetInputFilesAsync("input[type=file]", new FilePayload { Name = "surat.pdf", MimeType = "application/pdf", Buffer = paper });
        await page.ClickAsync("button:has-text('Periksa berkas')");
        await Assertions.Expect(page.Locator("main")).ToContainTextAsync("dengan semua tanda tangan elektronik di atas");
        await Assertions.Expect(page.Locator(".signatures")).ToContainTextAsync("Utuh");
        await LookBothAsync(page, "periksa-tertandatangani");
    }

    private static async Task LookBothAsync(IPage page, string name)
    {
        foreach (var width in new[] { 360, 1280 })
        {
            await page.SetViewportSizeAsync(width, 800);
            await page.LookAsync(name);
        }
    }
}
