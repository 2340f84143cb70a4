using System.Collections.Concurrent;
using System.Globalization;
using Quartz;

namespace Alokon.Engine;

/// <summary>
/// A cron expression as Elsa writes it: six fields, seconds first; days of the week 0-7 from Sunday, or names; where day of month and
/// day of week are both given, both must hold. Quartz reckons it; it numbers the days from 1 and takes either day, so it is given names, and
/// two expressions where both count.
/// </summary>
public sealed class CronSchedule
{
    private const int MostSteps = 5_000;
    private static readonly string[] Days = ["SUN", "MON", "TUE", "WED", "THU", "FRI", "SAT", "SUN"];
    private static readonly ConcurrentDictionary<string, CronSchedule?> Known = new(StringComparer.Ordinal);

    private readonly string[] _expressions;

    private CronSchedule(string[] expressions) => _expressions = expressions;

    /// <returns>None when the text is no cron expression.</returns>
    public static CronSchedule? Find(string? expression)
    {
        var text = expression?.Trim() ?? "";
        if (Known.Count > 1_000)
        {
            Known.Clear(); // expressions that cases reckon themselves must not fill the memory
        }

        return Known.GetOrAdd(text, Read);
    }

    /// <returns>The first occurrence after <paramref name="after"/>, UTC; none when there is none any more (31 February).</returns>
    public DateTimeOffset? After(DateTimeOffset after, TimeZoneInfo zone)
    {
        var all = _expressions.Select(e => new CronExpression(e, zone)).ToArray();
        var from = after;
        for (var steps = 0; steps < MostSteps; steps++)
        {
            DateTimeOffset? latest = null;
            var agree = true;
            foreach (var expression in all)
            {
                if (expression.GetNextValidTimeAfter(from) is not { } next)
                {
                    return null;
                }

                agree &= latest is null || latest == next;
                latest = latest is null || next > latest ? next : latest;
            }

            if (agree)
            {
                return latest?.ToUniversalTime();
            }

            // Nothing before the later one holds for both; it itself may.
            from = latest!.Value.AddSeconds(-1); // set: there is at least one expression
        }

        return null;
    }

    private static CronSchedule? Read(string text)
    {
        if (text.StartsWith('@'))
        {
            return Valid([text]) ? new([text]) : null;
        }

        var fields = text.Split(' ', StringSplitOptions.RemoveEmptyEntries);
        if (fields.Length is not (6 or 7) || DayNames(fields[5]) is not { } week)
        {
            return null;
        }

        var (month, anyMonth, anyWeek) = (fields[3], fields[3] is "*" or "?", week is "*" or "?");
        string With(string dayOfMonth, string dayOfWeek) =>
            string.Join(' ', [.. fields[..3], dayOfMonth, fields[4], dayOfWeek, .. fields[6..]]);
        string[] expressions = (anyMonth, anyWeek) switch
        {
            (_, true) => [With(anyMonth ? "*" : month, "?")],
            (true, false) => [With("?", week)],
            (false, false) => [With(month, "?"), With("?", week)],
        };
        return Valid(expressions) ? new(expressions) : null;
    }

    /// <summary>0-7 and 1-5 and MON,3 and 5#2 and 5L in names.</summary>
    private static string? DayNames(string field)
    {
        var parts = field.Split(',').Select(part =>
        {
            var step = part.Split('/');
            var ends = step[0].Split('-').Select(DayName).ToArray();
            return ends.Contains(null) || step.Length > 2 ? null : string.Join('/', [string.Join('-', ends), .. step[1..]]);
        }).ToArray();
        return parts.Contains(null) ? null : string.Join(',', parts);
    }

    private static string? DayName(string day)
    {
        var digits = day.TakeWhile(char.IsAsciiDigit).Count();
        if (digits == 0)
        {
            return day;
        }

        return int.TryParse(day.AsSpan(0, digits), NumberStyles.None, CultureInfo.InvariantCulture, out var number) && number < Days.Length
            ? Days[number] + day[digits..]
            : null;
    }

    private static bool Valid(string[] expressions) => expressions.All(e => CronExpression.TryParse(e, out _));
}
