using Alokon.Sop.Archive;
using Microsoft.Playwright;
using Xunit;

namespace Alokon.Browser;

/// <summary>The page inside the pack, opened from a disk without Alokon: it accepts the pack and finds a flipped byte.</summary>
[Collection(OfficeCollection.Name)]
public sealed class PackPageTests(RunningOffice office)
{
    [Fact]
    public async Task Verifikasi_html_accepts_a_pack_and_names_what_was_changed()
    {
        var page = await office.OpenAsync();
        await page.SignInAsync("faskes");
        await page.BeginRequestAsync();
        var row = page.Locator("tr", new PageLocatorOptions { HasTextString = "IUD" });
        await row.Locator("input[name$='.requested']").FillAsync("10");
        await row.Locator("input[name$='.averageMonthlyConsumption']").FillAsync("5");
        await row.Locator("input[name$='.stockOnHand']").FillAsync("2");
        await page.ClickAsync("button:has-text('Ajukan usulan')");
        await page.WaitForURLAsync("**/berkas/**");
        await page.ClickAsync("summary:has-text('Tarik usulan')");
        await page.CheckAsync("input[name=yakin]");
        await page.ClickAsync("form button:has-text('Tarik usulan')");
        var pack = await page.DownloadPackAsync();
        var folder = Directory.CreateTempSubdirectory("alokon-pack-");
        try
        {
            Assert.Null(PackVerifier.Verify(pack, null).Refusal);
            Assert.Equal("true", await CheckAsync(folder, "utuh", pack));

            pack[pack.Length / 2] ^= 1;
            Assert.NotNull(PackVerifier.Verify(pack, null).Refusal);
            Assert.Equal("false", await CheckAsync(folder, "berubah", pack));
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }

    private async Task<string?> CheckAsync(DirectoryInfo folder, string name, byte[] pack)
    {
        var zip = Path.Combine(folder.FullName, $"{name}.zip");
        await File.WriteAllBytesAsync(zip, pack);
        var html = Path.Combine(folder.FullName, "verifikasi.html");
        if (!File.Exists(html))
        {
            using var archive = System.IO.Compression.ZipFile.OpenRead(zip);
            using var entry = archive.GetEntry("verifikasi.html")!.Open(); // the contract: every pack has it
            await using var file = File.Create(html);
            await entry.CopyToAsync(file);
        }

        var page = await office.OpenAsync();
        await page.GotoAsync($"file://{html}");
        await page.SetInputFilesAsync("#berkas", zip);
        var result = page.Locator("#hasil[data-ok]");
        await result.WaitForAsync(new LocatorWaitForOptions { State = WaitForSelectorState.Attached });
        await Assertions.Expect(result).Not.ToHaveAttributeAsync("data-ok", "");
        return await result.GetAttributeAsync("data-ok");
    }
}
