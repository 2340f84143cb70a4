using Alokon.Templating.Running;

namespace Alokon.Templating.Syntax;

internal abstract class Statement : Node
{
    /// <returns>The value to write, or to hand to the caller of a function when the flow is a return.</returns>
    public abstract object? Run(Evaluation run);

    public virtual bool Writes => true;

    /// <summary>Where in the page it stands.</summary>
    public HtmlPlace Place { get; set; }
}

/// <summary>What stands between the code: written as it is, never escaped.</summary>
internal sealed class RawStatement(string text) : Statement
{
    public override object? Run(Evaluation run)
    {
        run.WriteRaw(Span, text);
        return null;
    }
}

/// <summary>An opening or closing of a code block: no output, but what is written after an opening keeps its indentation.</summary>
internal sealed class BlockMark(bool opens, string indent) : Statement
{
    public bool Opens => opens;

    public string Indent => indent;

    public override object? Run(Evaluation run) => null;
}

internal sealed class ExpressionStatement(Expression expression) : Statement
{
    public override bool Writes => expression is not Assignment;

    public override object? Run(Evaluation run) => expression.Evaluate(run);
}

internal sealed class Block : Statement
{
    public List<Statement> Statements { get; } = [];

    public override object? Run(Evaluation run)
    {
        var outer = run.Output.Indent;
        var indent = outer;
        object? result = null;
        try
        {
            foreach (var statement in Statements)
            {
                run.Tick(statement.Span);
                if (statement is BlockMark mark)
                {
                    indent = mark.Opens ? mark.Indent : outer;
                    continue;
                }

                run.Output.Indent = indent;
                run.Place = statement.Place;
                result = statement.Run(run);
                if (!statement.Writes)
                {
                    result = null;
                }
                else if (result is not null && run.Flow != Flow.Return)
                {
                    run.Write(statement.Span, result, statement.Place);
                    result = null;
                }

                if (run.Flow != Flow.None)
                {
                    break;
                }
            }
        }
        finally
        {
            run.Output.Indent = outer;
        }

        return result;
    }
}

internal sealed class IfStatement : Statement
{
    public required Expression Condition { get; init; }

    public Block? Then { get; set; }

    public Statement? Else { get; set; }

    public override object? Run(Evaluation run) => (Values.IsTrue(Condition.Evaluate(run)) ? Then : Else)?.Run(run);
}

internal sealed class ElseStatement : Statement
{
    public Block? Body { get; set; }

    public override object? Run(Evaluation run) => Body?.Run(run);
}

internal sealed class CaseStatement : Statement
{
    public required Expression Value { get; init; }

    public WhenStatement? First { get; set; }

    public override object? Run(Evaluation run)
    {
        var value = Value.Evaluate(run);
        for (Statement? next = First; next is not null;)
        {
            if (next is not WhenStatement when)
            {
                return next.Run(run);
            }

            if (when.Fits(run, value))
            {
                return when.Body?.Run(run);
            }

            next = when.Next;
        }

        return null;
    }
}

internal sealed class WhenStatement : Statement
{
    public List<Expression> Values { get; } = [];

    public Block? Body { get; set; }

    public Statement? Next { get; set; }

    public bool Fits(Evaluation run, object? value)
    {
        foreach (var one in Values)
        {
            if (Operators.Apply(run, new Operation(Operator.Equal, Span, Span, one.Span), value, one.Evaluate(run)) is true)
            {
                return true;
            }
        }

        return false;
    }

    public override object? Run(Evaluation run) => Body?.Run(run);
}

internal sealed class WithStatement : Statement
{
    public required Expression Name { get; init; }

    public Block? Body { get; set; }

    public override object? Run(Evaluation run)
    {
        if (Name.Evaluate(run) is var target && target is not ObjectValue)
        {
            throw new TemplateFault(
                Name.Span,
                $"Invalid target property `{Name}` used for [with] statement. Must be a ScriptObject instead of `{target?.GetType().Name ?? "null"}`");
        }

        run.Scopes.EnterObject((ObjectValue)target);
        try
        {
            return Body?.Run(run);
        }
        finally
        {
            run.Scopes.LeaveObject();
        }
    }
}

internal sealed class CaptureStatement : Statement
{
    public required Expression Target { get; init; }

    public Block? Body { get; set; }

    public override object? Run(Evaluation run)
    {
        var text = run.Capture(Body);
        if (Target is not PathExpression path)
        {
            throw new TemplateFault(Target.Span, "Unsupported target expression for assignment.");
        }

        path.Write(run, run.Escapes ? new SafeHtml(text) : text);
        return null;
    }
}

internal sealed class ReturnStatement : Statement
{
    public Expression? Value { get; set; }

    public override object? Run(Evaluation run)
    {
        var value = Value?.Evaluate(run);
        run.Flow = Flow.Return;
        return value;
    }
}

internal sealed class LeaveStatement(Flow flow) : Statement
{
    public override object? Run(Evaluation run)
    {
        if (run.Loops == 0)
        {
            throw new TemplateFault(Span, $"The <{(flow == Flow.Break ? "break" : "continue")}> statement can only be used inside for/while loops");
        }

        run.Flow = flow;
        return null;
    }
}

internal sealed class FunctionStatement(Variable name) : Statement
{
    public Variable Name => name;

    /// <summary>Null: no list of parameters, the arguments are <c>$0</c>, <c>$1</c> …</summary>
    public Parameter[]? Parameters { get; private set; }

    public int Required { get; private set; }

    public bool HasRest { get; private set; }

    public Statement? Body { get; set; }

    public void Take(Parameter[] parameters)
    {
        Parameters = parameters;
        Required = parameters.Count(parameter => parameter.IsRequired);
        HasRest = parameters is [.., { IsRest: true }];
    }

    public override object? Run(Evaluation run)
    {
        run.Scopes.Write(name, new UserFunction(this));
        return null;
    }
}
