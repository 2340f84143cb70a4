using System.Globalization;
using System.Text;

namespace Alokon.Tests.Templating.Fuzz;

/// <summary>
/// Writes a tree as a template: with as few parentheses as the table of precedence allows, statements in one block of code or
/// in several, with and without whitespace control. What whitespace control takes from a text is noted on the text.
/// </summary>
internal sealed class Printer(Random random)
{
    private static readonly Dictionary<string, int> Strength = new()
    {
        ["??"] = 20, ["?!"] = 20, ["||"] = 30, ["&&"] = 40, ["=="] = 70, ["!="] = 70, ["<"] = 80, ["<="] = 80, [">"] = 80, [">="] = 80,
        ["+"] = 100, ["-"] = 100, ["*"] = 110, ["/"] = 110, ["//"] = 110, ["%"] = 110, [".."] = 130, ["..<"] = 130,
    };

    private readonly StringBuilder _text = new();
    private bool _inCode;
    private char _closing;
    private Raw? _before;

    public string Print(IReadOnlyList<Stmt> page)
    {
        Body(page);
        Leave();
        return _text.ToString();
    }

    private bool Chance(int percent) => random.Next(100) < percent;

    private void Body(IReadOnlyList<Stmt> body)
    {
        foreach (var statement in body)
        {
            Statement(statement);
        }
    }

    private void Statement(Stmt statement)
    {
        switch (statement)
        {
            case Raw raw:
                PrintRaw(raw);
                break;
            case Write write:
                Head(statement, Whole(write.Of));
                break;
            case Put put:
                Head(statement, $"{put.Into} {put.Sign} {Whole(put.Of)}");
                break;
            case Remark:
                // A comment runs to the end of the line or of the code.
                Head(statement, "# catatan");
                Leave();
                break;
            case Leave leave:
                Head(statement, leave.Loop ? "break" : "continue");
                break;
            case Do call:
                Head(statement, string.Join(' ', [call.Called, .. call.Of.Select(Argument)]));
                break;
            case Func function:
                PrintFunction(function);
                break;
            default:
                PrintBlock(statement);
                break;
        }
    }

    private void PrintBlock(Stmt statement)
    {
        switch (statement)
        {
            case If one:
                Head(statement, $"if {Whole(one.Of)}");
                Body(one.Then);
                Otherwise(one.Else);
                break;
            case Case one:
                Head(statement, $"case {Value(one.Of, 0)}");
                foreach (var (values, body) in one.When)
                {
                    Code($"when {string.Join(Chance(50) ? ", " : " || ", values.Select(value => Value(value, 1000)))}");
                    Body(body);
                }

                Otherwise(one.Else);
                break;
            case For one:
                Head(statement, $"for {one.Into} in {Iterator(one)}");
                Body(one.Body);
                Otherwise(one.Else);
                break;
            case While one:
                var (from, _) = Code($"{one.Counter} = 0");
                one.Place = (from, Code($"while {one.Counter} < {one.Times}").To);
                Code($"{one.Counter} = {one.Counter} + 1");
                Body(one.Body);
                break;
            case Capture one:
                Head(statement, $"capture {one.Into}");
                Body(one.Body);
                break;
            case With one:
                Head(statement, $"with {one.Of}");
                Body(one.Body);
                break;
            default:
                throw new InvalidOperationException($"Expected a statement that can be printed, but found {statement}");
        }

        Code("end");
    }

    private void PrintFunction(Func function)
    {
        if (function is { Value: { } only, Body.Count: 0, Parameters.Count: > 0 } && Chance(40))
        {
            Head(function, $"{function.Called}({string.Join(", ", function.Parameters)}) = {Value(only, 0)}");
            function.ValuePlace = function.Place;
            return;
        }

        Head(function, $"func {function.Called}{(function.Parameters.Count > 0 ? $"({string.Join(", ", function.Parameters)})" : "")}");
        Body(function.Body);
        if (function.Value is { } value)
        {
            function.ValuePlace = Code($"ret {Whole(value)}");
        }

        Code("end");
    }

    private void Otherwise(IReadOnlyList<Stmt>? body)
    {
        if (body is not null)
        {
            Code("else");
            Body(body);
        }
    }

    private string Iterator(For loop)
    {
        var options = new StringBuilder();
        options.Append(loop.Offset > 0 ? $" offset:{loop.Offset}" : "").Append(loop.Limit > 0 ? $" limit:{loop.Limit}" : "").Append(loop.Reversed ? " reversed" : "");
        return Value(loop.Of, options.Length > 0 ? 1000 : 0) + options;
    }

    private void Head(Stmt statement, string code) => statement.Place = Code(code);

    private (int From, int To) Code(string code)
    {
        if (_inCode && Chance(40))
        {
            _text.Append(Chance(50) ? "; " : "\n  ");
        }
        else
        {
            Leave();
            Enter();
        }

        var from = _text.Length;
        _text.Append(code);
        return (from, _text.Length);
    }

    private void Enter()
    {
        // Code that stands alone behind blanks indents what it writes; that rule has a test of its own.
        var mark = IsIndented() ? (Chance(50) ? "-" : "~") : Chance(80) ? "" : Chance(50) ? "-" : "~";
        if (_before is { } raw)
        {
            raw.Left = mark switch { "-" => raw.Left.TrimEnd(), "~" => raw.Left.TrimEnd(' ', '\t'), _ => raw.Left };
            _before = null;
        }

        _text.Append("{{").Append(mark).Append(' ');
        _inCode = true;
    }

    private void Leave()
    {
        if (!_inCode)
        {
            return;
        }

        var mark = Chance(80) ? "" : Chance(50) ? "-" : "~";
        _text.Append(' ').Append(mark).Append("}}");
        _closing = mark.Length > 0 ? mark[0] : '\0';
        _inCode = false;
    }

    private bool IsIndented()
    {
        var at = _text.Length;
        while (at > 0 && _text[at - 1] is ' ' or '\t')
        {
            at--;
        }

        return at < _text.Length && (at == 0 || _text[at - 1] == '\n');
    }

    private void PrintRaw(Raw raw)
    {
        Leave();
        if (raw.Escaped)
        {
            _before = null;
            _closing = '\0';
            _text.Append("{%{").Append(raw.Of).Append("}%}");
            return;
        }

        raw.Left = _closing switch { '-' => raw.Of.TrimStart(), '~' => AfterLine(raw.Of), _ => raw.Of };
        _closing = '\0';
        _before = raw;
        _text.Append(raw.Of);
    }

    private static string AfterLine(string text)
    {
        var rest = text.TrimStart(' ', '\t');
        return rest.StartsWith('\n') ? rest[1..] : rest;
    }

    /// <summary>Where pipes and bare calls may stand.</summary>
    private string Whole(Expr expr) => expr switch
    {
        // The last way of a choice would take the pipe for its own.
        Ask { Piped: true } ask => $"{(ask.Of[0] is Choice ? Value(ask.Of[0], 1000) : Whole(ask.Of[0]))} | {string.Join(' ', [ask.Function, .. ask.Of.Skip(1).Select(Argument)])}",
        Ask { Parentheses: true } ask => $"{ask.Function}({string.Join(", ", ask.Of.Select(one => Value(one, 0)))})",
        Ask ask => string.Join(' ', [ask.Function, .. ask.Of.Select(Argument)]),
        _ => Value(expr, 0),
    };

    /// <summary>Of a call without parentheses: a whole row of operators, but nothing that could be taken for the operator itself.</summary>
    private string Argument(Expr expr) => expr switch
    {
        Two two when !HasSign(two) => Value(two, 0),
        Sign or Choice => $"({Value(expr, 0)})",
        _ => Value(expr, 1000),
    };

    /// <summary>Behind a sign begins an expression of its own: it would take the next argument for one of its own.</summary>
    private static bool HasSign(Expr expr) => expr is Sign || (expr is Two two && (HasSign(two.Left) || HasSign(two.Right)));

    /// <param name="around">How strongly what stands around it binds.</param>
    private string Value(Expr expr, int around)
    {
        switch (expr)
        {
            case Lit { Value: var value }:
                return Literal(value);
            case Name name:
                return name.Of;
            case Member member:
                return $"{Value(member.Owner, 1000)}.{member.Of}";
            case At at:
                // A bracket behind a bracket would be an argument.
                return $"{Wrapped(Value(at.Owner, 1000), at.Owner is Items or Pairs)}[{Value(at.Index, 0)}]";
            case Items items:
                return $"[{string.Join(", ", items.Of.Select(one => Value(one, 0)))}]";
            case Pairs pairs:
                return $"{{{string.Join(", ", pairs.Of.Select(one => $"{one.Key}: {Value(one.Value, 0)}"))}}}";
            case Woven woven:
                return $"$\"{woven.Before}{{{Value(woven.Middle, 0)}}}{woven.After}\"";
            case Sign sign:
                return Wrapped($"{sign.Of}{Value(sign.Right, 200)}", around > 150);
            case Choice choice:
                // Behind a sign Scriban takes the colon for the end of a name.
                return Wrapped($"{Value(choice.If, 15)} ? {Wrapped(Value(choice.Then, 15), choice.Then is not (Lit or Name or Ask))} : {Value(choice.Else, 15)}", around > 0);
            case Two two:
                var strength = Strength[two.Of];
                var text = $"{Value(two.Left, strength)} {two.Of} {Value(two.Right, strength + 1)}";
                return Wrapped(text, around > strength || Chance(5));
            default:
                return $"({Whole(expr)})";
        }
    }

    private static string Wrapped(string text, bool wrap) => wrap ? $"({text})" : text;

    private string Literal(object? value) => value switch
    {
        null => "null",
        bool truth => truth ? "true" : "false",
        decimal number => number.ToString(CultureInfo.InvariantCulture) + "m",
        double number => number.ToString("0.0###", CultureInfo.InvariantCulture),
        string text when !text.Contains('`', StringComparison.Ordinal) && Chance(10) => $"`{text}`",
        string text => Quoted(text, Chance(50) ? '"' : '\''),
        _ => Convert.ToString(value, CultureInfo.InvariantCulture)!, // a whole number
    };

    private static string Quoted(string text, char quote)
    {
        var quoted = new StringBuilder().Append(quote);
        foreach (var c in text)
        {
            _ = c switch
            {
                '\\' => quoted.Append(@"\\"),
                '\n' => quoted.Append(@"\n"),
                _ when c == quote => quoted.Append('\\').Append(c),
                _ => quoted.Append(c),
            };
        }

        return quoted.Append(quote).ToString();
    }
}
