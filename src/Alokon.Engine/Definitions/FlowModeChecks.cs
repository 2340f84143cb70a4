using Alokon.Engine.Activities;

namespace Alokon.Engine.Definitions;

/// <summary>What loops and joins need to mean something: a mode that exists, a body, a loop around a break.</summary>
internal static class FlowModeChecks
{
    private static readonly HashSet<string> Loops = new(StringComparer.Ordinal) { "Elsa.ForEach", "Elsa.ParallelForEach", "Elsa.For", "Elsa.While" };

    public static IEnumerable<Finding> Check(ActivityNode node)
    {
        if (FlowModes.IsJoin(node) && FlowModes.StatedJoin(node) is { IsKnown: true, Mode: null } join)
        {
            yield return new(Severity.Error, "unknown-mode", node.Id, $"Cara menunggu {join.Written} pada {node.DisplayText} tidak dikenal. Pilih WaitAll, WaitAllActive, atau WaitAny.");
        }

        if (FlowModes.Text(node.CustomProperties["mergeMode"]) is { } merge && FlowModes.Written(node) is null)
        {
            yield return new(Severity.Warning, "unknown-mode", node.Id, $"Cara bertemu {merge} pada {node.DisplayText} tidak dikenal dan diabaikan. Pilih Stream, Merge, Converge, Cascade, atau Race.");
        }

        if (Loops.Contains(node.Type) && node.Port("body").Count == 0)
        {
            yield return new(Severity.Warning, "empty-loop", node.Id, $"Perulangan {node.DisplayText} tidak berisi apa pun dan langsung selesai. Isi, atau hapus.");
        }
    }

    /// <summary>A break that no loop hears.</summary>
    public static IEnumerable<Finding> LostBreaks(ActivityNode root)
    {
        var open = new Stack<ActivityNode>([root]);
        while (open.TryPop(out var node))
        {
            if (node.Type == "Elsa.Break")
            {
                yield return new(Severity.Warning, "lost-break", node.Id, $"{node.DisplayText} tidak berada di dalam perulangan: hanya mengakhiri urutan yang memuatnya.");
            }

            // What stands inside a workflow that this one runs was checked when that was published.
            if (node.Callee is not null)
            {
                continue;
            }

            // A parallel loop does not hear a break either: it passes on to the loop further out.
            foreach (var child in node.Ports.Values.SelectMany(children => children).Where(_ => !Loops.Contains(node.Type) || node.Type == "Elsa.ParallelForEach"))
            {
                open.Push(child);
            }
        }
    }
}
