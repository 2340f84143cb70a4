using System.Text;

namespace Alokon.Tests.Templating.Fuzz;

/// <summary>Runs a tree with the naive values: names, scopes, loops and functions a second time.</summary>
internal sealed class Walk
{
    private readonly Naive _naive;
    private readonly Stack<StringBuilder> _texts = new([new StringBuilder()]);
    private readonly Stack<Obj> _objects = new();
    private readonly Stack<Obj> _functions = new();
    private readonly List<(Obj Owner, string Name, object? Value)> _loops = [];
    private readonly Dictionary<string, Func> _known = [];
    private int _budget = 20_000;

    public Walk(bool office, Obj model)
    {
        _naive = new Naive(office);
        _objects.Push(model);
    }

    private enum Way
    {
        On, Break, Continue,
    }

    public string Text => _texts.Peek().ToString();

    /// <summary>Where the statement stands that was run last.</summary>
    public (int From, int To) At { get; private set; }

    public void Page(IReadOnlyList<Stmt> page) => Body(page);

    private Obj Current => _functions.TryPeek(out var function) ? function : _objects.Peek();

    private Way Body(IReadOnlyList<Stmt> body)
    {
        foreach (var statement in body)
        {
            if (Run(statement) is var way && way != Way.On)
            {
                return way;
            }
        }

        return Way.On;
    }

    private Way Run(Stmt statement)
    {
        if (--_budget < 0)
        {
            throw new Open();
        }

        At = statement.Place;
        switch (statement)
        {
            case Raw raw:
                _texts.Peek().Append(raw.Left);
                return Way.On;
            case Write write:
                _texts.Peek().Append(_naive.Escaped(Value(write.Of)));
                return Way.On;
            case Put put:
                var value = Value(put.Of);
                Set(put.Into, put.Sign == "=" ? value : _naive.Apply(put.Sign[..^1], Get(put.Into), value));
                return Way.On;
            case Func function:
                _known[function.Called] = function;
                return Way.On;
            case Do call:
                Enter(_known[call.Called], call.Of);
                return Way.On;
            case Leave leave:
                return leave.Loop ? Way.Break : Way.Continue;
            case Remark:
                return Way.On;
            default:
                return RunBlock(statement);
        }
    }

    private Way RunBlock(Stmt statement)
    {
        switch (statement)
        {
            case If one:
                return Naive.IsTrue(Value(one.Of)) ? Body(one.Then) : Body(one.Else ?? []);
            case Case one:
                return RunCase(one);
            case For one:
                RunFor(one);
                return Way.On;
            case While one:
                RunWhile(one);
                return Way.On;
            case Capture one:
                _texts.Push(new StringBuilder());
                var way = Body(one.Body);
                var text = _texts.Pop().ToString();
                At = one.Place;
                Set(one.Into, _naive.Office ? new Safe(text) : text);
                return way;
            case With one:
                _objects.Push(Get(one.Of) as Obj ?? throw new Wrong("nothing with members"));
                var leaves = Body(one.Body);
                _objects.Pop();
                return leaves;
            default:
                throw new InvalidOperationException($"Expected a statement that can be run, but found {statement}");
        }
    }

    private Way RunCase(Case one)
    {
        var value = Value(one.Of);
        foreach (var (values, body) in one.When)
        {
            if (values.Any(candidate => _naive.Apply("==", value, Value(candidate)) is true))
            {
                return Body(body);
            }
        }

        return Body(one.Else ?? []);
    }

    private void RunFor(For one)
    {
        var items = Value(one.Of) switch
        {
            null => null,
            List<object?> list => list,
            string or Safe => throw new Open(),
            Obj => throw new Open(),
            _ => throw new Wrong("nothing to walk over"),
        };
        if (items is null)
        {
            return;
        }

        var chosen = items.Skip(one.Offset);
        chosen = one.Reversed ? chosen.Reverse() : chosen;
        items = [.. one.Limit > 0 ? chosen.Take(one.Limit) : chosen];
        if (items.Count == 0)
        {
            Body(one.Else ?? []);
            return;
        }

        var depth = _loops.Count;
        for (var i = 0; i < items.Count; i++)
        {
            _loops.RemoveRange(depth, _loops.Count - depth);
            _loops.Add((Current, one.Into, items[i]));
            _loops.Add((Current, "for", State(i, items.Count)));
            if (Body(one.Body) == Way.Break)
            {
                break;
            }
        }

        _loops.RemoveRange(depth, _loops.Count - depth);
    }

    private static Obj State(int index, int count) => new Obj().Set("index", index).Set("rindex", count - index - 1).Set("length", count)
        .Set("first", index == 0).Set("last", index == count - 1).Set("even", index % 2 == 0).Set("odd", index % 2 == 1);

    private void RunWhile(While one)
    {
        Set(one.Counter, 0);
        while (_naive.Apply("<", Get(one.Counter), one.Times) is true)
        {
            Set(one.Counter, _naive.Apply("+", Get(one.Counter), 1));
            if (Body(one.Body) == Way.Break)
            {
                return;
            }
        }
    }

    private object? Enter(Func function, IReadOnlyList<Expr> of)
    {
        var given = of.Select(Value).ToList();
        if (_functions.Count >= 8)
        {
            throw new Open();
        }

        var scope = new Obj();
        for (var i = 0; i < given.Count; i++)
        {
            scope.Set(function.Parameters[i], given[i]);
        }

        var called = At;
        _functions.Push(scope);
        Body(function.Body);
        At = function.ValuePlace;
        var value = function.Value is { } result ? Value(result) : null;
        _functions.Pop();
        At = called;
        return value;
    }

    private object? Value(Expr expr) => expr switch
    {
        Lit { Value: var value } => value,
        Name name => Get(name.Of),
        Member member => MemberOf(Value(member.Owner), member.Of),
        At at => ItemOf(Value(at.Owner) ?? throw new Wrong("an item of nothing"), Value(at.Index)),
        Sign sign => _naive.Signed(sign.Of, Value(sign.Right)),
        Choice choice => Naive.IsTrue(Value(choice.If)) ? Value(choice.Then) : Value(choice.Else),
        Items items => items.Of.Select(Value).ToList(),
        Pairs pairs => pairs.Of.Aggregate(new Obj(), (made, pair) => made.Set(pair.Key, Value(pair.Value))),
        Woven woven => woven.Before + _naive.Text(Value(woven.Middle)) + woven.After,
        Two { Of: "&&" } two => Naive.IsTrue(Value(two.Left)) && Naive.IsTrue(Value(two.Right)),
        Two { Of: "||" } two => Naive.IsTrue(Value(two.Left)) || Naive.IsTrue(Value(two.Right)),
        Two two => _naive.Apply(two.Of, Value(two.Left), Value(two.Right)),
        Ask ask when _known.TryGetValue(ask.Function, out var function) => Enter(function, ask.Of),
        Ask ask => NaiveFunctions.Call(_naive, ask.Function, [.. ask.Of.Select(Value)]),
        _ => throw new InvalidOperationException($"Expected an expression that has a value, but found {expr}"),
    };

    private object? MemberOf(object? owner, string name) => owner switch
    {
        null => throw new Wrong("a member of nothing"),
        string text when name == "size" => text.Length,
        List<object?> items when name == "size" => items.Count,
        Obj members when members.Of.TryGetValue(name, out var value) => value,
        Obj => _naive.Office ? throw new Wrong("no such member") : null,
        _ => throw new Open(),
    };

    private object? ItemOf(object owner, object? index) => (owner, index) switch
    {
        (List<object?> items, int at) when at < items.Count && at >= -items.Count => items[at < 0 ? at + items.Count : at],
        (List<object?>, int) => _naive.Office ? throw new Wrong("no such item") : null,
        (Obj members, string name) when members.Of.TryGetValue(name, out var value) => value,
        _ => throw new Open(),
    };

    private object? Get(string name)
    {
        if (_functions.TryPeek(out var function) && TryGet(function, name, out var found))
        {
            return found;
        }

        foreach (var owner in _objects)
        {
            if (TryGet(owner, name, out found))
            {
                return found;
            }
        }

        return _naive.Office ? throw new Wrong("no such name") : null;
    }

    private bool TryGet(Obj owner, string name, out object? value)
    {
        var loop = _loops.FindLastIndex(one => ReferenceEquals(one.Owner, owner) && one.Name == name);
        value = loop >= 0 ? _loops[loop].Value : null;
        return loop >= 0 || owner.Of.TryGetValue(name, out value);
    }

    private void Set(string name, object? value)
    {
        if (Current.Frozen)
        {
            throw new Wrong("the model is not to be changed");
        }

        Current.Set(name, value);
    }
}
