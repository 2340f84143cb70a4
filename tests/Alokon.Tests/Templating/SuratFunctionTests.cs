using System.Globalization;
using Xunit;

namespace Alokon.Tests.Templating;

/// <summary>The namespace surat, as templates/PANDUAN.md promises it to the authors of templates.</summary>
public sealed class SuratFunctionTests
{
    [Theory]
    [InlineData("0", "nol")]
    [InlineData("11", "sebelas")]
    [InlineData("480", "empat ratus delapan puluh")]
    [InlineData("1000", "seribu")]
    [InlineData("1001000", "satu juta seribu")]
    [InlineData("1000000000000", "satu triliun")]
    [InlineData("3000000000000007", "tiga kuadriliun tujuh")]
    [InlineData("999999999999999999", "sembilan ratus sembilan puluh sembilan kuadriliun sembilan ratus sembilan puluh sembilan triliun sembilan ratus sembilan puluh sembilan miliar sembilan ratus sembilan puluh sembilan juta sembilan ratus sembilan puluh sembilan ribu sembilan ratus sembilan puluh sembilan")]
    [InlineData("-5", "minus lima")]
    [InlineData("0.5", "nol koma lima")]
    [InlineData("-12.05", "minus dua belas koma nol lima")]
    public void Numbers_are_spelt_out_to_the_quadrillions_with_sign_and_decimals(string number, string words) =>
        Assert.Equal(words, Rendering.Office("{{ surat.terbilang n }}", $$"""{"n":{{number}}}"""));

    [Theory]
    [InlineData("{{ surat.romawi 10 }}", "X")]
    [InlineData("{{ surat.romawi 2026 }}", "MMXXVI")]
    [InlineData("{{ surat.rupiah 1250000 }}", "Rp1.250.000")]
    [InlineData("{{ surat.rupiah 0.5m }}", "Rp1")]
    [InlineData("{{ surat.rupiah (-1250.5m) 2 }}", "-Rp1.250,50")]
    [InlineData("{{ surat.bulat 2.5m }}|{{ surat.bulat (-2.5m) }}|{{ surat.bulat 2.345m 2 }}", "3|-3|2,35")]
    [InlineData("{{ surat.angka 1234567.5m }}", "1.234.567,5")]
    [InlineData("{{ surat.nomor 7 3 }}|{{ surat.nomor 7 }}|{{ surat.nomor 1234 3 }}", "007|7|1234")]
    public void Money_and_numbers_are_written_as_in_a_letter(string text, string expected) => Assert.Equal(expected, Rendering.Office(text));

    [Theory]
    [InlineData("", "5 Oktober 2026")]
    [InlineData("\"panjang\"", "5 Oktober 2026")]
    [InlineData("\"hari\"", "Senin, 5 Oktober 2026")]
    [InlineData("\"huruf\"", "Senin, tanggal lima bulan Oktober tahun dua ribu dua puluh enam")]
    [InlineData("\"bulan\"", "Oktober 2026")]
    [InlineData("\"angka\"", "05-10-2026")]
    public void A_date_has_five_forms(string form, string expected) => Assert.Equal(expected, Rendering.Office($"{{{{ surat.tanggal t {form} }}}}", """{"t":"2026-10-05"}"""));

    [Theory]
    [InlineData("2026-10-07T00:30:00+09:00", "7 Oktober 2026")]
    [InlineData("2026-10-07T23:59:59Z", "7 Oktober 2026")]
    public void The_hour_and_zone_behind_a_date_do_not_move_it(string instant, string expected) =>
        Assert.Equal(expected, Rendering.Office("{{ surat.tanggal t }}", $$"""{"t":"{{instant}}"}"""));

    [Fact]
    public void A_month_alone_is_a_period() => Assert.Equal("Oktober 2026", Rendering.Office("{{ surat.tanggal \"2026-10\" \"bulan\" }}"));

    [Theory]
    [InlineData("{{ surat.terbilang null }}", "surat(1,20) : error : Diharapkan angka, tetapi nilainya kosong")]
    [InlineData("{{ surat.terbilang \"banyak\" }}", "surat(1,20) : error : `banyak` is not a number")]
    [InlineData("\n  {{ surat.romawi 4000 }}", "surat(2,19) : error : Roman numerals exist for 1 to 3999, not for `4000`")]
    [InlineData("{{ surat.rupiah 5 3 }}", "surat(1,19) : error : Rupiah ditulis tanpa desimal atau dengan dua desimal")]
    [InlineData("{{ surat.bulat 5 29 }}", "surat(1,18) : error : Expected between 0 and 28 digits")]
    [InlineData("{{ surat.nomor (-1) 3 }}", "surat(1,16) : error : Nomor urut harus bilangan bulat mulai nol, bukan `-1`")]
    [InlineData("{{ surat.nomor 1 13 }}", "surat(1,18) : error : Lebar nomor harus 1 sampai 12 angka")]
    [InlineData("{{ surat.tanggal \"2026-02-30\" }}", "surat(1,18) : error : `2026-02-30` bukan tanggal; tulis tahun-bulan-hari, misalnya 2026-10-05")]
    [InlineData("{{ surat.tanggal null }}", "surat(1,18) : error : Diharapkan tanggal, tetapi nilainya kosong")]
    [InlineData("{{ surat.tanggal \"2026-10-05\" \"pendek\" }}", "surat(1,31) : error : Bentuk tanggal `pendek` tidak dikenal; pilih panjang, hari, huruf, bulan, atau angka")]
    [InlineData("{{ surat.baris_teks \"a\" 0 }}", "surat(1,25) : error : `0` bukan ukuran yang masuk akal")]
    [InlineData("{{ surat.halaman [1] {pertama: 9, berikut: 9} }}", "surat(1,18) : error : Diharapkan daftar baris, masing-masing berisi kolom")]
    [InlineData("{{ surat.halaman [] {pertama: 9} }}", "surat(1,21) : error : Pilihan `berikut` belum diisi")]
    [InlineData("{{ surat.halaman [] {pertama: 9, berikut: 9, tinggi: 1} }}", "surat(1,21) : error : Pilihan `tinggi` tidak dikenal")]
    [InlineData("{{ surat.halaman [] {pertama: \"a\", berikut: 9} }}", "surat(1,21) : error : Pilihan `pertama` harus ukuran dalam milimeter, bukan `a`")]
    public void What_cannot_be_written_is_refused_at_its_place(string text, string expected) => Assert.Equal(expected, Rendering.Office(text));

    [Theory]
    [InlineData("Kondom", 30, 1)]
    [InlineData("Suntik 3 bulan (DMPA 150 mg)", 48, 1)]
    [InlineData("Suntik 3 bulan (DMPA 150 mg)", 30, 2)]
    [InlineData("WWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWW", 40, 5)]
    [InlineData("", 30, 1)]
    public void The_lines_of_a_text_in_a_column_are_reckoned_from_the_widths_of_its_letters(string text, int width, int lines) =>
        Assert.Equal($"{lines}", Rendering.Office("{{ surat.baris_teks t w }}", $$"""{"t":"{{text}}","w":{{width}}}"""));

    [Fact]
    public void A_short_table_is_one_page_and_needs_no_sums() =>
        Assert.Equal("[10 20 5 ]", Divided((200, 200, 0), (10, "vial"), (20, "vial"), (5, "buah")));

    [Fact]
    public void What_a_page_carries_on_is_the_sum_of_all_rows_above_and_the_next_page_begins_with_it() =>
        Assert.Equal(
            "[1 2 ~vial 3 ][^vial 3 4 8 ~vial 15 ][^vial 15 16 =vial 31 ]",
            Divided((20.5, 27.2, 0), (1, "vial"), (2, "vial"), (4, "vial"), (8, "vial"), (16, "vial")));

    [Fact]
    public void Each_unit_is_carried_for_itself() =>
        Assert.Equal(
            "[1 2 ~vial 1 ~buah 2 ][^vial 1 ^buah 2 4 =vial 5 =buah 2 ]",
            Divided((27.2, 40, 10), (1, "vial"), (2, "buah"), (4, "vial")));

    [Fact]
    public void The_signatures_never_stand_alone_on_a_page_the_last_two_rows_go_with_them() =>
        Assert.Equal("[1 ~vial 1 ][^vial 1 2 4 =vial 7 ]", Divided((30, 60, 12), (1, "vial"), (2, "vial"), (4, "vial")));

    [Fact]
    public void A_table_without_rows_is_one_page_with_nothing_in_it() => Assert.Equal("[]", Divided((20, 20, 0)));

    private static string Divided((double First, double Next, double Closing) room, params (int Amount, string Unit)[] rows)
    {
        var list = string.Join(',', rows.Select(r => $$"""{"q":{{r.Amount}},"s":"{{r.Unit}}"}"""));
        const string Text =
            """
            {{- for h in (surat.halaman baris {jumlah: ["q"], satuan: "s", pertama: p, berikut: b, akhir: a}) -}}
            [{{ for u in h.pindahan }}^{{ u.satuan }} {{ u.q }} {{ end }}{{ for r in h.baris }}{{ r.q }} {{ end -}}
            {{ for u in h.dipindahkan }}~{{ u.satuan }} {{ u.q }} {{ end }}{{ for u in h.jumlah }}={{ u.satuan }} {{ u.q }} {{ end }}]
            {{- end -}}
            """;
        return Rendering.Office(Text, string.Create(CultureInfo.InvariantCulture, $$"""{"baris":[{{list}}],"p":{{room.First}},"b":{{room.Next}},"a":{{room.Closing}}}"""));
    }
}
