using System.Text.Json.Nodes;
using Alokon.Engine;
using Alokon.Engine.Definitions;
using Alokon.Engine.Running;
using Alokon.Sop.Audit;
using Alokon.Sop.People;
using Alokon.Sop.Requests;
using MediatR;

namespace Alokon.Sop.Cases;

/// <summary>Something in a case failed; the case stands there until the cause is mended and it is tried again.</summary>
/// <param name="Number">Counts inside the case.</param>
/// <param name="CaseNumber">None for a workflow that is no case of an SOP.</param>
/// <param name="Label">What the designer shows for the activity.</param>
/// <param name="Message">For whoever mends it; English, as in the log.</param>
/// <param name="Attempts">How often it failed.</param>
public sealed record IncidentView(
    Guid Case,
    int Number,
    string? CaseNumber,
    string Workflow,
    int WorkflowVersion,
    string ActivityId,
    string Label,
    string ActivityType,
    string Code,
    string Message,
    int Attempts,
    DateTimeOffset RaisedAt);

/// <summary>Open incidents of the office, the latest first.</summary>
[AllowRoles(Roles.Admin, Roles.Manajer, Roles.Auditor, Roles.Kadis, Roles.Kabid)]
public sealed record ListIncidents(int? Limit, string? After) : IRequest<Outcome<Page<IncidentView>>>, IQuery;

public sealed class ListIncidentsHandler(UnitOfWork work, IncidentReader reader) : IRequestHandler<ListIncidents, Outcome<Page<IncidentView>>>
{
    public async Task<Outcome<Page<IncidentView>>> Handle(ListIncidents request, CancellationToken cancellationToken)
    {
        var limit = PageCursor.Limit(request.Limit);
        var rows = await IncidentRows.ReadOpenAsync(work, null, limit + 1, PageCursor.Parse(request.After), cancellationToken);
        var views = await reader.ViewAsync([.. rows.Take(limit)], cancellationToken);
        return new Page<IncidentView>(views, rows.Count > limit ? new PageCursor(rows[limit - 1].RaisedAt, rows[limit - 1].Id).ToString() : null);
    }
}

/// <summary>The cause was mended: the failed activity is tried again, with what had been answered if somebody had.</summary>
/// <param name="Number">Of the incident in the case.</param>
[AllowRoles(Roles.Admin)]
public sealed record RetryIncident(Guid Case, int Number) : IRequest<Outcome<IncidentRetried>>, ICommand;

/// <param name="Status">Of the workflow: Running, Finished.</param>
/// <param name="SubStatus">Suspended, Finished; Faulted when it, or something else, stands still.</param>
/// <param name="Open">What is open in the case after the try.</param>
public sealed record IncidentRetried(Guid Case, int Number, string Status, string SubStatus, IReadOnlyList<IncidentView> Open);

public sealed class RetryIncidentHandler(UnitOfWork work, WorkflowRunner workflows, AuditLog audit, IncidentReader reader)
    : IRequestHandler<RetryIncident, Outcome<IncidentRetried>>
{
    public async Task<Outcome<IncidentRetried>> Handle(RetryIncident request, CancellationToken cancellationToken)
    {
        if (!await workflows.LockAsync(work, request.Case, cancellationToken))
        {
            return new CaseRefusal.NotFound(request.Case);
        }

        // A workflow that is no case of an SOP has no timeline; its journal tells of the try.
        if (await RequestRows.FindAsync(work, request.Case, cancellationToken) is not null)
        {
            RequestRows.Unhalt(work, request.Case);
            await audit.AppendAsync(work, request.Case, new AuditEntry("incident.retried", null, new JsonObject { ["incident"] = request.Number }), cancellationToken);
        }

        var moved = await workflows.RetryAsync(work, request.Case, request.Number, cancellationToken);
        if (moved.IsRefused(out var refusal))
        {
            return refusal;
        }

        await work.FlushAsync(cancellationToken);
        return new IncidentRetried(request.Case, request.Number, moved.Value.Status, moved.Value.SubStatus, await reader.OfCaseAsync(request.Case, cancellationToken));
    }
}

/// <summary>Puts together what the engine and the rooms know about an incident.</summary>
public sealed class IncidentReader(UnitOfWork work, DefinitionStore definitions)
{
    // A case with more has one cause: the first ones tell it.
    private const int MostOfCase = 20;

    public async Task<IReadOnlyList<IncidentView>> OfCaseAsync(Guid id, CancellationToken ct) =>
        await ViewAsync(await IncidentRows.ReadOpenAsync(work, id, MostOfCase, null, ct), ct);

    public async Task<IReadOnlyList<IncidentView>> ViewAsync(IReadOnlyList<OpenIncident> rows, CancellationToken ct)
    {
        if (rows.Count == 0)
        {
            return [];
        }

        var numbers = await RequestRows.NumbersAsync(work, [.. rows.Select(row => row.Instance).Distinct()], ct);
        var views = new List<IncidentView>();
        foreach (var row in rows)
        {
            var definition = await definitions.FindVersionAsync(work, row.DefinitionId, row.DefinitionVersion, ct);
            views.Add(new(
                row.Instance, row.Number, numbers.GetValueOrDefault(row.Instance), row.DefinitionId, row.DefinitionVersion,
                row.ActivityId, definition?.Nodes.GetValueOrDefault(row.ActivityId)?.DisplayText ?? row.ActivityId, row.ActivityType,
                row.Code, row.Message, row.Attempts, row.RaisedAt));
        }

        return views;
    }
}
