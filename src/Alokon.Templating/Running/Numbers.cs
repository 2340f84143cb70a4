using System.Numerics;
using Alokon.Templating.Syntax;

namespace Alokon.Templating.Running;

/// <summary>Arithmetic. Both sides climb to the wider of their kinds: decimal, double, float, whole number.</summary>
internal static class Numbers
{
    // A number that doubles its digits in every round of a loop is a way to stop a server.
    private const int LongestInBits = 1 << 16;

    public static object? Apply(Evaluation run, Operation operation, object left, object right)
    {
        try
        {
            return (left, right) switch
            {
                (int a, int b) when operation.Operator is not (Operator.Range or Operator.RangeBefore) => Small(operation, a, b),
                (decimal, _) or (_, decimal) => Decimal(operation, ToDecimal(run, operation, left), ToDecimal(run, operation, right)),
                (double, _) or (_, double) => Double(operation, ToDouble(left), ToDouble(right)),
                (float, _) or (_, float) => Float(operation, (float)ToDouble(left), (float)ToDouble(right)),
                (bool a, bool b) => operation.Operator switch
                {
                    Operator.Equal => Boxes.Of(a == b),
                    Operator.NotEqual => Boxes.Of(a != b),
                    _ => throw operation.Unsupported("valid for bool<->bool"),
                },
                _ => Whole(run, operation, ToWhole(left), ToWhole(right)),
            };
        }
        catch (Exception arithmetic) when (arithmetic is DivideByZeroException or OverflowException)
        {
            throw new TemplateFault(operation.Span, arithmetic.Message);
        }
    }

    /// <summary>The smallest of int, long and BigInteger that holds the number.</summary>
    public static object Fit(BigInteger number)
    {
        if (number >= int.MinValue && number <= int.MaxValue)
        {
            return Boxes.Of((int)number);
        }

        return number >= long.MinValue && number <= long.MaxValue ? (object)(long)number : number;
    }

    public static double ToDouble(object value) => value switch
    {
        int number => number,
        long number => number,
        BigInteger number => (double)number,
        float number => number,
        double number => number,
        decimal number => (double)number,
        bool truth => truth ? 1 : 0,
        _ => throw new ArgumentException($"Unable to convert type `{Values.TypeName(value)}` to double"),
    };

    public static BigInteger ToWhole(object value) => value switch
    {
        int number => number,
        long number => number,
        BigInteger number => number,
        bool truth => truth ? 1 : 0,
        _ => throw new ArgumentException($"Unable to convert type `{Values.TypeName(value)}` to int"),
    };

    private static decimal ToDecimal(Evaluation run, Operation operation, object value)
    {
        try
        {
            return value switch
            {
                decimal number => number,
                int number => number,
                long number => number,
                BigInteger number => (decimal)number,
                double number => (decimal)number,
                float number => (decimal)number,
                _ => (bool)value ? 1 : 0,
            };
        }
        catch (OverflowException)
        {
            throw new TemplateFault(operation.Span, $"Unable to convert type `{Values.TypeName(value)}` to `decimal`: {run.ToText(value)}");
        }
    }

    private static object Decimal(Operation operation, decimal left, decimal right) => operation.Operator switch
    {
        Operator.Add => left + right,
        Operator.Subtract => left - right,
        Operator.Multiply => left * right,
        Operator.Divide => left / right,
        Operator.DivideWhole => Math.Round(left / right),
        Operator.Modulus => left % right,
        _ when operation.IsComparison => Operators.Holds(operation.Operator, left.CompareTo(right)),
        _ => throw operation.Unsupported("implemented for decimal<->decimal"),
    };

    private static object Double(Operation operation, double left, double right) => operation.Operator switch
    {
        Operator.Add => left + right,
        Operator.Subtract => left - right,
        Operator.Multiply => left * right,
        Operator.Divide => left / right,
        Operator.DivideWhole => Math.Round(left / right),
        Operator.Modulus => left % right,
        _ when operation.IsComparison => Compare(operation.Operator, left, right),
        _ => throw operation.Unsupported("implemented for double<->double"),
    };

    private static object Float(Operation operation, float left, float right) => operation.Operator switch
    {
        Operator.Add => left + right,
        Operator.Subtract => left - right,
        Operator.Multiply => left * right,
        Operator.Divide => left / right,
        Operator.DivideWhole => (float)Math.Round(left / right),
        Operator.Modulus => left % right,
        _ when operation.IsComparison => Compare(operation.Operator, left, right),
        _ => throw operation.Unsupported("implemented for float<->float"),
    };

    // Not through CompareTo, for which "not a number" equals itself.
    private static bool Compare(Operator comparison, double left, double right) => comparison switch
    {
        Operator.Equal => left == right,
        Operator.NotEqual => left != right,
        Operator.Less => left < right,
        Operator.LessOrEqual => left <= right,
        Operator.Greater => left > right,
        _ => left >= right,
    };

    /// <summary>As <see cref="Whole"/>, for what nearly all numbers are: no answer leaves the range of a long.</summary>
    private static object Small(Operation operation, int left, int right) => operation.Operator switch
    {
        Operator.Add => Fit((long)left + right),
        Operator.Subtract => Fit((long)left - right),
        Operator.Multiply => Fit((long)left * right),
        Operator.Divide => (double)left / right,
        Operator.DivideWhole => Fit((long)left / right),
        Operator.Modulus => Fit((long)left % right),
        _ => Operators.Holds(operation.Operator, left.CompareTo(right)),
    };

    private static object Fit(long number) => number is >= int.MinValue and <= int.MaxValue ? Boxes.Of((int)number) : number;

    private static object? Whole(Evaluation run, Operation operation, BigInteger left, BigInteger right)
    {
        switch (operation.Operator)
        {
            case Operator.Divide:
                // Through the machine's own numbers where they fit: a BigInteger is cut, not rounded, on its way to a double.
                return ToDouble(Fit(left)) / ToDouble(Fit(right));
            case Operator.Range:
                return Range(run, operation.Span, left, right, inclusive: true);
            case Operator.RangeBefore:
                return Range(run, operation.Span, left, right, inclusive: false);
            case var comparison when operation.IsComparison:
                return Operators.Holds(comparison, left.CompareTo(right));
        }

        if (left.GetBitLength() + right.GetBitLength() > LongestInBits)
        {
            throw new TemplateFault(operation.Span, "The integer is too large.");
        }

        return Fit(operation.Operator switch
        {
            Operator.Add => left + right,
            Operator.Subtract => left - right,
            Operator.Multiply => left * right,
            Operator.DivideWhole => left / right,
            _ => left % right,
        });
    }

    private static RangeValue Range(Evaluation run, Span span, BigInteger left, BigInteger right, bool inclusive)
    {
        var size = BigInteger.Abs(right - left) + (inclusive ? 1 : 0);
        if (size > run.Limits.Loop)
        {
            throw new TemplateFault(span, $"Range expression exceeds LoopLimit `{run.Limits.Loop}`.");
        }

        run.CheckList(span, (long)size);
        var step = left < right ? 1 : -1;
        return new RangeValue([.. Enumerable.Range(0, (int)size).Select(i => (object?)Fit(left + (step * i)))]);
    }
}
