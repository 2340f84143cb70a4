using Alokon.Engine.Activities;
using Alokon.Engine.Definitions;

namespace Alokon.Sop.Workflows.Table;

/// <summary>The outermost flowchart read as a story: what comes before what, and which arrows lead back. Pure.</summary>
internal sealed class SopFlow
{
    private readonly Dictionary<string, ActivityNode> _nodes;
    private readonly ILookup<string, FlowConnection> _from;
    private readonly Dictionary<string, int> _rank = new(StringComparer.Ordinal);
    private readonly HashSet<FlowConnection> _back = [];
    private readonly ActivityRegistry _registry;

    private SopFlow(ActivityNode root, ActivityRegistry registry)
    {
        _registry = registry;
        IsFlowchart = root.Type == "Elsa.Flowchart";
        _nodes = root.Port("activities").ToDictionary(node => node.Id, StringComparer.Ordinal);
        var arrows = FlowConnection.ReadAll(root).Distinct().Where(arrow => _nodes.ContainsKey(arrow.Source) && _nodes.ContainsKey(arrow.Target)).ToList();
        _from = arrows
            .GroupBy(arrow => arrow.Source)
            .SelectMany(group => group.OrderBy(arrow => PortOf(arrow)))
            .ToLookup(arrow => arrow.Source, StringComparer.Ordinal);
        Start = StartOf(root, arrows);
        if (IsFlowchart && Start is not null)
        {
            Rank(Start);
        }
    }

    /// <summary>Only a flowchart has arrows; the children of a sequence follow one another.</summary>
    public bool IsFlowchart { get; }

    public string? Start { get; }

    public static SopFlow Of(WorkflowDefinition definition, ActivityRegistry registry) => new(definition.Root, registry);

    /// <summary>Every child in the order in which a case meets it; what is never reached stands last, as the file has it.</summary>
    public IEnumerable<ActivityNode> InOrder() => _nodes.Values.Select((node, index) => (node, index)).OrderBy(n => _rank.GetValueOrDefault(n.node.Id, int.MaxValue)).ThenBy(n => n.index).Select(n => n.node);

    public ActivityNode? Find(string id) => _nodes.GetValueOrDefault(id);

    /// <summary>In the order of the answers.</summary>
    public IReadOnlyList<FlowConnection> From(string id) => [.. _from[id]];

    public bool IsBack(FlowConnection arrow) => _back.Contains(arrow);

    public bool IsStep(ActivityNode node) => _registry.Find(node.Type)?.Descriptor is { } descriptor && NodeReading.IsStep(descriptor);

    public bool IsEnd(ActivityNode node) => _registry.Find(node.Type)?.Descriptor.IsTerminal == true;

    /// <summary>A step without a number whose first answer leads back: a correction, beside the sheet.</summary>
    public bool IsDetour(ActivityNode step) =>
        From(step.Id) is [var first, ..] && IsBack(first) && string.IsNullOrEmpty(NodeReading.StaticValue(step, "sopLabel")?.ToString());

    /// <summary>The answers of a step: key and label, as the definition or its kind of step states them.</summary>
    public IReadOnlyList<(string Key, string Label)> Answers(ActivityNode step) => StepAnswers.Of(step, _registry.Find(step.Type)?.Descriptor);

    private int PortOf(FlowConnection arrow)
    {
        var node = _nodes[arrow.Source];
        var ports = _registry.Find(node)?.Descriptor is { } descriptor ? NodeReading.Ports(node, descriptor) : [];
        for (var i = 0; i < ports.Count; i++)
        {
            if (ports[i] == arrow.Port)
            {
                return i;
            }
        }

        return ports.Count;
    }

    private string? StartOf(ActivityNode root, List<FlowConnection> arrows)
    {
        var stated = (root.Json["start"] is System.Text.Json.Nodes.JsonObject embedded ? embedded["id"] : root.Json["start"])?.ToString();
        var targets = arrows.Select(arrow => arrow.Target).ToHashSet(StringComparer.Ordinal);
        return (_nodes.Values.FirstOrDefault(node => node.Id == stated)
            ?? _nodes.Values.FirstOrDefault(node => node.Type == "Elsa.Start")
            ?? _nodes.Values.FirstOrDefault(node => !targets.Contains(node.Id))
            ?? _nodes.Values.FirstOrDefault())?.Id;
    }

    /// <summary>Depth first; a place gets its rank when all that follows it has one, so that what two ways share comes after both.</summary>
    private void Rank(string start)
    {
        var open = new Stack<(string Id, Queue<FlowConnection> Next)>();
        var onWay = new HashSet<string>(StringComparer.Ordinal);
        var seen = new HashSet<string>(StringComparer.Ordinal);
        var finished = new List<string>();
        Enter(start);
        while (open.TryPeek(out var here))
        {
            if (!here.Next.TryDequeue(out var arrow))
            {
                open.Pop();
                onWay.Remove(here.Id);
                finished.Add(here.Id);
            }
            else if (onWay.Contains(arrow.Target))
            {
                _back.Add(arrow);
            }
            else if (!seen.Contains(arrow.Target))
            {
                Enter(arrow.Target);
            }
        }

        for (var i = 0; i < finished.Count; i++)
        {
            _rank[finished[i]] = finished.Count - i;
        }

        // The last answer first: it finishes first, and so stands after the way that the first answer goes.
        void Enter(string id)
        {
            seen.Add(id);
            onWay.Add(id);
            open.Push((id, new Queue<FlowConnection>(From(id).Reverse())));
        }
    }
}
