using Alokon.Templating.Syntax;

namespace Alokon.Templating.Running;

/// <summary>
/// Where names are looked up: the variables of the function that runs, then the objects in force from the innermost
/// <c>with</c> down to the model and the built-ins. Names with a dollar belong to one function, include or <c>with</c>.
/// </summary>
internal sealed class Scopes
{
    private readonly Stack<Frame> _functions = new();
    private readonly Stack<Frame> _objects = new();
    private readonly Stack<Frame> _locals = new();

    public Scopes(ObjectValue builtIns, ObjectValue model)
    {
        _objects.Push(new Frame(builtIns));
        _objects.Push(new Frame(model));
        _locals.Push(new Frame(new ObjectValue()));
    }

    public object This => _objects.Peek().Variables!;

    public bool TryRead(Variable variable, out object? value)
    {
        if (variable.IsLocal)
        {
            return _locals.Peek().TryGet(variable.Name, out value);
        }

        if (_functions.TryPeek(out var function) && function.TryGet(variable.Name, out value))
        {
            return true;
        }

        foreach (var frame in _objects)
        {
            if (frame.TryGet(variable.Name, out value))
            {
                return true;
            }
        }

        value = null;
        return false;
    }

    public void Write(Variable variable, object? value)
    {
        var frame = variable.IsLocal ? _locals.Peek() : Current;
        if (!frame.Variables!.Set(variable.Name, value))
        {
            throw new TemplateFault(variable.Span, $"Cannot set value on the readonly variable `{variable}`");
        }
    }

    /// <summary>A loop's own variable: what was there before is seen again after the loop.</summary>
    public void SetLoopVariable(Variable variable, object? value) =>
        (variable.IsLocal ? _locals.Peek() : Current).Loops.Peek()[variable.Name] = value;

    public Exit EnterLoop()
    {
        var (local, current) = (_locals.Peek(), Current);
        local.Loops.Push([]);
        current.Loops.Push([]);
        return new Exit(() =>
        {
            local.Loops.Pop();
            current.Loops.Pop();
        });
    }

    public Exit EnterObject(ObjectValue members)
    {
        _objects.Push(new Frame(members));
        _locals.Push(new Frame(new ObjectValue()));
        return new Exit(() =>
        {
            _objects.Pop();
            _locals.Pop();
        });
    }

    /// <param name="variables">Null for a function without parameters: it assigns into its caller's names.</param>
    public Exit EnterFunction(ObjectValue? variables, ListValue arguments)
    {
        _functions.Push(new Frame(variables));
        EnterLocals(arguments);
        return new Exit(() =>
        {
            _functions.Pop();
            _locals.Pop();
        });
    }

    public Exit EnterInclude(ListValue arguments)
    {
        EnterLocals(arguments);
        return new Exit(() => _locals.Pop());
    }

    private void EnterLocals(ListValue arguments)
    {
        var locals = new ObjectValue();
        locals.Set("", arguments);
        _locals.Push(new Frame(locals));
    }

    private Frame Current => _functions.TryPeek(out var function) && function.Variables is not null ? function : _objects.Peek();

    private sealed class Frame(ObjectValue? variables)
    {
        public ObjectValue? Variables => variables;

        public Stack<Dictionary<string, object?>> Loops { get; } = new();

        public bool TryGet(string name, out object? value)
        {
            foreach (var loop in Loops)
            {
                if (loop.TryGetValue(name, out value))
                {
                    return true;
                }
            }

            value = null;
            return variables?.TryGet(name, out value) ?? false;
        }
    }
}

/// <summary>Undoes an entering when a using ends.</summary>
internal readonly struct Exit(Action undo) : IDisposable
{
    public void Dispose() => undo();
}
