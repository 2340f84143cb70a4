using System.Globalization;
using System.Text;
using System.Text.RegularExpressions;
using Alokon.Templating.Running;
using Alokon.Templating.Syntax;

namespace Alokon.Templating.Functions;

/// <summary>Dates are local dates of one zone, the one the rendering was given; there is no "now".</summary>
internal static partial class DateFunctions
{
    public const string DefaultFormat = "%d %b %Y";

    public static IEnumerable<BuiltIn> All { get; } =
    [
        new("parse text:text pattern:text? culture:text?", Parse),
        new("to_string datetime:date pattern:text culture:text?", c => c[0] is DateTime date ? Format(c.Run, date, c.Text(1), MathFunctions.Culture(c, 2) ?? c.Run.Culture) : null),
        new("add_years date:date years:int", c => Moved(c, date => date.AddYears(c.Integer(1)))),
        new("add_months date:date months:int", c => Moved(c, date => date.AddMonths(c.Integer(1)))),
        new("add_days date:date days:double", c => Moved(c, date => date.AddDays((double)c[1]!))),
        new("add_hours date:date hours:double", c => Moved(c, date => date.AddHours((double)c[1]!))),
        new("add_minutes date:date minutes:double", c => Moved(c, date => date.AddMinutes((double)c[1]!))),
        new("add_seconds date:date seconds:double", c => Moved(c, date => date.AddSeconds((double)c[1]!))),
        new("add_milliseconds date:date millis:double", c => Moved(c, date => date.AddMilliseconds((double)c[1]!))),
    ];

    // What may stand in a pattern to parse by; null: only for writing.
    private static readonly Dictionary<char, string?> Patterns = new()
    {
        ['a'] = "ddd", ['A'] = "dddd", ['b'] = "MMM", ['B'] = "MMM", ['c'] = "ddd MMM dd HH:mm:ss yyyy", ['C'] = null, ['d'] = "dd", ['D'] = "MM/dd/yy",
        ['e'] = "%d", ['F'] = "yyyy-MM-dd", ['h'] = "MMM", ['H'] = "HH", ['I'] = "hh", ['j'] = null, ['k'] = "%H", ['l'] = "%h", ['L'] = "fff", ['m'] = "MM",
        ['M'] = "mm", ['n'] = null, ['N'] = "fffffff00", ['p'] = "tt", ['P'] = "tt", ['r'] = "hh:mm:ss tt", ['R'] = "HH:mm", ['s'] = null, ['S'] = "ss",
        ['t'] = null, ['T'] = "HH:mm:ss", ['u'] = null, ['U'] = null, ['v'] = null, ['V'] = null, ['W'] = null, ['w'] = null, ['x'] = "d", ['X'] = "T",
        ['y'] = "yy", ['Y'] = "yyyy", ['Z'] = "zzz", ['%'] = null,
    };

    [GeneratedRegex(@"(?:Z|[+-]\d{2}:?\d{2})\s*$", RegexOptions.CultureInvariant | RegexOptions.IgnoreCase)]
    private static partial Regex Offset();

    /// <summary>A date as an argument: in an official document the ISO text of the model is one, too.</summary>
    public static object? ToDate(Evaluation run, Span span, object? value) => value switch
    {
        null => null,
        DateTime date => date,
        string or SafeHtml when run.Strict => Read(run, run.ToText(value), null, run.Culture)
            ?? throw new TemplateFault(span, $"`{run.ToText(value)}` is not a date"),
        _ => throw new TemplateFault(span, $"Unable to convert type `{Values.TypeName(value)}` to `DateTime`"),
    };

    public static string Format(Evaluation run, DateTime date, string pattern, CultureInfo culture)
    {
        var text = new StringBuilder();
        for (var i = 0; i < pattern.Length; i++)
        {
            if (pattern[i] != '%' || i + 1 == pattern.Length)
            {
                text.Append(pattern[i]);
                continue;
            }

            i++;
            if (pattern[i] == 'g')
            {
                culture = CultureInfo.InvariantCulture;
                text.Append(pattern == "%g" ? Format(run, date, " " + DefaultFormat, culture) : "");
                continue;
            }

            text.Append(One(run, date, pattern[i], culture) ?? "%" + pattern[i]);
        }

        return text.ToString();
    }

    private static string? One(Evaluation run, DateTime date, char letter, CultureInfo culture) => letter switch
    {
        'B' => date.ToString("MMMM", culture),
        'C' => (date.Year / 100).ToString("D2", culture),
        'e' => date.ToString("%d", culture).PadLeft(2),
        'j' => date.DayOfYear.ToString("D3", culture),
        'k' => date.ToString("%H", culture).PadLeft(2),
        'l' => date.ToString("%h", culture).PadLeft(2),
        'n' => "\n",
        'P' => date.ToString("tt", culture).ToLowerInvariant(),
        's' => new DateTimeOffset(date, run.Zone.GetUtcOffset(date)).ToUnixTimeSeconds().ToString(culture),
        't' => "\t",
        'u' => (date.DayOfWeek == DayOfWeek.Sunday ? 7 : (int)date.DayOfWeek).ToString(culture),
        'U' => culture.Calendar.GetWeekOfYear(date, culture.DateTimeFormat.CalendarWeekRule, DayOfWeek.Sunday).ToString("D2", culture),
        'v' => string.Create(CultureInfo.InvariantCulture, $"{date.Day,2}-{date.ToString("MMM", CultureInfo.InvariantCulture).ToUpperInvariant()}-{date.Year:D4}"),
        'V' => culture.Calendar.GetWeekOfYear(date, CalendarWeekRule.FirstFourDayWeek, DayOfWeek.Monday).ToString("D2", culture),
        'W' => culture.Calendar.GetWeekOfYear(date, culture.DateTimeFormat.CalendarWeekRule, DayOfWeek.Monday).ToString("D2", culture),
        'w' => ((int)date.DayOfWeek).ToString(culture),
        'Z' => new DateTimeOffset(date, run.Zone.GetUtcOffset(date)).ToString("zzz", culture),
        '%' => "%",
        _ => Patterns.TryGetValue(letter, out var format) ? date.ToString(format, culture) : null,
    };

    private static object Moved(Call call, Func<DateTime, DateTime> move) =>
        call[0] is DateTime date ? move(date) : throw call.Fault(0, "Unable to convert type `null` to `DateTime`");

    private static object? Parse(Call call)
    {
        var text = call.Text(0);
        if (text.Length == 0)
        {
            return null;
        }

        var culture = MathFunctions.Culture(call, 2) ?? call.Run.Culture;
        if (Read(call.Run, text, call[1] is null ? null : ToPattern(call, call.Text(1), ref culture), culture) is { } date)
        {
            return date;
        }

        // Scriban makes the first day of the year 1 of what is no date; an official document must not say that.
        return call.Run.Strict ? throw call.Fault(0, $"`{text}` is not a date") : default(DateTime);
    }

    private static string ToPattern(Call call, string pattern, ref CultureInfo culture)
    {
        var format = new StringBuilder();
        for (var i = 0; i < pattern.Length; i++)
        {
            if (pattern[i] != '%' || i + 1 == pattern.Length)
            {
                format.Append(pattern[i]);
                continue;
            }

            i++;
            if (pattern[i] == 'g')
            {
                culture = CultureInfo.InvariantCulture;
            }
            else if (!Patterns.TryGetValue(pattern[i], out var known))
            {
                format.Append('%').Append(pattern[i]);
            }
            else
            {
                format.Append(known ?? throw call.Fault(1, $"The pattern %{pattern[i]} is not supported for the parse method (Parameter 'pattern')"));
            }
        }

        return format.ToString();
    }

    /// <returns>The date on the clocks of the rendering's zone; null when the text is none.</returns>
    private static DateTime? Read(Evaluation run, string text, string? pattern, CultureInfo culture)
    {
        if (Offset().IsMatch(text) && text.Contains(':', StringComparison.Ordinal))
        {
            var known = pattern is null
                ? DateTimeOffset.TryParse(text, culture, DateTimeStyles.None, out var instant)
                : DateTimeOffset.TryParseExact(text, pattern, culture, DateTimeStyles.None, out instant);
            return known ? TimeZoneInfo.ConvertTime(instant, run.Zone).DateTime : null;
        }

        var read = pattern is null
            ? DateTime.TryParse(text, culture, DateTimeStyles.None, out var date)
            : DateTime.TryParseExact(text, pattern, culture, DateTimeStyles.None, out date);
        return read ? DateTime.SpecifyKind(date, DateTimeKind.Unspecified) : null;
    }
}
