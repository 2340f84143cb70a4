namespace Alokon.Templating.Running;

/// <summary>
/// Members in the order in which they were set. Most have a handful, where looking along the names is quicker than reckoning a hash;
/// only those with more get an index.
/// </summary>
internal sealed class ObjectValue
{
    private const int Few = 8;

    private string[] _names;
    private object?[] _values;
    private Dictionary<string, int>? _index;
    private int _count;
    private bool _readOnly;

    public ObjectValue(int room = 4)
    {
        _names = new string[room];
        _values = new object?[room];
    }

    public int Count => _count;

    public ArraySegment<string> Names => new(_names, 0, _count);

    public object? this[string name] => TryGet(name, out var value) ? value : throw new KeyNotFoundException(name);

    public bool TryGet(string name, out object? value)
    {
        var at = Find(name);
        value = at < 0 ? null : _values[at];
        return at >= 0;
    }

    public bool Has(string name) => Find(name) >= 0;

    public void Freeze() => _readOnly = true;

    public bool Set(string name, object? value)
    {
        if (_readOnly)
        {
            return false;
        }

        var at = Find(name);
        if (at >= 0)
        {
            _values[at] = value;
            return true;
        }

        Add(name, value);
        return true;
    }

    /// <summary>To be filled anew: only by whoever lent it to nobody.</summary>
    public void Clear()
    {
        Array.Clear(_values, 0, _count);
        _count = 0;
        _index = null;
    }

    private void Add(string name, object? value)
    {
        if (_count == _names.Length)
        {
            Array.Resize(ref _names, Math.Max(_count * 2, 4));
            Array.Resize(ref _values, _names.Length);
        }

        _names[_count] = name;
        _values[_count] = value;
        _count++;
        if (_index is { } index)
        {
            index.Add(name, _count - 1);
        }
        else if (_count > Few)
        {
            _index = Enumerable.Range(0, _count).ToDictionary(i => _names[i], StringComparer.Ordinal);
        }
    }

    private int Find(string name)
    {
        if (_index is { } index)
        {
            return index.TryGetValue(name, out var found) ? found : -1;
        }

        for (var i = 0; i < _count; i++)
        {
            // string.Equals looks at the reference and the length first.
            if (string.Equals(_names[i], name))
            {
                return i;
            }
        }

        return -1;
    }
}
