using System.Globalization;

namespace Alokon.Templating.Functions;

/// <summary>Numbers in Indonesian words, as on a receipt: <c>1.250.000</c> is <c>satu juta dua ratus lima puluh ribu</c>.</summary>
internal static class Terbilang
{
    private static readonly string[] Digits = ["nol", "satu", "dua", "tiga", "empat", "lima", "enam", "tujuh", "delapan", "sembilan", "sepuluh", "sebelas"];

    private static readonly string[] Groups = ["", "ribu", "juta", "miliar", "triliun", "kuadriliun", "kuintiliun", "sekstiliun", "septiliun", "oktiliun"];

    /// <summary>Decimals are read digit by digit behind <c>koma</c>.</summary>
    public static string Spell(decimal number)
    {
        var sign = number < 0 ? "minus " : "";
        var size = Math.Abs(number);
        var whole = decimal.Truncate(size);
        var fraction = size == whole ? "" : (size - whole).ToString("0.############################", CultureInfo.InvariantCulture)[2..];
        var words = fraction.Length == 0 ? "" : " koma " + string.Join(' ', fraction.Select(digit => Digits[digit - '0']));
        return sign + Whole(whole) + words;
    }

    private static string Whole(decimal number)
    {
        if (number == 0)
        {
            return Digits[0];
        }

        var words = new List<string>();
        for (var group = 0; number > 0; group++)
        {
            var below = (int)(number % 1000);
            number = decimal.Truncate(number / 1000);
            if (below == 0)
            {
                continue;
            }

            // One thousand is `seribu`, but one million is `satu juta`.
            words.Insert(0, (below, group) switch
            {
                (1, 1) => "seribu",
                (_, 0) => BelowThousand(below),
                _ => $"{BelowThousand(below)} {Groups[group]}",
            });
        }

        return string.Join(' ', words);
    }

    private static string BelowThousand(int number) => number switch
    {
        < 12 => Digits[number],
        < 20 => $"{Digits[number - 10]} belas",
        < 100 => $"{Digits[number / 10]} puluh{Rest(number % 10)}",
        < 200 => $"seratus{Rest(number - 100)}",
        _ => $"{Digits[number / 100]} ratus{Rest(number % 100)}",
    };

    private static string Rest(int number) => number == 0 ? "" : " " + BelowThousand(number);
}
