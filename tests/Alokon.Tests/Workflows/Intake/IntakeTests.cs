using Alokon.Sop.Workflows.Intake;
using Alokon.Sop.Workflows.Table;
using Alokon.Tests.Pages;
using Xunit;

namespace Alokon.Tests.Workflows.Intake;

/// <summary>Tables as offices really hand them in: spreadsheets with merged cells, one performer's column, marks.</summary>
public sealed class IntakeTests
{
    private const string Marked =
        "No\tKegiatan\tKepala Bidang KB\tPLKB\tKelengkapan\tWaktu\tOutput\tKeterangan\n" +
        "1\tMenyusun jadwal\t\tx\tFormulir\t2 hari kerja\tJadwal\t\n" +
        "2\tMenyetujui jadwal\tv\t\tJadwal\t1 jam\tJadwal disetujui\t\n" +
        "3\tMelaksanakan kegiatan\tx\tx\tJadwal\t1.200 menit\tLaporan\t";

    [Fact]
    public void A_mark_in_a_column_says_who_and_two_marks_are_a_question()
    {
        var reading = Read(Marked);

        Assert.Equal(["plkb PLKB", "kabid Kepala Bidang KB", "kabid Kepala Bidang KB dan PLKB"], reading.Table.Rows.Select(row => $"{row.Role} {row.Pelaksana}"));
        Assert.Contains(reading.Questions, question => question is { Code: "performers-together", Row: 2 });
        Assert.DoesNotContain(reading.Questions, question => question.Code is "performers-unreadable" or "time-days-working");
        Assert.Equal(["""{"kind":"workingDays","amount":2}""", """{"kind":"workingMinutes","amount":60}""", """{"kind":"workingMinutes","amount":1200}"""], reading.Table.Rows.Select(row => row.Standard));
    }

    [Fact]
    public void One_column_may_name_the_performer_of_each_row()
    {
        var reading = Read("No\tUraian\tPelaksana\tKelengkapan\tWaktu\tOutput\n1\tMencatat barang\tPengelola Gudang\tBuku\t10 menit\tCatatan\n2\tMelapor\tBidan\tBuku\t1 minggu\tLaporan");

        Assert.Equal(["gudang", "faskes"], reading.Table.Rows.Select(row => row.Role));
        Assert.Equal(["Pengelola Gudang", "Bidan"], reading.Table.Columns.Select(column => column.Label));
    }

    [Fact]
    public void A_cell_merged_over_two_rows_of_a_spreadsheet_is_said_in_both()
    {
        var text = "No\tKegiatan\tPelaksana\tKelengkapan\tWaktu\tOutput\n1\tMengepak\tPengelola Gudang\tSPMB\t30 menit\tKoli\n2\tMengirim barang\tPetugas Pengirim\t\t\t";

        var reading = SopReader.Read(XlsxGrid.Read(Workbook.Of(text, "D2:D3", "E2:E3", "F2:F3")).Value).Value;

        Assert.Equal(["SPMB 30 menit Koli", "SPMB 30 menit Koli"], reading.Table.Rows.Select(row => $"{row.Kelengkapan} {row.Waktu} {row.Output}"));
        Assert.Contains(reading.Questions, question => question.Code == "time-shared-cell");
        Assert.All(reading.Table.Rows, row => Assert.Contains("budget", row.Standard));
    }

    [Fact]
    public void Csv_with_quotes_line_breaks_and_semicolons_is_one_table()
    {
        var grid = SopGrid.FromCsv("No;Kegiatan;Pelaksana;Kelengkapan;Waktu;Output\n1;\"Menerima; mencatat\";PLKB;\"Formulir\nAMR\";15 menit;\"Buku \"\"masuk\"\"\"\n").Value;

        var row = Assert.Single(SopReader.Read(grid).Value.Table.Rows);
        Assert.Equal(("Menerima; mencatat", "Formulir AMR", "Buku \"masuk\""), (row.Kegiatan, row.Kelengkapan, row.Output));
    }

    [Theory]
    [InlineData("30 menit", WaktuKind.Fixed, """{"kind":"workingMinutes","amount":30}""")]
    [InlineData("Dibutuhkan waktu sekitar 15 menit", WaktuKind.Fixed, """{"kind":"workingMinutes","amount":15}""")]
    [InlineData("2 – 3 hari", WaktuKind.Range, """{"kind":"workingDays","amount":3}""")]
    [InlineData("maks. 1 hari", WaktuKind.AtMost, """{"kind":"workingDays","amount":1}""")]
    [InlineData("s/d 6 hari", WaktuKind.AtMost, """{"kind":"workingDays","amount":6}""")]
    [InlineData("1 Minggu", WaktuKind.Fixed, """{"kind":"calendarWeeks","amount":1}""")]
    [InlineData("1 bulan", WaktuKind.Fixed, """{"kind":"calendarMonths","amount":1}""")]
    [InlineData("setiap 3 bulan", WaktuKind.Recurring, """{"kind":"none"}""")]
    [InlineData("Sesuai jarak Wilayah.", WaktuKind.ByDistance, """{"kind":"byZone","zones":{"1":120,"2":240,"3":450,"4":1350}}""")]
    [InlineData("secukupnya", WaktuKind.Unreadable, """{"kind":"none"}""")]
    [InlineData("-", WaktuKind.Empty, """{"kind":"none"}""")]
    public void The_wording_of_a_time_is_understood(string wording, WaktuKind kind, string standard)
    {
        var reading = WaktuReading.Read(wording);

        Assert.Equal((kind, standard), (reading.Kind, reading.Standard.ToJson().ToJsonString()));
    }

    [Theory]
    [InlineData("")]
    [InlineData("Surat biasa tanpa tabel.")]
    [InlineData("No\tNama\tAlamat\tTelepon\n1\tA\tB\tC")]
    public void What_is_no_SOP_gives_no_draft(string text) => Assert.IsType<IntakeRefusal.NoSteps>(SopReader.Read(SopGrid.FromText(text).Value).Refusal);

    private static SopReading Read(string text) => SopReader.Read(SopGrid.FromText(text).Value).Value;
}
