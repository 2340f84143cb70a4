using Alokon.Engine;
using Alokon.Engine.Activities;
using Alokon.Engine.Definitions;
using Alokon.Engine.Running;
using Alokon.Sop.Audit;
using Alokon.Sop.Inbox;
using Alokon.Sop.Sla;
using Alokon.Tests.Sla;
using Alokon.Tests.Support;
using Microsoft.Extensions.DependencyInjection;
using Npgsql;
using Xunit;
using static Alokon.Tests.Sla.Local;

namespace Alokon.Tests.Inbox;

public sealed class RecordDueBreachTests : IAsyncLifetime
{
    private readonly Guid _case = Ids.New();
    private SlaOffice _office = null!; // set before every test

    public async Task InitializeAsync() => _office = await SlaOffice.OpenAsync();

    public async Task DisposeAsync() => await _office.DisposeAsync();

    [Fact]
    public async Task A_deadline_that_passed_enters_the_timeline_once_however_many_workers_saw_it()
    {
        await _office.ClaimAsync(Wib(2026, 10, 12, 9, 0), new ClockOwner(_case, Ids.New(), "rekomendasi", "koordinator"), SlaOffice.Minutes(20));
        await _office.SetClockAsync(Wib(2026, 10, 12, 9, 21));
        var due = Assert.Single(await new SlaDue(_office.Source, LongLease.Terms).ClaimAsync(10, default));

        var answers = await Task.WhenAll(RecordAsync(due), RecordAsync(due));

        Assert.Single(answers, a => a.Noticed is not null);
        Assert.Equal(1, await _office.CountAsync("sla.breach"));
        Assert.Equal(["sla.breached rekomendasi"], await EventsAsync());
    }

    [Fact]
    public async Task A_task_completed_between_claim_and_command_leaves_one_breach_and_no_second_event()
    {
        var task = new ClockOwner(_case, Ids.New(), "teliti", "koordinator");
        await _office.ClaimAsync(Wib(2026, 10, 12, 9, 0), task, SlaOffice.Minutes(20));
        await _office.SetClockAsync(Wib(2026, 10, 12, 9, 21));
        var due = Assert.Single(await new SlaDue(_office.Source, LongLease.Terms).ClaimAsync(10, default));
        Assert.NotNull(await _office.CompleteAsync(Wib(2026, 10, 12, 9, 22), task));

        Assert.Null((await RecordAsync(due)).Noticed);

        Assert.Equal(1, await _office.CountAsync("sla.breach"));
        Assert.Empty(await EventsAsync());
    }

    private async Task<DueBreach> RecordAsync(DueClock due)
    {
        await using var work = await _office.WorkAsync(due.Office);
        await using var services = new ServiceCollection().BuildServiceProvider();
        var workflows = new WorkflowRunner(new DefinitionStore(), new ActivityRegistry([]), new EffectHandlers(), services);
        var handler = new RecordDueBreachHandler(work, workflows, new SlaClocks(_office.Calendars), new AuditLog());
        var answer = await handler.Handle(new RecordDueBreach(due.CaseId, due.Clock), default);
        await work.CommitAsync(default);
        return answer.Value;
    }

    private async Task<List<string>> EventsAsync()
    {
        await using var work = await _office.WorkAsync();
        await using var command = new NpgsqlCommand("SELECT kind || ' ' || step FROM audit.event WHERE case_id = $1 ORDER BY seq", work.Connection);
        command.Parameters.Add(new NpgsqlParameter { Value = _case });
        await using var reader = await command.ExecuteReaderAsync();
        var events = new List<string>();
        while (await reader.ReadAsync())
        {
            events.Add(reader.GetString(0));
        }

        return events;
    }
}
