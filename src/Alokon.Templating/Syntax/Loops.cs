using Alokon.Templating.Running;

namespace Alokon.Templating.Syntax;

internal abstract class LoopStatement : Statement
{
    public Block? Body { get; set; }

    public sealed override object? Run(Evaluation run)
    {
        var names = run.EnterLoop();
        try
        {
            var result = RunLoop(run);
            run.Flow = run.Flow == Flow.Return ? Flow.Return : Flow.None;
            return result;
        }
        finally
        {
            run.LeaveLoop(names);
        }
    }

    protected abstract object? RunLoop(Evaluation run);

    /// <returns>Whether the loop goes on after its body has run.</returns>
    protected static bool GoesOn(Evaluation run)
    {
        if (run.Flow == Flow.Return)
        {
            return false;
        }

        var goesOn = run.Flow != Flow.Break;
        run.Flow = Flow.None;
        return goesOn;
    }
}

internal sealed class ForStatement : LoopStatement
{
    private static readonly Variable State = new("for", local: false);

    public required Expression Variable { get; init; }

    public Expression? Iterator { get; set; }

    public List<NamedArgument> Options { get; } = [];

    public ElseStatement? Else { get; set; }

    protected override object? RunLoop(Evaluation run)
    {
        var source = Iterator!.Evaluate(run);
        if (source is null)
        {
            return null;
        }

        var all = Values.Iterate(source) ?? throw new TemplateFault(Iterator.Span, $"Unexpected type `{Values.ClrName(source)}` for iterator");
        // A body may add to the list it walks: it must not meet its own additions.
        var items = Options.Count > 0 ? Select(run, all) : source is ListValue { IsFrozen: false } ? [.. all] : all;
        if (items.Count == 0)
        {
            return Else?.Run(run);
        }

        run.CheckList(Span, items.Count);
        var state = new LoopState(items.Count);
        run.Scopes.SetLoopVariable(State, state);
        object? result = null;
        for (var i = 0; i < items.Count; i++)
        {
            run.StepLoop(Span);
            state.MoveTo(i, i == 0 || !Equals(items[i - 1], items[i]));
            Assign(run, items[i]);
            result = Body?.Run(run);
            if (!GoesOn(run))
            {
                break;
            }
        }

        return result;
    }

    private void Assign(Evaluation run, object? value)
    {
        if (Variable is Variable variable)
        {
            run.Scopes.SetLoopVariable(variable, value);
        }
        else
        {
            ((PathExpression)Variable).Write(run, value);
        }
    }

    private IReadOnlyList<object?> Select(Evaluation run, IReadOnlyList<object?> items)
    {
        var (offset, limit, reversed) = (0, -1, false);
        foreach (var option in Options)
        {
            switch (option.Name.Name)
            {
                case "offset":
                    offset = Number(run, option);
                    break;
                case "limit":
                    limit = Number(run, option);
                    break;
                case "reversed":
                    reversed = true;
                    break;
                default:
                    throw new TemplateFault(option.Span, $"Unsupported argument `{option.Name}` for statement: `for {Variable} in {Iterator} {string.Join(' ', Options)}`");
            }
        }

        var selected = items.Skip(offset);
        selected = reversed ? selected.Reverse() : selected;
        return [.. limit > 0 ? selected.Take(limit) : selected];
    }

    private static int Number(Evaluation run, NamedArgument option) => option.Value is null
        ? throw new TemplateFault(option.Span, $"Invalid `{option.Name}` argument. Value is required.")
        : run.ToInt(option.Value.Span, option.Value.Evaluate(run));
}

internal sealed class WhileStatement : LoopStatement
{
    private static readonly Variable State = new("while", local: false);

    public required Expression Condition { get; init; }

    protected override object? RunLoop(Evaluation run)
    {
        var state = new LoopState(length: null);
        run.Scopes.SetLoopVariable(State, state);
        object? result = null;
        for (var index = 0; ; index++)
        {
            run.StepLoop(Span);
            if (!Values.IsTrue(Condition.Evaluate(run)))
            {
                return result;
            }

            state.MoveTo(index, changed: false);
            result = Body?.Run(run);
            if (!GoesOn(run))
            {
                return result;
            }
        }
    }
}
