namespace Alokon.Tests.Templating.Fuzz;

/// <summary>Thinks of templates: mostly sensible ones, because nonsense is refused at its first mistake and shows nothing more.</summary>
internal sealed class Grower(Random random)
{
    private static readonly string[] Raws = ["Nomor: ", "\n", "  \n  ", " & <b>tebal</b> ", "a\n\n  b", "Yth. ", " ", "\t", "}", "{ x }", "akhir\n", "<br>\n"];
    private static readonly string[] Texts = ["", "a", "Pil KB", "<b>&\"'", "dua\nbaris", "é ü", "  tepi  ", "a,b,,c", "B/12", "\\", "{{ x }}", "10"];

    private readonly List<(string Name, char Kind)> _names =
    [
        ("teks", 't'), ("angka", 'n'), ("uang", 'n'), ("besar", 'n'), ("ya", 'b'), ("daftar", 'l'), ("baris", 'l'), ("data", 'o'), ("hampa", 'a'),
    ];

    private readonly List<Func> _functions = [];
    private int _made;
    private bool _inFunction;
    private int _loops;

    public List<Stmt> Page()
    {
        var page = new List<Stmt>();
        for (var i = random.Next(3); i > 0; i--)
        {
            page.Add(Function());
        }

        page.AddRange(Body(depth: 0));
        return page;
    }

    private bool Chance(int percent) => random.Next(100) < percent;

    private T One<T>(IReadOnlyList<T> of) => of[random.Next(of.Count)];

    private string New(string stem) => $"{stem}{_made++}";

    private List<Stmt> Body(int depth)
    {
        var body = new List<Stmt>();
        var known = _names.Count;
        for (var i = 1 + random.Next(depth == 0 ? 6 : 3); i > 0; i--)
        {
            if (Chance(50) && (body.Count == 0 || body[^1] is not Raw { Escaped: false }))
            {
                body.Add(new Raw(One(Raws) + (Chance(40) ? One(Raws) : ""), Escaped: false));
            }

            Add(body, depth);
        }

        if (depth > 0)
        {
            _names.RemoveRange(known, _names.Count - known);
        }

        return body;
    }

    private void Add(List<Stmt> body, int depth)
    {
        var kind = random.Next(depth > 2 ? 60 : 100);
        switch (kind)
        {
            case < 35:
                body.Add(new Write(Any(3)));
                break;
            case < 50:
                body.Add(Assignment());
                break;
            case < 53:
                body.Add(new Remark());
                break;
            case < 56:
                body.Add(new Raw("{{ bukan kode }} \n", Escaped: true));
                break;
            case < 60 when _functions.Where(one => one.Value is null).ToList() is { Count: > 0 } writing:
                var called = One(writing);
                body.Add(new Do(called.Called, [.. called.Parameters.Select(_ => Any(1))]));
                break;
            case < 60 when _loops > 0:
                body.Add(new If(Of('b', 1), [new Leave(Chance(50))], null));
                break;
            case >= 60:
                AddBlock(body, depth, kind);
                break;
            default:
                body.Add(new Write(Of('t', 2)));
                break;
        }
    }

    private void AddBlock(List<Stmt> body, int depth, int kind)
    {
        switch (kind)
        {
            case < 72:
                body.Add(new If(Chance(70) ? Of('b', 2) : Any(2), Body(depth + 1), Chance(50) ? Body(depth + 1) : null));
                break;
            case < 86:
                body.Add(Loop(depth));
                break;
            case < 90:
                var counter = New("k");
                _loops++;
                body.Add(new While(counter, random.Next(4), Body(depth + 1)));
                _loops--;
                break;
            case < 94:
                body.Add(new Case(Of(One("tn"), 1), [.. Enumerable.Range(0, 1 + random.Next(2)).Select(_ => ((IReadOnlyList<Expr>)[Of(One("tn"), 0), Of('n', 0)], (IReadOnlyList<Stmt>)Body(depth + 1)))], Chance(50) ? Body(depth + 1) : null));
                break;
            case < 97 when !_inFunction:
                var members = New("o");
                body.Add(new Put(members, "=", Of('o', 2)));
                body.Add(new With(members, Body(depth + 1)));
                break;
            default:
                var text = New("c");
                body.Add(new Capture(text, Body(depth + 1)));
                _names.Add((text, 't'));
                break;
        }
    }

    private For Loop(int depth)
    {
        var of = Chance(85) ? Of('l', 2) : Any(1);
        var variable = New("i");
        var known = _names.Count;
        _names.Add((variable, 'a'));
        _loops++;
        var body = Body(depth + 1);
        body.Insert(0, new Write(new Member(new Name("for"), One<string>(["index", "rindex", "length", "first", "last", "even", "odd"]))));
        _loops--;
        _names.RemoveRange(known, _names.Count - known);
        return new For(variable, of, Chance(20) ? 1 + random.Next(2) : 0, Chance(20) ? 1 + random.Next(3) : 0, Chance(20), body, Chance(30) ? Body(depth + 1) : null);
    }

    private Put Assignment()
    {
        var kind = One("tnblo");
        var old = _names.Where(one => one.Name[0] == 'v').ToList();
        if (old.Count > 0 && Chance(40))
        {
            var (name, known) = One(old);
            return known == 'n' ? new Put(name, One<string>(["+=", "-=", "*="]), Of('n', 1)) : new Put(name, "=", Of(known, 2));
        }

        var put = new Put(New("v"), "=", Of(kind, 3));
        _names.Add((put.Into, kind));
        return put;
    }

    private Func Function()
    {
        var parameters = Enumerable.Range(0, 1 + random.Next(2)).Select(_ => New("p")).ToList();
        var known = _names.Count;
        _names.AddRange(parameters.Select(name => (name, 'a')));
        _inFunction = true;
        var returns = Chance(60);
        IReadOnlyList<Stmt> body = returns ? (Chance(50) ? [] : [Assignment()]) : Body(depth: 2);
        var function = new Func(New("f"), parameters, body, returns ? Any(2) : null);
        _inFunction = false;
        _names.RemoveRange(known, _names.Count - known);
        _functions.Add(function);
        return function;
    }

    private char One(string kinds) => kinds[random.Next(kinds.Length)];

    private Expr Any(int depth) => Of(One("ttnnbblo"), depth);

    private Expr Of(char kind, int depth)
    {
        if (Chance(6))
        {
            kind = One("tnbloa");
        }

        if (depth <= 0 || Chance(25))
        {
            return Leaf(kind);
        }

        if (Chance(12))
        {
            return new Choice(Of('b', depth - 1), Of(kind, depth - 1), Of(kind, depth - 1));
        }

        if (Chance(6))
        {
            return new Two(One<string>(["??", "?!"]), Of(kind, depth - 1), Of(kind, depth - 1));
        }

        return Chance(25) && Called(kind, depth) is { } call ? call : Grown(kind, depth);
    }

    private Expr Leaf(char kind)
    {
        if (Chance(50) && _names.Where(one => one.Kind == kind || one.Kind == 'a').ToList() is { Count: > 0 } known)
        {
            return new Name(One(known).Name);
        }

        return kind switch
        {
            't' => new Lit(One(Texts)),
            'n' => Chance(60) ? new Lit(random.Next(12)) : new Lit(One<object>([2147483647, 9223372036854775807L, 0.5, 1.25, 2.0, 1.50m, 12.5m, 100])),
            'b' => new Lit(Chance(50)),
            'l' => new Items([.. Enumerable.Range(0, random.Next(4)).Select(_ => Leaf(One("tnb")))]),
            'o' => new Pairs([("x", Leaf('n')), ("y", Leaf('t'))]),
            _ => new Lit(null),
        };
    }

    private Expr Grown(char kind, int depth) => kind switch
    {
        't' => random.Next(4) switch
        {
            // No braces inside: the first one closed ends the piece of code.
            0 => new Woven(One<string>(["", "No. ", "a "]), new Two("+", Leaf('t'), Leaf('n')), One<string>(["", " b"])),
            1 => new Two("*", Of('t', depth - 1), new Lit(random.Next(4))),
            2 => new Member(new Name("data"), One<string>(["nama", "nama", "alamat", "luput"])),
            _ => new Two("+", Of('t', depth - 1), Any(depth - 1)),
        },
        'n' => random.Next(6) switch
        {
            0 => new Sign(One("-+"), Of('n', depth - 1)),
            1 => new Member(Of(One("tl"), depth - 1), "size"),
            2 => new Member(new At(new Name("baris"), new Lit(random.Next(3))), "jumlah"),
            _ => new Two(One<string>(["+", "-", "*", "/", "//", "%"]), Of('n', depth - 1), Of('n', depth - 1)),
        },
        'b' => random.Next(5) switch
        {
            0 => new Sign('!', Any(depth - 1)),
            1 or 2 => new Two(One<string>(["&&", "||"]), Of('b', depth - 1), Of('b', depth - 1)),
            _ when One("tn") is var side => new Two(One<string>(["==", "!=", "<", "<=", ">", ">="]), Of(side, depth - 1), Of(side, depth - 1)),
            _ => new Lit(true),
        },
        'l' => random.Next(4) switch
        {
            0 => new Two("+", Of('l', depth - 1), Of('l', depth - 1)),
            1 or 2 => new Two(One<string>(["..", "..<"]), new Lit(random.Next(6)), new Lit(random.Next(6))),
            _ => new Items([.. Enumerable.Range(0, random.Next(4)).Select(_ => Any(depth - 1))]),
        },
        'o' => new Pairs([("x", Any(depth - 1)), ("y", Any(depth - 1))]),
        _ => new At(Of('l', depth - 1), random.Next(3) switch { 0 => new Sign('-', new Lit(1)), 1 => Of('n', 1), _ => new Lit(random.Next(3)) }),
    };

    private Ask? Called(char kind, int depth)
    {
        if (_functions.Where(one => one.Value is not null).ToList() is { Count: > 0 } own && Chance(30))
        {
            var function = One(own);
            return new Ask(function.Called, [.. function.Parameters.Select(_ => Any(depth - 1))], Chance(30), Chance(40));
        }

        var space = kind switch { 't' => "string.", 'n' => "math.", 'l' => "array.", _ => "" };
        if (space.Length == 0)
        {
            return null;
        }

        var (name, kinds) = One(NaiveFunctions.All.Where(one => one.Name.StartsWith(space, StringComparison.Ordinal)).ToList());
        if (Chance(10))
        {
            (name, kinds) = One<(string, string)>([("object.default", "aa"), ("html.escape", "t")]);
        }

        return new Ask(name, [.. kinds.Select(one => one == 'i' ? new Lit(random.Next(8)) : Of(one == 'a' ? One("tnl") : one, depth - 1))], Chance(50), Chance(30));
    }
}
