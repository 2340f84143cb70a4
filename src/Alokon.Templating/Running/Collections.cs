namespace Alokon.Templating.Running;

/// <summary>A list of a template. Like Scriban's it may carry named members beside its items.</summary>
internal sealed class ListValue : IEnumerable<object?>
{
    public static readonly IReadOnlyDictionary<string, object?> NoMembers = new Dictionary<string, object?>();

    private readonly List<object?> _items;
    private Dictionary<string, object?>? _members;
    private bool _readOnly;

    public ListValue() => _items = [];

    public ListValue(IEnumerable<object?> items) => _items = [.. items];

    private ListValue(List<object?> items) => _items = items;

    /// <summary>Without a copy: the list belongs to it from now on.</summary>
    public static ListValue Of(List<object?> own) => new(own);

    public IReadOnlyList<object?> Items => _items;

    public IReadOnlyDictionary<string, object?> Named => _members ?? NoMembers;

    public bool IsFrozen => _readOnly;

    public void Freeze() => _readOnly = true;

    public void Add(object? value) => _items.Add(value);

    public bool SetAt(int index, object? value)
    {
        if (_readOnly)
        {
            return false;
        }

        while (_items.Count <= index)
        {
            _items.Add(null);
        }

        _items[index] = value;
        return true;
    }

    public bool TryGet(string name, out object? value)
    {
        value = null;
        return _members?.TryGetValue(name, out value) ?? false;
    }

    public bool TrySet(string name, object? value)
    {
        if (_readOnly || name == "size")
        {
            return false;
        }

        (_members ??= [])[name] = value;
        return true;
    }

    public IEnumerator<object?> GetEnumerator() => _items.GetEnumerator();

    System.Collections.IEnumerator System.Collections.IEnumerable.GetEnumerator() => GetEnumerator();
}

/// <summary>The items of <c>a..b</c>; the evaluator has checked their number.</summary>
internal sealed class RangeValue(IReadOnlyList<object?> items)
{
    public IReadOnlyList<object?> Items => items;
}

/// <summary>The word <c>empty</c>: equal to whatever has nothing in it.</summary>
internal sealed class EmptyValue
{
    public static readonly EmptyValue Instance = new();
}

/// <summary>What <c>for</c> and <c>while</c> know about themselves.</summary>
/// <param name="length">Null in a while loop, which does not know its end.</param>
internal sealed class LoopState(int? length)
{
    private int _index;
    private bool _changed;

    public void MoveTo(int index, bool changed)
    {
        _index = index;
        _changed = changed;
    }

    public bool TryGet(string name, out object? value)
    {
        value = name switch
        {
            "index" => Boxes.Of(_index),
            "first" => Boxes.Of(_index == 0),
            "even" => Boxes.Of(_index % 2 == 0),
            "odd" => Boxes.Of(_index % 2 != 0),
            "last" when length is { } all => Boxes.Of(_index == all - 1),
            "length" when length is { } all => Boxes.Of(all),
            "rindex" when length is { } all => Boxes.Of(all - _index - 1),
            "changed" when length is not null => Boxes.Of(_changed),
            _ => null,
        };
        return value is not null;
    }
}
