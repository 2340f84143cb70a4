using System.Text.Json.Nodes;
using Alokon.Sop.Inbox;
using Alokon.Sop.Sla;

namespace Alokon.Sop.Cases;

/// <summary>A case as the contract shows it (section 3).</summary>
/// <param name="Data">What the SOP has written down so far: lines with every quantity, shipment, count, recipients, report.</param>
/// <param name="Steps">The SOP's table with where the case is.</param>
/// <param name="Incidents">What has failed and was not tried again yet.</param>
public sealed record CaseView(
    Guid Id,
    string Number,
    string Workflow,
    int WorkflowVersion,
    string WorkflowName,
    string Status,
    string Kind,
    string Facility,
    string FacilityName,
    string Period,
    JsonNode? Input,
    JsonObject Data,
    DateTimeOffset StartedAt,
    DateTimeOffset? FinishedAt,
    IReadOnlyList<CaseStep> Steps,
    IReadOnlyList<TaskView> Tasks,
    ClockView? Service,
    IReadOnlyList<IncidentView> Incidents);

/// <param name="State">done, now, next, or skipped (the case ended without it).</param>
/// <param name="Performer">Who did it last; none before.</param>
public sealed record CaseStep(
    string Key,
    string Label,
    string SopLabel,
    string Role,
    JsonNode? Standard,
    string State,
    string? Outcome,
    string? Performer,
    DateTimeOffset? StartedAt,
    DateTimeOffset? FinishedAt,
    ClockView? Handling);

/// <summary>One line of a list of cases.</summary>
public sealed record CaseSummary(
    Guid Id,
    string Number,
    string Workflow,
    int WorkflowVersion,
    string Status,
    string Kind,
    string Facility,
    string FacilityName,
    string Period,
    DateTimeOffset StartedAt,
    DateTimeOffset? FinishedAt,
    IReadOnlyList<string> Now,
    ClockView? Service);
