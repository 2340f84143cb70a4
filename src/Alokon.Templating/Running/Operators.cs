using Alokon.Templating.Syntax;

namespace Alokon.Templating.Running;

internal enum Operator
{
    Or, And, Coalesce, NotCoalesce, Equal, NotEqual, Less, LessOrEqual, Greater, GreaterOrEqual,
    Add, Subtract, Multiply, Divide, DivideWhole, Modulus, Range, RangeBefore,
}

internal sealed record Operation(Operator Operator, Span Span, Span Left, Span Right)
{
    public string Sign => Operators.Sign(Operator);

    public bool IsComparison => Operator is >= Operator.Equal and <= Operator.GreaterOrEqual;

    public TemplateFault Unsupported(string between) => new(Span, $"The operator `{Sign}` is not {between}");
}

internal static class Operators
{
    private static readonly string[] Signs = ["||", "&&", "??", "?!", "==", "!=", "<", "<=", ">", ">=", "+", "-", "*", "/", "//", "%", "..", "..<"];

    public static string Sign(Operator operation) => Signs[(int)operation];

    public static object? Apply(Evaluation run, Operation operation, object? left, object? right)
    {
        if (left is string first && right is string second && operation.IsComparison)
        {
            return Holds(operation.Operator, string.CompareOrdinal(first, second));
        }

        switch (operation.Operator)
        {
            case Operator.Coalesce:
                return left ?? right;
            case Operator.NotCoalesce:
                return left is null ? null : right;
        }

        return (left, right) switch
        {
            (string or SafeHtml, _) or (_, string or SafeHtml) => ApplyToText(run, operation, left, right),
            (null, _) or (_, null) => ApplyToNull(operation, left, right),
            (EmptyValue, _) or (_, EmptyValue) => ApplyToEmpty(operation, left, right),
            (ListValue or RangeValue, _) or (_, ListValue or RangeValue) => Lists.Apply(run, operation, left, right, depth: 0),
            (DateTime or TimeSpan, _) => ApplyToDate(run, operation, left, right),
            _ when (Values.IsNumber(left) || left is bool) && (Values.IsNumber(right) || right is bool) => Numbers.Apply(run, operation, left, right),
            _ => operation.Operator switch
            {
                Operator.Equal => left.Equals(right),
                Operator.NotEqual => !left.Equals(right),
                _ => throw new TemplateFault(
                    operation.Span,
                    $"Unsupported types `{run.ToText(left)}/{Values.TypeName(left)}` {operation.Sign} `{run.ToText(right)}/{Values.TypeName(right)}` for binary operation"),
            },
        };
    }

    public static object Holds(Operator comparison, int order) => Boxes.Of(comparison switch
    {
        Operator.Equal => order == 0,
        Operator.NotEqual => order != 0,
        Operator.Less => order < 0,
        Operator.LessOrEqual => order <= 0,
        Operator.Greater => order > 0,
        _ => order >= 0,
    });

    private static object ApplyToText(Evaluation run, Operation operation, object? left, object? right)
    {
        if (operation.IsComparison)
        {
            // Nothing is not the same as a text with nothing in it.
            string? Known(object? value) => value is null or EmptyValue ? null : run.ToText(value);
            return Holds(operation.Operator, string.CompareOrdinal(Known(left), Known(right)));
        }

        switch (operation.Operator)
        {
            case Operator.Add:
                var (first, second) = (run.ToText(left), run.ToText(right));
                run.CheckLength(operation.Span, (long)first.Length + second.Length);
                return first + second;
            case Operator.Multiply:
                return right is string or SafeHtml
                    ? Repeat(run, operation, run.ToText(right), left, operation.Left)
                    : Repeat(run, operation, run.ToText(left), right, operation.Right);
            default:
                throw new TemplateFault(operation.Span, $"Operator `{operation.Sign}` is not supported on string objects");
        }
    }

    private static string Repeat(Evaluation run, Operation operation, string text, object? times, Span place)
    {
        int count;
        try
        {
            count = run.ToInt(place, times);
        }
        catch (TemplateFault)
        {
            throw new TemplateFault(place, $"Expecting an integer. The operator `{operation.Sign}` is not supported for the expression. Only working on string x int or int x string");
        }

        if (count <= 0 || text.Length == 0)
        {
            return "";
        }

        if ((long)text.Length * count > run.Limits.Text)
        {
            throw new TemplateFault(place, $"String multiplication exceeds LimitToString `{run.Limits.Text}`.");
        }

        run.CheckLength(place, (long)text.Length * count);
        return string.Concat(Enumerable.Repeat(text, count));
    }

    private static object? ApplyToNull(Operation operation, object? left, object? right) => operation.Operator switch
    {
        Operator.Equal => Boxes.Of(left is null && right is null),
        Operator.NotEqual => Boxes.Of(left is not null || right is not null),
        _ => operation.IsComparison ? Boxes.Of(false) : null,
    };

    private static object? ApplyToEmpty(Operation operation, object? left, object? right)
    {
        if (left is EmptyValue && right is EmptyValue)
        {
            return operation.IsComparison ? operation.Operator is Operator.Equal or Operator.LessOrEqual or Operator.GreaterOrEqual : EmptyValue.Instance;
        }

        var empty = Values.IsEmpty(left is EmptyValue ? right : left);
        return operation.Operator switch
        {
            Operator.Equal or Operator.LessOrEqual or Operator.GreaterOrEqual => empty,
            Operator.NotEqual => empty is bool truth ? !truth : empty,
            Operator.Less or Operator.Greater => false,
            _ => EmptyValue.Instance,
        };
    }

    private static object ApplyToDate(Evaluation run, Operation operation, object? left, object? right)
    {
        try
        {
            return (left, right) switch
            {
                (DateTime a, DateTime b) when operation.IsComparison => Holds(operation.Operator, a.CompareTo(b)),
                (DateTime a, DateTime b) when operation.Operator == Operator.Subtract => a - b,
                (DateTime a, TimeSpan b) when operation.Operator == Operator.Add => a + b,
                (DateTime a, TimeSpan b) when operation.Operator == Operator.Subtract => a - b,
                (TimeSpan a, TimeSpan b) when operation.IsComparison => Holds(operation.Operator, a.CompareTo(b)),
                (TimeSpan a, TimeSpan b) when operation.Operator == Operator.Add => a + b,
                (TimeSpan a, TimeSpan b) when operation.Operator == Operator.Subtract => a - b,
                _ => throw operation.Unsupported($"supported between {Values.TypeName(left)} and {Values.TypeName(right)} `{run.ToText(right)}`"),
            };
        }
        catch (Exception beyond) when (beyond is ArgumentOutOfRangeException or OverflowException)
        {
            throw new TemplateFault(operation.Span, "The date or time span is out of range.");
        }
    }
}
