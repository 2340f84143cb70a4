using Alokon.Engine;
using MediatR;

namespace Alokon.Sop.Sla;

/// <summary>How the office keeps its times: what was finished in the period, and what is overdue in it and still open.</summary>
/// <param name="From">Included; null = from the beginning.</param>
/// <param name="To">Excluded; null = until now.</param>
public sealed record SlaSummary(DateTimeOffset? From, DateTimeOffset? To) : IRequest<Outcome<SlaFigures>>, IQuery;

/// <param name="Service">The whole way from request to handover; null when no case has come that far.</param>
/// <param name="UnconfirmedYears">This year, and from October the next, when its holidays are not decreed yet.</param>
public sealed record SlaFigures(IReadOnlyList<StepFigures> Items, StepFigures? Service, IReadOnlyList<int> UnconfirmedYears);

/// <param name="Step">Key of the step; null for the service as a whole.</param>
/// <param name="Count">Finished or overdue. More than met and breached together where a shared budget had been used up by an earlier step.</param>
/// <param name="P50">Handling time in working minutes; of finished work only.</param>
public sealed record StepFigures(string? Step, int Count, int Met, int Breached, double? P50, double? P90);

public sealed class SlaSummaryHandler(UnitOfWork work, CalendarShelf calendars) : IRequestHandler<SlaSummary, Outcome<SlaFigures>>
{
    public async Task<Outcome<SlaFigures>> Handle(SlaSummary request, CancellationToken cancellationToken)
    {
        if (SlaRefusal.NotOfficeWide.Of(work.Officer) is { } refusal)
        {
            return refusal;
        }

        var figures = await FigureRows.SumAsync(work, request.From, request.To, cancellationToken);
        var calendar = (await calendars.InForceAsync(work, ClockOwner.Dinas, cancellationToken)).Calendar;
        // From October on next year's deadlines are being computed: a calendar that is not filled must be loud by then.
        var years = calendar.UnconfirmedYears(work.Now, work.Now.AddMonths(3)).ToList();
        return new SlaFigures([.. figures.Where(f => f.Step is not null)], figures.Find(f => f.Step is null), years);
    }
}
