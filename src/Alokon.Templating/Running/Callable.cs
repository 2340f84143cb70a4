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

    public virtual int Required => Parameters?.Count(parameter => parameter.IsRequired) ?? 0;

    public abstract object? Invoke(Call call);
}

/// <param name="Arguments">One for each parameter, or all when the function has no list of parameters.</param>
/// <param name="Places">Where each argument stands; fewer than the arguments when defaults were filled in.</param>
internal sealed record Call(Evaluation Run, Node Caller, ListValue Arguments, IReadOnlyList<Span> Places)
{
    public object? this[int index] => index < Arguments.Items.Count ? Arguments.Items[index] : null;

    public Span Place(int index) => index < Places.Count ? Places[index] : Caller.Span;

    public string Text(int index) => Run.ToText(this[index]);

    public int Integer(int index) => (int)this[index]!;

    public TemplateFault Fault(string message) => new(Caller.Span, message);

    public TemplateFault Fault(int argument, string message) => new(Place(argument), message);
}

/// <summary>A function that the template declares itself.</summary>
internal sealed class UserFunction(FunctionStatement declaration) : Callable
{
    public override IReadOnlyList<Parameter>? Parameters => declaration.Parameters;

    public override object? Invoke(Call call)
    {
        var variables = Parameters is null ? null : new ObjectValue();
        for (var i = 0; i < (Parameters?.Count ?? 0); i++)
        {
            variables!.Set(Parameters![i].Name, call[i]);
        }

        var scopes = call.Run.Scopes;
        using (scopes.EnterFunction(variables, call.Arguments))
        {
            if (declaration.Name.IsLocal)
            {
                scopes.Write(declaration.Name, this);
            }

            var result = declaration.Body?.Run(call.Run);
            return result;
        }
    }

    public override string ToString() => declaration.Name.ToString();
}

/// <summary>A function lent by the host.</summary>
internal sealed class LentFunction(string name, HostFunction function) : Callable
{
    public override IReadOnlyList<Parameter>? Parameters => null;

    public override object? Invoke(Call call) => function(call.Arguments.Items);

    public override string ToString() => name;
}
