using System.Collections.Frozen;

namespace Alokon.Sop.Sla;

/// <summary>
/// Counts working time by one calendar as it was known on one day. Instants go in with any offset and come out in UTC;
/// days are local days of the calendar's zone. Opening and closing instants both belong to their day.
/// </summary>
public sealed class WorkingCalendar
{
    private readonly CalendarDefinition _definition;
    private readonly FrozenDictionary<DateOnly, Holiday> _holidays;
    private readonly IReadOnlyList<RamadanPeriod> _ramadan;
    private readonly FrozenSet<int> _confirmedYears;

    /// <param name="knownOn">Holidays announced after this day are left out; null = everything known.</param>
    public WorkingCalendar(CalendarDefinition definition, DateOnly? knownOn = null)
    {
        _definition = definition;
        bool Known(DateOnly? from) => knownOn is null || from is null || from <= knownOn;
        var known = definition.Holidays.Where(h => Known(h.KnownFrom)).ToList();
        _holidays = known
            .Where(h => h.Certainty != "guess") // nobody may be called late because of a guess, nor excused by one
            .DistinctBy(h => h.Date)
            .ToFrozenDictionary(h => h.Date);
        _ramadan = [.. definition.Ramadan.Where(r => Known(r.KnownFrom))];
        _confirmedYears = known.Where(h => h.Certainty == "confirmed").Select(h => h.Date.Year).ToFrozenSet();
    }

    public string Name => _definition.Name;

    public OfficeZone Zone => _definition.Zone;

    /// <summary>How soon somebody has to take up a task that arrived.</summary>
    public TimeStandard Response => _definition.Response;

    public DateTimeOffset ToLocal(DateTimeOffset at) => at.ToOffset(Zone.Offset());

    public DateTimeOffset ToUtc(DateTime local) =>
        new DateTimeOffset(DateTime.SpecifyKind(local, DateTimeKind.Unspecified), Zone.Offset()).ToUniversalTime();

    /// <summary>The local midnight with which the day begins, UTC.</summary>
    public DateTimeOffset StartOf(DateOnly day) => ToUtc(day.ToDateTime(TimeOnly.MinValue));

    /// <returns>False: its holidays are forecasts or missing, so a deadline in it may still move. To be shown, loudly.</returns>
    public bool IsConfirmed(int year) => _confirmedYears.Contains(year);

    public IEnumerable<int> UnconfirmedYears(DateTimeOffset from, DateTimeOffset to)
    {
        var first = ToLocal(from).Year;
        return Enumerable.Range(first, Math.Max(0, ToLocal(to).Year - first + 1)).Where(year => !IsConfirmed(year));
    }

    public Holiday? HolidayOn(DateOnly day) => _holidays.GetValueOrDefault(day);

    public bool IsRamadan(DateOnly day) => _ramadan.Any(r => r.From <= day && day <= r.To);

    /// <returns>Empty on a closed day.</returns>
    public IReadOnlyList<Stretch> HoursOf(DateOnly day) =>
        _holidays.ContainsKey(day) ? []
        : IsRamadan(day) ? _definition.RamadanHours[(int)day.DayOfWeek]
        : _definition.Hours[(int)day.DayOfWeek];

    public bool IsWorkingDay(DateOnly day) => HoursOf(day).Count > 0;

    /// <summary>Working time of the whole day, without breaks: 450 minutes, 390 in Ramadan, zero when closed.</summary>
    public TimeSpan Nominal(DateOnly day) => HoursOf(day).Aggregate(TimeSpan.Zero, (sum, stretch) => sum + stretch.Length);

    /// <returns><paramref name="at"/> itself when it is working time, else the next opening (of the day, or after the break).</returns>
    public DateTimeOffset FirstWorkingInstant(DateTimeOffset at)
    {
        var local = ToLocal(at).DateTime;
        for (var day = DateOnly.FromDateTime(local); ; day = day.AddDays(1))
        {
            foreach (var stretch in HoursOf(day))
            {
                if (local <= day.ToDateTime(stretch.Close))
                {
                    var open = day.ToDateTime(stretch.Open);
                    return ToUtc(local > open ? local : open);
                }
            }
        }
    }

    /// <summary>The working day to which an event belongs: its own, or the next one when it came after closing or on a closed day.</summary>
    public DateOnly DayOf(DateTimeOffset at) => DateOnly.FromDateTime(ToLocal(FirstWorkingInstant(at)).DateTime);

    /// <param name="work">Working time, zero or more.</param>
    /// <returns>The earliest instant at which it has been worked: a span that ends with the day is due at closing, not at the next opening.</returns>
    public DateTimeOffset Add(DateTimeOffset from, TimeSpan work)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(work, TimeSpan.Zero);
        var local = ToLocal(FirstWorkingInstant(from)).DateTime;
        for (var day = DateOnly.FromDateTime(local); ; day = day.AddDays(1))
        {
            foreach (var stretch in HoursOf(day))
            {
                var (start, end) = (Later(day.ToDateTime(stretch.Open), local), day.ToDateTime(stretch.Close));
                if (end >= start && work <= end - start)
                {
                    return ToUtc(start + work);
                }

                work -= end > start ? end - start : TimeSpan.Zero;
            }
        }
    }

    /// <returns>Zero when <paramref name="to"/> is not after <paramref name="from"/>.</returns>
    public TimeSpan Between(DateTimeOffset from, DateTimeOffset to)
    {
        var (start, end) = (ToLocal(from).DateTime, ToLocal(to).DateTime);
        var sum = TimeSpan.Zero;
        for (var day = DateOnly.FromDateTime(start); day <= DateOnly.FromDateTime(end); day = day.AddDays(1))
        {
            foreach (var stretch in HoursOf(day))
            {
                var (open, close) = (Later(day.ToDateTime(stretch.Open), start), Earlier(day.ToDateTime(stretch.Close), end));
                sum += close > open ? close - open : TimeSpan.Zero;
            }
        }

        return sum;
    }

    /// <summary>The day of the event does not count; due at closing of the nth working day after it.</summary>
    public DateTimeOffset EndOfNthDay(DateTimeOffset from, int days)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(days);
        var day = DayOf(from);
        for (var left = days; left > 0; left--)
        {
            day = NextWorkingDay(day.AddDays(1));
        }

        return ClosingOf(day);
    }

    /// <summary>Seven days a week from the working day of the event; a closed day moves it to the next open one; due at closing.</summary>
    public DateTimeOffset WeeksLater(DateTimeOffset from, int weeks) => ClosingOf(NextWorkingDay(DayOf(from).AddDays(7 * weeks)));

    /// <summary>The same day number, or the last of a shorter month; a closed day moves it to the next open one; due at closing.</summary>
    public DateTimeOffset MonthsLater(DateTimeOffset from, int months) => ClosingOf(NextWorkingDay(DayOf(from).AddMonths(months)));

    /// <returns>How many working days lie after the working day of <paramref name="from"/>, up to and with that of <paramref name="to"/>.</returns>
    public int DaysBetween(DateTimeOffset from, DateTimeOffset to)
    {
        var (first, last) = (DayOf(from), DayOf(to));
        var count = 0;
        for (var day = first.AddDays(1); day <= last; day = day.AddDays(1))
        {
            count += IsWorkingDay(day) ? 1 : 0;
        }

        return count;
    }

    private DateOnly NextWorkingDay(DateOnly day)
    {
        while (!IsWorkingDay(day))
        {
            day = day.AddDays(1);
        }

        return day;
    }

    private DateTimeOffset ClosingOf(DateOnly workingDay) => ToUtc(workingDay.ToDateTime(HoursOf(workingDay)[^1].Close));

    private static DateTime Later(DateTime a, DateTime b) => a > b ? a : b;

    private static DateTime Earlier(DateTime a, DateTime b) => a < b ? a : b;
}
