using System.Text.Json.Nodes;
using Alokon.Engine;
using Alokon.Engine.Activities;
using Alokon.Engine.Definitions;
using Alokon.Engine.Running;
using Alokon.Sop.Inbox;
using Alokon.Sop.Requests;
using Alokon.Sop.Sla;

namespace Alokon.Sop.Cases;

/// <summary>Puts together what the rooms know about a case.</summary>
public sealed class CaseReader(UnitOfWork work, DefinitionStore definitions, TaskDesk desk, SlaClocks clocks, IncidentReader incidents)
{
    /// <returns>None also for what the officer may not know of.</returns>
    public async Task<RequestRow?> FindAsync(Guid id, CancellationToken ct) =>
        await RequestRows.FindAsync(work, id, ct) is { } row && People.Directory.MaySeeCase(work.Officer, row.Facility, row.Kecamatan) ? row : null;

    public async Task<CaseView> ViewAsync(RequestRow row, CancellationToken ct)
    {
        var file = await FileAsync(work, row, ct);
        var definition = await definitions.FindVersionAsync(work, row.Workflow, row.WorkflowVersion, ct)
            ?? throw new InvalidOperationException($"Expected version {row.WorkflowVersion} of {row.Workflow}, which case {row.Number} runs.");
        var tasks = await desk.ViewAsync(await TaskRows.OfCaseAsync(work, row.Id, ct), ct);
        var service = (await clocks.ReadCasesAsync(work, [row.Id], ct)).FirstOrDefault();
        return new CaseView(
            row.Id, row.Number, row.Workflow, row.WorkflowVersion, definition.Name, row.Status, row.Kind, row.Facility, file.Facility.Name, file.Period,
            JsonNode.Parse(row.Input), Data(file), row.StartedAt, row.FinishedAt, Steps(definition, row, file, tasks), tasks, service,
            await incidents.OfCaseAsync(row.Id, ct));
    }

    /// <summary>The case file as the last step left it.</summary>
    public static async Task<CaseFile> FileAsync(UnitOfWork work, RequestRow request, CancellationToken ct) =>
        await RecordedRows.FindStateAsync(work, request.Id, ct) is { } state && state.Properties[CaseFile.Property] is { } json ? CaseFile.FromJson(json) : request.ReadFile();

    private static JsonObject Data(CaseFile file)
    {
        var data = file.ToJson();
        data.Remove("steps"); // shown as the SOP's table, with the clocks
        return data;
    }

    private static List<CaseStep> Steps(WorkflowDefinition definition, RequestRow row, CaseFile file, IReadOnlyList<TaskView> tasks)
    {
        var steps = new List<CaseStep>();
        foreach (var node in definition.Root.Tree().Where(n => n.Type.StartsWith("Alokon.", StringComparison.Ordinal)))
        {
            var key = Literal(node, "stepKey") ?? node.Id;
            var own = tasks.Where(t => t.Step.Key == key && t.Status != "cancelled").ToList();
            if (steps.Any(s => s.Key == key) || (own.Count == 0 && node.Type == PerbaikiType))
            {
                continue;
            }

            var last = own.LastOrDefault();
            var done = file.Steps.GetValueOrDefault(key);
            steps.Add(new CaseStep(
                key,
                Literal(node, "label") ?? node.DisplayText,
                Literal(node, "sopLabel") ?? string.Empty,
                Literal(node, "role") ?? string.Empty,
                last?.Standard ?? Standard(node),
                State(last, row),
                done?.Outcome,
                done?.By.Name,
                last?.CreatedAt,
                last?.CompletedAt,
                last?.Clocks.Handling));
        }

        return steps;
    }

    /// <summary>Correcting is no step of the SOP: it is shown only when it happened.</summary>
    private const string PerbaikiType = "Alokon.PerbaikiUsulan";

    private static string State(TaskView? last, RequestRow row) =>
        last?.Status switch
        {
            "done" => "done",
            null => row.Status is "running" or "faulted" ? "next" : "skipped",
            _ => "now",
        };

    /// <summary>What the SOP gives a step that has not come up yet.</summary>
    private static JsonNode? Standard(ActivityNode node) =>
        node.Json["standard"]?["expression"] is JsonObject expression && expression["type"]?.ToString() == "Object" && expression["value"]?.ToString() is { Length: > 0 } text
            ? JsonNode.Parse(text)
            : null;

    /// <summary>What the definition says in plain words; an expression other than a literal is known only when it runs.</summary>
    private static string? Literal(ActivityNode node, string input) =>
        node.Json[input]?["expression"] is JsonObject expression && expression["type"]?.ToString() == "Literal" && expression["value"]?.ToString() is { Length: > 0 } text
            ? text
            : null;
}
