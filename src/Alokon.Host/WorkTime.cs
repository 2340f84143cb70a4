using System.Globalization;

namespace Alokon.Host;

/// <summary>Lengths of working time in words. A working day here is the office's ordinary 7½ hours.</summary>
internal static class WorkTime
{
    private const int MinutesOfDay = 450;

    /// <returns>3 jam kerja · 45 menit kerja · 2 hari kerja 1 jam.</returns>
    public static string Of(int minutes)
    {
        var (days, rest) = Math.DivRem(Math.Abs(minutes), MinutesOfDay);
        var (hours, left) = Math.DivRem(rest, 60);
        return (days, hours, left) switch
        {
            (0, 0, _) => Text($"{left} menit kerja"),
            (0, _, 0) => Text($"{hours} jam kerja"),
            (0, _, _) => Text($"{hours} jam {left} menit kerja"),
            (_, 0, _) => Text($"{days} hari kerja"),
            _ => Text($"{days} hari {hours} jam kerja"),
        };
    }

    /// <returns>Time on the wall: 5 menit, 3 jam, 2 hari.</returns>
    public static string Ago(TimeSpan span) =>
        span.TotalMinutes < 1 ? "baru saja"
        : span.TotalHours < 1 ? Text($"{(int)span.TotalMinutes} menit")
        : span.TotalDays < 1 ? Text($"{(int)span.TotalHours} jam")
        : Text($"{(int)span.TotalDays} hari");

    private static string Text(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);
}
