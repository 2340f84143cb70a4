using Alokon.Engine.Activities;

namespace Alokon.Engine.Definitions;

/// <summary>Every step is reached, every way comes to an end, every arrow starts and ends somewhere.</summary>
internal static class FlowchartChecks
{
    public static IEnumerable<Finding> Check(ActivityNode flowchart, ActivityRegistry registry)
    {
        var graph = FlowGraph.Of(flowchart);
        return
        [
            .. Start(flowchart, graph),
            .. BrokenArrows(flowchart),
            .. Reach(flowchart, graph),
            .. Ends(flowchart, graph),
            .. Ports(flowchart, graph, registry),
            .. Loops(graph),
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

    private static IEnumerable<Finding> Ends(ActivityNode flowchart, FlowGraph graph)
    {
        var ending = flowchart.Port("activities").Select(graph.Place).Where(place => place.Outbound.Count == 0).ToHashSet();
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

    private static IEnumerable<Finding> Ports(ActivityNode flowchart, FlowGraph graph, ActivityRegistry registry)
    {
        foreach (var child in flowchart.Port("activities"))
        {
            if (registry.Find(child.Type)?.Descriptor is not { } descriptor)
            {
                continue;
            }

            var ports = NodeReading.Ports(child, descriptor);
            var used = graph.Place(child).Outbound.Select(arrow => arrow.Port).ToHashSet(StringComparer.Ordinal);
            var isStep = NodeReading.IsStep(descriptor);
            foreach (var port in ports.Where(port => isStep && !used.Contains(port)))
            {
                yield return new(Severity.Error, "dead-end", child.Id, $"Hasil {port} pada {child.DisplayText} tidak menuju ke mana pun. Sambungkan ke langkah berikutnya atau ke akhir.");
            }

            foreach (var port in used.Where(port => !ports.Contains(port)))
            {
                yield return new(isStep ? Severity.Error : Severity.Warning, "unknown-port", child.Id, $"{child.DisplayText} tidak punya hasil {port}; panahnya tidak akan pernah ditempuh.");
            }
        }
    }

    private static IEnumerable<Finding> Loops(FlowGraph graph) =>
        from arrow in graph.Arrows
        where !arrow.IsForward && graph.IsReachable(arrow.Source) && !arrow.IsValidLoop
        select new Finding(Severity.Error, "invalid-loop", arrow.Source.Id, $"Panah kembali dari {arrow.Source.Id} ke {arrow.Target.Id} tidak dapat ditempuh: ada jalan ke {arrow.Source.Id} yang tidak melewati {arrow.Target.Id}.");
}
