using Jint.Parser;
using Jint.Parser.Ast;
using Expr = Jint.Parser.Ast.Expression;

namespace Alokon.Engine.Expressions.JavaScript;

internal sealed partial class ScriptParser
{
    private static readonly Dictionary<string, int> Precedence = new(StringComparer.Ordinal)
    {
        ["||"] = 1, ["&&"] = 2, ["|"] = 3, ["^"] = 4, ["&"] = 5,
        ["=="] = 6, ["!="] = 6, ["==="] = 6, ["!=="] = 6,
        ["<"] = 7, [">"] = 7, ["<="] = 7, [">="] = 7, ["instanceof"] = 7, ["in"] = 7,
        ["<<"] = 8, [">>"] = 8, [">>>"] = 8,
        ["+"] = 9, ["-"] = 9, ["*"] = 10, ["/"] = 10, ["%"] = 10,
    };

    private Expr ParseExpression()
    {
        var at = Here();
        var first = ParseAssignment();
        if (!_token.Is(","))
        {
            return first;
        }

        var all = new List<Expr> { first };
        while (Skip(","))
        {
            all.Add(ParseAssignment());
        }

        return Measured(new SequenceExpression { Type = SyntaxNodes.SequenceExpression, Expressions = all, Location = at }, [.. all]);
    }

    private Expr ParseAssignment() => Deeper(() =>
    {
        var at = Here();
        if (ArrowHead() is { } parameters)
        {
            return ParseArrow(parameters, at);
        }

        var left = ParseConditional();
        if (_token.Is("=>"))
        {
            throw left is ObjectExpression or ArrayExpression ? Newer("destructuring") : left is AssignmentExpression ? Newer("nilai bawaan parameter") : Unexpected();
        }

        return _token.Kind == TokenKind.Punctuator && IsAssignment(_token.Text) ? ParseAssign(left, at) : left;
    });

    private bool IsAssignment(string sign) => sign switch
    {
        "=" or "+=" or "-=" or "*=" or "/=" or "%=" or "&=" or "|=" or "^=" or "<<=" or ">>=" or ">>>=" => true,
        "**=" or "&&=" or "||=" or "??=" => throw Newer(sign),
        _ => false,
    };

    private Expr ParseAssign(Expr left, Location at)
    {
        CheckTarget(left);
        var sign = Advance().Text;
        if (sign == "=")
        {
            var value = ParseAssignment();
            return Measured(Nodes.Assign(left, value, at), left, value);
        }

        // a op= b is a = a op b, with the place of a found once.
        var (target, current) = Twice(left, at);
        var right = ParseAssignment();
        var sum = Measured(Nodes.Binary(sign[..^1], current, right, at), current, right);
        return Measured(Nodes.Assign(target, sum, at), target, sum);
    }

    private void CheckTarget(Expr target)
    {
        switch (target)
        {
            case Identifier name when _uses.TryGetValue(name, out var use):
                use.IsWrite = true;
                break;
            case MemberExpression:
                break;
            default:
                throw target is ArrayExpression or ObjectExpression ? Newer("destructuring") : Refuse("nilai tidak dapat ditaruh di sebelah kiri");
        }
    }

    private (Expr Target, Expr Current) Twice(Expr left, Location at)
    {
        if (left is not MemberExpression member)
        {
            var name = (Identifier)left; // CheckTarget lets only these two pass
            return (left, Reference(name.Name, _uses[name].Position, at));
        }

        var from = HoistFresh("from");
        var key = HoistFresh("key");
        var target = Nodes.Member(
            Nodes.Assign(Nodes.Name(from, at), member.Object, at),
            member.Property is Literal ? member.Property : Nodes.Assign(Nodes.Name(key, at), member.Property, at),
            at);
        return (Measured(target, member), Nodes.Member(Nodes.Name(from, at), member.Property as Literal ?? (Expr)Nodes.Name(key, at), at));
    }

    private Expr ParseConditional()
    {
        var at = Here();
        var test = ParseBinary(0);
        if (!_token.Is("?"))
        {
            return test;
        }

        Advance();
        var outer = _noIn;
        _noIn = false;
        var then = ParseAssignment();
        _noIn = outer;
        Expect(":");
        var otherwise = ParseAssignment();
        var node = new ConditionalExpression { Type = SyntaxNodes.ConditionalExpression, Test = test, Consequent = then, Alternate = otherwise, Location = at };
        return Measured(node, test, then, otherwise);
    }

    private Expr ParseBinary(int least)
    {
        var left = ParseUnary();
        while (_token.Kind is TokenKind.Punctuator or TokenKind.Keyword)
        {
            if (_token.Text is "**" or "??" or "?.")
            {
                throw Newer(_token.Text == "?." ? "optional chaining (?.)" : _token.Text);
            }

            if (!Precedence.TryGetValue(_token.Text, out var level) || level <= least || (_noIn && _token.Is("in")))
            {
                break;
            }

            var at = Here();
            var sign = Advance().Text;
            var right = ParseBinary(level);
            left = sign == "+" && left is CallExpression { Callee: Identifier { Name: Inside.Add } }
                ? Measured(Nodes.Binary(sign, left, right, at), right)
                : Measured(sign is "&&" or "||" ? Nodes.Logical(sign, left, right, at) : Nodes.Binary(sign, left, right, at), left, right);
        }

        return left;
    }

    private Expr ParseUnary() => Deeper(() =>
    {
        var at = Here();
        if (_token.Kind is not (TokenKind.Punctuator or TokenKind.Keyword))
        {
            return ParsePostfix();
        }

        switch (_token.Text)
        {
            case "++" or "--":
                var step = Advance().Text;
                return Update(step, ParseUnary(), prefix: true, at);
            case "+" or "-" or "~" or "!" or "delete" or "void" or "typeof":
                var sign = Advance().Text;
                var argument = ParseUnary();
                if (sign == "delete" && argument is Identifier)
                {
                    throw Refuse("delete hanya untuk anggota objek");
                }

                return Measured(Nodes.Unary(sign, argument, at), argument);
            default:
                return ParsePostfix();
        }
    });

    private Expr ParsePostfix()
    {
        var at = Here();
        var value = ParseCalls();
        return _token is { Kind: TokenKind.Punctuator, Text: "++" or "--", AfterNewLine: false }
            ? Update(Advance().Text, value, prefix: false, at)
            : value;
    }

    private UpdateExpression Update(string sign, Expr target, bool prefix, Location at)
    {
        CheckTarget(target);
        var node = new UpdateExpression
        {
            Type = SyntaxNodes.UpdateExpression,
            Operator = UnaryExpression.ParseUnaryOperator(sign),
            Argument = target,
            Prefix = prefix,
            Location = at,
        };
        return Measured(node, target);
    }

    private Expr ParseCalls()
    {
        var value = _token.Is("new") ? ParseNew() : ParsePrimary();
        while (true)
        {
            var at = Here();
            switch (_token)
            {
                case { Kind: TokenKind.Punctuator, Text: "(" }:
                    var arguments = ParseArguments();
                    NoteNames(value, arguments);
                    value = Measured(Nodes.Call(value, arguments, at), [value, .. arguments]);
                    break;
                case { Kind: TokenKind.Punctuator, Text: "." or "[" }:
                    value = ParseMember(value, at);
                    break;
                case { Kind: TokenKind.Punctuator, Text: "?." }:
                    throw Newer("optional chaining (?.)");
                case { Kind: TokenKind.Template }:
                    throw Newer("template bertanda (tagged template)");
                default:
                    return value;
            }
        }
    }

    // variables.Name
    private Literal NoteMember(Expr from, Literal name)
    {
        if (from is Identifier { Name: "variables" })
        {
            _variables.Add((string)name.Value);
        }

        return name;
    }

    // getVariable('Name'), setVariable('Name', …), setOutcome('Name'), setOutcomes(['Name', …])
    private void NoteNames(Expr callee, List<Expr> arguments)
    {
        if (callee is not Identifier { Name: var function })
        {
            return;
        }

        var named = function == "setOutcomes" ? (arguments.FirstOrDefault() as ArrayExpression)?.Elements ?? [] : arguments.Take(1);
        var into = function is "getVariable" or "setVariable" ? _variables : function is "setOutcome" or "setOutcomes" ? _outcomes : null;
        into?.UnionWith(named.OfType<Literal>().Select(literal => literal.Value).OfType<string>());
    }

    private MemberExpression ParseMember(Expr from, Location at)
    {
        if (Skip("."))
        {
            return _token.Kind is not (TokenKind.Name or TokenKind.Keyword)
                ? throw Unexpected("seharusnya nama anggota")
                : _token.Text == "__proto__"
                ? throw Refuse("__proto__ tidak didukung")
                : Measured(Nodes.Member(from, NoteMember(from, Nodes.Constant(Advance().Text, at)), at), from);
        }

        var key = Bracketed("[", ParseExpression, "]");
        return Measured(Nodes.Member(from, key, at), from, key);
    }

    private T Bracketed<T>(string open, Func<T> parse, string close)
    {
        var outer = _noIn;
        _noIn = false;
        Expect(open);
        var inside = parse();
        Expect(close);
        _noIn = outer;
        return inside;
    }

    private List<Expr> ParseArguments() => Bracketed("(", () =>
    {
        var all = new List<Expr>();
        while (!_token.Is(")"))
        {
            all.Add(_token.Is("...") ? throw Newer("rest/spread (...)") : ParseAssignment());
            if (!_token.Is(")"))
            {
                Expect(",");
                if (_token.Is(")"))
                {
                    throw Newer("koma sesudah argumen terakhir");
                }
            }
        }

        return all;
    }, ")");

    private Expr ParseNew()
    {
        var at = Here();
        Expect("new");
        if (_token.Is("."))
        {
            throw Newer("new.target");
        }

        var callee = _token.Is("new") ? Deeper(ParseNew) : ParsePrimary();
        while (_token.Is(".") || _token.Is("["))
        {
            callee = ParseMember(callee, Here());
        }

        var arguments = _token.Is("(") ? ParseArguments() : [];
        var made = new NewExpression { Type = SyntaxNodes.NewExpression, Callee = callee, Arguments = arguments, Location = at };
        return Measured(Nodes.Inner(Inside.Made, at, made), [callee, .. arguments]);
    }
}
