using Alokon.Engine.Activities;

namespace Alokon.Engine.Definitions;

/// <summary>Every step is reached, every way comes to an end, every arrow starts and ends somewhere.</summary>
internal static class FlowchartChecks
{
    /// <param name="tokens">In token mode every arrow back may be followed.</param>
    public static IEnumerable<Finding> Check(ActivityNode flowchart, ActivityRegistry registry, bool tokens)
    {
        var graph = FlowGraph.Of(flowchart);
        return
        [
            .. Start(flowchart, graph),
            .. BrokenArrows(flowchart),
            .. Reach(flowchart, graph),
            .. Ends(flowchart, graph, registry),
            .. Ports(flowchart, graph, registry),
            .. tokens ? [] : Loops(graph),
        ];
    }

    private static IEnumerable<Finding> Start(ActivityNode flowchart, FlowGraph graph)
    {
        if (graph.Start is not { } start || (start.Inbound.Count > 0 && !graph.StartIsStated))
        {
            yield return new(Severity.Error, "no-start", flowchart.Id, "Alur tidak punya awal. Tambahkan kegiatan Mulai.");
        }
    }

    private static IEnumerable<Finding> BrokenArrows(ActivityNode flowchart)
    {
        var known = flowchart.Port("activities").Select(child => child.Id).ToHashSet(StringComparer.Ordinal);
        foreach (var json in FlowConnection.Entries(flowchart.Json["connections"]))
        {
            var connection = FlowConnection.Read(json);
            if (connection is null || !known.Contains(connection.Source) || !known.Contains(connection.Target))
            {
                yield return new(Severity.Error, "broken-connection", connection?.Source ?? flowchart.Id, $"Panah {json.ToJsonString()} tidak menghubungkan dua kegiatan yang ada. Hapus atau sambungkan kembali.");
            }
        }
    }

    private static IEnumerable<Finding> Reach(ActivityNode flowchart, FlowGraph graph) =>
        from child in flowchart.Port("activities")
        where !graph.IsReachable(graph.Place(child))
        select new Finding(Severity.Error, "unreachable-step", child.Id, $"{child.DisplayText} tidak pernah dicapai dari awal alur. Sambungkan, atau hapus.");

    private static IEnumerable<Finding> Ends(ActivityNode flowchart, FlowGraph graph, ActivityRegistry registry)
    {
        var ending = flowchart.Port("activities").Select(graph.Place).Where(place => IsWayOut(place, registry)).ToHashSet();
        var open = new Queue<FlowPlace>(ending);
        while (open.TryDequeue(out var current))
        {
            foreach (var arrow in current.Inbound.Where(arrow => ending.Add(arrow.Source)))
            {
                open.Enqueue(arrow.Source);
            }
        }

        return from child in flowchart.Port("activities")
               where !ending.Contains(graph.Place(child))
               select new Finding(Severity.Error, "dead-end", child.Id, $"Dari {child.DisplayText} tidak ada jalan ke akhir alur: perkara akan berputar tanpa selesai.");
    }

    // The way ends here, or may: nothing follows, something inside ends the whole workflow, or one of its outcomes leads nowhere.
    private static bool IsWayOut(FlowPlace place, ActivityRegistry registry) =>
        place.Outbound.Count == 0
        || place.Activity.Tree().Any(EndsWorkflow)
        || (registry.Find(place.Activity)?.Descriptor is { } descriptor && (descriptor.IsTerminal || OpenPorts(place, descriptor).Any()));

    // A Complete inside a workflow that is run here ends only that one.
    private static bool EndsWorkflow(ActivityNode inner) => inner.Type == "Elsa.Finish" || (inner.Type == "Elsa.Complete" && inner.Key == inner.Id);

    private static IEnumerable<string> OpenPorts(FlowPlace place, ActivityDescriptor descriptor) =>
        NodeReading.Ports(place.Activity, descriptor).Where(port => !place.Outbound.Exists(arrow => arrow.Port == port));

    private static IEnumerable<Finding> Ports(ActivityNode flowchart, FlowGraph graph, ActivityRegistry registry)
    {
        foreach (var child in flowchart.Port("activities"))
        {
            if (registry.Find(child)?.Descriptor is { } descriptor && !NodeReading.HasUnknownPorts(child, descriptor))
            {
                foreach (var finding in Ports(graph.Place(child), descriptor))
                {
                    yield return finding;
                }
            }
        }
    }

    private static IEnumerable<Finding> Ports(FlowPlace place, ActivityDescriptor descriptor)
    {
        var (child, ports) = (place.Activity, NodeReading.Ports(place.Activity, descriptor));
        var isStep = NodeReading.IsStep(descriptor);
        foreach (var port in OpenPorts(place, descriptor).Where(_ => isStep))
        {
            yield return new(Severity.Error, "dead-end", child.Id, $"Keputusan {NodeReading.PortName(child, descriptor, port)} pada {child.DisplayText} tidak menuju ke mana pun. Sambungkan ke langkah berikutnya atau ke akhir.");
        }

        // A choice may have an empty way, but whoever drew it should know.
        foreach (var port in OpenPorts(place, descriptor).Where(_ => !isStep && ports.Count > 1))
        {
            yield return new(Severity.Warning, "open-outcome", child.Id, $"Jalan {NodeReading.PortName(child, descriptor, port)} pada {child.DisplayText} tidak menuju ke mana pun: bila itu yang terjadi, jalan ini berhenti di sini.");
        }

        foreach (var port in place.Outbound.Select(arrow => arrow.Port).Distinct().Where(port => !ports.Contains(port)))
        {
            yield return new(isStep ? Severity.Error : Severity.Warning, "unknown-port", child.Id, $"{child.DisplayText} tidak punya hasil {port}; panahnya tidak akan pernah ditempuh.");
        }
    }

    private static IEnumerable<Finding> Loops(FlowGraph graph) =>
        from arrow in graph.Arrows
        where !arrow.IsForward && graph.IsReachable(arrow.Source) && !arrow.IsValidLoop
        select new Finding(Severity.Error, "invalid-loop", arrow.Source.Id, $"Panah kembali dari {arrow.Source.Activity.DisplayText} ke {arrow.Target.Activity.DisplayText} tidak dapat ditempuh: ada jalan ke {arrow.Source.Activity.DisplayText} yang tidak melewati {arrow.Target.Activity.DisplayText}.");
}
