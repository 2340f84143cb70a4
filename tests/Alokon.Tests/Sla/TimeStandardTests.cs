using System.Text.Json.Nodes;
using Alokon.Sop.Sla;
using Xunit;
using static Alokon.Tests.Sla.Local;

namespace Alokon.Tests.Sla;

public sealed class TimeStandardTests
{
    [Theory]
    [InlineData("""{"kind":"workingMinutes","amount":20,"budget":"rekomendasi-disposisi"}""", "PT20M")]
    [InlineData("""{"kind":"workingMinutes","amount":3600}""", "PT60H")]
    [InlineData("""{"kind":"workingDays","amount":2}""", "P2D")]
    [InlineData("""{"kind":"elapsedWorkingDays","amount":1}""", "P1D")]
    [InlineData("""{"kind":"calendarWeeks","amount":1}""", "P1W")]
    [InlineData("""{"kind":"calendarMonths","amount":1}""", "P1M")]
    [InlineData("""{"kind":"byZone","zones":{"1":120,"2":240,"3":450,"4":1350}}""", null)]
    [InlineData("""{"kind":"none"}""", null)]
    public void A_standard_is_read_and_written_alike(string json, string? duration)
    {
        var standard = TimeStandard.Parse(JsonNode.Parse(json), "step.standard").Value;
        Assert.Equal(json, standard.ToJson().ToJsonString());
        Assert.Equal(duration, standard.Duration());
    }

    [Theory]
    [InlineData("""null""", "Expected an object at teliti.standard, but found nothing")]
    [InlineData("""{}""", "Expected a text at teliti.standard.kind, but found nothing")]
    [InlineData("""{"kind":"minutes","amount":3}""", "at teliti.standard.kind, but found \"minutes\"")]
    [InlineData("""{"kind":"workingMinutes"}""", "at teliti.standard.amount, but found nothing")]
    [InlineData("""{"kind":"workingMinutes","amount":0}""", "Expected a whole number from 1 to 100000 at teliti.standard.amount, but found 0")]
    [InlineData("""{"kind":"workingDays","amount":"2"}""", "at teliti.standard.amount, but found \"2\"")]
    [InlineData("""{"kind":"workingDays","amount":2,"budget":"x"}""", "at teliti.standard.budget, but found \"x\"")]
    [InlineData("""{"kind":"byZone"}""", "at teliti.standard.zones, but found nothing")]
    [InlineData("""{"kind":"byZone","zones":{}}""", "Expected at least one zone at teliti.standard.zones")]
    [InlineData("""{"kind":"byZone","zones":{"far":3}}""", "Expected a zone number as its name at teliti.standard.zones.far, but found 3")]
    public void A_broken_standard_is_refused_by_field_and_value(string json, string expected)
    {
        var refusal = TimeStandard.Parse(JsonNode.Parse(json), "teliti.standard").Refusal!;
        Assert.Contains(expected, refusal.Message);
        Assert.StartsWith("teliti.standard", Assert.Single(refusal.Fields).Path);
    }

    [Fact]
    public void The_distance_decides_by_the_table_of_the_office()
    {
        var byZone = TimeStandard.Parse(JsonNode.Parse("""{"kind":"byZone","zones":{"1":120,"4":1350}}"""), "kirim.standard").Value;
        Assert.Equal(Wib(2026, 10, 5, 10, 0), byZone.From(FiveDay(), Wib(2026, 10, 5, 8, 0), 1).Value.DueAt);
        Assert.Equal(Wib(2026, 10, 8, 8, 0), byZone.From(FiveDay(), Wib(2026, 10, 5, 8, 0), 4).Value.DueAt);
        Assert.Equal("zone-without-standard", byZone.From(FiveDay(), Wib(2026, 10, 5, 8, 0), 2).Refusal!.Code);
        Assert.Equal("zone-without-standard", byZone.From(FiveDay(), Wib(2026, 10, 5, 8, 0), null).Refusal!.Code);
    }

    [Theory]
    [InlineData("""{""", "Expected JSON at kalender")]
    [InlineData("""{"name":"X","zone":"GMT"}""", "Expected WIB, WITA or WIT at kalender.zone, but found \"GMT\"")]
    [InlineData("""{"name":"X","zone":"WIB","response":{"kind":"none"},"hours":{"monday":["16:00-07:30"]}}""", "at kalender.hours.sunday")]
    [InlineData("""{"name":"X","zone":"WIB","response":{"kind":"none"},"hours":{"sunday":[],"monday":["16:00-07:30"]}}""", "at kalender.hours.monday[0], but found \"16:00-07:30\"")]
    [InlineData("""{"name":"X","zone":"WIB","response":{"kind":"none"},"hours":{"sunday":[],"monday":["07:30-12:00","11:00-13:00"]}}""", "Expected hours after those before it at kalender.hours.monday[1]")]
    [InlineData("""{"name":"X","zone":"WIB","response":{"kind":"none"},"hours":{"sunday":[],"monday":[],"tuesday":[],"wednesday":[],"thursday":[],"friday":[],"saturday":[]}}""", "Expected working hours on at least one day at kalender.hours")]
    [InlineData("""{"name":"X","zone":"WIB","zone":"WIT"}""", "Expected JSON at kalender")]
    public void A_broken_calendar_is_refused_by_field_and_value(string json, string expected) =>
        Assert.Contains(expected, CalendarDefinition.Parse(json, "kalender").Refusal!.Message);
}
