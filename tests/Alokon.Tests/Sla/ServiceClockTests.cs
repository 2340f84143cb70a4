using Alokon.Engine;
using Alokon.Sop.Sla;
using Xunit;
using static Alokon.Tests.Sla.Local;

namespace Alokon.Tests.Sla;

/// <summary>From the request to the handover, on a real server.</summary>
public sealed class ServiceClockTests : IAsyncLifetime
{
    private static readonly TimeStandard SixDays = SlaOffice.Of(StandardKind.WorkingDays, 6);
    private static readonly TimeStandard OneDay = SlaOffice.Of(StandardKind.ElapsedWorkingDays, 1);

    private readonly Guid _case = Ids.New();
    private SlaOffice _office = null!; // set before every test

    public async Task InitializeAsync() => _office = await SlaOffice.OpenAsync();

    public async Task DisposeAsync() => await _office.DisposeAsync();

    [Fact]
    public async Task Sample_four_an_emergency_is_handed_over_with_forty_five_minutes_left()
    {
        var due = await StartAsync(Wib(2026, 12, 22, 14, 10), OneDay);
        Assert.Equal(Wib(2026, 12, 23, 14, 10), Minute(due));
        Assert.Null(await StopAsync(Wib(2026, 12, 23, 13, 24, 30)));
        var view = await _office.ServiceAsync(Wib(2026, 12, 28, 8, 0), _case);
        Assert.Equal((ClockStatus.Met, 45, "P1D"), (view.Status, view.WorkingMinutesLeft, view.Allowance));
    }

    [Fact]
    public async Task Sample_five_a_routine_request_comes_six_hundred_and_sixty_working_minutes_late()
    {
        Assert.Equal(Wib(2026, 10, 13, 16, 0), await StartAsync(Wib(2026, 10, 5, 8, 0), SixDays));
        var breach = await StopAsync(Wib(2026, 10, 15, 11, 0, 30));
        Assert.Equal((ClockKind.Service, null, Wib(2026, 10, 13, 16, 0)), (breach!.Kind, breach.Step, breach.DueAt));
        Assert.Equal(-660, (await _office.ServiceAsync(Wib(2026, 10, 20, 8, 0), _case)).WorkingMinutesLeft);
    }

    [Fact]
    public async Task A_deadline_in_days_moves_by_the_working_days_of_the_pause()
    {
        await StartAsync(Wib(2026, 10, 5, 8, 0), SixDays);
        await PauseAsync(Wib(2026, 10, 6, 9, 0, 30));
        Assert.Equal(ClockStatus.Paused, (await _office.ServiceAsync(Wib(2026, 10, 20, 9, 0), _case)).Status);

        var due = await ResumeAsync(Wib(2026, 10, 8, 10, 0));

        Assert.Equal(Wib(2026, 10, 15, 16, 0), due);
        var view = await _office.ServiceAsync(Wib(2026, 10, 8, 10, 0), _case);
        Assert.Equal((Wib(2026, 10, 13, 16, 0), 420 + 90), (view.FirstDueAt, view.ElapsedWorkingMinutes));
    }

    [Fact]
    public async Task A_pause_within_one_day_moves_no_deadline_in_days()
    {
        await StartAsync(Wib(2026, 10, 5, 8, 0), SixDays);
        await PauseAsync(Wib(2026, 10, 6, 9, 0));
        Assert.Equal(Wib(2026, 10, 13, 16, 0), await ResumeAsync(Wib(2026, 10, 6, 15, 0)));
    }

    [Fact]
    public async Task A_deadline_in_working_time_gets_what_was_left_of_it()
    {
        await StartAsync(Wib(2026, 10, 5, 10, 0), OneDay);
        await PauseAsync(Wib(2026, 10, 5, 10, 59, 30));
        Assert.Equal(Wib(2026, 10, 7, 8, 0), Minute(await ResumeAsync(Wib(2026, 10, 6, 9, 0))));
    }

    [Fact]
    public async Task A_deadline_that_had_passed_before_the_pause_stays_passed()
    {
        await StartAsync(Wib(2026, 10, 5, 8, 0), SixDays);
        await PauseAsync(Wib(2026, 10, 14, 9, 0));
        Assert.Equal(Wib(2026, 10, 13, 16, 0), await ResumeAsync(Wib(2026, 10, 16, 9, 0)));
        Assert.NotNull(await StopAsync(Wib(2026, 10, 16, 10, 0)));
    }

    [Fact]
    public async Task A_case_that_ends_during_a_pause_is_judged_by_where_the_clock_stood()
    {
        await StartAsync(Wib(2026, 10, 5, 8, 0), SixDays);
        await PauseAsync(Wib(2026, 10, 6, 9, 0));
        Assert.Null(await _office.AtAsync(Wib(2026, 11, 2, 9, 0), (work, clocks) => clocks.CancelServiceAsync(work, _case, default)));
        Assert.Equal(ClockStatus.None, (await _office.ServiceAsync(Wib(2026, 11, 2, 9, 0), _case)).Status);
    }

    [Fact]
    public async Task The_explanation_shows_days_and_pause()
    {
        await StartAsync(Wib(2026, 12, 22, 10, 0), SlaOffice.Of(StandardKind.WorkingDays, 2));
        await PauseAsync(Wib(2026, 12, 22, 11, 0));
        await ResumeAsync(Wib(2026, 12, 28, 9, 0));
        var why = await _office.AtAsync(Wib(2026, 12, 28, 9, 0), (work, clocks) => clocks.ExplainServiceAsync(work, _case, default));
        Assert.Equal(Wib(2026, 12, 30, 16, 0), why!.DueAt);
        Assert.Contains(why.Days, d => d is { Role: DayRole.Paused, Date.Day: 23 });
        Assert.Contains(why.Days, d => d is { Role: DayRole.Holiday, Holiday: "Cuti bersama Natal" });
    }

    [Fact]
    public async Task Another_office_does_not_see_it()
    {
        await StartAsync(Wib(2026, 10, 5, 8, 0), SixDays);
        await using var work = await _office.WorkAsync(office: 3206);
        Assert.Empty(await new SlaClocks(_office.Calendars).ReadCasesAsync(work, [_case], default));
    }

    private Task<DateTimeOffset?> StartAsync(DateTimeOffset at, TimeStandard standard) =>
        _office.AtAsync(at, (work, clocks) => clocks.StartServiceAsync(work, _case, standard, default));

    private Task<Done> PauseAsync(DateTimeOffset at) =>
        _office.AtAsync(at, async (work, clocks) =>
        {
            await clocks.PauseServiceAsync(work, _case, "menunggu pemohon", default);
            return default(Done);
        });

    private Task<DateTimeOffset?> ResumeAsync(DateTimeOffset at) =>
        _office.AtAsync(at, (work, clocks) => clocks.ResumeServiceAsync(work, _case, default));

    private Task<BreachNoticed?> StopAsync(DateTimeOffset at) =>
        _office.AtAsync(at, (work, clocks) => clocks.StopServiceAsync(work, _case, default));

    private static DateTimeOffset? Minute(DateTimeOffset? at) => at is { } instant ? new DateTimeOffset(instant.Ticks - (instant.Ticks % TimeSpan.TicksPerMinute), TimeSpan.Zero) : null;
}
