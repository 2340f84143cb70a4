using System.Globalization;
using System.Numerics;
using System.Text;
using Alokon.Templating.Running;

namespace Alokon.Templating.Functions;

/// <summary>
/// What official letters need and Scriban has not. All of them are plain functions of their arguments, so that an office
/// may give the same names to a Scriban of its own.
/// </summary>
internal static class OfficeFunctions
{
    private const int LongestNumber = 40;

    public static IReadOnlyList<BuiltIn> Bare { get; } =
    [
        new("terbilang number:any", c => c[0] is null ? null : Terbilang.Spell(Amount(c, 0))),
        new("romawi number:any", c => c[0] is null ? null : Roman(c, Amount(c, 0))),
    ];

    public static IEnumerable<BuiltIn> Rupiah { get; } =
    [
        new("bulat amount:any digits:int?", c => c[0] is null ? null : Round(c, Amount(c, 0))),
        new("tulis amount:any", c => c[0] is null ? null : "Rp" + Math.Round(Amount(c, 0), MidpointRounding.AwayFromZero).ToString("N0", CultureInfo.GetCultureInfo("id-ID"))),
        new("terbilang amount:any", c => c[0] is null ? null : Terbilang.Spell(Math.Round(Amount(c, 0), MidpointRounding.AwayFromZero)) + " rupiah"),
    ];

    public static IEnumerable<BuiltIn> Nomor { get; } =
    [
        new("urut number:int digits:int", c => c.Integer(0).ToString(
            "D" + (c.Integer(1) is >= 1 and <= LongestNumber and var digits ? digits : throw c.Fault(1, $"Expected between 1 and {LongestNumber} digits")).ToString(CultureInfo.InvariantCulture),
            CultureInfo.InvariantCulture)),
        new("ribuan number:any", c => c[0] is null ? null : Amount(c, 0).ToString("#,##0.##########", CultureInfo.GetCultureInfo("id-ID"))),
    ];

    public static decimal Amount(Call call, int argument)
    {
        try
        {
            return call[argument] switch
            {
                int number => number,
                long number => number,
                BigInteger number => (decimal)number,
                decimal number => number,
                double number => (decimal)number,
                float number => (decimal)number,
                string or SafeHtml when decimal.TryParse(call.Text(argument), NumberStyles.Number & ~NumberStyles.AllowThousands, CultureInfo.InvariantCulture, out var number) => number,
                _ => throw call.Fault(argument, $"`{call.Text(argument)}` is not a number"),
            };
        }
        catch (OverflowException)
        {
            throw call.Fault(argument, $"`{call.Text(argument)}` is too large");
        }
    }

    /// <summary>Half goes away from zero, as on an invoice; plain <c>math.round</c> rounds half to even.</summary>
    public static object Round(Call call, decimal amount)
    {
        var digits = call[1] is int given ? given : 0;
        return digits is >= 0 and <= 28
            ? Math.Round(amount, digits, MidpointRounding.AwayFromZero)
            : throw call.Fault(1, "Expected between 0 and 28 digits");
    }

    public static string Roman(Call call, decimal number)
    {
        if (number is < 1 or > 3999 || number != decimal.Floor(number))
        {
            throw call.Fault(0, $"Roman numerals exist for 1 to 3999, not for `{call.Text(0)}`");
        }

        var rest = (int)number;
        var roman = new StringBuilder();
        foreach (var (value, sign) in Signs)
        {
            for (; rest >= value; rest -= value)
            {
                roman.Append(sign);
            }
        }

        return roman.ToString();
    }

    private static readonly (int Value, string Sign)[] Signs =
    [
        (1000, "M"), (900, "CM"), (500, "D"), (400, "CD"), (100, "C"), (90, "XC"), (50, "L"), (40, "XL"), (10, "X"), (9, "IX"), (5, "V"), (4, "IV"), (1, "I"),
    ];
}
