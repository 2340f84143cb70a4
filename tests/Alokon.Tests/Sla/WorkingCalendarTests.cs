using Alokon.Sop.Sla;
using Xunit;
using static Alokon.Tests.Sla.Local;

namespace Alokon.Tests.Sla;

public sealed class WorkingCalendarTests
{
    private static readonly WorkingCalendar Grobogan = FiveDay();

    [Fact]
    public void What_arrives_at_closing_time_belongs_to_that_day() =>
        Assert.Equal(Wib(2026, 10, 7, 16, 0), Grobogan.EndOfNthDay(Wib(2026, 10, 5, 16, 0), 2));

    [Fact]
    public void What_arrives_a_second_after_closing_belongs_to_the_next_day() =>
        Assert.Equal(Wib(2026, 10, 8, 16, 0), Grobogan.EndOfNthDay(Wib(2026, 10, 5, 16, 0, 1), 2));

    [Fact]
    public void Time_that_ends_with_the_day_is_due_at_closing_not_at_the_next_opening() =>
        Assert.Equal(Wib(2026, 10, 5, 16, 0), Grobogan.Add(Wib(2026, 10, 5, 15, 30), TimeSpan.FromMinutes(30)));

    [Fact]
    public void Time_that_ends_with_the_break_is_due_when_the_break_begins() =>
        Assert.Equal(Wib(2026, 10, 5, 12, 0), Grobogan.Add(Wib(2026, 10, 5, 11, 30), TimeSpan.FromMinutes(30)));

    [Fact]
    public void No_time_at_all_is_due_at_the_first_working_instant() =>
        Assert.Equal(Wib(2026, 10, 12, 7, 30), Grobogan.Add(Wib(2026, 10, 10, 10, 0), TimeSpan.Zero));

    [Fact]
    public void Between_is_the_inverse_of_Add()
    {
        var start = Wib(2026, 12, 22, 14, 10);
        foreach (var minutes in (int[])[1, 109, 110, 111, 450, 3600])
        {
            Assert.Equal(TimeSpan.FromMinutes(minutes), Grobogan.Between(start, Grobogan.Add(start, TimeSpan.FromMinutes(minutes))));
        }
    }

    [Fact]
    public void Working_time_backwards_is_none() =>
        Assert.Equal(TimeSpan.Zero, Grobogan.Between(Wib(2026, 10, 6, 9, 0), Wib(2026, 10, 5, 9, 0)));

    [Theory]
    [InlineData(OfficeZone.Wib, "2026-10-12T00:50:00Z")]
    [InlineData(OfficeZone.Wita, "2026-10-11T23:50:00Z")]
    [InlineData(OfficeZone.Wit, "2026-10-11T22:50:00Z")]
    public void The_same_local_deadline_is_another_instant_in_every_zone(OfficeZone zone, string utc) =>
        Assert.Equal(DateTimeOffset.Parse(utc), FiveDay(zone).Add(At(zone, 2026, 10, 9, 16, 20), TimeSpan.FromMinutes(30)));

    [Fact]
    public void An_event_late_in_UTC_is_already_the_next_day_in_Jayapura() =>
        Assert.Equal(new DateOnly(2026, 10, 6), FiveDay(OfficeZone.Wit).DayOf(new DateTimeOffset(2026, 10, 5, 22, 45, 0, TimeSpan.Zero)));

    [Fact]
    public void A_week_is_thirty_seven_and_a_half_hours_and_in_Ramadan_thirty_two_and_a_half()
    {
        Assert.Equal(TimeSpan.FromHours(37.5), Grobogan.Between(Wib(2026, 10, 5, 0, 0), Wib(2026, 10, 12, 0, 0)));
        Assert.Equal(TimeSpan.FromHours(32.5), Grobogan.Between(Wib(2026, 2, 23, 0, 0), Wib(2026, 3, 2, 0, 0)));
    }

    [Fact]
    public void The_six_day_week_is_as_long()
    {
        var puskesmas = new WorkingCalendar(CalendarLibrary.Find("ID-6day-illustrative").Value);
        Assert.Equal(TimeSpan.FromHours(37.5), puskesmas.Between(Wib(2026, 10, 5, 0, 0), Wib(2026, 10, 12, 0, 0)));
        Assert.Equal(TimeSpan.FromHours(32.5), puskesmas.Between(Wib(2026, 2, 23, 0, 0), Wib(2026, 3, 2, 0, 0)));
    }

    [Theory]
    [InlineData(2024, 238)]
    [InlineData(2025, 237)]
    [InlineData(2026, 240)]
    public void A_year_has_as_many_working_days_as_the_decrees_leave(int year, int days) =>
        Assert.Equal(days, Enumerable.Range(0, DateTime.IsLeapYear(year) ? 366 : 365).Count(n => Grobogan.IsWorkingDay(new DateOnly(year, 1, 1).AddDays(n))));

    [Fact]
    public void The_extra_holiday_of_2025_is_not_known_the_day_before_the_decree_and_is_on_it()
    {
        var day = new DateOnly(2025, 8, 18);
        Assert.True(FiveDay(knownOn: new DateOnly(2025, 8, 6)).IsWorkingDay(day));
        Assert.False(FiveDay(knownOn: new DateOnly(2025, 8, 7)).IsWorkingDay(day));
    }

    [Fact]
    public void A_guess_is_nobodys_holiday() => Assert.True(Grobogan.IsWorkingDay(new DateOnly(2027, 3, 9)));

    [Fact]
    public void A_year_without_decree_is_named() =>
        Assert.Equal([2027, 2028], Grobogan.UnconfirmedYears(Wib(2025, 5, 1, 8, 0), Wib(2028, 1, 3, 8, 0)));

    [Fact]
    public void Sample_five_is_six_hundred_and_sixty_working_minutes_late()
    {
        var due = Grobogan.EndOfNthDay(Wib(2026, 10, 5, 8, 0), 6);
        Assert.Equal(Wib(2026, 10, 13, 16, 0), due);
        Assert.Equal(660, Grobogan.Between(due, Wib(2026, 10, 15, 11, 0)).TotalMinutes);
    }

    [Fact]
    public void The_explanation_counts_the_days_and_names_the_holidays()
    {
        var start = Wib(2026, 12, 22, 10, 0);
        var why = DeadlineExplanation.Of(Grobogan, start, Grobogan.EndOfNthDay(start, 3), []);
        Assert.Equal(
            [
                (22, DayRole.Start, null, null), (23, DayRole.Counted, null, 1),
                (24, DayRole.Holiday, "Cuti bersama Natal", null), (25, DayRole.Holiday, "Kelahiran Yesus Kristus (Natal)", null),
                (26, DayRole.Weekend, null, null), (27, DayRole.Weekend, null, null),
                (28, DayRole.Counted, null, 2), (29, DayRole.Counted, null, (int?)3),
            ],
            why.Days.Select(d => (d.Date.Day, d.Role, d.Holiday, d.Number)));
        Assert.Equal(300, why.Days[0].Worked.TotalMinutes);
        Assert.Empty(why.UnconfirmedYears);
    }

    [Fact]
    public void The_explanation_takes_a_pause_out()
    {
        var start = Wib(2026, 10, 5, 8, 0);
        var pause = new Standstill(Wib(2026, 10, 6, 9, 0), Wib(2026, 10, 8, 9, 0), "perbaiki");
        var why = DeadlineExplanation.Of(Grobogan, start, Wib(2026, 10, 9, 16, 30), [pause]);
        Assert.Equal([DayRole.Start, DayRole.Counted, DayRole.Paused, DayRole.Counted, DayRole.Counted], why.Days.Select(d => d.Role));
        Assert.Equal([420.0, 90, 0, 360, 450], why.Days.Select(d => d.Worked.TotalMinutes));
    }
}
