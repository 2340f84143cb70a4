using System.Globalization;
using System.Net;
using System.Numerics;
using System.Text;

namespace Alokon.Tests.Templating.Fuzz;

/// <summary>What the language says must be refused; the place is a statement, because the message is not compared.</summary>
internal sealed class Wrong(string why) : Exception(why);

/// <summary>The description leaves open what this means: only that it neither crashes nor hangs is checked.</summary>
internal sealed class Open : Exception;

/// <summary>Text that is HTML already.</summary>
internal sealed record Safe(string Html);

/// <summary>Members in order; equal to itself only.</summary>
internal sealed class Obj
{
    public List<string> Names { get; } = [];

    public Dictionary<string, object?> Of { get; } = [];

    /// <summary>Of the model: an official document cannot change it.</summary>
    public bool Frozen { get; init; }

    public Obj Set(string name, object? value)
    {
        if (!Of.ContainsKey(name))
        {
            Names.Add(name);
        }

        Of[name] = value;
        return this;
    }
}

/// <summary>
/// The values and operators of the language a second time, as the description has them and as simply as can be. Slow, and
/// not a line of it is shared with the product.
/// </summary>
internal sealed class Naive(bool office)
{
    private readonly CultureInfo _culture = office ? CultureInfo.GetCultureInfo("id-ID") : CultureInfo.InvariantCulture;

    public bool Office => office;

    public static bool IsTrue(object? value) => value is not (null or false);

    public string Escaped(object? value) => office && value is not Safe ? WebUtility.HtmlEncode(Text(value)) : Text(value);

    public string Text(object? value) => value switch
    {
        null => "",
        string text => text,
        Safe safe => safe.Html,
        _ => Inner(value),
    };

    public object? Apply(string sign, object? left, object? right)
    {
        if (sign is "??" or "?!")
        {
            return sign == "??" ? left ?? right : left is null ? null : right;
        }

        var compares = sign is "==" or "!=" or "<" or "<=" or ">" or ">=";
        if (left is string or Safe || right is string or Safe)
        {
            return OnTexts(sign, compares, left, right);
        }

        if (left is null || right is null)
        {
            return sign switch
            {
                "==" => left is null && right is null,
                "!=" => left is not null || right is not null,
                _ => compares ? false : null,
            };
        }

        if (left is List<object?> first && right is List<object?> second)
        {
            return OnLists(sign, first, second);
        }

        if (left is List<object?> or Obj || right is List<object?> or Obj)
        {
            throw new Open();
        }

        return OnNumbers(sign, compares, left, right);
    }

    public object? Signed(char sign, object? value) => (sign, value) switch
    {
        ('!', _) => !IsTrue(value),
        ('+', int or long or BigInteger or double or decimal) => value,
        ('-', int or long or BigInteger) => Fit(-Whole(value!)),
        ('-', double number) => -number,
        ('-', decimal number) => -number,
        _ => throw new Wrong("no number"),
    };

    public static object Fit(BigInteger number) =>
        number >= int.MinValue && number <= int.MaxValue ? (int)number
        : number >= long.MinValue && number <= long.MaxValue ? (long)number
        : number;

    private static BigInteger Whole(object value) => value switch
    {
        int number => number,
        long number => number,
        BigInteger number => number,
        _ => (bool)value ? 1 : 0,
    };

    private object OnTexts(string sign, bool compares, object? left, object? right)
    {
        if (compares)
        {
            if (left is null || right is null)
            {
                return sign switch { "==" => false, "!=" => true, _ => throw new Open() };
            }

            return Holds(sign, string.CompareOrdinal(Text(left), Text(right)));
        }

        switch (sign)
        {
            case "+":
                return Text(left) + Text(right);
            case "*" when left is int times:
                return Repeated(Text(right), times);
            case "*" when right is int times:
                return Repeated(Text(left), times);
            case "*":
                throw new Open();
            default:
                throw new Wrong("no operator of texts");
        }
    }

    private static string Repeated(string text, int times) => (long)text.Length * times > 1000 ? throw new Open() : string.Concat(Enumerable.Repeat(text, Math.Max(times, 0)));

    private object? OnLists(string sign, List<object?> left, List<object?> right)
    {
        switch (sign)
        {
            case "+":
                return left.Concat(right).ToList();
            case "==" when left.Count == right.Count:
                return left.Zip(right).All(pair => pair.First is Obj || pair.Second is Obj ? throw new Open() : Apply("==", pair.First, pair.Second) is true);
            case "==":
                return false;
            case "<" or "<=" or ">" or ">=" or "!=":
                throw new Open();
            default:
                throw new Wrong("no operator of lists");
        }
    }

    private static object? OnNumbers(string sign, bool compares, object left, object right)
    {
        if (left is bool && right is bool)
        {
            return sign switch { "==" => (bool)left == (bool)right, "!=" => (bool)left != (bool)right, _ => throw new Wrong("no operator of truths") };
        }

        try
        {
            return (left, right) switch
            {
                (decimal, _) or (_, decimal) => OnDecimals(sign, compares, Exact(left), Exact(right)),
                (double, _) or (_, double) => OnDoubles(sign, compares, Inexact(left), Inexact(right)),
                _ => OnWholes(sign, compares, Whole(left), Whole(right)),
            };
        }
        catch (Exception limit) when (limit is OverflowException or DivideByZeroException)
        {
            throw new Wrong(limit.Message);
        }
    }

    private static decimal Exact(object value) => value switch { decimal number => number, double number => (decimal)number, _ => (decimal)Whole(value) };

    // To the nearest, as every number that the machine knows; larger ones lose what does not fit.
    private static double Inexact(object value) =>
        value is double number ? number : Whole(value) is var whole && whole >= long.MinValue && whole <= long.MaxValue ? (double)(long)whole : (double)whole;

    private static object OnDecimals(string sign, bool compares, decimal left, decimal right) => compares ? Holds(sign, left.CompareTo(right)) : sign switch
    {
        "+" => left + right,
        "-" => left - right,
        "*" => left * right,
        "/" => left / right,
        "%" => left % right,
        "//" => throw new Open(),
        _ => throw new Wrong("no range of fractions"),
    };

    private static object OnDoubles(string sign, bool compares, double left, double right) => compares ? HoldsInexactly(sign, left, right) : sign switch
    {
        "+" => left + right,
        "-" => left - right,
        "*" => left * right,
        "/" => left / right,
        "%" => left % right,
        "//" => throw new Open(),
        _ => throw new Wrong("no range of fractions"),
    };

    private static object OnWholes(string sign, bool compares, BigInteger left, BigInteger right)
    {
        if (compares)
        {
            return Holds(sign, left.CompareTo(right));
        }

        return sign switch
        {
            "+" => Fit(left + right),
            "-" => Fit(left - right),
            "*" => Fit(left * right),
            "/" => Inexact(Fit(left)) / Inexact(Fit(right)),
            "//" => Fit(BigInteger.Divide(left, right)),
            "%" => Fit(BigInteger.Remainder(left, right)),
            _ => Range(left, right, sign == ".."),
        };
    }

    private static List<object?> Range(BigInteger from, BigInteger to, bool inclusive)
    {
        if (BigInteger.Abs(to - from) > 500)
        {
            throw new Open(); // near the limit, which has a test of its own
        }

        var items = new List<object?>();
        var step = from <= to ? 1 : -1;
        for (var i = from; i != to; i += step)
        {
            items.Add(Fit(i));
        }

        return inclusive ? [.. items, Fit(to)] : items;
    }

    private static bool Holds(string sign, int order) => sign switch
    {
        "==" => order == 0,
        "!=" => order != 0,
        "<" => order < 0,
        "<=" => order <= 0,
        ">" => order > 0,
        _ => order >= 0,
    };

    private static bool HoldsInexactly(string sign, double left, double right) => sign switch
    {
        "==" => left == right,
        "!=" => left != right,
        "<" => left < right,
        "<=" => left <= right,
        ">" => left > right,
        _ => left >= right,
    };

    private string Inner(object? value) => value switch
    {
        null => "null",
        true => "true",
        false => "false",
        string text => $"\"{Backslashed(text)}\"",
        Safe safe => $"\"{Backslashed(safe.Html)}\"",
        List<object?> items => $"[{string.Join(", ", items.Select(Inner))}]",
        Obj members => $"{{{string.Join(", ", members.Names.Select(name => $"{name}: {Inner(members.Of[name])}"))}}}",
        _ => ((IFormattable)value).ToString(null, _culture),
    };

    private static string Backslashed(string text)
    {
        var written = new StringBuilder();
        foreach (var c in text)
        {
            written.Append(c switch { '"' => "\\\"", '\\' => @"\\", '\n' => @"\n", '\t' => @"\t", _ => c.ToString() });
        }

        return written.ToString();
    }
}
