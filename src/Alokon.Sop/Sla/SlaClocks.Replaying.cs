using Alokon.Engine;

namespace Alokon.Sop.Sla;

/// <summary>A finished task and the standard that another version gives its step.</summary>
public sealed record TaskUnder(Guid Task, TimeStandard Standard, int Zone);

/// <summary>How many deadlines of one case were missed, and how many would have been.</summary>
public sealed record MissedDeadlines(int Before, int After);

// A past case under the standards of another version: the time actually taken, by the office's own calendar. Writes nothing.
public sealed partial class SlaClocks
{
    /// <param name="service">Of the case as a whole; none: not judged.</param>
    public async Task<MissedDeadlines> MissedUnderAsync(UnitOfWork work, Guid caseId, IReadOnlyList<TaskUnder> tasks, TimeStandard? service, CancellationToken ct)
    {
        var clocks = (await ClockRows.OfTasksAsync(work, [.. tasks.Select(t => t.Task)], ct)).Where(c => c is { Kind: ClockKind.Handling, HasStopped: true }).OrderBy(c => c.StartedAt).ToList();
        var (before, after) = (clocks.Count(c => c.BreachedAt is not null), 0);
        var used = new Dictionary<string, TimeSpan>(StringComparer.Ordinal);
        var overdrawn = new HashSet<string>(StringComparer.Ordinal);
        foreach (var clock in clocks)
        {
            var under = tasks.First(t => t.Task == clock.TaskId);
            var budget = under.Standard.Budget;
            if (await IsMissedAsync(work, clock, under.Standard, under.Zone, budget is null ? TimeSpan.Zero : used.GetValueOrDefault(budget), ct) && (budget is null || overdrawn.Add(budget)))
            {
                after++; // a shared budget is missed once
            }

            if (budget is not null)
            {
                used[budget] = used.GetValueOrDefault(budget) + clock.Consumed;
            }
        }

        if (await ServiceAsync(work, caseId, ct) is { HasStopped: true } whole)
        {
            before += whole.BreachedAt is null ? 0 : 1;
            after += service is not null && !whole.Cancelled && await IsMissedAsync(work, whole, service, null, TimeSpan.Zero, ct) ? 1 : 0;
        }

        return new(before, after);
    }

    private async Task<bool> IsMissedAsync(UnitOfWork work, Clock clock, TimeStandard standard, int? zone, TimeSpan usedByOthers, CancellationToken ct)
    {
        var calendar = await calendars.OfVersionAsync(work, clock.CalendarVersion, ct);
        var fresh = standard.From(calendar, clock.StartedAt, zone).Match(deadline => deadline, _ => new Deadline(null, null)); // a zone without a time has no deadline
        if (fresh.Allowance is { } allowance)
        {
            return usedByOthers + clock.Consumed > allowance;
        }

        var days = (await ClockRows.PausesAsync(work, clock.Id, ct)).Sum(pause => calendar.DaysBetween(pause.From, pause.To));
        return fresh.DueAt is { } due && clock.StoppedAt > (days > 0 ? calendar.EndOfNthDay(due, days) : due);
    }
}
