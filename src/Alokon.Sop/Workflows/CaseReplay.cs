using System.Text.Json;
using System.Text.Json.Nodes;
using Alokon.Engine;
using Alokon.Engine.Activities;
using Alokon.Engine.Definitions;
using Alokon.Engine.Running;
using Alokon.Sop.Activities;
using Alokon.Sop.Inbox;
using Alokon.Sop.Requests;
using Alokon.Sop.Sla;

namespace Alokon.Sop.Workflows;

/// <summary>One past case under another version of its SOP. Only reads.</summary>
public sealed class CaseReplay(UnitOfWork work, ActivityRegistry registry, SlaClocks clocks)
{
    /// <param name="held">Roles whose positions somebody holds now.</param>
    public async Task<ReplayedCase> RunAsync(RequestRow row, WorkflowDefinition definition, IReadOnlySet<string> held, CancellationToken ct)
    {
        if (await RecordedRows.FindAsync(work, row.Id, ct) is not { Answers.Count: > 0 } recorded || StartOf(row, recorded, definition) is not { } start)
        {
            return new(row.Id, row.Number, ReplayedCase.NotRecorded, row.Status, null, null, null, null, 0, 0);
        }

        var missed = await MissedAsync(row, definition, ct);
        var told = new ReplayedCase(row.Id, row.Number, ReplayedCase.Same, row.Status, null, null, null, null, missed.Before, missed.After);
        var result = Replay.Run(definition, registry, StepMap.Same, start, recorded.Answers);
        if (result.Refusal is { } refusal)
        {
            return told with { Result = ReplayedCase.AnswerRefused, Code = refusal.Fields is [var field, ..] ? field.Code : refusal.Code, Step = result.State?.Bookmarks.FirstOrDefault()?.ActivityId };
        }

        // Withdrawn, or stopped by the office: that was no answer of a step, so no version would have changed it.
        if (result is { WaitsAt: not null, Unused: 0 } && row.Status is "withdrawn" or "cancelled")
        {
            return told with { After = row.Status };
        }

        if (result.State is { Incidents: [var incident, ..] })
        {
            return told with { Result = ReplayedCase.Failed, Step = incident.ActivityId, Code = incident.Code };
        }

        if (result.WaitsAt is { } step)
        {
            var role = NodeReading.StaticValue(definition.Nodes[step], "role")?.ToString();
            return told with { Result = role is not null && !held.Contains(role) ? ReplayedCase.WaitedForNobody : ReplayedCase.Unanswered, Step = step, Role = role };
        }

        var after = result.Effects.Select(e => e.Effect).OfType<DecideEnd>().LastOrDefault()?.Status ?? "completed";
        return told with { After = after, Result = after == row.Status ? ReplayedCase.Same : ReplayedCase.EndedOtherwise };
    }

    /// <summary>The case file as it was handed in: the request's input and what never changes of the file say it all.</summary>
    private static RecordedStart? StartOf(RequestRow row, RecordedInstance recorded, WorkflowDefinition definition)
    {
        if (recorded.Properties[Catalogue.Property].Deserialize<Catalogue>(CaseFileJson.Options) is not { } catalogue || JsonNode.Parse(row.Input) is not JsonObject input)
        {
            return null;
        }

        var last = row.ReadFile();
        var reader = new FieldReader(input);
        var first = new CaseFile
        {
            Number = last.Number,
            Kind = last.Kind,
            Period = last.Period,
            SubmittedAt = last.SubmittedAt,
            Facility = last.Facility,
            Requester = last.Requester,
            Lines = AmrahForm.ReadLines(reader, catalogue),
            Attachments = reader.Texts("attachments"),
            Steps = last.Steps.Where(step => step.Key == "permohonan").ToDictionary(),
        };
        var properties = new JsonObject
        {
            [CaseFile.Property] = first.ToJson(),
            [Catalogue.Property] = recorded.Properties[Catalogue.Property]!.DeepClone(), // read above
            [SopActivity.ServiceProperty] = definition.CustomProperties["Alokon:sop"]?["service"]?.DeepClone(),
        };
        return new RecordedStart(row.Id, row.StartedAt, input, properties);
    }

    private async Task<MissedDeadlines> MissedAsync(RequestRow row, WorkflowDefinition definition, CancellationToken ct)
    {
        var tasks = new List<TaskUnder>();
        foreach (var task in await TaskRows.ActivitiesOfCaseAsync(work, row.Id, ct))
        {
            var standard = definition.Nodes.TryGetValue(task.Activity, out var node) ? TimeStandard.Parse(NodeReading.StaticValue(node, "standard")) : TimeStandard.None;
            tasks.Add(new TaskUnder(task.Task, standard.Refusal is null ? standard.Value : TimeStandard.None, task.Zone));
        }

        var service = definition.CustomProperties["Alokon:sop"] is JsonObject sop ? MoveDesk.ServiceOf(new JsonObject { [SopActivity.ServiceProperty] = sop["service"]?.DeepClone() }, row.Kind) : null;
        return await clocks.MissedUnderAsync(work, row.Id, tasks, service, ct);
    }
}
