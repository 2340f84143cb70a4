using Microsoft.Playwright;
using Xunit;

namespace Alokon.Browser;

/// <summary>Every page, looked at on a desk and on a phone: a picture, no serious fault, no sideways scrolling.</summary>
[Collection(OfficeCollection.Name)]
public sealed class LookTests(RunningOffice office)
{
    [Theory]
    [InlineData(1280)]
    [InlineData(360)]
    public async Task Pages_are_fit_to_be_used(int width)
    {
        var page = await office.OpenAsync(width);
        await page.GotoAsync("/masuk");
        await page.LookAsync("masuk");

        await page.SignInAsync("faskes-3315012");
        await page.BeginRequestAsync();
        await page.LookAsync("usulan-baru");
        var row = page.Locator("tr", new PageLocatorOptions { HasTextString = "Pil kombinasi" });
        await row.Locator("input[name$='.requested']").FillAsync("1.234,5");
        await page.ClickAsync("button:has-text('Ajukan usulan')");
        await Assertions.Expect(page.Locator("[role=alert]").First).ToBeVisibleAsync();
        Assert.Equal("1.234,5", await row.Locator("input[name$='.requested']").InputValueAsync());
        await page.LookAsync("usulan-ditolak");
        await row.Locator("input[name$='.requested']").FillAsync("800");
        await row.Locator("input[name$='.averageMonthlyConsumption']").FillAsync("220");
        await row.Locator("input[name$='.stockOnHand']").FillAsync("80");
        await page.ClickAsync("button:has-text('Ajukan usulan')");
        await page.WaitForURLAsync("**/berkas/**");
        await page.LookAsync("berkas");
        var number = (await page.InnerTextAsync("h1")).Split(' ').First(word => word.StartsWith("AMR-", StringComparison.Ordinal));
        await page.SignOutAsync();

        await page.SignInAsync("plkb");
        await page.LookAsync("tugas");
        await page.TakeAsync(number);
        await page.LookAsync("terima");
        await page.DecideAsync("lengkap");
        await page.SignOutAsync();
        await page.SignInAsync("koordinator");
        await page.TakeAsync(number);
        await page.LookAsync("teliti");
        await page.GotoAsync("/berkas");
        await page.LookAsync("daftar-berkas");
        await page.SignOutAsync();
        await page.SignInAsync("manajer");
        await page.GotoAsync("/sla");
        await page.LookAsync("sla");
        await page.GotoAsync("/tidak-ada");
        await page.LookAsync("tidak-ada");
        await page.GotoAsync("/verify/3315-TIDAKADA");
        await page.LookAsync("verify");
    }

    [Theory]
    [InlineData(1280)]
    [InlineData(360)]
    public async Task Work_that_was_given_up_is_shown_and_tried_again(int width)
    {
        await office.BreakAsync("""
            INSERT INTO engine.outbox (office, id, kind, payload, due_at, attempts, last_error, failed_at)
            VALUES (3315, gen_random_uuid(), 'dispatch', '{"definitionId":"laporan-triwulan"}', engine.now() + interval '1 year', 5,
                    'definition-not-found: Expected a published definition laporan-triwulan, but there is none', engine.now())
            """);
        await office.BreakAsync("""
            INSERT INTO engine.outbox (office, id, kind, payload, due_at, attempts, last_error, failed_at)
            VALUES (3315, gen_random_uuid(), 'start', '{"definitionId":"putaran-rutin"}', engine.now() + interval '1 year', 1,
                    'instance-halted: Expected instance 0198c000-0000-7000-8000-000000000001 to run, but an activity in it has failed', engine.now())
            """);
        await office.BreakAsync("""
            WITH broken AS (
              INSERT INTO engine.instance (office, id, definition_id, definition_version, version, status, sub_status, state, created_at, updated_at, finished_at)
              SELECT office, gen_random_uuid(), definition_id, version, 1, 'Finished', 'Faulted',
                     convert_to(json_build_object('definitionId', definition_id, 'definitionVersion', version, 'status', 'Finished', 'subStatus', 'Faulted')::text, 'UTF8'), engine.now(), engine.now(), engine.now()
              FROM engine.definition
              WHERE office = 3315 AND state = 'published'
              LIMIT 1
              RETURNING id
            )
            INSERT INTO engine.incident (office, instance, id, number, activity_id, activity_type, code, message, attempts, raised_at, failed_at)
            SELECT 3315, id, gen_random_uuid(), 1, 'ulang', 'Elsa.While', 'workflow-endless',
                   'Expected the workflow to wait or end, but after 10000 activities it is still running, now at tulis', 1, engine.now(), engine.now()
            FROM broken
            """);
        var page = await office.OpenAsync(width);
        await page.SignInAsync("admin");
        await page.GotoAsync("/kendala");
        await page.LookAsync("kendala");
        var before = await page.Locator("button[name=pekerjaan]").CountAsync();

        await page.Locator("tr", new PageLocatorOptions { HasTextString = "laporan-triwulan" }).Locator("button").First.ClickAsync();

        await Assertions.Expect(page.Locator("[role=status]")).ToContainTextAsync("Dicoba lagi");
        await Assertions.Expect(page.Locator("button[name=pekerjaan]")).ToHaveCountAsync(before - 1);
        await page.LookAsync("kendala-diulang");
    }

    [Theory]
    [InlineData(1280)]
    [InlineData(360)]
    public async Task A_paper_that_could_not_be_printed_is_shown_with_its_reason_and_printed_when_it_is_tried_again(int width)
    {
        await office.BreakAsync("""
            INSERT INTO documents.template (office, code, hash, files, is_current, loaded_at)
            VALUES (3315, 'SPMB', repeat('0', 64), convert_to('{"template.sbnhtml":"<p>Surat perintah</p>"}', 'UTF8'), false, engine.now()) ON CONFLICT DO NOTHING
            """);
        await office.BreakAsync("""
            INSERT INTO documents.document (office, id, case_id, code, title, number, issued_on, issued_at, positions, verification_code, model, template_hash, status, attempts, last_error, created_at)
            VALUES (3315, gen_random_uuid(), gen_random_uuid(), 'SPMB', 'Surat Perintah Mengeluarkan Barang', '400.13/4711/SPMB/DP3AKB/X/2026', '2026-10-05', engine.now(), ARRAY['Kepala Bidang KB'],
                    '3315-' || gen_random_uuid(), convert_to('{}', 'UTF8'), repeat('0', 64), 'failed', 5, 'The browser was lost twice over one paper: The page crashed at Page.printToPDF', engine.now())
            """);
        await office.BreakAsync("""
            INSERT INTO documents.press (office, browser, fonts, first_printed_at, last_printed_at)
            VALUES (3315, 'HeadlessChrome/140.0.7339.80', '0f1e2d3c4b5a6978', now(), now()), (3315, 'HeadlessChrome/141.0.7390.37', '0f1e2d3c4b5a6978', now(), now()) ON CONFLICT DO NOTHING
            """);
        var page = await office.OpenAsync(width);
        await page.SignInAsync("admin");
        await page.GotoAsync("/kendala");
        await page.LookAsync("kendala-cetak");
        var before = await page.Locator("button[name=naskah]").CountAsync();

        await page.Locator("button[name=naskah]").First.ClickAsync();

        await Assertions.Expect(page.Locator("[role=status]")).ToContainTextAsync("Dicoba lagi");
        await Assertions.Expect(page.Locator("button[name=naskah]")).ToHaveCountAsync(before - 1);
    }

    [Fact]
    public async Task Two_officers_deciding_on_the_same_page_get_one_true_answer()
    {
        var first = await office.OpenAsync();
        await first.SignInAsync("faskes-3315001");
        await first.BeginRequestAsync();
        var row = first.Locator("tr", new PageLocatorOptions { HasTextString = "Suntik 3 bulan" });
        await row.Locator("input[name$='.requested']").FillAsync("100");
        await row.Locator("input[name$='.averageMonthlyConsumption']").FillAsync("100");
        await row.Locator("input[name$='.stockOnHand']").FillAsync("50");
        await first.ClickAsync("button:has-text('Ajukan usulan')");
        await first.WaitForURLAsync("**/berkas/**");
        var number = (await first.InnerTextAsync("h1")).Split(' ').First(word => word.StartsWith("AMR-", StringComparison.Ordinal));
        await first.SignOutAsync();

        await first.SignInAsync("plkb");
        await first.TakeAsync(number);
        var second = await first.Context.NewPageAsync();
        await second.GotoAsync(first.Url);
        await first.DecideAsync("lengkap");
        await Assertions.Expect(first.Locator("text=Tersimpan").First).ToBeVisibleAsync();
        await second.CheckAsync("input[name=outcome][value=kembalikan]");
        await second.FillAsync("textarea[name=comment]", "Terlambat menekan tombol");
        await second.ClickAsync("#putuskan .act-bar button");
        await Assertions.Expect(second.Locator("[role=alert]").First).ToBeVisibleAsync();
    }
}
