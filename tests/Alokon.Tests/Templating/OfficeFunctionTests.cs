using Xunit;

namespace Alokon.Tests.Templating;

public sealed class OfficeFunctionTests
{
    [Theory]
    [InlineData("0", "nol")]
    [InlineData("1", "satu")]
    [InlineData("10", "sepuluh")]
    [InlineData("11", "sebelas")]
    [InlineData("15", "lima belas")]
    [InlineData("20", "dua puluh")]
    [InlineData("21", "dua puluh satu")]
    [InlineData("100", "seratus")]
    [InlineData("111", "seratus sebelas")]
    [InlineData("199", "seratus sembilan puluh sembilan")]
    [InlineData("300", "tiga ratus")]
    [InlineData("1000", "seribu")]
    [InlineData("1001", "seribu satu")]
    [InlineData("1100", "seribu seratus")]
    [InlineData("2000", "dua ribu")]
    [InlineData("11000", "sebelas ribu")]
    [InlineData("101000", "seratus satu ribu")]
    [InlineData("1000000", "satu juta")]
    [InlineData("1001000", "satu juta seribu")]
    [InlineData("1250000", "satu juta dua ratus lima puluh ribu")]
    [InlineData("2000000015", "dua miliar lima belas")]
    [InlineData("1000000000000", "satu triliun")]
    [InlineData("-5", "minus lima")]
    [InlineData("12.05", "dua belas koma nol lima")]
    public void Numbers_are_spelt_out(string number, string words) => Assert.Equal(words, Rendering.Office("{{ terbilang n }}", $$"""{"n":{{number}}}"""));

    [Theory]
    [InlineData(1, "I")]
    [InlineData(4, "IV")]
    [InlineData(9, "IX")]
    [InlineData(10, "X")]
    [InlineData(1994, "MCMXCIV")]
    [InlineData(2026, "MMXXVI")]
    [InlineData(3999, "MMMCMXCIX")]
    public void Months_and_chapters_are_Roman(int number, string roman) => Assert.Equal(roman, Rendering.Office($"{{{{ {number} | romawi }}}}"));

    [Theory]
    [InlineData("{{ romawi 0 }}", "surat(1,11) : error : Roman numerals exist for 1 to 3999, not for `0`")]
    [InlineData("{{ terbilang \"banyak\" }}", "surat(1,14) : error : `banyak` is not a number")]
    public void What_is_no_number_is_refused(string text, string expected) => Assert.Equal(expected, Rendering.Office(text));

    [Theory]
    [InlineData("{{ rupiah.bulat 2.5m }}|{{ math.round 2.5m }}", "3|2")]
    [InlineData("{{ rupiah.bulat (-2.5m) }}", "-3")]
    [InlineData("{{ rupiah.bulat 2.345m 2 }}", "2,35")]
    [InlineData("{{ rupiah.tulis 1234567.5m }}", "Rp1.234.568")]
    [InlineData("{{ rupiah.terbilang 1500 }}", "seribu lima ratus rupiah")]
    [InlineData("{{ nomor.urut 7 3 }}", "007")]
    [InlineData("{{ nomor.ribuan 1234567 }}", "1.234.567")]
    public void Money_and_numbers_are_written_as_in_a_letter(string text, string expected) => Assert.Equal(expected, Rendering.Office(text));

    [Theory]
    [InlineData("{{ harga * 3 }}", "36,30")]
    [InlineData("{{ harga }}", "12,10")]
    [InlineData("{{ harga + harga == 24.2m }}", "true")]
    [InlineData("{{ jumlah | object.format \"N0\" }}", "1.234.567")]
    [InlineData("{{ jumlah | object.format \"N0\" \"en-US\" }}", "1,234,567")]
    public void Money_of_the_model_stays_exact(string text, string expected) => Assert.Equal(expected, Rendering.Office(text, """{"harga":12.10,"jumlah":1234567}"""));

    [Theory]
    [InlineData("{{ tgl | date.to_string \"%d %B %Y\" }}", "22 November 2026")]
    [InlineData("{{ tgl | date.to_string \"%A, %e %b %Y\" \"id-ID\" }}", "Minggu, 22 Nov 2026")]
    [InlineData("{{ saat | date.to_string \"%d/%m/%Y %H.%M %Z\" }}", "23/11/2026 06.30 +07:00")]
    [InlineData("{{ date.parse \"22/11/2026\" \"%d/%m/%Y\" | date.add_days 10 | date.to_string \"%F\" }}", "2026-12-02")]
    [InlineData("{{ date.add_months tgl 3 | date.to_string \"%B\" }}", "Februari")]
    [InlineData("{{ null | date.to_string \"%d\" }}", "")]
    public void Dates_are_those_of_the_office(string text, string expected) =>
        Assert.Equal(expected, Rendering.Office(text, """{"tgl":"2026-11-22","saat":"2026-11-22T23:30:00Z"}"""));
}
