using System.Collections.Concurrent;
using Alokon.Engine;

namespace Alokon.Sop.Sla;

/// <summary>
/// The offices' calendars. Lives as long as the process: a version never changes, so it is read once.
/// Which version is in force is asked every time.
/// </summary>
public sealed class CalendarShelf
{
    private readonly ConcurrentDictionary<(int Office, int Version), CalendarDefinition> _read = [];
    private readonly ConcurrentDictionary<(int Office, int Version), (DateOnly Day, WorkingCalendar Calendar)> _today = [];

    /// <returns>The newest version for this kind of unit, or for the dinas when the kind has none; with the holidays known today.</returns>
    internal async Task<CalendarInForce> InForceAsync(UnitOfWork work, string unitKind, CancellationToken ct) =>
        await CalendarRows.FindVersionAsync(work, unitKind, ct) is { } version
            ? new CalendarInForce(version, await OfVersionAsync(work, version, ct))
            : throw new NoCalendarException(work.Office);

    internal async Task<CalendarInForce> InForceAsync(UnitOfWork work, int version, CancellationToken ct) =>
        new(version, await OfVersionAsync(work, version, ct));

    internal async Task<WorkingCalendar> OfVersionAsync(UnitOfWork work, int version, CancellationToken ct)
    {
        if (!_read.TryGetValue((work.Office, version), out var definition))
        {
            var json = await CalendarRows.ReadAsync(work, version, ct);
            definition = CalendarDefinition.Parse(json, $"calendar {work.Office}/{version}").Value;
            _read[(work.Office, version)] = definition;
        }

        // What is known of holidays depends on the day only; a demo's clock may give another day to each office.
        var day = DateOnly.FromDateTime(work.Now.ToOffset(definition.Zone.Offset()).DateTime);
        if (!_today.TryGetValue((work.Office, version), out var today) || today.Day != day)
        {
            today = (day, new WorkingCalendar(definition, day));
            _today[(work.Office, version)] = today;
        }

        return today.Calendar;
    }
}

internal sealed record CalendarInForce(int Version, WorkingCalendar Calendar);

/// <summary>An office works without a calendar: it was not set up to its end.</summary>
public sealed class NoCalendarException(int office)
    : InvalidOperationException($"Expected a working calendar of office {office}, but none is set.");
