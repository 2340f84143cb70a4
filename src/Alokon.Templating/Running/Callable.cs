using Alokon.Templating.Syntax;

namespace Alokon.Templating.Running;

internal enum ParameterType
{
    Any, Text, Integer, Boolean, Double, List, Date,
}

/// <param name="IsRest">Takes all further arguments as a list.</param>
internal sealed record Parameter(string Name, ParameterType Type, bool IsRequired, object? Default, bool IsRest = false);

/// <summary>Something a template can call.</summary>
internal abstract class Callable
{
    /// <summary>Null: takes whatever comes.</summary>
    public abstract IReadOnlyList<Parameter>? Parameters { get; }

    public virtual int Required => 0;

    /// <summary>The last parameter takes all further arguments.</summary>
    public virtual bool HasRest => false;

    public abstract object? Invoke(Call call);
}

/// <param name="values">One for each parameter, or all when the function has no list of parameters.</param>
/// <param name="written">The arguments as they stand in the text; fewer than the values when defaults were filled in.</param>
/// <param name="all">The values as a list, where there is one already.</param>
internal sealed class Call(Evaluation run, Node caller, object?[] values, IReadOnlyList<Expression> written, ListValue? all = null)
{
    private ListValue? _all = all;

    public Evaluation Run => run;

    public Node Caller => caller;

    public IReadOnlyList<object?> Values => values;

    /// <summary>What <c>$</c> gives: one list for the whole call, made for who asks.</summary>
    public ListValue Arguments => _all ??= new ListValue(values);

    /// <summary>Arguments that were given a name where the function takes whatever comes.</summary>
    public IReadOnlyDictionary<string, object?> Named => _all?.Named ?? ListValue.NoMembers;

    public object? this[int index] => index < values.Length ? values[index] : null;

    public Span Place(int index) => index < written.Count ? written[index].Span : caller.Span;

    public string Text(int index) => run.ToText(this[index]);

    public int Integer(int index) => (int)this[index]!;

    public TemplateFault Fault(string message) => new(caller.Span, message);

    public TemplateFault Fault(int argument, string message) => new(Place(argument), message);
}

/// <summary>A function that the template declares itself.</summary>
internal sealed class UserFunction(FunctionStatement declaration) : Callable
{
    public override IReadOnlyList<Parameter>? Parameters => declaration.Parameters;

    public override int Required => declaration.Required;

    public override bool HasRest => declaration.HasRest;

    public override object? Invoke(Call call)
    {
        var parameters = declaration.Parameters;
        var scopes = call.Run.Scopes;
        scopes.EnterFunction(call, parameters is not null);
        try
        {
            for (var i = 0; i < (parameters?.Length ?? 0); i++)
            {
                scopes.Declare(parameters![i].Name, call[i]);
            }

            if (declaration.Name.IsLocal)
            {
                scopes.Write(declaration.Name, this);
            }

            return declaration.Body?.Run(call.Run);
        }
        finally
        {
            scopes.LeaveFunction();
        }
    }

    public override string ToString() => declaration.Name.ToString();
}

/// <summary>A function lent by the host.</summary>
internal sealed class LentFunction(string name, HostFunction function) : Callable
{
    public override IReadOnlyList<Parameter>? Parameters => null;

    public override object? Invoke(Call call) => function(call.Values);

    public override string ToString() => name;
}
