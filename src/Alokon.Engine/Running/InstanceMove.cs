using System.Text.Json.Nodes;
using Alokon.Engine.Activities;
using Alokon.Engine.Definitions;

namespace Alokon.Engine.Running;

/// <summary>A step at which the instance waits, and the one it will wait at.</summary>
public sealed record MovedStep(int Bookmark, string From, string To);

/// <summary>Where something failed, and where it will be tried again.</summary>
public sealed record MovedFailure(int Incident, string From, string To);

/// <summary>What a move will do; nothing of it has happened until somebody stores it.</summary>
/// <param name="Effects">What rooms must know to show the steps as the new version has them.</param>
public sealed record MovePlan(WorkflowState State, IReadOnlyList<MovedStep> Steps, IReadOnlyList<BurstEffect> Effects, JsonArray Journal)
{
    public IReadOnlyList<MovedFailure> Failures { get; init; } = [];
}

/// <summary>
/// Brings an instance that waits, or that something failed in, to another version of its definition. Pure. Only what is open is
/// moved, so nothing that was finished runs again; values, outputs and the numbers of bookmarks and incidents stay. Either all of it
/// fits, or the instance stays.
/// </summary>
public sealed class InstanceMove
{
    private readonly WorkflowDefinition _from;
    private readonly WorkflowDefinition _to;
    private readonly ActivityRegistry _registry;
    private readonly StepMap _map;
    private readonly WorkflowState _state;
    private readonly List<FieldError> _obstacles = [];

    private InstanceMove(WorkflowDefinition from, WorkflowDefinition to, ActivityRegistry registry, StepMap map, WorkflowState state)
    {
        _from = from;
        _to = to;
        _registry = registry;
        _state = state;

        _map = WithRoots(from, to, map);
    }

    public static Outcome<MovePlan> Plan(WorkflowDefinition from, WorkflowDefinition to, ActivityRegistry registry, StepMap map, Stimulus stimulus, WorkflowState state)
    {
        if (state.IsOver)
        {
            return new RunRefusal.AlreadyEnded(stimulus.Instance, state.SubStatus);
        }

        var move = new InstanceMove(from, to, registry, map, state);
        var moved = move.Map();
        if (move._obstacles.Count > 0)
        {
            return new RunRefusal.CannotMove(stimulus.Instance, to.Version, move._obstacles);
        }

        var steps = state.Bookmarks.Select(b => new MovedStep(b.Id, b.ActivityId, move._map.Of(b.ActivityId))).ToList();
        return new MovePlan(moved, steps, Tell(to, registry, stimulus, moved), Journal("Moved", from, to, steps))
        {
            Failures = [.. (state.Incidents ?? []).Select(i => new MovedFailure(i.Id, i.ActivityId, move._map.Of(i.ActivityId)))],
        };
    }

    /// <summary>What the rooms must be told when the steps of a state are to be seen as this version has them.</summary>
    public static IReadOnlyList<BurstEffect> Tell(WorkflowDefinition definition, ActivityRegistry registry, Stimulus stimulus, WorkflowState state)
    {
        var memory = MemoryMapping.Load(definition, registry, stimulus, state);
        foreach (var bookmark in memory.Bookmarks)
        {
            registry.Find(bookmark.Execution.Node)?.Moved(new ActivityContext(memory, bookmark.Execution), bookmark.Id);
        }

        return memory.Effects;
    }

    internal static JsonArray Journal(string happened, WorkflowDefinition from, WorkflowDefinition to, IReadOnlyList<MovedStep> steps) =>
        new(new JsonObject
        {
            ["event"] = happened,
            ["activityId"] = to.Root.Id,
            ["from"] = from.Version,
            ["to"] = to.Version,
            ["steps"] = new JsonArray([.. steps.Select(s => (JsonNode)new JsonObject { ["bookmark"] = s.Bookmark, ["from"] = s.From, ["to"] = s.To })]),
        });

    /// <summary>The outermost container is the outermost container, whatever it is called; so it is in each workflow that runs inside.</summary>
    private static StepMap WithRoots(WorkflowDefinition from, WorkflowDefinition to, StepMap map)
    {
        var chosen = new Dictionary<string, string>(map.Chosen);
        var all = new StepMap(chosen);
        chosen.TryAdd(from.Root.Key, to.Root.Key);
        foreach (var composite in from.Root.Tree())
        {
            if (composite.Callee is { } old && to.Nodes.GetValueOrDefault(all.Of(composite.Key))?.Callee is { } callee)
            {
                chosen.TryAdd(old.Root.Key, callee.Root.Key);
            }
        }

        return all;
    }

    private WorkflowState Map()
    {
        foreach (var execution in _state.Executions)
        {
            CheckPlace(execution);
        }

        foreach (var twice in _state.Executions.GroupBy(e => (e.Parent, _map.Of(e.ActivityId))).Where(same => same.Select(e => e.ActivityId).Distinct().Count() > 1))
        {
            _obstacles.Add(new FieldError(twice.First().ActivityId, "move-two-into-one", string.Join(", ", twice.Select(e => Name(e.ActivityId))), twice.Key.Item2));
        }

        if (_obstacles.Count > 0)
        {
            return _state;
        }

        return _state with
        {
            DefinitionId = _to.DefinitionId,
            DefinitionVersion = _to.Version,
            Trigger = _state.Trigger is { } trigger ? _map.Of(trigger) : null,
            LastResult = _state.LastResult is { } last ? _map.Of(last) : null,
            Callees = _to.Callees,
            Incidents = _state.Incidents is { } incidents ? [.. incidents.Select(Map)] : null,
            Executions = [.. _state.Executions.Select(Map)],
            Bookmarks = [.. _state.Bookmarks.Select(b => b with { ActivityId = _map.Of(b.ActivityId) })],
            Variables = Take(VariableMove.Map(_from.Root.Id, _from.Variables, _to.Variables, _state.Variables)),
            Outputs = new JsonObject(_state.Outputs.GroupBy(o => _map.Of(o.Key)).Select(o => KeyValuePair.Create(o.Key, o.Last().Value?.DeepClone()))),
        };
    }

    /// <summary>The step must be there, of the same kind, and in the container that its own container became.</summary>
    private void CheckPlace(ExecutionState execution)
    {
        var old = _from.Nodes[execution.ActivityId];
        var isContainer = old.Ports.Count > 0;
        if (!_to.Nodes.TryGetValue(_map.Of(old.Key), out var target))
        {
            _obstacles.Add(new FieldError(old.Key, isContainer ? "move-container-gone" : "move-step-gone", old.DisplayText));
        }
        else if (target.Type != old.Type && !BeginsAnew(execution))
        {
            _obstacles.Add(new FieldError(old.Key, "move-kind-changed", old.DisplayText, old.Type, target.DisplayText, target.Type));
        }
        else if (_registry.Find(target) is null)
        {
            _obstacles.Add(new FieldError(old.Key, "move-kind-unknown", target.DisplayText, target.Type));
        }
        else if (Parent(execution) is { } parent && _to.Nodes.TryGetValue(_map.Of(parent.ActivityId), out var home) && !home.Ports.Values.Any(children => children.Contains(target)))
        {
            _obstacles.Add(new FieldError(old.Key, "move-container-changed", old.DisplayText, target.DisplayText));
        }
    }

    /// <summary>It failed before it had asked anybody or begun anything: trying it again is running it, so what stands in its place may be of any kind.</summary>
    private bool BeginsAnew(ExecutionState execution) =>
        execution.Faulted == true
        && _state.Incidents?.Any(i => i.Execution == execution.Id && i.Answer is null) == true
        && !_state.Executions.Any(e => e.Parent == execution.Id)
        && !_state.Bookmarks.Any(b => b.Execution == execution.Id);

    private IncidentState Map(IncidentState incident)
    {
        var target = _to.Nodes[_map.Of(incident.ActivityId)];
        return incident with { ActivityId = target.Key, ActivityType = target.Type };
    }

    private ExecutionState Map(ExecutionState execution)
    {
        var (old, target) = (_from.Nodes[execution.ActivityId], _to.Nodes[_map.Of(execution.ActivityId)]);
        if (old.Type != target.Type)
        {
            return execution with { ActivityId = target.Key, State = [], Variables = [] };
        }

        var variables = Take(VariableMove.Map(old.Key, old.Variables, target.Variables, execution.Variables));
        return execution with { ActivityId = target.Key, State = StateOf(execution, old, target), Variables = variables };
    }

    private JsonObject StateOf(ExecutionState execution, ActivityNode old, ActivityNode target)
    {
        var children = _state.Executions.Where(e => e.Parent == execution.Id).ToList();
        switch (target.Type)
        {
            case "Elsa.Flowchart" when Mode(old, _from) != Mode(target, _to):
                _obstacles.Add(new FieldError(old.Key, "move-flow-mode-differs", old.DisplayText));
                return execution.State;
            case "Elsa.Flowchart":
                var trigger = _state.Trigger is { } started ? _map.Of(started) : null;
                var open = children.DistinctBy(e => e.ActivityId).Select(e => new OpenStep(_to.Nodes[_map.Of(e.ActivityId)].Id, e.Backward)).ToList();
                var map = old.Key == old.Id ? _map : _map.Inside(old.Key[..^(ActivityNode.Inside.Length + old.Id.Length)]);
                return Take(FlowMove.Map(target, trigger, IsTokenMode(target), map, execution.State, open));
            case "Elsa.Sequence" when children is [var child]:
                var state = (JsonObject)execution.State.DeepClone();
                state["index"] = target.Port("activities").TakeWhile(node => node.Key != _map.Of(child.ActivityId)).Count();
                return state;
            default:
                return execution.State;
        }
    }

    private bool IsTokenMode(ActivityNode flowchart) =>
        (FlowModes.Text(_state.Properties[FlowModes.Property]) ?? Mode(flowchart, _to))?.StartsWith("token", StringComparison.OrdinalIgnoreCase) ?? false;

    private static string? Mode(ActivityNode flowchart, WorkflowDefinition definition) =>
        FlowModes.Text(flowchart.CustomProperties[FlowModes.Property]) ?? FlowModes.Text(definition.CustomProperties[FlowModes.Property]);

    private ExecutionState? Parent(ExecutionState execution) =>
        execution.Parent is { } id ? _state.Executions.First(e => e.Id == id) : null;

    private string Name(string id) => _from.Nodes[id].DisplayText;

    private JsonObject Take((JsonObject Mapped, IReadOnlyList<FieldError> Obstacles) part)
    {
        _obstacles.AddRange(part.Obstacles);
        return part.Mapped;
    }
}
