using System.Text;
using Alokon.Engine.Definitions;
using Alokon.Sop.Workflows;
using Alokon.Tests.Contract;
using Alokon.Tests.Workflows.Intake;
using Xunit;

namespace Alokon.Tests.Pages;

/// <summary>What an admin does with an SOP on pages without script: its table, its sheet, from paper to flow, before and after publishing.</summary>
public sealed class DesignerPagesTests(ContractServer server) : IClassFixture<ContractServer>
{
    private const string Base = $"/desainer/{Journey.Workflow}";

    private PageVisitor Admin => new(server, "admin");

    [Fact]
    public async Task The_table_is_edited_kept_as_a_draft_compared_in_words_and_published()
    {
        await PublishFileAsync();
        var admin = Admin;
        var page = (await admin.OpenAsync($"{Base}/tabel")).Expect(200);
        Assert.Contains("Menerima usulan kebutuhan alkon", page.Text);

        // Nothing changed: nothing is made.
        (await admin.SendAsync(page, "tabel", [("tindakan", "simpan")])).Expect(303);
        Assert.True(await VersionAsync() is { IsPublished: true });

        var row = RowOf(page, "teliti");
        var inserted = (await admin.SendAsync(page, "tabel", [("tindakan", $"tambah:{row + 1}"), ($"rows[{row}].waktu", "45 menit"), ($"rows[{row}].kind", "auto")])).Expect(200);
        Assert.Equal("45 menit", inserted.Fields("tabel").Single(f => f.Name == $"rows[{row}].waktu").Value);
        var saved = await admin.SendAsync(inserted, "tabel", [("tindakan", "simpan"), ($"rows[{row + 1}].kegiatan", "Memeriksa stok gudang"), ($"rows[{row + 1}].role", "gudang|"), ($"rows[{row + 1}].waktu", "15 menit"), ($"rows[{row + 1}].number", "2a")]);
        Assert.Equal($"{Base}/tabel?tersimpan=ya", saved.Expect(303).Location);

        var compared = (await admin.OpenAsync($"{Base}/bandingkan")).Expect(200).Text;
        Assert.Contains("Langkah baru: 2a Memeriksa stok gudang, oleh Pengelola Gudang, sesudah 2 Meneliti amrah alkon.", compared);
        Assert.Contains("2 Meneliti amrah alkon: standar waktu berubah: dari 30 menit kerja menjadi 45 menit kerja", compared);
        Assert.Contains("jawaban “Sesuai” menuju tempat lain: dari 3 Merekomendasi pengajuan amrah ke DP3AKB menjadi 2a Memeriksa stok gudang", compared);

        // A dry run with chosen answers goes through the new step.
        var trial = (await admin.OpenAsync($"{Base}/uji?j=terima~lengkap&j=teliti~sesuai")).Expect(200).Text;
        Assert.Contains("Sekarang: 2a Memeriksa stok gudang", trial);
        Assert.Contains("Ditolak", (await admin.OpenAsync($"{Base}/uji?j=terima~lengkap&j=teliti~sesuai&j=memeriksa-stok-gudang~selesai&j=rekomendasi~tolak&j=disposisi~tolak")).Expect(200).Text);

        var before = (await VersionAsync()).Version;
        var ready = await admin.OpenAsync($"{Base}/bandingkan");
        (await admin.SendAsync(ready, "terbit", [])).Expect(422);
        (await admin.SendAsync(ready, "terbit", [("yakin", "ya")])).Expect(303);
        Assert.Equal((before, true), ((await VersionAsync()).Version, (await VersionAsync()).IsPublished));
    }

    [Fact]
    public async Task Of_two_admins_with_the_same_table_open_the_second_is_told_and_keeps_what_was_typed()
    {
        var (first, second) = (Admin, Admin);
        var (one, two) = (await first.OpenAsync($"{Base}/tabel"), await second.OpenAsync($"{Base}/tabel"));
        var row = RowOf(one, "lapor");
        (await first.SendAsync(one, "tabel", [("tindakan", "simpan"), ($"rows[{row}].keterangan", "Dari yang pertama")])).Expect(303);

        var told = (await second.SendAsync(two, "tabel", [("tindakan", "simpan"), ($"rows[{row}].keterangan", "Dari yang kedua")])).Expect(412);

        Assert.Contains("sudah diubah oleh", told.Text);
        Assert.Equal("Dari yang kedua", told.Fields("tabel").Single(f => f.Name == $"rows[{row}].keterangan").Value);
        Assert.Contains("Dari yang pertama", (await first.OpenAsync($"{Base}/tabel")).Text);
    }

    [Fact]
    public async Task What_cannot_be_kept_is_named_and_nothing_typed_is_lost()
    {
        var admin = Admin;
        var page = await admin.OpenAsync($"{Base}/tabel");

        var refused = (await admin.SendAsync(page, "tabel", [("tindakan", "simpan"), ("rows[0].kegiatan", ""), ("rows[1].kind", "workingDays"), ("rows[1].amount", "dua"), ("rows[1].output", "Ketikan")])).Expect(422);

        Assert.Contains("Baris 1 – Kegiatan", refused.Text);
        Assert.Contains("Baris 2 – Standar waktu", refused.Text);
        Assert.Equal("Ketikan", refused.Fields("tabel").Single(f => f.Name == "rows[1].output").Value);
    }

    [Theory]
    [InlineData("grobogan", null)]
    [InlineData("kota-tangerang", "sop.csv")]
    [InlineData("banyuwangi", "sop.xlsx")]
    public async Task An_SOP_becomes_a_draft_with_its_questions(string seed, string? fileName)
    {
        var admin = Admin;
        var text = SeedTests.Text(seed);
        var page = (await admin.OpenAsync("/desainer/impor")).Expect(200);
        var read = fileName is null
            ? await admin.SendAsync(page, "impor", [("tindakan", "baca"), ("text", text)])
            : await admin.SendAsync(page, "impor", [("tindakan", "baca")], (fileName, fileName.EndsWith("xlsx", StringComparison.Ordinal) ? Workbook.Of(text) : Csv(text)));
        Assert.Contains($"{SeedTests.Read(seed).Questions.Count} pertanyaan", read.Expect(200).Text);
        Assert.Contains("Belum ada yang disimpan", read.Text);

        var name = $"Alur {seed} {Alokon.Engine.Ids.New():N}";
        var made = (await admin.SendAsync(read, "impor", [("tindakan", "buat"), ("name", name)])).Expect(303);

        var table = (await admin.OpenAsync(made.Location!)).Expect(200);
        Assert.Contains("Pilih pelaksana setiap langkah", table.Text);
        Assert.Contains("Sudah terjawab", table.Text);
        var count = SeedTests.Read(seed).Questions.Count;
        (await admin.SendAsync(table, "tabel", [("tindakan", "simpan"), ("answered", "0")])).Expect(303);
        Assert.Contains($"{count - 1} pertanyaan dari SOP ini", (await admin.OpenAsync(made.Location!)).Text);

        // It lacks its performers: the check says so, and it cannot be published unseen.
        var compared = (await admin.OpenAsync(made.Location!.Replace("/tabel", "/bandingkan", StringComparison.Ordinal))).Expect(200);
        Assert.Contains("belum punya pelaksana", compared.Text);
        Assert.Contains("Belum ada versi yang berlaku", compared.Text);
    }

    [Theory]
    [InlineData("catatan.docx", "bukan teks, CSV, atau XLSX")]
    [InlineData("rusak.xlsx", "tidak dapat dibaca")]
    [InlineData("kosong.csv", "Tidak ditemukan tabel kegiatan")]
    public async Task A_file_that_is_no_SOP_is_refused_with_what_to_do(string name, string told)
    {
        var admin = Admin;
        var page = await admin.OpenAsync("/desainer/impor");

        Assert.Contains(told, (await admin.SendAsync(page, "impor", [("tindakan", "baca")], (name, Encoding.UTF8.GetBytes("apa;saja\n1;2")))).Expect(422).Text);
    }

    [Fact]
    public async Task The_sheet_of_the_SOP_is_printed_as_a_PDF()
    {
        var pdf = (await new PageVisitor(server, "auditor").OpenAsync($"{Base}/lembar-sop.pdf?versi=1")).Expect(200);

        Assert.Equal("application/pdf", pdf.MediaType);
        Assert.StartsWith("%PDF-", Encoding.ASCII.GetString(pdf.Bytes, 0, 5), StringComparison.Ordinal);
        (await Admin.OpenAsync($"{Base}/lembar-sop.pdf?versi=99")).Expect(404);
    }

    [Fact]
    public async Task Running_cases_are_moved_with_a_preview_and_taken_back()
    {
        await PublishFileAsync();
        var admin = Admin;
        var journey = await (await Journey.StartAsync(server)).ToAsync("teliti");
        var page = await admin.OpenAsync($"{Base}/tabel");
        var row = RowOf(page, "teliti");
        (await admin.SendAsync(page, "tabel", [("tindakan", "simpan"), ($"rows[{row}].kegiatan", $"Meneliti {Alokon.Engine.Ids.New():N}")])).Expect(303);
        var version = (await server.SendAsync(new PublishDefinition(Journey.Workflow, null))).Definition.Version;

        var preview = (await admin.OpenAsync($"{Base}/pindah")).Expect(200);
        Assert.Contains("dapat dipindahkan", preview.Text);
        (await admin.SendAsync(preview, "pindah", [("tindakan", "pindah"), ("cases", journey.Id), ("reason", "")])).Expect(422);
        (await admin.SendAsync(preview, "pindah", [("tindakan", "pindah"), ("cases", journey.Id), ("reason", "SOP direvisi")])).Expect(303);
        Assert.Equal(version, (await journey.ViewAsync())["workflowVersion"]!.GetValue<int>());

        var done = await admin.OpenAsync($"{Base}/pindah?hasil=pindah");
        Assert.Contains("1 dipindahkan", done.Text);
        var move = (await server.SendAsync(new ListMoves(Journey.Workflow))).Items[0].Id;
        (await admin.SendAsync(done, "batal", [("move", $"{move}")])).Expect(303);
        Assert.NotEqual(version, (await journey.ViewAsync())["workflowVersion"]!.GetValue<int>());
        Assert.Contains("1 dibatalkan", (await admin.OpenAsync($"{Base}/pindah?hasil=batal")).Text);
    }

    [Fact]
    public async Task Past_cases_are_replayed_against_any_version()
    {
        await PublishFileAsync();
        var journey = await (await Journey.StartAsync(server)).ToEndAsync();
        var number = (await journey.ViewAsync())["number"]!.GetValue<string>();

        var same = (await new PageVisitor(server, "manajer").OpenAsync($"{Base}/putar-ulang?versi=1&dari=2020-01-01&sampai=2099-01-01")).Expect(200);
        Assert.Contains("Berakhir sama", same.Text);
        Assert.Contains("berkas dengan versi 1", same.Text);
        Assert.DoesNotContain($"{number} </a>", same.Text);
        Assert.Contains("0 berkas", (await Admin.OpenAsync($"{Base}/putar-ulang?versi=1&dari=2020-01-01&sampai=2020-01-02")).Expect(200).Text);
    }

    [Theory]
    [InlineData("tabel")]
    [InlineData("bandingkan")]
    [InlineData("uji")]
    [InlineData("putar-ulang")]
    [InlineData("pindah")]
    [InlineData("lembar-sop.pdf")]
    public async Task Who_watches_may_look_others_may_not_and_no_office_sees_anothers(string page)
    {
        (await new PageVisitor(server, "manajer").OpenAsync($"{Base}/{page}")).Expect(200);
        (await new PageVisitor(server, "auditor").OpenAsync($"{Base}/{page}")).Expect(200);
        (await new PageVisitor(server, "plkb").OpenAsync($"{Base}/{page}")).Expect(403);
        (await new PageVisitor(server, "admin", ContractServer.Tasikmalaya).OpenAsync($"{Base}/{page}")).Expect(404);
    }

    [Fact]
    public async Task Only_an_admin_is_shown_what_changes_something_and_only_an_admin_may_send_it()
    {
        var manajer = new PageVisitor(server, "manajer");
        foreach (var page in new[] { "tabel", "bandingkan", "pindah" })
        {
            Assert.DoesNotContain("name=\"_handler\" value=\"tabel\"", (await manajer.OpenAsync($"{Base}/{page}")).Html);
        }

        // The form of an admin in the hands of somebody else.
        var form = await Admin.OpenAsync($"{Base}/tabel");
        var sent = await manajer.SendAsync(form, "tabel", [("tindakan", "simpan"), ("rows[0].output", "Bukan wewenangnya")]);
        Assert.NotEqual(303, sent.Status);
        Assert.DoesNotContain("Bukan wewenangnya", (await Admin.OpenAsync($"{Base}/tabel")).Text);
        Assert.Equal(0, (await manajer.OpenAsync("/desainer/impor")).Html.Split("<textarea").Length - 1);
    }

    /// <summary>Facts share the office: this one begins with the SOP as the file has it.</summary>
    private async Task PublishFileAsync()
    {
        await server.SendAsync(new ImportDefinitions([new("grobogan.json", Engine.Given.Grobogan)]));
        await server.SendAsync(new PublishDefinition(Journey.Workflow, null));
    }

    private async Task<StoredDefinition> VersionAsync() => (await server.SendAsync(new GetDefinition(Journey.Workflow, VersionOptions.Latest))).Stored;

    private static int RowOf(Visited page, string step)
    {
        var field = page.Fields("tabel").First(f => f.Value == step && f.Name.EndsWith(".step", StringComparison.Ordinal)).Name;
        return int.Parse(field[5..field.IndexOf(']', StringComparison.Ordinal)]);
    }

    private static byte[] Csv(string text) =>
        Encoding.UTF8.GetBytes(string.Join("\r\n", text.ReplaceLineEndings("\n").Split('\n').Select(line => string.Join(';', line.Split('\t').Select(cell => $"\"{cell.Replace("\"", "\"\"", StringComparison.Ordinal)}\"")))));
}
