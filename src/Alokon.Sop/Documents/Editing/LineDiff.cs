namespace Alokon.Sop.Documents.Editing;

/// <summary>One line of two texts beside each other.</summary>
/// <param name="Before">Its number in the older text; null: added.</param>
/// <param name="After">Its number in the newer text; null: removed.</param>
public sealed record DiffLine(int? Before, int? After, string Text);

/// <param name="Changed">Lines removed whose place others took.</param>
public sealed record DiffCount(int Changed, int Added, int Removed)
{
    public bool Nothing => Changed + Added + Removed == 0;
}

/// <summary>Which lines two texts have in common, in order: the longest such row of lines.</summary>
public static class LineDiff
{
    // Beyond this many pairs of lines between the common beginning and end, the middle is shown as replaced whole.
    private const long MostPairs = 4_000_000;

    public static IReadOnlyList<DiffLine> Between(string before, string after)
    {
        var (old, fresh) = (before.Split('\n'), after.Split('\n'));
        var head = 0;
        while (head < Math.Min(old.Length, fresh.Length) && old[head] == fresh[head])
        {
            head++;
        }

        var tail = 0;
        while (tail < Math.Min(old.Length, fresh.Length) - head && old[^(tail + 1)] == fresh[^(tail + 1)])
        {
            tail++;
        }

        var lines = new List<DiffLine>();
        lines.AddRange(Enumerable.Range(0, head).Select(i => new DiffLine(i + 1, i + 1, old[i])));
        lines.AddRange(Middle(old[head..^tail], fresh[head..^tail], head));
        lines.AddRange(Enumerable.Range(0, tail).Select(i => new DiffLine(old.Length - tail + i + 1, fresh.Length - tail + i + 1, old[old.Length - tail + i])));
        return lines;
    }

    public static DiffCount Count(IReadOnlyList<DiffLine> lines)
    {
        var (changed, added, removed) = (0, 0, 0);
        var (gone, come) = (0, 0);
        foreach (var line in lines.Append(new DiffLine(0, 0, "")))
        {
            if (line.After is null)
            {
                gone++;
            }
            else if (line.Before is null)
            {
                come++;
            }
            else
            {
                changed += Math.Min(gone, come);
                removed += Math.Max(0, gone - come);
                added += Math.Max(0, come - gone);
                (gone, come) = (0, 0);
            }
        }

        return new DiffCount(changed, added, removed);
    }

    /// <summary>Only what changed, with some lines around it; null where lines were left out.</summary>
    public static IReadOnlyList<DiffLine?> Near(IReadOnlyList<DiffLine> lines, int around)
    {
        var near = new bool[lines.Count];
        for (var i = 0; i < lines.Count; i++)
        {
            if (lines[i].Before is null || lines[i].After is null)
            {
                Array.Fill(near, true, Math.Max(0, i - around), Math.Min(lines.Count, i + around + 1) - Math.Max(0, i - around));
            }
        }

        var shown = new List<DiffLine?>();
        for (var i = 0; i < lines.Count; i++)
        {
            if (near[i])
            {
                shown.Add(lines[i]);
            }
            else if (shown.Count == 0 || shown[^1] is not null)
            {
                shown.Add(null);
            }
        }

        return shown;
    }

    private static IEnumerable<DiffLine> Middle(string[] old, string[] fresh, int offset)
    {
        var common = (long)old.Length * fresh.Length <= MostPairs ? Lengths(old, fresh) : null;
        var (i, j) = (0, 0);
        while (i < old.Length || j < fresh.Length)
        {
            if (common is not null && i < old.Length && j < fresh.Length && old[i] == fresh[j])
            {
                yield return new DiffLine(offset + i + 1, offset + j + 1, old[i]);
                i++;
                j++;
            }
            else if (j == fresh.Length || (i < old.Length && (common is null || common[i + 1, j] >= common[i, j + 1])))
            {
                yield return new DiffLine(offset + i + 1, null, old[i++]);
            }
            else
            {
                yield return new DiffLine(null, offset + j + 1, fresh[j++]);
            }
        }
    }

    // common[i, j]: how many lines the texts from i and from j on have in common, in order.
    private static int[,] Lengths(string[] old, string[] fresh)
    {
        var common = new int[old.Length + 1, fresh.Length + 1];
        for (var i = old.Length - 1; i >= 0; i--)
        {
            for (var j = fresh.Length - 1; j >= 0; j--)
            {
                common[i, j] = old[i] == fresh[j] ? common[i + 1, j + 1] + 1 : Math.Max(common[i + 1, j], common[i, j + 1]);
            }
        }

        return common;
    }
}
