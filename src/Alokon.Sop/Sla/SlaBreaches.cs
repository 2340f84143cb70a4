using Alokon.Engine;
using MediatR;

namespace Alokon.Sop.Sla;

/// <summary>Missed deadlines, the latest deadline first.</summary>
/// <param name="From">Of the deadline, included.</param>
/// <param name="To">Excluded.</param>
/// <param name="Clock">response, handling or service; null = handling and service: waiting is a cause, not a breach of the SOP.</param>
public sealed record SlaBreaches(DateTimeOffset? From, DateTimeOffset? To, string? Step, string? Unit, string? Clock, int? Limit, string? After)
    : IRequest<Outcome<Page<Breach>>>, IQuery;

/// <param name="CompletedAt">Null: still open.</param>
/// <param name="OverdueWorkingMinutes">From the deadline to the completion, or until now.</param>
public sealed record Breach(
    Guid Id,
    ClockKind Clock,
    string? Step,
    string? Unit,
    Guid CaseId,
    DateTimeOffset DueAt,
    DateTimeOffset? CompletedAt,
    int OverdueWorkingMinutes,
    string? ReasonCode);

public sealed class SlaBreachesHandler(UnitOfWork work, CalendarShelf calendars) : IRequestHandler<SlaBreaches, Outcome<Page<Breach>>>
{
    public async Task<Outcome<Page<Breach>>> Handle(SlaBreaches request, CancellationToken cancellationToken)
    {
        if (SlaRefusal.NotOfficeWide.Of(work.Officer) is { } refusal)
        {
            return refusal;
        }

        if (request.Clock is { } name && ClockKinds.Find(name) is null)
        {
            return new InvalidInput("clock", "choice-unknown", name, string.Join(", ", Enum.GetValues<ClockKind>().Select(k => k.Key())));
        }

        var limit = PageCursor.Limit(request.Limit);
        var rows = await FigureRows.ListAsync(work, request, PageCursor.Parse(request.After), limit + 1, cancellationToken);
        var views = new Dictionary<Guid, Breach>();
        foreach (var version in rows.GroupBy(r => r.CalendarVersion))
        {
            var calendar = await calendars.OfVersionAsync(work, version.Key, cancellationToken);
            foreach (var row in version)
            {
                views.Add(row.Id, View(row, calendar));
            }
        }

        return Page<Breach>.Of(rows, limit, row => views[row.Id], row => new PageCursor(row.DueAt, row.Id));
    }

    private Breach View(BreachRow row, WorkingCalendar calendar) =>
        new(row.Id, row.Kind, row.Step, row.Unit, row.CaseId, row.DueAt, row.StoppedAt,
            (int)calendar.Between(row.DueAt, row.StoppedAt ?? work.Now).TotalMinutes, row.ReasonCode);
}
