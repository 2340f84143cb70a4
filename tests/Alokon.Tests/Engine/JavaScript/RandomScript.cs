using System.Text;

namespace Alokon.Tests.Engine.JavaScript;

/// <summary>Writes random scripts of the language that this engine runs: valid ones, that end, and tell what they did in <c>out</c>.</summary>
internal sealed class RandomScript(Random random)
{
    private const int MaxDepth = 4;

    private static readonly string[] Names = ["a", "b", "c", "d"];
    private readonly StringBuilder _text = new();
    private readonly Stack<Dictionary<string, bool>> _scopes = []; // name, and whether it may be written
    private int _depth;
    private int _functions;
    private int _counters;

    public string Write()
    {
        _scopes.Push(new() { ["a"] = true, ["b"] = true });
        _text.Append("var out = [], fs = []; function show(v) { out.push(typeof v === 'object' ? JSON.stringify(v) : typeof v + ' ' + v); }\n");
        _text.Append("function cut(v) { return typeof v === 'string' ? v.slice(0, 500) : v; }\n"); // texts that double in each turn meet a limit here and none in Node
        _text.Append("var a = ").Append(Literal()).Append(", b = ").Append(Literal()).Append(";\n");
        Statements(random.Next(3, 8));
        _text.Append("fs.slice(0, 20).forEach(f => { show(f()); });\n");
        return _text.ToString();
    }

    private void Statements(int count)
    {
        for (var i = 0; i < count; i++)
        {
            Statement();
        }
    }

    private void Block(int count)
    {
        _scopes.Push([]);
        _text.Append("{\n");
        Statements(count);
        _text.Append("}\n");
        _scopes.Pop();
    }

    private void Statement()
    {
        if (++_depth > MaxDepth)
        {
            Show();
            _depth--;
            return;
        }

        switch (random.Next(15))
        {
            case 0 or 1:
                Declare();
                break;
            case 2:
                Block(random.Next(1, 4));
                break;
            case 3:
                _text.Append("if (").Append(Expression()).Append(") ");
                Block(random.Next(1, 3));
                _text.Append("else ");
                Block(1);
                break;
            case 4 or 5:
                For();
                break;
            case 6:
                While();
                break;
            case 7:
                Switch();
                break;
            case 8:
                Try();
                break;
            case 9:
                ForIn();
                break;
            case 10 or 11:
                _text.Append("fs.push(() => ").Append(Expression()).Append(");\n");
                break;
            case 12 when Writable() is { } name:
                _text.Append(name).Append(Pick(" = ", " += ", " -= ", " *= ", " |= ", " >>>= ")).Append(Expression()).Append($"; {name} = cut({name});\n");
                break;
            case 13:
                Function();
                break;
            default:
                Show();
                break;
        }

        _depth--;
    }

    private void Show() => _text.Append("show(").Append(Expression()).Append(");\n");

    private void Declare()
    {
        var scope = _scopes.Peek();
        if (Names.Where(name => !scope.ContainsKey(name) && !scope.ContainsKey("used " + name)).ToList() is not { Count: > 0 } free)
        {
            Show();
            return;
        }

        var name = free[random.Next(free.Count)];
        var isConst = random.Next(3) == 0;

        // The name is hidden from here on: its own value must not use it.
        var hidden = _scopes.Select(other => other.Remove(name, out var writable) ? (other, writable) : (null, false)).Where(pair => pair.other is not null).ToList();
        var value = Expression();
        hidden.ForEach(pair => pair.other![name] = pair.writable);
        _text.Append(isConst ? "const " : "let ").Append(name).Append(random.Next(6) == 0 && !isConst ? "" : $" = {value}").Append(";\n");
        scope[name] = !isConst;
    }

    private void For()
    {
        var name = Pick(Names);
        _text.Append($"for (let {name} = 0, n{++_counters} = {random.Next(1, 4)}; {name} < n{_counters}; {name}++) ");
        _text.Append("{\n");
        _text.Append($"fs.push(() => {name});\n");
        if (random.Next(3) == 0)
        {
            _text.Append($"if ({name} === 1) {Pick("continue", "break")};\n");
        }

        _scopes.Push(new() { [name] = false });
        Block(random.Next(1, 3));
        _scopes.Pop();
        _text.Append("}\n");
    }

    private void While()
    {
        var counter = $"n{++_counters}";
        var label = random.Next(3) == 0 ? $"l{_counters}" : null;
        _text.Append($"let {counter} = 0; {(label is null ? "" : label + ": ")}while ({counter} < {random.Next(1, 4)}) {{ {counter}++;\n");
        if (label is not null)
        {
            _text.Append($"for (let z = 0; z < 2; z++) {{ if (z === 1) {Pick("continue", "break")} {label}; show(z); }}\n");
        }

        Block(random.Next(1, 3));
        _text.Append("}\n");
    }

    private void Switch()
    {
        _text.Append($"switch ({random.Next(4)}) {{\n");
        var place = random.Next(4);
        for (var i = 0; i < 3; i++)
        {
            if (i == place)
            {
                _text.Append("default: show('d');").Append(random.Next(2) == 0 ? " break;\n" : "\n");
            }

            _text.Append($"case {i}: ");
            Block(1);
            _text.Append(random.Next(2) == 0 ? "break;\n" : "");
        }

        _text.Append("}\n");
    }

    private void Try()
    {
        _text.Append("try ");
        Block(random.Next(1, 3));
        _text.Append("catch (e) { show(e instanceof Error ? e.name : e); }\nfinally ");
        Block(1);
    }

    private void ForIn()
    {
        var name = Pick(Names);
        _text.Append($"for (const {name} in {{ x: 1, y: {random.Next(9)} }}) {{ fs.push(() => {name});\n");
        _scopes.Push(new() { [name] = false });
        Block(random.Next(1, 3));
        _scopes.Pop();
        _text.Append("}\n");
    }

    private void Function()
    {
        var name = $"f{++_functions}";
        var parameter = Pick(Names);
        _text.Append($"const {name} = function ({parameter}) {{\n");
        _scopes.Push(new() { [parameter] = true });
        Block(random.Next(1, 3));
        _text.Append($"return {Expression()}; }};\nshow({name}({Literal()}));\n");
        _scopes.Pop();
    }

    private string Expression(int depth = 0)
    {
        if (depth > 2 || random.Next(4) == 0)
        {
            return Readable() is { } name && random.Next(2) == 0 ? name : Literal();
        }

        string E() => Expression(depth + 1);
        return random.Next(14) switch
        {
            0 or 1 or 2 => $"({E()} {Pick("+", "-", "*", "%", "/", "|", "&", "^", "<<", ">>", ">>>")} {E()})",
            3 => $"({E()} {Pick("<", ">", "<=", "===", "!==", "==", "&&", "||")} {E()})",
            4 => $"({E()} ? {E()} : {E()})",
            5 => $"`x${{{E()}}}y${{{E()}}}`",
            6 => $"(({Pick(Names)}, q) => {E()})({E()}, {E()})",
            7 => $"[{E()}, {E()}].map(x => x + {E()}).join('-')",
            8 => $"String({E()}).length",
            9 => $"typeof {E()}",
            10 => $"(o => o.p + o.q())({{ p: {E()}, q() {{ return this.p; }} }})",
            11 => $"[3, 1, {E()}].sort().reverse()[0]",
            12 => $"{Pick("-", "+", "!", "~")}({E()})",
            _ => $"[{E()}, 2, {E()}].reduce((s, v) => s + v, {Literal()})",
        };
    }

    private string Literal() => random.Next(8) switch
    {
        0 => "'t'",
        1 => "''",
        2 => "null",
        3 => "true",
        4 => "undefined",
        5 => "0.5",
        _ => random.Next(-3, 20) is var number && number < 0 ? $"({number})" : $"{number}",
    };

    private string? Readable() => _scopes.SelectMany(scope => scope.Keys).Where(name => Names.Contains(name)).Distinct().ToList() is { Count: > 0 } names ? Used(Pick([.. names])) : null;

    // A block that used a name from outside cannot declare it any more.
    private string Used(string name)
    {
        foreach (var scope in _scopes.TakeWhile(scope => !scope.ContainsKey(name)))
        {
            scope["used " + name] = false;
        }

        return name;
    }

    private string? Writable()
    {
        var names = Names.Where(name => _scopes.FirstOrDefault(scope => scope.ContainsKey(name)) is { } scope && scope[name]).ToArray();
        return names.Length == 0 ? null : Used(Pick(names));
    }

    private string Pick(params string[] choices) => choices[random.Next(choices.Length)];
}
