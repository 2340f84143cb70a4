using Microsoft.Playwright;
using Xunit;

namespace Alokon.Browser;

/// <summary>The designer's own pages, looked at on a desk and on a phone.</summary>
[Collection(OfficeCollection.Name)]
public sealed class DesignerLookTests(RunningOffice office)
{
    private const string Base = "/desainer/distribusi-alokon-grobogan";

    [Theory]
    [InlineData(1280)]
    [InlineData(360)]
    public async Task Pages_of_the_designer_are_fit_to_be_used(int width)
    {
        var page = await office.OpenAsync(width);
        await page.SignInAsync("admin");
        await page.GotoAsync($"{Base}/tabel");
        await page.LookAsync("desainer-tabel");
        await page.ClickAsync("summary:has-text('Kepala SOP')");
        await page.FillAsync("input[name='head.signedBy']", "Sri Contoh, S.Sos.");
        await page.FillAsync("textarea[name='rows[0].keterangan']", $"Amrah: form isian jenis alkon, lebar {width}");
        await page.LookAsync("desainer-tabel-kepala");
        await page.ClickAsync("main .act-bar button:has-text('Simpan')");
        await Assertions.Expect(page.Locator("text=Tersimpan sebagai konsep")).ToBeVisibleAsync();
        await page.GotoAsync($"{Base}/bandingkan");
        await page.LookAsync("desainer-bandingkan");
        await page.GotoAsync($"{Base}/uji");
        await page.ClickAsync("main a.btn:has-text('Lengkap')");
        await page.LookAsync("desainer-uji");
        await page.GotoAsync($"{Base}/putar-ulang");
        await page.LookAsync("desainer-putar-ulang");
        await page.GotoAsync($"{Base}/pindah");
        await page.LookAsync("desainer-pindah");
        await page.GotoAsync("/desainer/impor");
        await page.LookAsync("desainer-impor");
        await page.FillAsync("textarea[name=text]", "Nomor SOP\t:\t1/2026\nJudul SOP\t:\tUji lebar " + width + "\nNo\tKegiatan\tPUS\tPLKB\tKelengkapan\tWaktu\tOutput\tKeterangan\n1\tMenerima usulan\t\tx\tFormulir\t2 hari\tAmrah\t\n2\tMengirim barang\t\t\tBarang\tSesuai jarak\tBarang terkirim\t\n2\tMelapor\t\tx\tBlangko\t60 menit\tLaporan\t");
        await page.ClickAsync("main .act-bar button:has-text('Baca')");
        await Assertions.Expect(page.Locator("text=langkah terbaca")).ToBeVisibleAsync();
        await page.LookAsync("desainer-impor-terbaca");
        await page.ClickAsync("button:has-text('Buat draf')");
        await page.WaitForURLAsync("**/tabel");
        await page.LookAsync("desainer-tabel-pertanyaan");
        await page.SignOutAsync();
        await page.SignInAsync("auditor");
        await page.GotoAsync($"{Base}/tabel");
        await page.LookAsync("desainer-tabel-auditor");
    }
}
