using System.Text.Json.Nodes;
using Alokon.Engine.Activities;
using Alokon.Engine.Definitions;
using Alokon.Sop.Workflows.Instances;

namespace Alokon.Host.Elsa;

/// <summary>What happened in an instance, event by event, each with the activity that it is about.</summary>
internal sealed class InstanceHistory
{
    private readonly WorkflowDefinition _definition;
    private readonly Dictionary<string, string> _nodeIds;

    private InstanceHistory(InstanceView view)
    {
        _definition = view.Definition;
        _nodeIds = NodeIds.Of(view.Definition);
        Events = [.. view.Journal.SelectMany(burst => burst.Events.OfType<JsonObject>().Select((entry, index) => Read(burst.Seq, index, burst.At, entry)))];
        Executions = [.. Events.GroupBy(e => e.Execution).Select(same => new ActivityExecution(same.Key, same.First().Activity, same.First().NodeId, [.. same]))];
    }

    public IReadOnlyList<InstanceEvent> Events { get; }

    public IReadOnlyList<ActivityExecution> Executions { get; }

    public static InstanceHistory Of(InstanceView view) => new(view);

    public string NodeIdOf(string activity)
    {
        if (_nodeIds.TryGetValue(activity, out var known))
        {
            return known;
        }

        // Inside a workflow that this one runs: behind the activity that runs it. A step of a version before a move stands by itself.
        var colon = activity.LastIndexOf(':');
        return colon < 0 ? $"{_definition.DefinitionId}:{activity}" : $"{NodeIdOf(activity[..colon])}:{activity[(colon + 1)..]}";
    }

    private InstanceEvent Read(int seq, int index, DateTimeOffset at, JsonObject entry)
    {
        var activity = entry["activityId"]?.ToString() ?? "";
        return new InstanceEvent(seq, index, at, entry["event"]?.ToString() ?? "", activity, NodeIdOf(activity), _definition.Nodes.GetValueOrDefault(activity), (int?)entry["execution"] ?? 0, entry);
    }
}

/// <param name="Node">None: a step of another version, or inside another workflow.</param>
internal sealed record InstanceEvent(int Seq, int Index, DateTimeOffset At, string Name, string Activity, string NodeId, ActivityNode? Node, int Execution, JsonObject Entry);

/// <summary>One time that an activity ran, from its beginning to its end or to now.</summary>
internal sealed record ActivityExecution(int Id, string Activity, string NodeId, IReadOnlyList<InstanceEvent> Events)
{
    public DateTimeOffset StartedAt => Events[0].At;

    public InstanceEvent? Ended => Events.LastOrDefault(e => e.Name is "Completed" or "Canceled");

    public bool IsCompleted => Ended?.Name == "Completed";

    /// <summary>The last word about it: it may have failed and been tried again since.</summary>
    public bool IsFaulted => Ended is null && Events.LastOrDefault(e => e.Name is "Faulted" or "Retried")?.Name == "Faulted";

    public bool Waits => Ended is null && Events.LastOrDefault(e => e.Name is "Suspended" or "Resumed")?.Name == "Suspended";

    public string Status => Ended is { } ended ? ended.Name : IsFaulted ? "Faulted" : "Running";
}
