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
        if (graph.StartNode is not { } start || (graph.Connections.Any(c => c.Target == start.Id) && !graph.StartIsStated))
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
        where !graph.IsReachable(child.Id)
        select new Finding(Severity.Error, "unreachable-step", child.Id, $"{child.DisplayText} tidak pernah dicapai dari awal alur. Sambungkan, atau hapus.");

    private static IEnumerable<Finding> Ends(ActivityNode flowchart, FlowGraph graph)
    {
        var inbound = graph.Connections.ToLookup(c => c.Target, StringComparer.Ordinal);
        var ending = flowchart.Port("activities").Select(child => child.Id).Where(id => !graph.Outbound(id).Any()).ToHashSet(StringComparer.Ordinal);
        var open = new Queue<string>(ending);
        while (open.TryDequeue(out var current))
        {
            foreach (var connection in inbound[current].Where(c => ending.Add(c.Source)))
            {
                open.Enqueue(connection.Source);
            }
        }

        return from child in flowchart.Port("activities")
               where !ending.Contains(child.Id)
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
            var used = graph.Outbound(child.Id).Select(c => c.Port).ToHashSet(StringComparer.Ordinal);
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
        from connection in graph.Connections
        where !graph.IsForward(connection) && graph.IsReachable(connection.Source) && !graph.IsValidLoop(connection)
        select new Finding(Severity.Error, "invalid-loop", connection.Source, $"Panah kembali dari {connection.Source} ke {connection.Target} tidak dapat ditempuh: ada jalan ke {connection.Source} yang tidak melewati {connection.Target}.");
}
