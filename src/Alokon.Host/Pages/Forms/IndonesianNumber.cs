using System.Globalization;
using System.Text.RegularExpressions;

namespace Alokon.Host.Pages.Forms;

/// <summary>Numbers as officers write them: 1.250 is one thousand two hundred and fifty, 12,5 is twelve and a half.</summary>
internal static partial class IndonesianNumber
{
    private static readonly NumberFormatInfo Format = new() { NumberDecimalSeparator = ",", NumberGroupSeparator = ".", NumberGroupSizes = [3] };

    /// <returns>None for what can be read in two ways (12.5 and 0.125 are English): a quantity is asked again rather than guessed.</returns>
    public static decimal? Parse(string text)
    {
        var trimmed = text.Trim();
        return trimmed.Length <= 24 && (Plain().IsMatch(trimmed) || Grouped().IsMatch(trimmed))
            ? decimal.Parse(trimmed, NumberStyles.AllowLeadingSign | NumberStyles.AllowDecimalPoint | NumberStyles.AllowThousands, Format)
            : null;
    }

    /// <summary>For reading: 1.250 and 12,5; at most two decimals.</summary>
    public static string Show(decimal number) => number.ToString("#,##0.##", Format);

    /// <summary>For a field: no dots, so that nobody has to type around them.</summary>
    public static string Type(decimal number) => number.ToString("0.##", Format);

    [GeneratedRegex(@"^-?[0-9]{1,15}(,[0-9]+)?$", RegexOptions.CultureInvariant)]
    private static partial Regex Plain();

    [GeneratedRegex(@"^-?[1-9][0-9]{0,2}(\.[0-9]{3})+(,[0-9]+)?$", RegexOptions.CultureInvariant)]
    private static partial Regex Grouped();
}
