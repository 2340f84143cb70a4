using Alokon.Sop.Sla;

namespace Alokon.Tests.Sla;

/// <summary>Instants as an officer reads them off the wall.</summary>
internal static class Local
{
    public static DateTimeOffset Wib(int year, int month, int day, int hour, int minute, int second = 0) =>
        At(OfficeZone.Wib, year, month, day, hour, minute, second);

    public static DateTimeOffset At(OfficeZone zone, int year, int month, int day, int hour, int minute, int second = 0) =>
        new DateTimeOffset(year, month, day, hour, minute, second, zone.Offset()).ToUniversalTime();

    public static WorkingCalendar FiveDay(OfficeZone zone = OfficeZone.Wib, DateOnly? knownOn = null) =>
        new(CalendarLibrary.Find("ID-5day").Value.In(zone), knownOn);
}
