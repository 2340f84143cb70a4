using System.Globalization;
using System.Numerics;
using System.Runtime.CompilerServices;
using System.Text;
using Alokon.Templating.Running;

namespace Alokon.Templating.Syntax;

internal abstract class Node
{
    public Span Span { get; set; }

    public Position Start
    {
        get => Span.Start;
        set => Span = Span with { Start = value };
    }

    public Position End
    {
        get => Span.End;
        set => Span = Span with { End = value };
    }
}

/// <summary>Something that has a value. <c>ToString</c> writes it as an error message quotes it.</summary>
internal abstract class Expression : Node
{
    public object? Evaluate(Evaluation run)
    {
        CheckStack();
        return Compute(run);
    }

    /// <summary>Templates nest as deep as their author likes; the thread's stack does not.</summary>
    protected void CheckStack()
    {
        if (!RuntimeHelpers.TryEnsureSufficientExecutionStack())
        {
            throw new TemplateFault(Span, "Exceeding recursive depth limit, near to stack overflow");
        }
    }

    protected abstract object? Compute(Evaluation run);
}

/// <summary>An expression that names a place: it can be read, called without arguments, and mostly assigned to.</summary>
internal abstract class PathExpression : Expression
{
    /// <summary>The value itself: a function comes back as a function and is not called.</summary>
    public abstract object? Read(Evaluation run);

    public abstract void Write(Evaluation run, object? value);

    protected override object? Compute(Evaluation run) => Read(run) is var value && value is Callable function
        ? run.Call(this, function, [], takePipe: true)
        : value;

    /// <summary>The value on the way to a member of it: a piped argument is not meant for this one.</summary>
    protected static object? Target(Expression target, Evaluation run)
    {
        if (target is not PathExpression path || target is Nested)
        {
            return target.Evaluate(run);
        }

        path.CheckStack();
        return path.Read(run) is var value && value is Callable function ? run.Call(path, function, [], takePipe: false) : value;
    }
}

internal sealed class Literal(object? value, char quote = '"') : Expression
{
    public object? Value => value;

    protected override object? Compute(Evaluation run) => value;

    public override string ToString() => value switch
    {
        null => "null",
        bool truth => truth ? "true" : "false",
        string text when quote == '`' => $"`{text.Replace("`", "``", StringComparison.Ordinal)}`",
        string text => $"{quote}{Text.Escape(text)}{quote}",
        double number when double.IsInteger(number) => number.ToString("0.0", CultureInfo.InvariantCulture),
        _ => Convert.ToString(value, CultureInfo.InvariantCulture) ?? "",
    };
}

/// <summary>Texts and expressions in turn, texts first.</summary>
internal sealed class InterpolatedText(IReadOnlyList<Expression> parts) : Expression
{
    protected override object? Compute(Evaluation run)
    {
        var text = new StringBuilder();
        foreach (var part in parts)
        {
            text.Append(run.ToText(part.Evaluate(run)));
            run.CheckLength(Span, text.Length);
        }

        return text.ToString();
    }

    public override string ToString() =>
        $"$\"{string.Concat(parts.Select(part => part is Literal { Value: string text } ? Text.Escape(text) : $"{{{part}}}"))}\"";
}

internal sealed class Variable(string name, bool local) : PathExpression
{
    public string Name => name;

    public bool IsLocal => local;

    public override object? Read(Evaluation run) => run.ReadVariable(this);

    public override void Write(Evaluation run, object? value) => run.Scopes.Write(this, value);

    public override string ToString() => local ? "$" + name : name;
}

internal sealed class This : PathExpression
{
    public override object? Read(Evaluation run) => run.Scopes.This;

    public override void Write(Evaluation run, object? value) => throw new TemplateFault(Span, "Cannot set the this variable.");

    public override string ToString() => "this";
}

internal sealed class Nested(Expression inner) : PathExpression
{
    public Expression Inner => inner;

    protected override object? Compute(Evaluation run) => Read(run);

    public override object? Read(Evaluation run)
    {
        // What is piped into the whole is not meant for a function inside the parentheses.
        var outer = run.Piped;
        run.Piped = null;
        try
        {
            return inner.Evaluate(run);
        }
        finally
        {
            run.Piped = outer;
        }
    }

    public override void Write(Evaluation run, object? value)
    {
        if (inner is not PathExpression path)
        {
            throw new TemplateFault(inner.Span, "Unsupported target expression for assignment.");
        }

        path.Write(run, value);
    }

    public override string ToString() => $"({inner})";
}

internal sealed class Unary(TokenType sign, Expression right) : Expression
{
    protected override object? Compute(Evaluation run)
    {
        var value = right.Evaluate(run);
        return sign switch
        {
            TokenType.Exclamation => Boxes.Of(!Values.IsTrue(value)),
            TokenType.Plus when value is int or long or BigInteger or float or double or decimal => value,
            TokenType.Minus => value switch
            {
                int number => Numbers.Fit(-(BigInteger)number),
                long number => Numbers.Fit(-(BigInteger)number),
                BigInteger number => -number,
                float number => -number,
                double number => -number,
                decimal number => -number,
                _ => throw NoNumber(run, value),
            },
            _ => throw NoNumber(run, value),
        };
    }

    private TemplateFault NoNumber(Evaluation run, object? value) => value is null
        ? new TemplateFault(right.Span, $"Operator `{(sign == TokenType.Minus ? "-" : "+")}` is not supported")
        : new TemplateFault(right.Span, $"Unexpected value `{run.ToText(value)} / Type: {Values.TypeName(value)}`. Cannot negate(-)/positive(+) a non-numeric value");

    public override string ToString() => (sign switch { TokenType.Exclamation => "!", TokenType.Minus => "-", _ => "+" }) + right;
}

internal sealed class Binary(Expression left, Operator operation, Span operatorSpan, Expression right) : Expression
{
    // The same for every rendering, but the places are known only when the whole has been read.
    private Operation? _applied;

    protected override object? Compute(Evaluation run)
    {
        var value = left.Evaluate(run);
        return operation switch
        {
            Operator.And => Boxes.Of(Values.IsTrue(value) && Values.IsTrue(right.Evaluate(run))),
            Operator.Or => Boxes.Of(Values.IsTrue(value) || Values.IsTrue(right.Evaluate(run))),
            _ => Operators.Apply(run, _applied ??= new Operation(operation, operatorSpan, left.Span, right.Span), value, right.Evaluate(run)),
        };
    }

    public override string ToString() => $"{left} {Operators.Sign(operation)} {right}";
}

internal sealed class Conditional(Expression condition, Expression then, Expression otherwise) : Expression
{
    protected override object? Compute(Evaluation run) => Values.IsTrue(condition.Evaluate(run)) ? then.Evaluate(run) : otherwise.Evaluate(run);

    public override string ToString() => $"{condition} ? {then} : {otherwise}";
}

internal sealed class ListInitializer(IReadOnlyList<Expression> items) : Expression
{
    protected override object? Compute(Evaluation run) => new ListValue(items.Select(item => item.Evaluate(run)));

    public override string ToString() => $"[{string.Join(", ", items)}]";
}

internal sealed class ObjectInitializer(IReadOnlyList<(string Name, Expression Value, Expression Printed)> members) : Expression
{
    protected override object? Compute(Evaluation run)
    {
        var made = new ObjectValue();
        foreach (var (name, value, _) in members)
        {
            made.Set(name, value.Evaluate(run));
        }

        return made;
    }

    public override string ToString() => $"{{{string.Join(", ", members.Select(member => $"{member.Printed}: {member.Value}"))}}}";
}
