using Alokon.Templating.Syntax;

namespace Alokon.Templating.Running;

/// <summary>Fits the arguments of one call to the parameters of the function.</summary>
internal sealed class Binding(Evaluation run, Node caller, Callable function)
{
    private readonly List<object?> _values = [];
    private readonly HashSet<int> _given = [];
    private readonly IReadOnlyList<Parameter> _parameters = function.Parameters ?? [];
    private readonly ListValue _all = new();

    public static Call Bind(Evaluation run, Node caller, Callable function, IReadOnlyList<Expression> arguments) =>
        IsPlain(function, arguments) ? BindPlain(run, caller, function, arguments) : new Binding(run, caller, function).Bind(arguments);

    /// <summary>As nearly every call is: one argument for each parameter, in their order.</summary>
    private static bool IsPlain(Callable function, IReadOnlyList<Expression> arguments)
    {
        if (function.HasRest || arguments.Count > (function.Parameters?.Count ?? int.MaxValue))
        {
            return false;
        }

        for (var i = 0; i < arguments.Count; i++)
        {
            if (arguments[i] is NamedArgument)
            {
                return false;
            }
        }

        return true;
    }

    private static Call BindPlain(Evaluation run, Node caller, Callable function, IReadOnlyList<Expression> arguments)
    {
        var parameters = function.Parameters;
        var values = parameters is { Count: 0 } || (parameters is null && arguments.Count == 0) ? [] : new object?[parameters?.Count ?? arguments.Count];
        for (var i = 0; i < arguments.Count; i++)
        {
            var value = arguments[i].Evaluate(run);
            values[i] = parameters is null ? value : run.Convert(arguments[i].Span, value, parameters[i].Type);
        }

        for (var i = arguments.Count; i < values.Length; i++)
        {
            values[i] = parameters![i].Default;
        }

        CheckRequired(caller, function, arguments.Count);
        return new Call(run, caller, values, arguments);
    }

    private Call Bind(IReadOnlyList<Expression> arguments)
    {
        foreach (var argument in arguments)
        {
            if (function.Parameters is null)
            {
                TakeFreely(argument);
            }
            else
            {
                Take(argument);
            }
        }

        if (function.Parameters is null)
        {
            CheckRequired(caller, function, _all.Items.Count);
            return new Call(run, caller, [.. _all.Items], arguments, _all);
        }

        Fill(_parameters.Count);
        CheckRequired(caller, function, _given.Count(index => index < function.Required));
        CheckNotTooMany(arguments);
        return new Call(run, caller, [.. _values], arguments);
    }

    private void TakeFreely(Expression argument)
    {
        var value = argument.Evaluate(run);
        if (argument is not NamedArgument named)
        {
            _all.Add(value);
        }
        else if (!_all.TrySet(named.Name.Name, value))
        {
            throw new TemplateFault(argument.Span, $"Cannot pass argument {named.Name} to function. This name is not supported by this function.");
        }
    }

    private void Take(Expression argument)
    {
        var index = _values.Count;
        if (argument is NamedArgument named && Find(named.Name.Name) is >= 0 and var found)
        {
            index = found;
        }

        var value = argument.Evaluate(run);
        var last = _parameters.Count - 1;
        if (last >= 0 && _parameters[last].IsRest && index >= last)
        {
            Fill(last);
            TakeRest(last, value);
            return;
        }

        if (index > last && function is not UserFunction)
        {
            throw new TemplateFault(caller.Span, $"Argument index must be < {_parameters.Count} (Parameter 'index')");
        }

        Fill(Math.Min(index, _parameters.Count));
        Put(index, index > last ? value : run.Convert(argument.Span, value, _parameters[index].Type));
        _given.Add(index);
    }

    private void TakeRest(int last, object? value)
    {
        if (_values.Count <= last)
        {
            _values.Add(new ListValue());
        }

        ((ListValue)_values[last]!).Add(value);
    }

    private void Put(int index, object? value)
    {
        if (index < _values.Count)
        {
            _values[index] = value;
        }
        else
        {
            _values.Add(value);
        }
    }

    private int Find(string name)
    {
        for (var i = 0; i < _parameters.Count; i++)
        {
            if (_parameters[i].Name == name)
            {
                return i;
            }
        }

        return -1;
    }

    /// <summary>Defaults for the parameters up to here that got no argument.</summary>
    private void Fill(int count)
    {
        for (var i = _values.Count; i < count; i++)
        {
            _values.Add(_parameters[i].IsRest ? new ListValue() : _parameters[i].Default);
            if (!_parameters[i].IsRequired)
            {
                _given.Add(i);
            }
        }
    }

    private static void CheckRequired(Node caller, Callable function, int given)
    {
        if (given < function.Required)
        {
            var after = caller.Span.End.Right;
            throw new TemplateFault(
                new Span(after, after),
                $"Invalid number of arguments `{given}` passed to `{caller}` while expecting `{function.Required}` arguments");
        }
    }

    private void CheckNotTooMany(IReadOnlyList<Expression> arguments)
    {
        if (_values.Count > _parameters.Count)
        {
            throw new TemplateFault(
                arguments[_values.Count - 1].Span,
                $"Invalid number of arguments `{_values.Count}` passed to `{caller}` while expecting `{_parameters.Count}` arguments");
        }
    }
}
