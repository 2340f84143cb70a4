using Alokon.Templating.Running;

namespace Alokon.Templating.Syntax;

/// <summary><c>f a b</c> or <c>f(a, b)</c>; what is piped in comes before the arguments.</summary>
internal sealed class CallExpression(Expression target) : Expression
{
    public Expression Of => target;

    public List<Expression> Arguments { get; } = [];

    /// <summary>With parentheses right behind the name.</summary>
    public bool IsExplicit { get; set; }

    protected override object? Compute(Evaluation run)
    {
        var function = target is PathExpression path ? path.Read(run) : target.Evaluate(run);
        return function is null
            ? throw new TemplateFault(target.Span, $"The function `{target}` was not found")
            : run.Call(this, function, Arguments, takePipe: true);
    }

    public override string ToString() =>
        IsExplicit ? $"{target}({string.Join(", ", Arguments)})" : string.Join(' ', Arguments.Prepend(target));
}

internal sealed class NamedArgument(Variable name) : Expression
{
    public Variable Name => name;

    /// <summary>Null: a bare word, as <c>reversed</c> in a loop.</summary>
    public Expression? Value { get; set; }

    protected override object? Compute(Evaluation run) => Value is null ? true : Value.Evaluate(run);

    public override string ToString() => Value is null ? name.ToString() : $"{name}: {Value}";
}

internal sealed class Pipe(Expression from, Expression to) : Expression
{
    protected override object? Compute(Evaluation run)
    {
        var outermost = run.Piped is null;
        var piped = run.Piped ??= new Stack<Expression>();
        piped.Push(from);
        try
        {
            var result = to.Evaluate(run);
            if (result is Callable function && IsWaiting(piped))
            {
                result = run.Call(to, function, [], takePipe: true);
            }

            return IsWaiting(piped)
                ? throw new TemplateFault(to.Span, $"Pipe expression destination `{to}` is not a valid function ")
                : result;
        }
        finally
        {
            run.Piped = outermost ? null : piped;
        }
    }

    private bool IsWaiting(Stack<Expression> piped) => piped.Count > 0 && ReferenceEquals(piped.Peek(), from);

    public override string ToString() => $"{from} | {to}";
}

internal sealed class Assignment(Expression target, Operator? operation, Span operatorSpan, Expression value) : Expression
{
    protected override object? Compute(Evaluation run)
    {
        var right = value.Evaluate(run);
        if (operation is { } compound)
        {
            right = Operators.Apply(run, new Operation(compound, operatorSpan, target.Span, value.Span), target.Evaluate(run), right);
        }

        if (target is not PathExpression path)
        {
            throw new TemplateFault(target.Span, "Unsupported target expression for assignment.");
        }

        path.Write(run, right);
        return null;
    }

    public override string ToString() => $"{target} {(operation is { } compound ? Operators.Sign(compound) : "")}= {value}";
}
