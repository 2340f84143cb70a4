using System.Globalization;

namespace Alokon.Host.Pages;

/// <summary>The office's clock on the wall, written as Indonesian officials write it.</summary>
public sealed class LocalTime(string zone)
{
    private static readonly string[] Days = ["Minggu", "Senin", "Selasa", "Rabu", "Kamis", "Jumat", "Sabtu"];
    private static readonly string[] Months = ["Januari", "Februari", "Maret", "April", "Mei", "Juni", "Juli", "Agustus", "September", "Oktober", "November", "Desember"];

    private readonly TimeZoneInfo _zone = TimeZoneInfo.FindSystemTimeZoneById(zone);

    public static LocalTime Jakarta { get; } = new("Asia/Jakarta");

    /// <summary>WIB, WITA, WIT.</summary>
    public string ZoneName => zone switch
    {
        "Asia/Makassar" => "WITA",
        "Asia/Jayapura" => "WIT",
        _ => "WIB",
    };

    public DateTimeOffset At(DateTimeOffset instant) => TimeZoneInfo.ConvertTime(instant, _zone);

    public DateOnly DayOf(DateTimeOffset instant) => DateOnly.FromDateTime(At(instant).DateTime);

    /// <returns>The instant at which this local day begins.</returns>
    public DateTimeOffset StartOf(DateOnly day)
    {
        var local = day.ToDateTime(TimeOnly.MinValue);
        return new DateTimeOffset(local, _zone.GetUtcOffset(local));
    }

    /// <returns>Senin, 5 Oktober 2026 pukul 09.15 WIB.</returns>
    public string Full(DateTimeOffset instant) => $"{LongDay(DayOf(instant))} pukul {Clock(instant)} {ZoneName}";

    /// <returns>Senin, 5 Oktober 2026.</returns>
    public static string LongDay(DateOnly day) => $"{Days[(int)day.DayOfWeek]}, {Day(day)}";

    /// <returns>5 Oktober 2026.</returns>
    public static string Day(DateOnly day) => string.Create(CultureInfo.InvariantCulture, $"{day.Day} {Months[day.Month - 1]} {day.Year}");

    /// <returns>Sen 5 Okt 09.15: for lists, where the year goes without saying.</returns>
    public string Short(DateTimeOffset instant)
    {
        var day = DayOf(instant);
        return string.Create(CultureInfo.InvariantCulture, $"{Days[(int)day.DayOfWeek][..3]} {day.Day} {Months[day.Month - 1][..3]} {Clock(instant)}");
    }

    public string Clock(DateTimeOffset instant) => At(instant).ToString("HH.mm", CultureInfo.InvariantCulture);

    /// <returns>Oktober 2026, for a period 2026-10.</returns>
    public static string Period(string period) =>
        DateOnly.TryParseExact(period + "-01", "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var first)
            ? string.Create(CultureInfo.InvariantCulture, $"{Months[first.Month - 1]} {first.Year}")
            : period;

    /// <summary>For machines and screen readers: the datetime attribute.</summary>
    public string Iso(DateTimeOffset instant) => At(instant).ToString("yyyy-MM-dd'T'HH:mm:sszzz", CultureInfo.InvariantCulture);
}
