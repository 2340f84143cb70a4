using System.Collections.Concurrent;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace Alokon.Engine.Activities;

/// <summary>
/// The shape of a flowchart: which arrows lead forward and which close a loop. Found breadth first from the start, in the
/// order of the file, as Elsa does: an arrow that would close a loop among those accepted before is a backward one. Built once
/// for each version of a definition and each start, so that running asks nothing of it but fields.
/// </summary>
internal sealed class FlowGraph
{
    private readonly Dictionary<string, FlowPlace> _places;

    private FlowGraph(ActivityNode flowchart, ActivityNode? trigger)
    {
        var children = flowchart.Port("activities");
        _places = children.Select((child, index) => new FlowPlace(child, index)).ToDictionary(place => place.Id, StringComparer.Ordinal);
        Arrows = [.. Connect(flowchart)];
        var stated = trigger ?? FindStated(flowchart, children);
        StartIsStated = stated is not null;
        var start = stated ?? children.FirstOrDefault(child => _places[child.Id].Inbound.Count == 0) ?? children.FirstOrDefault();
        if (start is not null)
        {
            Start = _places[start.Id];
            var paths = new Paths(children.Count);
            FindForward(Start, paths);
            FindLoops(Start, paths);
        }
    }

    /// <summary>In the order of the file; those that name an activity of another container, or none, are left out.</summary>
    public IReadOnlyList<FlowArrow> Arrows { get; }

    /// <summary>Null only in an empty flowchart.</summary>
    public FlowPlace? Start { get; }

    /// <summary>The definition says where to start; otherwise the start was found by the arrows.</summary>
    public bool StartIsStated { get; }

    /// <summary>The graph as the definition has it.</summary>
    public static FlowGraph Of(ActivityNode flowchart) => Graphs.Of(flowchart).Usual;

    /// <summary>The graph as a run of this flowchart sees it: it begins at the trigger that started the instance, or at what contains it.</summary>
    public static FlowGraph Of(ActivityContext flowchart) => Graphs.Of(flowchart.Node).From(flowchart.Trigger);

    public FlowPlace Place(ActivityNode child) => _places[child.Id];

    public bool IsReachable(FlowPlace place) => place == Start || place.ForwardInbound.Count > 0;

    private IEnumerable<FlowArrow> Connect(ActivityNode flowchart)
    {
        foreach (var connection in FlowConnection.ReadAll(flowchart).Distinct())
        {
            if (_places.TryGetValue(connection.Source, out var source) && _places.TryGetValue(connection.Target, out var target))
            {
                var arrow = new FlowArrow(source, connection.Port, target);
                source.Outbound.Add(arrow);
                target.Inbound.Add(arrow);
                yield return arrow;
            }
        }
    }

    private static ActivityNode? FindStated(ActivityNode flowchart, IReadOnlyList<ActivityNode> children)
    {
        var stated = (flowchart.Json["start"] is JsonObject embedded ? embedded["id"] : flowchart.Json["start"])?.ToString();
        return children.FirstOrDefault(child => child.Id == stated)
            ?? children.FirstOrDefault(child => child.Type == "Elsa.Start")
            ?? children.FirstOrDefault(CanStartWorkflow);
    }

    private static bool CanStartWorkflow(ActivityNode node) =>
        (node.CustomProperties["canStartWorkflow"] ?? node.Json["canStartWorkflow"])?.GetValueKind() == JsonValueKind.True;

    private static void FindForward(FlowPlace start, Paths paths)
    {
        var visited = new HashSet<FlowPlace>();
        var open = new Queue<FlowPlace>([start]);
        while (open.TryDequeue(out var source))
        {
            if (!visited.Add(source))
            {
                continue;
            }

            foreach (var arrow in source.Outbound)
            {
                if (!paths.Lead(arrow.Target, source))
                {
                    arrow.IsForward = true;
                    arrow.Target.ForwardInbound.Add(arrow);
                    open.Enqueue(arrow.Target);
                }
            }
        }
    }

    private void FindLoops(FlowPlace start, Paths paths)
    {
        foreach (var arrow in Arrows.Where(arrow => !arrow.IsForward))
        {
            // With the target taken out, the source must not be reachable from the start any more.
            arrow.IsValidLoop = arrow.Target == start || arrow.Target == arrow.Source || !paths.Lead(start, arrow.Source, without: arrow.Target);
        }
    }

    /// <summary>Searches over the forward arrows found so far. One search after the other shares its memory: building a graph asks thousands.</summary>
    private sealed class Paths(int places)
    {
        private readonly int[] _seenIn = new int[places];
        private readonly Stack<FlowPlace> _open = new();
        private int _search;

        public bool Lead(FlowPlace from, FlowPlace to, FlowPlace? without = null)
        {
            _search++;
            _open.Clear();
            _open.Push(from);
            while (_open.TryPop(out var current))
            {
                if (current == to)
                {
                    return true;
                }

                if (current != without && _seenIn[current.Index] != _search)
                {
                    _seenIn[current.Index] = _search;
                    PushNext(current);
                }
            }

            return false;
        }

        private void PushNext(FlowPlace current)
        {
            foreach (var arrow in current.Outbound)
            {
                if (arrow.IsForward)
                {
                    _open.Push(arrow.Target);
                }
            }
        }
    }

    /// <summary>A flowchart has one shape for each activity that may have started the instance.</summary>
    private sealed class Graphs(ActivityNode flowchart)
    {
        private readonly ConcurrentDictionary<string, FlowGraph> _byTrigger = new(StringComparer.Ordinal);

        public FlowGraph Usual { get; } = new(flowchart, null);

        public static Graphs Of(ActivityNode flowchart) => flowchart.Derived(node => new Graphs(node));

        public FlowGraph From(string? trigger) => trigger is null ? Usual : _byTrigger.GetOrAdd(trigger, Find);

        private FlowGraph Find(string trigger) =>
            flowchart.Port("activities").FirstOrDefault(child => child.Contains(trigger)) is { } start ? new(flowchart, start) : Usual;
    }
}
