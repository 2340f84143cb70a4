namespace Alokon.Templating.Running;

internal static class Lists
{
    /// <param name="depth">How deep the comparison has gone: a list may contain itself.</param>
    public static object? Apply(Evaluation run, Operation operation, object? left, object? right, int depth)
    {
        var (first, second) = (Values.Items(left), Values.Items(right));
        if (first is null || second is null || !(operation.IsComparison || operation.Operator == Operator.Add))
        {
            var reason = (first, second) switch
            {
                (_, null) => " Expecting an array for the right argument.",
                (null, _) => " Expecting an array for the left argument.",
                _ => "",
            };
            var place = second is null ? operation.Right : first is null ? operation.Left : operation.Span;
            throw new TemplateFault(place, $"The operator `{operation.Sign}` is not supported between {Values.TypeName(left)} and {Values.TypeName(right)}.{reason}");
        }

        if (operation.Operator == Operator.Add)
        {
            run.CheckList(operation.Span, (long)first.Count + second.Count);
            return new ListValue(first.Concat(second));
        }

        return Compare(run, operation, first, second, depth);
    }

    private static object Compare(Evaluation run, Operation operation, IReadOnlyList<object?> left, IReadOnlyList<object?> right, int depth)
    {
        if (depth > run.Limits.Nesting)
        {
            throw new TemplateFault(operation.Span, "Structure is too deeply nested or contains reference loops.");
        }

        var order = left.Count.CompareTo(right.Count);
        if (order != 0 || left.Count == 0)
        {
            return Operators.Holds(operation.Operator, order);
        }

        for (var i = 0; i < left.Count; i++)
        {
            run.Tick(operation.Span);
            var holds = Values.Items(left[i]) is not null && Values.Items(right[i]) is not null
                ? Apply(run, operation, left[i], right[i], depth + 1)
                : Operators.Apply(run, operation, left[i], right[i]);
            if (holds is not true)
            {
                return Boxes.Of(false);
            }
        }

        return Boxes.Of(true);
    }
}
