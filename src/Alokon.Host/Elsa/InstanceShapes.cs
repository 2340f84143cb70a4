using System.Globalization;
using System.Text.Json.Nodes;
using Alokon.Engine.Running;
using Alokon.Host.Texts;
using Alokon.Sop.Sla;
using Alokon.Sop.Workflows.Instances;

namespace Alokon.Host.Elsa;

/// <summary>Instances, their journal and their badges as Studio's viewer reads them.</summary>
internal static class InstanceShapes
{
    public static JsonObject Summary(InstanceLine line)
    {
        var instance = line.Instance;
        return new()
        {
            ["id"] = instance.Id.ToString(),
            ["definitionId"] = instance.DefinitionId,
            ["definitionVersionId"] = instance.VersionId,
            ["version"] = instance.DefinitionVersion,
            ["status"] = instance.Status,
            ["subStatus"] = instance.SubStatus,
            ["correlationId"] = line.CaseNumber,
            ["name"] = line.CaseNumber,
            ["incidentCount"] = instance.Incidents,
            ["createdAt"] = instance.CreatedAt,
            ["updatedAt"] = instance.UpdatedAt,
            ["finishedAt"] = instance.FinishedAt,
            ["parentWorkflowInstanceId"] = null,
            ["isSystem"] = false,
        };
    }

    /// <summary>The case file is left out: it belongs on the case's page, and Studio has no use for it.</summary>
    public static JsonObject Whole(InstanceView view, InstanceHistory history)
    {
        var json = Summary(view.Line);
        var (instance, state) = (view.Line.Instance, view.State);
        json["workflowState"] = new JsonObject
        {
            ["id"] = instance.Id.ToString(),
            ["definitionId"] = instance.DefinitionId,
            ["definitionVersionId"] = instance.VersionId,
            ["definitionVersion"] = instance.DefinitionVersion,
            ["correlationId"] = view.Line.CaseNumber,
            ["status"] = instance.Status,
            ["subStatus"] = instance.SubStatus,
            ["bookmarks"] = new JsonArray([.. state.Bookmarks.Select(bookmark => Bookmark(instance.Id, bookmark, history))]),
            ["incidents"] = new JsonArray([.. (state.Incidents ?? []).Select(incident => Incident(incident, history))]),
            ["completionCallbacks"] = new JsonArray(),
            ["activityExecutionContexts"] = new JsonArray(),
            ["input"] = state.Input.DeepClone(),
            ["output"] = state.Output.DeepClone(),
            ["properties"] = new JsonObject(),
            ["createdAt"] = instance.CreatedAt,
            ["updatedAt"] = instance.UpdatedAt,
            ["finishedAt"] = instance.FinishedAt,
        };
        return json;
    }

    public static JsonObject Record(Guid instance, InstanceEvent happened) => new()
    {
        ["id"] = string.Create(CultureInfo.InvariantCulture, $"{happened.Seq}-{happened.Index}"),
        ["activityInstanceId"] = ExecutionId(instance, happened.Execution),
        ["parentActivityInstanceId"] = null,
        ["activityId"] = happened.Activity,
        ["activityType"] = happened.Node?.Type ?? "",
        ["activityTypeVersion"] = happened.Node?.Version ?? 1,
        ["activityName"] = happened.Node?.DisplayText ?? happened.Activity,
        ["nodeId"] = happened.NodeId,
        ["timestamp"] = happened.At,
        // Studio sorts by it; a burst has fewer events than that.
        ["sequence"] = ((long)happened.Seq * 100_000) + happened.Index,
        ["eventName"] = happened.Name,
        ["message"] = Message(happened),
        ["source"] = null,
        ["activityState"] = State(happened.Entry),
        ["payload"] = Payload(happened.Entry),
    };

    public static JsonObject Stats(string nodeId, IReadOnlyList<ActivityExecution> runs, ClockView? clock)
    {
        var open = runs.Count(run => run.Ended is null);
        return new()
        {
            ["activityId"] = runs[0].Activity,
            ["activityNodeId"] = nodeId,
            ["startedCount"] = runs.Count,
            ["completedCount"] = runs.Count(run => run.IsCompleted),
            ["uncompletedCount"] = open,
            ["isBlocked"] = runs.Any(run => run.Waits),
            ["isFaulted"] = runs.Any(run => run.IsFaulted),
            ["aggregateFaultCount"] = runs.Sum(run => run.Events.Count(e => e.Name == "Faulted")),
            // Read by our own page, which draws what Studio has no badge for.
            ["metadata"] = new JsonObject { ["alokonState"] = StateOf(runs), ["alokonClock"] = clock is { Status: ClockStatus.Breached } ? $"Terlambat {WorkTime.Of(clock.WorkingMinutesLeft ?? 0)}" : null },
        };
    }

    public static JsonObject Execution(Guid instance, ActivityExecution run)
    {
        var node = run.Events[0].Node;
        var last = run.Ended ?? run.Events[^1];
        return new()
        {
            ["id"] = ExecutionId(instance, run.Id),
            ["workflowInstanceId"] = instance.ToString(),
            ["activityId"] = run.Activity,
            ["activityNodeId"] = run.NodeId,
            ["activityType"] = node?.Type ?? "",
            ["activityTypeVersion"] = node?.Version ?? 1,
            ["activityName"] = node?.DisplayText ?? run.Activity,
            ["activityState"] = Merged(run, State),
            ["payload"] = Merged(run, entry => Payload(entry) as JsonObject),
            ["outputs"] = last.Entry["outputs"]?.DeepClone() ?? new JsonObject(),
            ["properties"] = new JsonObject(),
            ["metadata"] = new JsonObject(),
            ["exception"] = run.IsFaulted ? new JsonObject { ["type"] = Last(run, "code"), ["message"] = Last(run, "message"), ["stackTrace"] = null } : null,
            ["startedAt"] = run.StartedAt,
            ["completedAt"] = run.Ended?.At,
            ["hasBookmarks"] = run.Waits,
            ["status"] = run.Status,
            ["aggregateFaultCount"] = run.Events.Count(e => e.Name == "Faulted"),
        };
    }

    public static string ExecutionId(Guid instance, int execution) => string.Create(CultureInfo.InvariantCulture, $"{instance:N}-{execution}");

    private static string StateOf(IReadOnlyList<ActivityExecution> runs) =>
        runs.Any(run => run.IsFaulted) ? "failed" : runs.Any(run => run.Ended is null) ? "now" : runs.Any(run => run.IsCompleted) ? "done" : "left";

    private static JsonNode Bookmark(Guid instance, BookmarkState bookmark, InstanceHistory history) => new JsonObject
    {
        ["id"] = bookmark.Id.ToString(CultureInfo.InvariantCulture),
        ["name"] = bookmark.Name,
        ["hash"] = "",
        ["payload"] = null,
        ["activityId"] = bookmark.ActivityId,
        ["activityNodeId"] = history.NodeIdOf(bookmark.ActivityId),
        ["activityInstanceId"] = ExecutionId(instance, bookmark.Execution),
        ["autoBurn"] = true,
        ["callbackMethodName"] = null,
        ["metadata"] = null,
    };

    private static JsonNode Incident(IncidentState incident, InstanceHistory history) => new JsonObject
    {
        ["activityId"] = incident.ActivityId,
        ["activityNodeId"] = history.NodeIdOf(incident.ActivityId),
        ["activityType"] = incident.ActivityType,
        ["message"] = incident.Message,
        ["exception"] = null,
        ["timestamp"] = incident.At,
    };

    private static string? Message(InstanceEvent happened) => happened.Name switch
    {
        "Completed" when happened.Entry["outcomes"] is JsonArray { Count: > 0 } outcomes => string.Join(", ", outcomes.Select(outcome => Words.Of("outcome", outcome?.ToString()))),
        "Resumed" when happened.Entry["answer"] is JsonObject answer => Answer(answer),
        "Faulted" => happened.Entry["message"]?.ToString(),
        "Line" => happened.Entry["text"]?.ToString(),
        _ => null,
    };

    private static string? Answer(JsonObject answer)
    {
        var outcome = answer["outcome"] is { } key ? Words.Of("outcome", key.ToString()) : null;
        var by = (answer["by"] as JsonObject)?["name"]?.ToString();
        return (outcome, by) switch
        {
            (null, _) => null,
            (_, null) => outcome,
            _ => $"{outcome}, oleh {by}",
        };
    }

    private static JsonObject? State(JsonObject entry) => (entry["inputs"] as JsonObject)?.DeepClone().AsObject();

    private static JsonNode? Payload(JsonObject entry) =>
        entry["outcomes"] is JsonArray outcomes ? new JsonObject { ["Outcomes"] = outcomes.DeepClone() }
        : entry["code"] is { } code ? new JsonObject { ["Code"] = code.DeepClone() }
        : entry["answer"] is JsonObject answer ? new JsonObject { ["Jawaban"] = answer["outcome"]?.DeepClone(), ["Catatan"] = answer["comment"]?.DeepClone() }
        : null;

    private static JsonObject Merged(ActivityExecution run, Func<JsonObject, JsonObject?> part)
    {
        var merged = new JsonObject();
        foreach (var (name, value) in run.Events.Select(e => part(e.Entry)).OfType<JsonObject>().SelectMany(members => members.ToList()))
        {
            merged[name] = value?.DeepClone();
        }

        return merged;
    }

    private static string? Last(ActivityExecution run, string member) => run.Events.LastOrDefault(e => e.Name == "Faulted")?.Entry[member]?.ToString();
}
