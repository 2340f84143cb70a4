using Alokon.Engine;
using Alokon.Sop.Sla;
using Xunit;
using static Alokon.Tests.Sla.Local;

namespace Alokon.Tests.Sla;

/// <summary>Handling and response, on a real server.</summary>
public sealed class SlaClockTests : IAsyncLifetime
{
    private readonly Guid _case = Ids.New();
    private SlaOffice _office = null!; // set before every test

    public async Task InitializeAsync() => _office = await SlaOffice.OpenAsync();

    public async Task DisposeAsync() => await _office.DisposeAsync();

    [Fact]
    public async Task A_recommendation_that_took_fifty_minutes_of_twenty_is_a_breach_written_down_when_it_ends()
    {
        var task = Task("rekomendasi");
        Assert.Equal(Wib(2026, 10, 12, 9, 20), Minute(await _office.ClaimAsync(Wib(2026, 10, 12, 9, 0), task, SlaOffice.Minutes(20))));

        var breach = await _office.CompleteAsync(Wib(2026, 10, 12, 9, 50, 30), task);

        Assert.Equal((ClockKind.Handling, "rekomendasi", Wib(2026, 10, 12, 9, 20)), (breach!.Kind, breach.Step, Minute(breach.DueAt)));
        Assert.Equal("""{"clock":"handling","step":"rekomendasi"}""", Without(breach.ToData(), "dueAt"));
        var view = await _office.HandlingAsync(Wib(2026, 10, 13, 9, 0), task);
        Assert.Equal((ClockStatus.Breached, 50, -30, "PT20M"), (view.Status, view.ElapsedWorkingMinutes, view.WorkingMinutesLeft, view.Allowance));
        Assert.Equal(1, await _office.CountAsync("sla.breach"));
    }

    [Fact]
    public async Task A_task_done_in_time_is_met_and_says_what_was_left()
    {
        var task = Task("teliti");
        await _office.ClaimAsync(Wib(2026, 10, 5, 11, 50), task, SlaOffice.Minutes(30));
        Assert.Null(await _office.CompleteAsync(Wib(2026, 10, 5, 13, 10, 30), task));
        var view = await _office.HandlingAsync(Wib(2026, 10, 6, 8, 0), task);
        Assert.Equal((ClockStatus.Met, 20, 9), (view.Status, view.ElapsedWorkingMinutes, view.WorkingMinutesLeft));
        Assert.Null(await _office.CompleteAsync(Wib(2026, 10, 7, 8, 0), task));
    }

    [Fact]
    public async Task An_open_task_past_its_deadline_shows_as_breached_before_the_sweep_comes()
    {
        var task = Task("teliti");
        await _office.ClaimAsync(Wib(2026, 10, 5, 9, 0), task, SlaOffice.Minutes(30));
        Assert.Equal(ClockStatus.Running, (await _office.HandlingAsync(Wib(2026, 10, 5, 9, 29), task)).Status);
        Assert.Equal(ClockStatus.Breached, (await _office.HandlingAsync(Wib(2026, 10, 5, 9, 31), task)).Status);
    }

    [Fact]
    public async Task What_arrives_has_to_be_taken_up_by_the_end_of_the_next_working_day()
    {
        var task = Task("rekomendasi");
        var due = await _office.AtAsync(Wib(2026, 10, 7, 13, 25), (work, clocks) => clocks.StartResponseAsync(work, task, default));
        Assert.Equal(Wib(2026, 10, 8, 16, 0), due);
        var breach = await _office.AtAsync(Wib(2026, 10, 12, 9, 0, 30), (work, clocks) => clocks.StopAsync(work, task.TaskId, ClockKind.Response, default));
        Assert.Equal(ClockKind.Response, breach!.Kind);
        var view = await _office.AtAsync(Wib(2026, 10, 12, 9, 0), async (work, clocks) => Assert.Single(await clocks.ReadTasksAsync(work, [task.TaskId], default)));
        Assert.Equal(1145, view.ElapsedWorkingMinutes); // domain sample 5: waited 1 145 working minutes
    }

    [Fact]
    public async Task The_second_step_of_a_budget_gets_what_the_first_left()
    {
        var (first, second) = (Task("rekomendasi"), Task("disposisi"));
        await _office.ClaimAsync(Wib(2026, 10, 5, 9, 0), first, SlaOffice.Minutes(20, "rekomendasi-disposisi"));
        Assert.Null(await _office.CompleteAsync(Wib(2026, 10, 5, 9, 11, 30), first));

        var due = await _office.ClaimAsync(Wib(2026, 10, 5, 11, 57), second, SlaOffice.Minutes(20, "rekomendasi-disposisi"));

        Assert.Equal(Wib(2026, 10, 5, 13, 5), Minute(due));
        Assert.Equal("disposisi", (await _office.CompleteAsync(Wib(2026, 10, 5, 13, 6), second))!.Step);
        Assert.Equal(1, await _office.CountAsync("sla.breach"));
    }

    [Fact]
    public async Task A_budget_overdrawn_by_the_first_step_is_not_breached_again_by_the_second()
    {
        var (first, second) = (Task("serahkan"), Task("cocokkan"));
        await _office.ClaimAsync(Wib(2026, 10, 5, 9, 0), first, SlaOffice.Minutes(15, "serahkan-cocokkan"));
        Assert.NotNull(await _office.CompleteAsync(Wib(2026, 10, 5, 9, 16), first));

        Assert.Null(await _office.ClaimAsync(Wib(2026, 10, 5, 10, 0), second, SlaOffice.Minutes(15, "serahkan-cocokkan")));

        Assert.Null(await _office.CompleteAsync(Wib(2026, 10, 5, 12, 0), second));
        Assert.Equal(ClockStatus.None, (await _office.HandlingAsync(Wib(2026, 10, 5, 13, 0), second)).Status);
        Assert.Equal(1, await _office.CountAsync("sla.breach"));
    }

    [Fact]
    public async Task Budgets_of_two_cases_have_nothing_to_do_with_each_other()
    {
        await _office.ClaimAsync(Wib(2026, 10, 5, 9, 0), Task("rekomendasi"), SlaOffice.Minutes(20, "rekomendasi-disposisi"));
        var other = new ClockOwner(Ids.New(), Ids.New(), "disposisi", "kabid");
        Assert.Equal(Wib(2026, 10, 5, 10, 20), Minute(await _office.ClaimAsync(Wib(2026, 10, 5, 10, 0), other, SlaOffice.Minutes(20, "rekomendasi-disposisi"))));
    }

    [Fact]
    public async Task A_released_task_goes_on_where_its_time_stood()
    {
        var task = Task("teliti");
        await _office.ClaimAsync(Wib(2026, 10, 5, 9, 0), task, SlaOffice.Minutes(30));
        await _office.AtAsync(Wib(2026, 10, 5, 9, 9, 30), (work, clocks) => clocks.ReleaseAsync(work, task, default));
        Assert.Equal(ClockStatus.Paused, (await _office.HandlingAsync(Wib(2026, 10, 5, 10, 0), task)).Status);

        var due = await _office.ClaimAsync(Wib(2026, 10, 6, 8, 0), task, SlaOffice.Minutes(30));

        Assert.Equal(Wib(2026, 10, 6, 8, 20), Minute(due));
        Assert.Null(await _office.CompleteAsync(Wib(2026, 10, 6, 8, 15, 45), task));
        Assert.Equal(25, (await _office.HandlingAsync(Wib(2026, 10, 6, 9, 0), task)).ElapsedWorkingMinutes);
    }

    [Fact]
    public async Task A_withdrawn_task_is_not_judged_unless_it_was_late_by_then()
    {
        var (early, late) = (Task("teliti"), Task("rekomendasi"));
        await _office.ClaimAsync(Wib(2026, 10, 5, 9, 0), early, SlaOffice.Minutes(30));
        await _office.ClaimAsync(Wib(2026, 10, 5, 9, 0), late, SlaOffice.Minutes(20));
        Assert.Empty(await _office.AtAsync(Wib(2026, 10, 5, 9, 25), (work, clocks) => clocks.CancelAsync(work, early.TaskId, default)));
        Assert.Single(await _office.AtAsync(Wib(2026, 10, 5, 9, 25), (work, clocks) => clocks.CancelAsync(work, late.TaskId, default)));
        Assert.Equal(ClockStatus.None, (await _office.HandlingAsync(Wib(2026, 10, 5, 10, 0), early)).Status);
        Assert.Equal(ClockStatus.Breached, (await _office.HandlingAsync(Wib(2026, 10, 5, 10, 0), late)).Status);
    }

    [Fact]
    public async Task Claim_and_completion_in_one_command_leave_one_stopped_clock()
    {
        var task = Task("arsip");
        await _office.AtAsync(Wib(2026, 10, 5, 9, 0), async (work, clocks) =>
        {
            await clocks.StartHandlingAsync(work, task, SlaOffice.Minutes(20), 1, default);
            return await clocks.StopAsync(work, task.TaskId, ClockKind.Handling, default);
        });
        Assert.Equal(ClockStatus.Met, (await _office.HandlingAsync(Wib(2026, 10, 5, 10, 0), task)).Status);
    }

    [Fact]
    public async Task An_office_without_calendar_says_so()
    {
        await using var work = await _office.WorkAsync(office: 3206);
        var fault = await Assert.ThrowsAsync<NoCalendarException>(() => new SlaClocks(_office.Calendars).StartResponseAsync(work, Task("terima"), default));
        Assert.Contains("3206", fault.Message);
    }

    private ClockOwner Task(string step) => new(_case, Ids.New(), step, "unit");

    private static DateTimeOffset? Minute(DateTimeOffset? at) => at is { } instant ? new DateTimeOffset(instant.Ticks - (instant.Ticks % TimeSpan.TicksPerMinute), TimeSpan.Zero) : null;

    private static string Without(System.Text.Json.Nodes.JsonObject json, string name)
    {
        Assert.True(json.Remove(name));
        return json.ToJsonString();
    }
}
