namespace Alokon.Sop.Workflows.Table;

internal static class StepOrder
{
    /// <summary>The fewest steps that must be taken out and put in again to come from one order to the other.</summary>
    public static IReadOnlySet<string> Moved(IReadOnlyList<string> from, IReadOnlyList<string> to)
    {
        var rank = from.Select((step, i) => (step, i)).ToDictionary(s => s.step, s => s.i, StringComparer.Ordinal);
        var best = new List<List<string>>();
        foreach (var step in to)
        {
            var longest = best.Where(chain => rank[chain[^1]] < rank[step]).MaxBy(chain => chain.Count) ?? [];
            best.Add([.. longest, step]);
        }

        var stays = best.MaxBy(chain => chain.Count) ?? [];
        return to.Except(stays).ToHashSet(StringComparer.Ordinal);
    }
}
