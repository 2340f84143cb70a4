using Alokon.Engine;
using Alokon.Sop.Sla;
using Xunit;
using static Alokon.Tests.Sla.Local;

namespace Alokon.Tests.Sla;

public sealed class SlaFiguresTests : IAsyncLifetime
{
    private readonly Guid _case = Ids.New();
    private SlaOffice _office = null!; // set before every test

    public async Task InitializeAsync() => _office = await SlaOffice.OpenAsync();

    public async Task DisposeAsync() => await _office.DisposeAsync();

    [Fact]
    public async Task Sample_five_shows_the_late_recommendation_and_the_late_handover_but_not_the_waiting()
    {
        await SampleFiveAsync();

        var breaches = (await BreachesAsync(new SlaBreaches(null, null, null, null, null, null, null))).Value;

        Assert.Equal(
            [(ClockKind.Service, null, 660), (ClockKind.Handling, "rekomendasi", 30)],
            breaches.Items.Select(b => (b.Clock, b.Step, b.OverdueWorkingMinutes)));
        Assert.Equal(Wib(2026, 10, 13, 16, 0), breaches.Items[0].DueAt);
        Assert.Null(breaches.Items[0].ReasonCode);
        Assert.Null(breaches.Next);
        var waiting = Assert.Single((await BreachesAsync(new SlaBreaches(null, null, null, null, "response", null, null))).Value.Items);
        Assert.Equal("rekomendasi", waiting.Step);
    }

    [Fact]
    public async Task The_list_is_filtered_and_paged()
    {
        await SampleFiveAsync();
        Assert.Single((await BreachesAsync(new SlaBreaches(null, null, "rekomendasi", "koordinator", null, null, null))).Value.Items);
        Assert.Empty((await BreachesAsync(new SlaBreaches(null, null, null, "gudang", null, null, null))).Value.Items);
        Assert.Equal(ClockKind.Handling, Assert.Single((await BreachesAsync(new SlaBreaches(null, Wib(2026, 10, 13, 0, 0), null, null, null, null, null))).Value.Items).Clock);
        Assert.Equal(ClockKind.Service, Assert.Single((await BreachesAsync(new SlaBreaches(Wib(2026, 10, 13, 0, 0), null, null, null, null, null, null))).Value.Items).Clock);

        var first = (await BreachesAsync(new SlaBreaches(null, null, null, null, null, 1, null))).Value;
        var second = (await BreachesAsync(new SlaBreaches(null, null, null, null, null, 1, first.Next))).Value;
        Assert.Equal([ClockKind.Service, ClockKind.Handling], first.Items.Concat(second.Items).Select(b => b.Clock));
        Assert.Null(second.Next);
    }

    [Fact]
    public async Task An_unknown_clock_is_refused_by_name()
    {
        var refusal = (await BreachesAsync(new SlaBreaches(null, null, null, null, "lunch", null, null))).Refusal!;
        Assert.Equal(("clock", "lunch"), (refusal.Fields[0].Path, refusal.Fields[0].Arguments[0]));
    }

    [Fact]
    public async Task Figures_count_met_and_breached_per_step()
    {
        await SampleFiveAsync();
        foreach (var minutes in (int[])[10, 20])
        {
            var task = new ClockOwner(Ids.New(), Ids.New(), "rekomendasi", "koordinator");
            await _office.ClaimAsync(Wib(2026, 10, 14, 9, 0), task, SlaOffice.Minutes(20));
            await _office.CompleteAsync(Wib(2026, 10, 14, 9, minutes - 1, 30), task);
        }

        var figures = (await SummaryAsync(null, null)).Value;

        var step = Assert.Single(figures.Items);
        Assert.Equal(("rekomendasi", 3, 2, 1), (step.Step, step.Count, step.Met, step.Breached));
        Assert.InRange(step.P50!.Value, 19.4, 19.6);
        Assert.InRange(step.P90!.Value, 44.2, 44.4);
        Assert.Equal((1, 0, 1), (figures.Service!.Count, figures.Service.Met, figures.Service.Breached));
        Assert.Empty((await SummaryAsync(null, Wib(2026, 10, 1, 0, 0))).Value.Items);
    }

    [Fact]
    public async Task From_October_on_a_year_without_decree_is_loud()
    {
        Assert.Empty((await SummaryAsync(Wib(2026, 9, 30, 9, 0))).Value.UnconfirmedYears);
        Assert.Equal([2027], (await SummaryAsync(Wib(2026, 10, 1, 9, 0))).Value.UnconfirmedYears);
    }

    [Fact]
    public async Task The_officer_of_one_facility_does_not_see_the_offices_figures()
    {
        var refusal = (await SummaryAsync(Wib(2026, 10, 1, 9, 0), Holder("facility", "3315007"))).Refusal;
        Assert.Equal("sla-needs-office-scope", refusal!.Code);
        Assert.Null((await SummaryAsync(Wib(2026, 10, 1, 9, 0), Holder("kecamatan", "*"))).Refusal);
    }

    [Fact]
    public async Task The_same_calendar_again_makes_no_new_version()
    {
        Assert.Equal(new CalendarSet(1, false), await _office.SetAsync("dinas", "ID-5day", new DateOnly(2024, 1, 1)));
        Assert.Equal(new CalendarSet(2, true), await _office.SetAsync("puskesmas", "ID-6day-illustrative", new DateOnly(2024, 1, 1)));
    }

    [Fact]
    public async Task A_unit_with_hours_of_its_own_is_counted_by_them()
    {
        await _office.SetAsync("puskesmas", "ID-6day-illustrative", new DateOnly(2024, 1, 1));
        var twoDays = SlaOffice.Of(StandardKind.WorkingDays, 2);
        var puskesmas = new ClockOwner(_case, Ids.New(), "lapor", "3315007", "puskesmas");
        var klinik = new ClockOwner(_case, Ids.New(), "lapor", "3315008", "klinik");
        Assert.Equal(Wib(2026, 10, 12, 14, 30), await _office.ClaimAsync(Wib(2026, 10, 9, 9, 0), puskesmas, twoDays));
        Assert.Equal(Wib(2026, 10, 13, 16, 0), await _office.ClaimAsync(Wib(2026, 10, 9, 9, 0), klinik, twoDays));
    }

    [Fact]
    public async Task A_version_not_yet_known_counts_for_nobody()
    {
        await _office.SetAsync("dinas", "ID-6day-illustrative", new DateOnly(2026, 10, 9));
        var twoDays = SlaOffice.Of(StandardKind.WorkingDays, 2);
        Assert.Equal(Wib(2026, 10, 12, 16, 0), await _office.ClaimAsync(Wib(2026, 10, 8, 9, 0), new ClockOwner(_case, Ids.New(), "a", "u"), twoDays));
        Assert.Equal(Wib(2026, 10, 12, 14, 30), await _office.ClaimAsync(Wib(2026, 10, 9, 9, 0), new ClockOwner(_case, Ids.New(), "a", "u"), twoDays));
    }

    [Fact]
    public async Task A_broken_calendar_is_refused_and_changes_nothing()
    {
        await using var work = await _office.WorkAsync();
        var json = CalendarLibrary.Find("ID-5day").Value.In(OfficeZone.Wit).Json;
        json["hours"]!["monday"] = new System.Text.Json.Nodes.JsonArray("08:00-07:00");
        var refusal = (await new SetCalendarHandler(work).Handle(new SetCalendar("dinas", json, new DateOnly(2026, 1, 1)), default)).Refusal;
        Assert.Equal(("calendar-invalid", "definition.hours.monday[0]"), (refusal!.Code, refusal.Fields[0].Path));
        Assert.Equal(1, await _office.CountAsync("sla.calendar"));
    }

    private async Task SampleFiveAsync()
    {
        var task = new ClockOwner(_case, Ids.New(), "rekomendasi", "koordinator");
        await _office.AtAsync(Wib(2026, 10, 5, 8, 0), (work, clocks) => clocks.StartServiceAsync(work, _case, SlaOffice.Of(StandardKind.WorkingDays, 6), default));
        await _office.AtAsync(Wib(2026, 10, 7, 13, 25), (work, clocks) => clocks.StartResponseAsync(work, task, default));
        await _office.AtAsync(Wib(2026, 10, 12, 9, 0), (work, clocks) => clocks.StopAsync(work, task.TaskId, ClockKind.Response, default));
        await _office.ClaimAsync(Wib(2026, 10, 12, 9, 0), task, SlaOffice.Minutes(20));
        await _office.CompleteAsync(Wib(2026, 10, 12, 9, 50, 30), task);
        await _office.AtAsync(Wib(2026, 10, 15, 11, 0), (work, clocks) => clocks.StopServiceAsync(work, _case, default));
    }

    private Task<Outcome<Page<Breach>>> BreachesAsync(SlaBreaches query) =>
        _office.AtAsync(Wib(2026, 10, 20, 9, 0), (work, _) => new SlaBreachesHandler(work, _office.Calendars).Handle(query, default));

    private Task<Outcome<SlaFigures>> SummaryAsync(DateTimeOffset? from, DateTimeOffset? to) =>
        _office.AtAsync(Wib(2026, 10, 20, 9, 0), (work, _) => new SlaSummaryHandler(work, _office.Calendars).Handle(new SlaSummary(from, to), default));

    private Task<Outcome<SlaFigures>> SummaryAsync(DateTimeOffset now, Officer? officer = null) =>
        _office.AtAsync(now, (work, _) => new SlaSummaryHandler(work, _office.Calendars).Handle(new SlaSummary(null, null), default), officer);

    private static Officer Holder(string scope, string code) =>
        new(SlaOffice.Grobogan, Ids.New(), Ids.New(), "x", "X", null, null, [new Holding(Ids.New(), "x", "X", scope, code, "definitif", null)]);
}
