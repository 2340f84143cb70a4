using System.Collections.Concurrent;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace Alokon.Engine.Activities;

/// <summary>
/// The shape of a flowchart: which arrows lead forward and which close a loop. Found breadth first from the start, in the
/// order of the file, as Elsa does: an arrow that would close a loop among those accepted before is a backward one.
/// </summary>
internal sealed class FlowGraph
{
    private readonly HashSet<FlowConnection> _forward = [];
    private readonly ILookup<string, FlowConnection> _outbound;
    private readonly ILookup<string, FlowConnection> _forwardInbound;

    private FlowGraph(ActivityNode flowchart, ActivityNode? trigger)
    {
        var children = flowchart.Port("activities");
        var known = children.Select(child => child.Id).ToHashSet(StringComparer.Ordinal);
        Connections = [.. FlowConnection.ReadAll(flowchart).Where(c => known.Contains(c.Source) && known.Contains(c.Target)).Distinct()];
        _outbound = Connections.ToLookup(c => c.Source, StringComparer.Ordinal);
        var stated = trigger ?? FindStated(flowchart, children);
        StartIsStated = stated is not null;
        var entered = Connections.Select(c => c.Target).ToHashSet(StringComparer.Ordinal);
        StartNode = stated ?? children.FirstOrDefault(child => !entered.Contains(child.Id)) ?? children.FirstOrDefault();
        if (StartNode is not null)
        {
            FindForward(StartNode.Id);
        }

        _forwardInbound = Connections.Where(_forward.Contains).ToLookup(c => c.Target, StringComparer.Ordinal);
    }

    public IReadOnlyList<FlowConnection> Connections { get; }

    /// <summary>Null only in an empty flowchart.</summary>
    public ActivityNode? StartNode { get; }

    /// <summary>The definition says where to start; otherwise the start was found by the arrows.</summary>
    public bool StartIsStated { get; }

    public static FlowGraph Of(ActivityNode flowchart) => flowchart.Derived(node => new FlowGraph(node, null));

    /// <summary>The graph as a run of this flowchart sees it: it begins at the trigger that started the instance, or at what contains it.</summary>
    public static FlowGraph Of(ActivityContext flowchart)
    {
        if (flowchart.Trigger is not { } trigger || flowchart.Node.Port("activities").FirstOrDefault(child => child.Contains(trigger)) is not { } start)
        {
            return Of(flowchart.Node);
        }

        var graphs = flowchart.Node.Derived(_ => new ConcurrentDictionary<string, FlowGraph>(StringComparer.Ordinal));
        return graphs.GetOrAdd(start.Id, _ => new FlowGraph(flowchart.Node, start));
    }

    public IEnumerable<FlowConnection> Outbound(string activity) => _outbound[activity];

    public IEnumerable<FlowConnection> ForwardInbound(string activity) => _forwardInbound[activity];

    public bool IsForward(FlowConnection connection) => _forward.Contains(connection);

    public bool IsReachable(string activity) => activity == StartNode?.Id || _forwardInbound[activity].Any();

    /// <summary>Everything that lies before an activity.</summary>
    public IReadOnlySet<ActivityNode> Ancestors(ActivityNode activity, ActivityNode flowchart)
    {
        var found = new HashSet<string>(StringComparer.Ordinal);
        var open = new Queue<string>([activity.Id]);
        while (open.TryDequeue(out var current))
        {
            foreach (var inbound in _forwardInbound[current].Where(c => found.Add(c.Source)))
            {
                open.Enqueue(inbound.Source);
            }
        }

        return flowchart.Port("activities").Where(child => found.Contains(child.Id)).ToHashSet();
    }

    /// <summary>A loop may be followed only when every forward way from the start to its source passes through its target.</summary>
    public bool IsValidLoop(FlowConnection backward)
    {
        // With the target taken out, the source must not be reachable from the start any more.
        var start = StartNode?.Id;
        if (start is null || start == backward.Target || backward.Source == backward.Target)
        {
            return start is not null;
        }

        return !HasPath(start, backward.Source, without: backward.Target);
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

    private void FindForward(string start)
    {
        var visited = new HashSet<string>(StringComparer.Ordinal);
        var open = new Queue<string>([start]);
        while (open.TryDequeue(out var source))
        {
            if (!visited.Add(source))
            {
                continue;
            }

            foreach (var connection in _outbound[source].Where(c => c.Target != source && !HasPath(c.Target, source)))
            {
                _forward.Add(connection);
                open.Enqueue(connection.Target);
            }
        }
    }

    private bool HasPath(string from, string to, string? without = null)
    {
        var visited = new HashSet<string>(StringComparer.Ordinal);
        var open = new Stack<string>([from]);
        while (open.TryPop(out var current))
        {
            if (current == to)
            {
                return true;
            }

            if (current != without && visited.Add(current))
            {
                foreach (var next in _outbound[current].Where(_forward.Contains))
                {
                    open.Push(next.Target);
                }
            }
        }

        return false;
    }
}
