using Alokon.Engine;
using Alokon.Sop.Sla;
using Alokon.Tests.Support;
using Npgsql;
using Xunit;
using static Alokon.Tests.Sla.Local;

namespace Alokon.Tests.Sla;

/// <summary>Deadlines that pass while nobody looks, and what the tables themselves refuse.</summary>
public sealed class SlaSweepTests : IAsyncLifetime
{
    private SlaOffice _office = null!; // set before every test

    public async Task InitializeAsync() => _office = await SlaOffice.OpenAsync();

    public async Task DisposeAsync() => await _office.DisposeAsync();

    [Fact]
    public async Task Two_sweepers_at_the_same_time_claim_every_late_clock_once()
    {
        for (var i = 0; i < 10; i++)
        {
            await _office.ClaimAsync(Wib(2026, 10, 5, 9, 0), Task("teliti"), SlaOffice.Minutes(30));
        }

        await _office.SetClockAsync(Wib(2026, 10, 5, 9, 31));
        var sweep = new SlaDue(_office.Source, LongLease.Terms);
        var claims = await System.Threading.Tasks.Task.WhenAll(Enumerable.Range(0, 4).Select(_ => sweep.ClaimAsync(4, default)));
        var rest = await sweep.ClaimAsync(100, default);
        var all = claims.SelectMany(c => c).Concat(rest).ToList();
        Assert.Equal(10, all.Count);
        Assert.Equal(10, all.DistinctBy(c => c.Clock).Count());
        Assert.All(all, c => Assert.Equal(SlaOffice.Grobogan, c.Office));
    }

    [Fact]
    public async Task Two_workers_with_the_same_claim_write_one_breach()
    {
        var clock = await LateClockAsync();
        var noticed = await System.Threading.Tasks.Task.WhenAll(RecordAsync(clock), RecordAsync(clock), RecordAsync(clock));
        Assert.Single(noticed, n => n is not null);
        Assert.Equal(1, await _office.CountAsync("sla.breach"));
        Assert.Empty(await new SlaDue(_office.Source, LongLease.Terms).ClaimAsync(10, default));
    }

    [Fact]
    public async Task What_was_finished_in_time_before_the_worker_came_is_no_breach()
    {
        var task = Task("teliti");
        await _office.ClaimAsync(Wib(2026, 10, 5, 9, 0), task, SlaOffice.Minutes(30));
        var clock = await OnlyClockAsync();
        await _office.CompleteAsync(Wib(2026, 10, 5, 9, 29), task);
        await _office.SetClockAsync(Wib(2026, 10, 5, 9, 31));
        Assert.Empty(await new SlaDue(_office.Source, LongLease.Terms).ClaimAsync(10, default));
        Assert.Null(await RecordAsync(clock));
    }

    [Fact]
    public async Task What_the_worker_noticed_is_not_noticed_again_at_the_completion()
    {
        var task = Task("teliti");
        await _office.ClaimAsync(Wib(2026, 10, 5, 9, 0), task, SlaOffice.Minutes(30));
        await _office.SetClockAsync(Wib(2026, 10, 5, 9, 31));
        Assert.NotNull(await RecordAsync(Assert.Single(await new SlaDue(_office.Source, LongLease.Terms).ClaimAsync(10, default)).Clock));
        Assert.Null(await _office.CompleteAsync(Wib(2026, 10, 5, 9, 40), task));
        Assert.Equal(1, await _office.CountAsync("sla.breach"));
    }

    [Fact]
    public async Task Before_the_deadline_and_during_a_pause_there_is_nothing_to_sweep()
    {
        var task = Task("teliti");
        await _office.ClaimAsync(Wib(2026, 10, 5, 9, 0), task, SlaOffice.Minutes(30));
        await _office.SetClockAsync(Wib(2026, 10, 5, 9, 29));
        Assert.Empty(await new SlaDue(_office.Source, LongLease.Terms).ClaimAsync(10, default));
        await _office.AtAsync(Wib(2026, 10, 5, 9, 29), (work, clocks) => clocks.ReleaseAsync(work, task, default));
        await _office.SetClockAsync(Wib(2026, 10, 9, 9, 0));
        Assert.Empty(await new SlaDue(_office.Source, LongLease.Terms).ClaimAsync(10, default));
    }

    [Theory]
    [InlineData("breach_once_per_clock", "INSERT INTO sla.breach SELECT office, gen_random_uuid(), clock_id, case_id, step, unit, kind, NULL, due_at, noticed_at FROM sla.breach")]
    [InlineData("breach_once_per_budget", "INSERT INTO sla.breach SELECT b.office, gen_random_uuid(), c.id, b.case_id, b.step, b.unit, b.kind, b.budget, b.due_at, b.noticed_at FROM sla.breach b JOIN sla.clock c ON c.id <> b.clock_id")]
    [InlineData("breach_is_noticed_after_the_deadline", "UPDATE sla.breach SET noticed_at = due_at")]
    [InlineData("clock_once_per_task_and_kind", "UPDATE sla.clock SET task_id = (SELECT task_id FROM sla.clock ORDER BY id LIMIT 1)")]
    [InlineData("clock_runs_or_rests_or_has_stopped", "UPDATE sla.clock SET paused_at = started_at")]
    [InlineData("clock_belongs_to_a_task_or_is_the_service", "UPDATE sla.clock SET kind = 'service', budget = NULL")]
    [InlineData("clock_shares_handling_time_only", "UPDATE sla.clock SET kind = 'response'")]
    [InlineData("clock_is_cancelled_only_when_stopped", "UPDATE sla.clock SET cancelled = true WHERE stopped_at IS NULL")]
    [InlineData("clock_has_a_known_kind", "UPDATE sla.clock SET kind = 'guess', budget = NULL")]
    [InlineData("clock_calendar_version_fkey", "UPDATE sla.clock SET calendar_version = 99")]
    public async Task The_table_itself_refuses(string constraint, string sql)
    {
        var caseId = Ids.New();
        var first = new ClockOwner(caseId, Ids.New(), "rekomendasi", "koordinator");
        await _office.ClaimAsync(Wib(2026, 10, 5, 9, 0), first, SlaOffice.Minutes(20, "rekomendasi-disposisi"));
        await _office.CompleteAsync(Wib(2026, 10, 5, 9, 30), first);
        await _office.ClaimAsync(Wib(2026, 10, 5, 10, 0), first with { TaskId = Ids.New(), Step = "disposisi" }, SlaOffice.Minutes(20, "rekomendasi-disposisi"));

        await using var work = await _office.WorkAsync();
        await using var command = new NpgsqlCommand(sql, work.Connection);
        var refused = await Assert.ThrowsAsync<PostgresException>(() => command.ExecuteNonQueryAsync());
        Assert.Contains(constraint.Replace("clock_calendar_version_fkey", "calendar_version"), refused.ConstraintName);
    }

    [Fact]
    public async Task A_calendar_version_cannot_be_changed()
    {
        await using var work = await _office.WorkAsync();
        await using var command = new NpgsqlCommand("UPDATE sla.calendar SET known_from = '2020-01-01'", work.Connection);
        Assert.Equal("42501", (await Assert.ThrowsAsync<PostgresException>(() => command.ExecuteNonQueryAsync())).SqlState);
    }

    private async Task<Guid> LateClockAsync()
    {
        await _office.ClaimAsync(Wib(2026, 10, 5, 9, 0), Task("teliti"), SlaOffice.Minutes(30));
        await _office.SetClockAsync(Wib(2026, 10, 5, 9, 31));
        return await OnlyClockAsync();
    }

    private async Task<Guid> OnlyClockAsync()
    {
        await using var work = await _office.WorkAsync();
        await using var command = new NpgsqlCommand("SELECT id FROM sla.clock", work.Connection);
        return (Guid)(await command.ExecuteScalarAsync())!;
    }

    private async Task<BreachNoticed?> RecordAsync(Guid clock)
    {
        await using var work = await _office.WorkAsync();
        var noticed = await new SlaClocks(_office.Calendars).RecordDueAsync(work, clock, default);
        await work.CommitAsync(default);
        return noticed;
    }

    private static ClockOwner Task(string step) => new(Ids.New(), Ids.New(), step, "koordinator");
}
