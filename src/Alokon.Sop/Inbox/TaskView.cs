using System.Text.Json.Nodes;
using System.Text.Json.Serialization;
using Alokon.Engine;
using Alokon.Sop.Sla;

namespace Alokon.Sop.Inbox;

/// <summary>A task as the contract shows it (section 3).</summary>
/// <param name="Assignee">Name of who holds it or finished it; none while it is free.</param>
/// <param name="AssigneeId">The same person, as <c>GET /me</c> names it: names may repeat.</param>
public sealed record TaskView(
    Guid Id,
    Guid CaseId,
    string CaseNumber,
    StepName Step,
    string Role,
    string Status,
    string? Assignee,
    Guid? AssigneeId,
    DateTimeOffset CreatedAt,
    DateTimeOffset? ClaimedAt,
    DateTimeOffset? CompletedAt,
    DateTimeOffset? DueAt,
    TaskClocks Clocks,
    JsonArray Outcomes,
    JsonObject Form,
    JsonArray Kelengkapan,
    JsonArray Documents,
    JsonArray Corrections,
    JsonObject Standard,
    string Kind,
    string Facility,
    string FacilityName,
    string Kecamatan,
    string Summary,
    string? Outcome,
    string? Comment,
    int Version)
{
    /// <summary>The tasks that completing this one opened; only in the answer to that.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public IReadOnlyList<TaskView>? Next { get; init; }

    public static TaskView Of(TaskRow row, IEnumerable<ClockView> clocks)
    {
        var definition = row.ReadDefinition();
        var own = clocks.Where(c => c.TaskId == row.Id).ToList();
        return new TaskView(
            row.Id, row.CaseId, row.CaseNumber, new StepName(row.Step, row.Label, row.SopLabel), row.Role, row.Status, row.AssigneeName, row.Assignee,
            row.CreatedAt, row.ClaimedAt, row.CompletedAt, row.DueAt,
            new TaskClocks(own.Find(c => c.Kind == ClockKind.Response), Handling(row, own)),
            Array(definition, "outcomes"), definition["form"]?.DeepClone() as JsonObject ?? [], Array(definition, "kelengkapan"),
            Array(definition, "documents"), Array(definition, "corrections"), row.ReadStandard(),
            row.Kind, row.Facility, row.FacilityName, row.Kecamatan, row.Summary, row.Outcome, row.Comment, row.Version);
    }

    private static ClockView? Handling(TaskRow row, List<ClockView> own) =>
        own.Find(c => c.Kind == ClockKind.Handling)
        ?? (row.IsOpen ? ClockView.Waiting(row.CaseId, row.Id, TimeStandard.Known(row.Standard)) : null);

    private static JsonArray Array(JsonObject definition, string name) => definition[name]?.DeepClone() as JsonArray ?? [];
}

/// <param name="SopLabel">The number printed in the SOP; may repeat.</param>
public sealed record StepName(string Key, string Label, string SopLabel);

/// <param name="Response">Arrival to claim.</param>
/// <param name="Handling">Claim to completion, judged against the SOP; waiting before the claim.</param>
public sealed record TaskClocks(ClockView? Response, ClockView? Handling);
