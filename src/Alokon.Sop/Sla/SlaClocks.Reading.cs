using Alokon.Engine;

namespace Alokon.Sop.Sla;

// What pages and lists show, with what the command at hand has changed.
public sealed partial class SlaClocks
{
    public async Task<IReadOnlyList<ClockView>> ReadTasksAsync(UnitOfWork work, IReadOnlyList<Guid> tasks, CancellationToken ct) =>
        tasks.Count == 0 ? [] : await ViewAsync(work, await _table.OfTasksAsync(work, tasks, ct), ct);

    /// <summary>The service clocks of these cases.</summary>
    public async Task<IReadOnlyList<ClockView>> ReadCasesAsync(UnitOfWork work, IReadOnlyList<Guid> cases, CancellationToken ct) =>
        cases.Count == 0 ? [] : await ViewAsync(work, await ClockRows.ServicesAsync(work, [.. cases], ct), ct);

    /// <summary>Why the service deadline of this case is what it is, day by day.</summary>
    /// <returns>Null: the case has no service deadline.</returns>
    public async Task<DeadlineExplanation?> ExplainServiceAsync(UnitOfWork work, Guid caseId, CancellationToken ct)
    {
        if (await ServiceAsync(work, caseId, ct) is not { DueAt: { } due } clock)
        {
            return null;
        }

        var calendar = await calendars.OfVersionAsync(work, clock.CalendarVersion, ct);
        return DeadlineExplanation.Of(calendar, clock.StartedAt, due, await ClockRows.PausesAsync(work, clock.Id, ct));
    }

    private async Task<IReadOnlyList<ClockView>> ViewAsync(UnitOfWork work, List<Clock> clocks, CancellationToken ct)
    {
        var views = new List<ClockView>(clocks.Count);
        foreach (var versions in clocks.GroupBy(c => c.CalendarVersion))
        {
            var calendar = await calendars.OfVersionAsync(work, versions.Key, ct);
            views.AddRange(versions.Select(clock => ClockView.Of(clock, calendar, work.Now)));
        }

        return views;
    }
}
