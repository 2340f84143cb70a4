using Alokon.Engine;
using Alokon.Sop.Inbox;
using Alokon.Sop.People;
using Alokon.Sop.Requests;
using Alokon.Sop.Sla;
using MediatR;

namespace Alokon.Sop.Cases;

/// <summary>One case, whole; 404 also for what the officer may not know of.</summary>
public sealed record GetCase(Guid Case) : IRequest<Outcome<CaseView>>, IQuery;

public sealed class GetCaseHandler(CaseReader reader) : IRequestHandler<GetCase, Outcome<CaseView>>
{
    public async Task<Outcome<CaseView>> Handle(GetCase request, CancellationToken cancellationToken) =>
        await reader.FindAsync(request.Case, cancellationToken) is { } row
            ? await reader.ViewAsync(row, cancellationToken)
            : new CaseRefusal.NotFound(request.Case);
}

/// <summary>Cases, newest first.</summary>
/// <param name="Text">Part of a number, or a facility's code.</param>
public sealed record ListCases(string? Status, string? Workflow, string? Text, string? Facility, int? Limit, string? After)
    : IRequest<Outcome<Page<CaseSummary>>>, IQuery
{
    public static IReadOnlyList<string> Statuses { get; } =
        ["running", "completed", "completedPartial", "completedWithDiscrepancy", "rejected", "withdrawn", "cancelled", "faulted"];
}

public sealed class ListCasesHandler(UnitOfWork work, SlaClocks clocks) : IRequestHandler<ListCases, Outcome<Page<CaseSummary>>>
{
    public async Task<Outcome<Page<CaseSummary>>> Handle(ListCases request, CancellationToken cancellationToken)
    {
        if (!string.IsNullOrEmpty(request.Status) && !ListCases.Statuses.Contains(request.Status))
        {
            return new InvalidInput("status", "choice-unknown", request.Status, string.Join(", ", ListCases.Statuses));
        }

        var limit = PageCursor.Limit(request.Limit);
        var rows = await RequestRows.ListAsync(work, Filter(request, limit), cancellationToken);
        var services = (await clocks.ReadCasesAsync(work, [.. rows.Select(r => r.Id)], cancellationToken)).ToDictionary(c => c.CaseId);
        var open = (await TaskRows.OpenOfCasesAsync(work, [.. rows.Select(r => r.Id)], cancellationToken)).ToLookup(t => t.CaseId, t => t.Label);
        return Page<CaseSummary>.Of(
            rows,
            limit,
            row => View(row, [.. open[row.Id]], services.GetValueOrDefault(row.Id)),
            row => new PageCursor(row.StartedAt, row.Id));
    }

    private static CaseSummary View(RequestRow row, IReadOnlyList<string> now, ClockView? service)
    {
        var file = row.ReadFile();
        return new CaseSummary(
            row.Id, row.Number, row.Workflow, row.WorkflowVersion, row.Status, row.Kind, row.Facility, file.Facility.Name, file.Period,
            row.StartedAt, row.FinishedAt, now, service);
    }

    private RequestFilter Filter(ListCases request, int limit)
    {
        var cursor = PageCursor.Parse(request.After);
        var holdings = work.Officer.Holdings;
        var everything = holdings.Any(h => h.Scope == Scopes.Office || h.ScopeCode == Scopes.Everywhere);
        return new RequestFilter(
            NonEmpty(request.Status),
            NonEmpty(request.Workflow),
            NonEmpty(request.Facility),
            string.IsNullOrWhiteSpace(request.Text) ? null : request.Text.Trim(),
            everything ? null : [.. holdings.Where(h => h.Scope == Scopes.Facility).Select(h => h.ScopeCode)],
            everything ? null : [.. holdings.Where(h => h.Scope == Scopes.Kecamatan).Select(h => h.ScopeCode)],
            cursor?.At,
            cursor?.Id,
            limit + 1);
    }

    // A form's empty field is no restriction.
    private static string? NonEmpty(string? text) => string.IsNullOrEmpty(text) ? null : text;
}

/// <summary>Whether the officer may know of this case; asked before another room is asked about it.</summary>
public sealed record SeeCase(Guid Case) : IRequest<Outcome<Done>>, IQuery;

public sealed class SeeCaseHandler(CaseReader reader) : IRequestHandler<SeeCase, Outcome<Done>>
{
    public async Task<Outcome<Done>> Handle(SeeCase request, CancellationToken cancellationToken) =>
        await reader.FindAsync(request.Case, cancellationToken) is null ? new CaseRefusal.NotFound(request.Case) : new Done();
}
