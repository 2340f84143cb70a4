using System.Globalization;
using System.Text.RegularExpressions;

namespace Alokon.Host.Api;

/// <summary>Times as the contract writes them: RFC 3339 with an offset, in a year that an office's calendar may know.</summary>
internal static partial class Instants
{
    private const int FirstYear = 2000;
    private const int LastYear = 2199;

    /// <returns>None when the text is no such time.</returns>
    public static DateTimeOffset? Read(string? text) =>
        text is not null
        && Shape().IsMatch(text)
        && DateTimeOffset.TryParse(text, CultureInfo.InvariantCulture, DateTimeStyles.None, out var instant)
        && instant.Year is >= FirstYear and <= LastYear
            ? instant
            : null;

    /// <summary>Also a bare date: that day's beginning, or its end.</summary>
    public static DateTimeOffset? ReadDay(string? text, bool endOfDay)
    {
        if (DateOnly.TryParseExact(text, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var day))
        {
            return day.Year is >= FirstYear and <= LastYear
                ? new DateTimeOffset(day.AddDays(endOfDay ? 1 : 0), TimeOnly.MinValue, TimeSpan.FromHours(7))
                : null;
        }

        return Read(text);
    }

    [GeneratedRegex(@"\A[0-9]{4}-[0-9]{2}-[0-9]{2}T[0-9]{2}:[0-9]{2}(:[0-9]{2}(\.[0-9]{1,7})?)?(Z|[+-][0-9]{2}:[0-9]{2})\z", RegexOptions.IgnoreCase)]
    private static partial Regex Shape();
}
