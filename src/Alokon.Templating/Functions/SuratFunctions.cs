using System.Globalization;
using System.Text.RegularExpressions;
using Alokon.Templating.Running;

namespace Alokon.Templating.Functions;

/// <summary>
/// The namespace <c>surat</c>: what official letters need and Scriban has not, documented for the authors of templates in
/// templates/PANDUAN.md. Unlike the bare names of old, nothing comes of nothing: a value that is missing is an error with its place.
/// </summary>
internal static partial class SuratFunctions
{
    private const int WidestNumber = 12;

    private static readonly CultureInfo Indonesian = CultureInfo.GetCultureInfo("id-ID");

    public static IReadOnlyList<BuiltIn> All { get; } =
    [
        new("terbilang angka:any", c => Terbilang.Spell(Known(c))),
        new("romawi angka:any", c => OfficeFunctions.Roman(c, Known(c))),
        new("rupiah angka:any desimal:int?", c => Rupiah(c, Known(c))),
        new("bulat angka:any desimal:int?", c => OfficeFunctions.Round(c, Known(c))),
        new("angka angka:any", c => Known(c).ToString("#,##0.##########", Indonesian)),
        new("nomor urut:any lebar:int?", c => Padded(c, Known(c))),
        new("tanggal tanggal:any bentuk:text?", c => Date(c, c[1] is null ? "panjang" : c.Text(1))),
        new("baris_teks teks:any lebar:any ukuran:any?", c => TextMeasure.Lines(c.Text(0), Size(c, 1), c[2] is null ? TextMeasure.TableSize : Size(c, 2))),
        new("halaman baris:list pilihan:any", PageDivision.Divide),
    ];

    /// <summary>A length in millimetres or points: positive, and no longer than any paper.</summary>
    public static double Size(Call call, int argument) =>
        OfficeFunctions.Amount(call, argument) is > 0 and < 2000 and var size ? (double)size : throw call.Fault(argument, $"`{call.Text(argument)}` bukan ukuran yang masuk akal");

    private static decimal Known(Call call) => call[0] is null ? throw call.Fault(0, "Diharapkan angka, tetapi nilainya kosong") : OfficeFunctions.Amount(call, 0);

    /// <summary>Without digits whole rupiah, half of one rounded up, as on a receipt.</summary>
    private static string Rupiah(Call call, decimal amount)
    {
        var digits = call[1] is int given ? given : 0;
        if (digits is not (0 or 2))
        {
            throw call.Fault(1, "Rupiah ditulis tanpa desimal atau dengan dua desimal");
        }

        var rounded = Math.Round(amount, digits, MidpointRounding.AwayFromZero);
        return (rounded < 0 ? "-Rp" : "Rp") + Math.Abs(rounded).ToString(digits == 0 ? "N0" : "N2", Indonesian);
    }

    private static string Padded(Call call, decimal number)
    {
        var width = call[1] is int given ? given : 1;
        if (width is < 1 or > WidestNumber)
        {
            throw call.Fault(1, $"Lebar nomor harus 1 sampai {WidestNumber} angka");
        }

        return number >= 0 && number == decimal.Truncate(number)
            ? number.ToString("F0", CultureInfo.InvariantCulture).PadLeft(width, '0')
            : throw call.Fault(0, $"Nomor urut harus bilangan bulat mulai nol, bukan `{call.Text(0)}`");
    }

    private static string Date(Call call, string form)
    {
        var date = form == "bulan" && call[0] is string month && Month().IsMatch(month) ? Day(call, $"{month}-01") : Day(call, null);
        return form switch
        {
            "panjang" => date.ToString("d MMMM yyyy", Indonesian),
            "hari" => date.ToString("dddd, d MMMM yyyy", Indonesian),
            "bulan" => date.ToString("MMMM yyyy", Indonesian),
            "angka" => date.ToString("dd-MM-yyyy", CultureInfo.InvariantCulture),
            "huruf" => $"{date.ToString("dddd", Indonesian)}, tanggal {Terbilang.Spell(date.Day)} bulan {date.ToString("MMMM", Indonesian)} tahun {Terbilang.Spell(date.Year)}",
            _ => throw call.Fault(1, $"Bentuk tanggal `{form}` tidak dikenal; pilih panjang, hari, huruf, bulan, atau angka"),
        };
    }

    /// <summary>The day as it stands in the text: the hour and zone behind it must not move it.</summary>
    private static DateTime Day(Call call, string? text)
    {
        text ??= call[0] is DateTime date ? date.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture) : call[0] is null ? throw call.Fault(0, "Diharapkan tanggal, tetapi nilainya kosong") : call.Text(0);
        return Iso().Match(text) is { Success: true } iso
            && DateTime.TryParseExact(iso.Groups["day"].Value, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var day)
                ? day
                : throw call.Fault(0, $"`{text}` bukan tanggal; tulis tahun-bulan-hari, misalnya 2026-10-05");
    }

    [GeneratedRegex(@"\A(?<day>\d{4}-\d{2}-\d{2})(?:T[0-9:.]+(?:Z|[+-]\d{2}:\d{2})?)?\z", RegexOptions.CultureInvariant)]
    private static partial Regex Iso();

    [GeneratedRegex(@"\A\d{4}-\d{2}\z", RegexOptions.CultureInvariant)]
    private static partial Regex Month();
}
