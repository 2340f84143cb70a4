using Alokon.Templating.Syntax;

namespace Alokon.Templating.Running;

/// <summary>
/// Where names are looked up: the variables of the function that runs, then the objects in force from the innermost
/// <c>with</c> down to the model and the built-ins. Names with a dollar belong to one function, include or <c>with</c>.
/// </summary>
internal sealed class Scopes
{
    private readonly FrameStack _functions = new();
    private readonly FrameStack _objects = new();
    private readonly FrameStack _locals = new();

    public Scopes(ObjectValue builtIns, ObjectValue model)
    {
        _objects.Push().Open(builtIns);
        _objects.Push().Open(model);
        _locals.Push().OpenOwn(null);
    }

    public object This => _objects.Top.Variables!; // objects in force always are some

    public bool TryRead(Variable variable, out object? value)
    {
        if (variable.IsLocal)
        {
            return _locals.Top.TryGet(variable.Name, out value);
        }

        if (_functions.Count > 0 && _functions.Top.TryGet(variable.Name, out value))
        {
            return true;
        }

        for (var i = _objects.Count - 1; i >= 0; i--)
        {
            if (_objects[i].TryGet(variable.Name, out value))
            {
                return true;
            }
        }

        value = null;
        return false;
    }

    public void Write(Variable variable, object? value)
    {
        var frame = variable.IsLocal ? _locals.Top : Current;
        if (!frame.Variables!.Set(variable.Name, value))
        {
            throw new TemplateFault(variable.Span, $"Cannot set value on the readonly variable `{variable}`");
        }
    }

    /// <summary>A parameter of the function that has just been entered.</summary>
    public void Declare(string parameter, object? value) => _functions.Top.Variables!.Set(parameter, value);

    /// <summary>A loop's own variable: what was there before is seen again after the loop.</summary>
    public void SetLoopVariable(Variable variable, object? value) => (variable.IsLocal ? _locals.Top : Current).SetOfLoop(variable.Name, value);

    public LoopNames EnterLoop()
    {
        var (local, current) = (_locals.Top, Current);
        return new LoopNames(local, local.EnterLoop(), current, current.EnterLoop());
    }

    public void EnterObject(ObjectValue members)
    {
        _objects.Push().Open(members);
        _locals.Push().OpenOwn(null);
    }

    public void LeaveObject()
    {
        _objects.Pop();
        _locals.Pop();
    }

    /// <param name="call">A function without parameters assigns into its caller's names.</param>
    /// <param name="hasParameters">Else it has names of its own.</param>
    public void EnterFunction(Call call, bool hasParameters)
    {
        var frame = _functions.Push();
        if (hasParameters)
        {
            frame.OpenOwn(null);
        }

        _locals.Push().OpenOwn(call);
    }

    public void LeaveFunction()
    {
        _functions.Pop();
        _locals.Pop();
    }

    public void EnterInclude(Call call) => _locals.Push().OpenOwn(call);

    public void LeaveInclude() => _locals.Pop();

    private Frame Current => _functions.Count > 0 && _functions.Top is { Variables: not null } function ? function : _objects.Top;
}

/// <summary>The names of one loop, in the two frames that were innermost when it began.</summary>
internal readonly record struct LoopNames(Frame Local, int OuterOfLocal, Frame Current, int OuterOfCurrent)
{
    public void Leave()
    {
        Local.LeaveLoop(OuterOfLocal);
        Current.LeaveLoop(OuterOfCurrent);
    }
}
