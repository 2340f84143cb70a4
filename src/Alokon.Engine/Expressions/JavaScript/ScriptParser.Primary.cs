using Jint.Parser;
using Jint.Parser.Ast;
using Expr = Jint.Parser.Ast.Expression;

namespace Alokon.Engine.Expressions.JavaScript;

internal sealed partial class ScriptParser
{
    private Expr ParsePrimary()
    {
        var at = Here();
        switch (_token.Kind)
        {
            case TokenKind.Number:
                return Nodes.Constant(Advance().Number, at);
            case TokenKind.Text:
                return Nodes.Constant(Advance().Text, at);
            case TokenKind.Template:
                return ParseTemplate(at);
            case TokenKind.Name:
                return ParseName(at);
            case TokenKind.Keyword:
                return ParseKeywordValue(at);
        }

        return _token.Text switch
        {
            "(" => Bracketed("(", ParseExpression, ")"),
            "[" => ParseArray(at),
            "{" => ParseObject(at),
            "/" or "/=" => ParseRegex(at),
            "..." => throw Newer("rest/spread (...)"),
            _ => throw Unexpected(),
        };
    }

    private Expr ParseKeywordValue(Location at)
    {
        switch (_token.Text)
        {
            case "null":
                Advance();
                return Nodes.Null(at);
            case "true" or "false":
                return Nodes.Constant(Advance().Text == "true", at);
            case "this":
                Advance();
                return This(at);
            case "function":
                return ParseFunctionExpression(at);
            case "class" or "super" or "import":
                throw Newer(_token.Text);
            default:
                throw Unexpected();
        }
    }

    private Expr ParseName(Location at)
    {
        var next = Peek();
        if (_token.Text is "async" && !next.AfterNewLine && (next.Kind == TokenKind.Name || next.Is("function") || (next.Is("(") && IsArrow(next))))
        {
            throw Newer("async");
        }

        if (_token.Text is "await" or "yield" && !next.AfterNewLine && next.Kind is not (TokenKind.Punctuator or TokenKind.End))
        {
            throw Newer(_token.Text);
        }

        var position = _token.Start;
        return Reference(Advance().Text, position, at);
    }

    private Identifier Reference(string name, int position, Location at)
    {
        if (name == "arguments" && _frame.Function.IsArrow)
        {
            var receiver = _frame.Receiver;
            if (receiver.Parent is null)
            {
                throw _tokenizer.Refuse("arguments hanya ada di dalam function", position);
            }

            receiver.GivesArguments = true;
            receiver.Hoisted.Add(Inside.Arguments);
            return Nodes.Name(Inside.Arguments, at);
        }

        var node = Nodes.Name(name, at);
        var use = new Use(node, position, _frame.Function);
        _uses[node] = use;
        _frame.Uses.Add(use);
        return node;
    }

    private Expr This(Location at)
    {
        if (!_frame.Function.IsArrow)
        {
            return new ThisExpression { Type = SyntaxNodes.ThisExpression, Location = at };
        }

        var receiver = _frame.Receiver;
        receiver.GivesThis = true;
        receiver.Hoisted.Add(Inside.This);
        return Nodes.Name(Inside.This, at);
    }

    // The current token is the backtick; what follows is read by hand up to the closing one.
    private CallExpression ParseTemplate(Location at)
    {
        var parts = new List<Expr>();
        var from = _token.End;
        while (true)
        {
            var (value, end, isLast) = _tokenizer.TemplatePart(from);
            parts.Add(Nodes.Constant(value, at));
            _previousEnd = end;
            _token = _tokenizer.Next(end);
            if (isLast)
            {
                return Measured(Nodes.Inner(Inside.Concat, at, parts), [.. parts]);
            }

            var outer = _noIn;
            _noIn = false;
            parts.Add(ParseExpression());
            _noIn = outer;
            from = _token.Is("}") ? _token.End : throw Unexpected("seharusnya }");
        }
    }

    private CallExpression ParseRegex(Location at)
    {
        var (pattern, flags, end) = _tokenizer.Regex(_token.Start);
        if (GuardedRegex.WhyNot(pattern, flags) is { } reason)
        {
            throw Refuse(reason);
        }

        _previousEnd = end;
        _token = _tokenizer.Next(end);
        return Nodes.Inner(Inside.Regex, at, Nodes.Constant(pattern, at), Nodes.Constant(flags, at));
    }

    private ArrayExpression ParseArray(Location at)
    {
        var elements = Bracketed("[", () =>
        {
            var all = new List<Expr?>();
            while (!_token.Is("]"))
            {
                if (_token.Is(","))
                {
                    Advance();
                    all.Add(null); // a hole
                    continue;
                }

                all.Add(_token.Is("...") ? throw Newer("rest/spread (...)") : ParseAssignment());
                if (!_token.Is("]"))
                {
                    Expect(",");
                }
            }

            return all;
        }, "]");
        return Measured(new ArrayExpression { Type = SyntaxNodes.ArrayExpression, Elements = elements!, Location = at }, [.. elements]);
    }

    private ObjectExpression ParseObject(Location at)
    {
        var properties = Bracketed("{", () =>
        {
            var all = new List<Property>();
            while (!_token.Is("}"))
            {
                all.Add(ParseProperty());
                if (!_token.Is("}"))
                {
                    Expect(",");
                }
            }

            return all;
        }, "}");
        return Measured(new ObjectExpression { Type = SyntaxNodes.ObjectExpression, Properties = properties.ToArray(), Location = at }, [.. properties.Select(property => property.Value)]);
    }

    private Property ParseProperty()
    {
        var at = Here();
        if (_token.Is("...") || _token.Is("[") || _token.Is("*"))
        {
            throw Newer(_token.Text switch { "[" => "nama anggota terhitung ([…])", "*" => "generator", _ => "rest/spread (...)" });
        }

        if (_token.Text is "get" or "set" && _token.Kind == TokenKind.Name && IsKey(Peek()))
        {
            var kind = Advance().Text == "get" ? PropertyKind.Get : PropertyKind.Set;
            var accessor = ParseKey(at);
            return Of(kind, accessor, ParseMethod(at), at);
        }

        if (_token.IsName("async") && IsKey(Peek()))
        {
            throw Newer("async");
        }

        var first = _token;
        var key = ParseKey(at);
        if (Skip(":"))
        {
            return Of(PropertyKind.Data, key, ParseAssignment(), at);
        }

        if (_token.Is("("))
        {
            return Of(PropertyKind.Data, key, ParseMethod(at), at);
        }

        return first.Kind == TokenKind.Name && !_token.Is("=")
            ? Of(PropertyKind.Data, key, Reference(first.Text, first.Start, at), at)
            : throw (_token.Is("=") ? Newer("destructuring") : Unexpected("seharusnya :"));
    }

    private static bool IsKey(Token token) => token.Kind is TokenKind.Name or TokenKind.Keyword or TokenKind.Text or TokenKind.Number || token.Is("[");

    private Literal ParseKey(Location at)
    {
        var key = _token.Kind switch
        {
            TokenKind.Name or TokenKind.Keyword or TokenKind.Text => _token.Text,
            TokenKind.Number => Jint.Runtime.TypeConverter.ToString(new Jint.Native.JsValue(_token.Number)),
            _ => throw (_token.Is("[") ? Newer("nama anggota terhitung ([…])") : Unexpected("seharusnya nama anggota")),
        };
        if (key == "__proto__")
        {
            throw Refuse("__proto__ tidak didukung");
        }

        Advance();
        return Nodes.Constant(key, at);
    }

    private static Property Of(PropertyKind kind, Literal key, Expr value, Location at) =>
        new() { Type = SyntaxNodes.Property, Kind = kind, Key = key, Value = value, Location = at };
}
