using System.Text.Json.Nodes;
using Alokon.Engine;
using MediatR;

namespace Alokon.Sop.Sla;

/// <summary>
/// Gives the office a new version of its working time. Clocks that run keep theirs until they are paused; new ones take the new.
/// Saying again what already holds makes no version.
/// </summary>
/// <param name="UnitKind">"dinas", or a kind of unit with hours of its own, such as "puskesmas".</param>
/// <param name="Definition">See <see cref="CalendarLibrary"/> for those that come with Alokon.</param>
/// <param name="KnownFrom">Before this day nobody could know it, so no deadline uses it.</param>
[AllowRoles("admin")]
public sealed record SetCalendar(string UnitKind, JsonObject Definition, DateOnly KnownFrom) : IRequest<Outcome<CalendarSet>>, ICommand;

public sealed record CalendarSet(int Version, bool IsNew);

public sealed class SetCalendarHandler(UnitOfWork work) : IRequestHandler<SetCalendar, Outcome<CalendarSet>>
{
    public async Task<Outcome<CalendarSet>> Handle(SetCalendar request, CancellationToken cancellationToken)
    {
        if (string.IsNullOrWhiteSpace(request.UnitKind))
        {
            return new InvalidInput("unitKind", "field-required");
        }

        var json = request.Definition.ToJsonString();
        if (CalendarDefinition.Parse(json, "definition").IsRefused(out var refusal))
        {
            return refusal;
        }

        await CalendarRows.LockAsync(work, cancellationToken);
        var (last, same) = await CalendarRows.FindLastAsync(work, request.UnitKind, request.KnownFrom, json, cancellationToken);
        if (same is { } version)
        {
            return new CalendarSet(version, false);
        }

        CalendarRows.Insert(work, last + 1, request.UnitKind, request.KnownFrom, json);
        return new CalendarSet(last + 1, true);
    }
}
