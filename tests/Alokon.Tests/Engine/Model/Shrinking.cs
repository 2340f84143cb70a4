namespace Alokon.Tests.Engine.Model;

/// <summary>Makes a failing case smaller as long as it still fails.</summary>
internal static class Shrinking
{
    public static ModelCase Shrink(ModelCase failing, Func<ModelCase, bool> fails)
    {
        for (var smaller = failing; smaller is not null; smaller = Smaller(failing).FirstOrDefault(fails))
        {
            failing = smaller;
        }

        return failing;
    }

    private static IEnumerable<ModelCase> Smaller(ModelCase one) =>
        Without(one.Completions).Select(completions => one with { Completions = completions })
            .Concat(one.Completions.Select((c, i) => c.Which == 0 ? null : one with { Completions = [.. one.Completions.Take(i), c with { Which = 0 }, .. one.Completions.Skip(i + 1)] }).OfType<ModelCase>())
            .Concat(one.Root.Children.Select(child => one with { Root = child }))
            .Concat(Smaller(one.Root).Select(root => one with { Root = root }));

    private static IEnumerable<Piece> Smaller(Piece piece)
    {
        // One child fewer: where children have no meaning by their place, or from the end.
        for (var i = piece.Children.Count - 1; i >= (piece.Kind == Kind.Flowchart ? 1 : 0); i--)
        {
            var gone = piece.Children[i];
            if (piece.Kind is Kind.Flowchart or Kind.Sequence or Kind.Parallel or Kind.Fork)
            {
                yield return piece with { Children = [.. piece.Children.Where(c => c != gone)], Arrows = [.. piece.Arrows.Where(a => a.Source != gone.Id && a.Target != gone.Id)] };
            }
        }

        foreach (var arrows in Without(piece.Arrows))
        {
            yield return piece with { Arrows = arrows };
        }

        if (piece.Children.Count > 0)
        {
            yield return new Piece(Kind.Line, piece.Id, []);
        }

        if (piece.Merge.Length > 0)
        {
            yield return piece with { Merge = "" };
        }

        if (piece.Times > 0)
        {
            yield return piece with { Times = piece.Times - 1 };
        }

        for (var i = 0; i < piece.Children.Count; i++)
        {
            // The child's own content in its place keeps its id, so that connections still fit.
            foreach (var child in Smaller(piece.Children[i]).Concat(piece.Children[i].Children.Select(inner => inner with { Id = piece.Children[i].Id })))
            {
                yield return piece with { Children = [.. piece.Children.Take(i), child, .. piece.Children.Skip(i + 1)] };
            }
        }
    }

    private static IEnumerable<IReadOnlyList<T>> Without<T>(IReadOnlyList<T> all) =>
        Enumerable.Range(0, all.Count).Select(i => all.Count - 1 - i).Select(gone => (IReadOnlyList<T>)[.. all.Where((_, i) => i != gone)]);
}
