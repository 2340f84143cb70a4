namespace Alokon.Templating.Running;

/// <summary>
/// Names that come and go together: of a function, an include, an object in force. What loops call their own lies over the rest, the
/// innermost loop's on top. Frames are kept and used again, so that a call makes no tables.
/// </summary>
internal sealed class Frame
{
    private ObjectValue? _own;
    private ObjectValue? _variables;
    private Call? _call;
    private string[] _loopNames = [];
    private object?[] _loopValues = [];
    private int _loopCount;
    private int _loopBase;

    /// <summary>Null: there is nothing to assign to.</summary>
    public ObjectValue? Variables => _variables;

    /// <summary>The names are those of an object that belongs to somebody else.</summary>
    public void Open(ObjectValue members) => _variables = members;

    /// <summary>Names of its own.</summary>
    /// <param name="call">What <c>$</c> gives, until it is assigned to; null: nothing.</param>
    public void OpenOwn(Call? call)
    {
        _variables = _own ??= new ObjectValue();
        _call = call;
    }

    public void Close()
    {
        _own?.Clear();
        Array.Clear(_loopValues, 0, _loopCount);
        (_variables, _call, _loopCount, _loopBase) = (null, null, 0, 0);
    }

    /// <returns>Where the loop outside of this one begins: to be handed back.</returns>
    public int EnterLoop()
    {
        var outer = _loopBase;
        _loopBase = _loopCount;
        return outer;
    }

    public void LeaveLoop(int outer)
    {
        Array.Clear(_loopValues, _loopBase, _loopCount - _loopBase);
        (_loopCount, _loopBase) = (_loopBase, outer);
    }

    public void SetOfLoop(string name, object? value)
    {
        for (var i = _loopBase; i < _loopCount; i++)
        {
            if (string.Equals(_loopNames[i], name))
            {
                _loopValues[i] = value;
                return;
            }
        }

        if (_loopCount == _loopNames.Length)
        {
            Array.Resize(ref _loopNames, Math.Max(_loopCount * 2, 4));
            Array.Resize(ref _loopValues, _loopNames.Length);
        }

        (_loopNames[_loopCount], _loopValues[_loopCount]) = (name, value);
        _loopCount++;
    }

    public bool TryGet(string name, out object? value)
    {
        for (var i = _loopCount - 1; i >= 0; i--)
        {
            if (string.Equals(_loopNames[i], name))
            {
                value = _loopValues[i];
                return true;
            }
        }

        if (_variables is { } variables && variables.TryGet(name, out value))
        {
            return true;
        }

        value = _call is not null && name.Length == 0 ? _call.Arguments : null;
        return value is not null;
    }
}

/// <summary>Frames, the innermost on top.</summary>
internal sealed class FrameStack
{
    private Frame[] _frames = [new(), new(), new(), new()];

    public int Count { get; private set; }

    public Frame this[int index] => _frames[index];

    public Frame Top => _frames[Count - 1];

    public Frame Push()
    {
        if (Count == _frames.Length)
        {
            Array.Resize(ref _frames, Count * 2);
        }

        return _frames[Count++] ??= new Frame();
    }

    public void Pop() => _frames[--Count].Close();
}
