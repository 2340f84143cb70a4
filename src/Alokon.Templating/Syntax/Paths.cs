using Alokon.Templating.Running;

namespace Alokon.Templating.Syntax;

internal sealed class Member(Expression target, Variable name, bool optional) : PathExpression
{
    public Expression Of => target;

    public Variable Name => name;

    public bool IsOptional => optional;

    public override object? Read(Evaluation run)
    {
        var owner = Target(target, run);
        if (owner is null)
        {
            return optional ? null : throw new TemplateFault(
                name.Span,
                run.Strict ? $"Object `{target}` is null. Cannot access member: {this}" : $"Cannot get the member {this} for a null object.");
        }

        if (!Members.TryGet(run, owner, name.Name, out var value) && run.Strict && !optional)
        {
            throw new TemplateFault(name.Span, $"Cannot get member with name {name.Name}.");
        }

        return value;
    }

    public override void Write(Evaluation run, object? value)
    {
        var owner = Target(target, run) ?? throw new TemplateFault(name.Span, $"Object `{target}` is null. Cannot access member: {this}");
        if (!Members.TrySet(owner, name.Name, value))
        {
            throw new TemplateFault(name.Span, $"Cannot set a value for the readonly member: {this}");
        }
    }

    public override string ToString() => $"{target}{(optional ? "?." : ".")}{name}";
}

internal sealed class IsEmpty(Expression target, Variable member) : PathExpression
{
    public override object? Read(Evaluation run)
    {
        var value = Target(target, run);
        return value is null && run.Strict
            ? throw new TemplateFault(Span, $"Object `{target}` is null. Cannot access property `empty?`")
            : Values.IsEmpty(value);
    }

    public override void Write(Evaluation run, object? value) => throw new TemplateFault(Span, "The `.empty?` property cannot be set");

    public override string ToString() => $"{target}.{member}?";
}

internal sealed class Indexer(Expression target, Expression index) : PathExpression
{
    public override object? Read(Evaluation run)
    {
        var owner = Target(target, run);
        if (owner is null)
        {
            return HasOptional(target) ? null : throw NullTarget();
        }

        var key = Key(run);
        if (owner is ListValue or RangeValue or string or SafeHtml && !(owner is ListValue && key is string))
        {
            return At(run, owner, run.ToInt(index.Span, key));
        }

        if (!Members.HasMembers(owner))
        {
            throw new TemplateFault(target.Span, $"Cannot use the {Values.TypeName(owner)} primitive `{run.ToText(owner)}` as a list.");
        }

        if (!Members.TryGet(run, owner, run.ToText(key), out var value) && run.Strict)
        {
            throw new TemplateFault(index.Span, $"Cannot access target `{target}` with an indexer: {index}");
        }

        return value;
    }

    public override void Write(Evaluation run, object? value)
    {
        var owner = Target(target, run) ?? throw NullTarget();
        var key = Key(run);
        if (owner is ListValue list && key is not string)
        {
            SetAt(run, list, run.ToInt(index.Span, key), value);
        }
        else if (!Members.TrySet(owner, run.ToText(key), value))
        {
            throw new TemplateFault(index.Span, $"Cannot set a value for the readonly member `{run.ToText(key)}` in the indexer: {target}['{run.ToText(key)}']");
        }
    }

    private object? At(Evaluation run, object owner, int position)
    {
        var items = owner is string or SafeHtml ? null : Values.Items(owner);
        var count = items?.Count ?? run.ToText(owner).Length;
        var at = position < 0 ? count + position : position;
        if (at < 0 || at >= count)
        {
            return run.Strict
                ? throw new TemplateFault(index.Span, $"The index {position} is out of bounds [0, {count}] on the `{target}` with the indexer: {index}")
                : null;
        }

        return items is null ? run.ToText(owner)[at].ToString() : items[at];
    }

    private void SetAt(Evaluation run, ListValue list, int position, object? value)
    {
        var at = position < 0 ? list.Items.Count + position : position;
        if (at < 0)
        {
            return;
        }

        // An assignment past the end fills up with nulls: one line could otherwise take all memory.
        if (at > list.Items.Count + run.Limits.Loop)
        {
            throw new TemplateFault(index.Span, $"The index {position} exceeds the limit `{run.Limits.Loop}`.");
        }

        if (!list.SetAt(at, value))
        {
            throw new TemplateFault(index.Span, $"Cannot set a value for the readonly member `{at}` in the indexer: {target}['{at}']");
        }
    }

    private object Key(Evaluation run) => index.Evaluate(run)
        ?? throw new TemplateFault(index.Span, $"Cannot access target `{target}` with a null indexer: {this}");

    private TemplateFault NullTarget() => new(target.Span, $"Object `{target}` is null. Cannot access indexer: {this}");

    private static bool HasOptional(Expression expression) => expression switch
    {
        Member member => member.IsOptional || HasOptional(member.Of),
        Nested nested => HasOptional(nested.Inner),
        Indexer indexer => indexer.TargetHasOptional,
        _ => false,
    };

    private bool TargetHasOptional => HasOptional(target);

    public override string ToString() =>
        target is Variable { IsLocal: true, Name: "" } && index is Literal { Value: int } ? $"${index}" : $"{target}[{index}]";
}
