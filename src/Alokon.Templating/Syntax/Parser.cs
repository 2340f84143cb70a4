using System.Globalization;
using System.Text;

namespace Alokon.Templating.Syntax;

/// <summary>
/// Tokens to a tree. Mistakes are collected, not thrown, and worded as Scriban words them; what Scriban has and this
/// language has not is refused here, so that no template means something else in the two.
/// </summary>
internal sealed partial class Parser
{
    private readonly string _text;
    private readonly IReadOnlyList<Token> _tokens;
    private readonly List<Fault> _faults;
    private readonly int _depthLimit;
    private int _next;
    private int _newLinesAllowed;
    private int _depth;
    private int _level;
    private int _blocks;
    private bool _inCode;
    private bool _fatal;

    private Parser(string text, IReadOnlyList<Token> tokens, List<Fault> faults, int depthLimit, bool html)
    {
        _text = text;
        _tokens = tokens;
        _faults = faults;
        _depthLimit = depthLimit;
        if (html)
        {
            _written.Push(new HtmlWays());
        }

        Current = Eof;
        Next();
    }

    private static Token Eof => new(TokenType.Eof, Position.End, Position.End);

    private Token Current { get; set; }

    private Token Previous { get; set; }

    /// <param name="html">Whether expressions may only stand where escaping makes their values safe.</param>
    public static (Block Body, IReadOnlyList<Fault> Faults) Parse(string text, int depthLimit, bool html)
    {
        var (tokens, lexical) = Lexer.Template(text);
        var faults = new List<Fault>();
        var body = new Block();
        var parser = new Parser(text, tokens, faults, depthLimit, html);
        try
        {
            body = parser.ParseBlock(Construct.Page, null);
            parser.EndPage();
        }
        catch (Abort)
        {
            // The fault is on the list; nothing behind it can be understood.
        }

        // What the lexer met behind the place where the parser stopped is nobody's concern yet.
        var seen = parser._next < tokens.Count ? tokens[Math.Max(parser._next - 1, 0)].End.Offset : text.Length;
        faults.AddRange(lexical.Where(fault => fault.Span.Start.Offset <= seen));
        return (body, faults);
    }

    private void Next()
    {
        Previous = Current;
        while (_next < _tokens.Count && _tokens[_next].Type == TokenType.NewLine && _newLinesAllowed > 0)
        {
            _next++;
        }

        Current = _next < _tokens.Count ? _tokens[_next++] : Eof;
    }

    private Token Peek()
    {
        for (var i = _next; i < _tokens.Count; i++)
        {
            if (_tokens[i].Type != TokenType.NewLine || _newLinesAllowed == 0)
            {
                return _tokens[i];
            }
        }

        return Eof;
    }

    private string TextOf(Token token) => token.In(_text);

    /// <summary>A token as an error message shows it: on one line.</summary>
    private string Shown(Token token)
    {
        var shown = new StringBuilder();
        foreach (var c in TextOf(token))
        {
            _ = c switch
            {
                '\n' => shown.Append("\\n"),
                '\r' => shown.Append("\\r"),
                '\t' => shown.Append("\\t"),
                _ when char.IsControl(c) => shown.Append(CultureInfo.InvariantCulture, $"\\u{(int)c:x4}"),
                _ => shown.Append(c),
            };
        }

        return shown.ToString();
    }

    private bool Is(TokenType type) => Current.Type == type;

    private bool IsWord(string word) => Current.Type == TokenType.Identifier && TextOf(Current) == word;

    private bool FollowsBlank => Current.Start.Offset > 0 && char.IsWhiteSpace(_text[Current.Start.Offset - 1]);

    private T Open<T>(T node)
        where T : Node
    {
        node.Start = Current.Start;
        return node;
    }

    private T Close<T>(T node)
        where T : Node
    {
        node.End = Previous.End;
        return node;
    }

    private void Fail(string message) => Fail(Current.Span, message);

    private void Fail(Span span, string message) => _faults.Add(new Fault(span, message));

    private void Fail(Construct construct, Span span, string message) =>
        Fail(span, $"Error while parsing {construct.Name}: {message} in: {construct.Example}");

    /// <summary>Something of Scriban that is not of this language. What follows it would only be guessed at, so parsing ends.</summary>
    private Abort Refuse(Span span, string what)
    {
        Fail(span, $"`{what}` tidak didukung dalam bahasa templat ini");
        return new Abort();
    }

    private void Expect(TokenType type, string shown)
    {
        if (!Is(type))
        {
            Fail($"Unexpected token found `{Shown(Current)}` while expecting `{shown}`.");
        }

        Next();
    }

    /// <returns>False ends the parsing: what follows would only be guessed at.</returns>
    private bool ExpectEndOfStatement()
    {
        if (Current.Type is TokenType.NewLine or TokenType.Semicolon)
        {
            Next();
            return true;
        }

        if (Current.Type is TokenType.CodeExit or TokenType.Eof)
        {
            return true;
        }

        Fail($"Invalid token found `{Shown(Current)}`. Expecting <EOL>/end of line.");
        _fatal = true;
        return false;
    }

    private void EnterExpression()
    {
        if (++_depth > _depthLimit)
        {
            throw TooDeep();
        }
    }

    private Abort TooDeep()
    {
        Fail(Previous.Span, $"The statement depth limit `{_depthLimit}` was reached when parsing this statement");
        return new Abort();
    }

    /// <summary>Ends the parsing; the reason is on the list of faults.</summary>
    private sealed class Abort : Exception;
}

/// <summary>A part of the language, as error messages name it.</summary>
internal sealed record Construct(string Name, string Example)
{
    public static readonly Construct Page = new("ScriptPage", "...");
    public static readonly Construct If = new("if statement", "if <expression> ... end|else|else if");
    public static readonly Construct Else = new("else statement", "else | else if <expression> ... end|else|else if");
    public static readonly Construct Case = new("case statement", "case <expression> ... end|when|else");
    public static readonly Construct When = new("when statement", "when <expression> ... end|when|else");
    public static readonly Construct For = new("for statement", "for <variable> in <expression> ... end");
    public static readonly Construct While = new("while statement", "while <expression> ... end");
    public static readonly Construct With = new("with statement", "with <variable> ... end");
    public static readonly Construct Capture = new("capture statement", "capture <variable> ... end");
    public static readonly Construct Function = new("function statement", "func <variable> ... end");
    public static readonly Construct Return = new("return statement", "return <expression>?");
    public static readonly Construct Statement = new("expression statement", "<expression>");
    public static readonly Construct Assignment = new("assign expression", "<target_expression> = <value_expression>");
    public static readonly Construct Binary = new("binary expression", "<expression> operator <expression>");
    public static readonly Construct Unary = new("unary expression", "<operator> <expression>");
    public static readonly Construct Conditional = new("conditional expression", "<condition> ? <then_value> : <else_value>");
    public static readonly Construct Indexer = new("indexer expression", "<expression>[<index_expression>]");
    public static readonly Construct Call = new("function call expression", "<target_expression> <arguemnt[0]> ... <arguement[n]>");
    public static readonly Construct Pipe = new("pipe expression", "<expression> | <expression>");
    public static readonly Construct List = new("array initializer", "[item1, item2,...]");
    public static readonly Construct Object = new("object initializer expression", "{ member1: <expression>, member2: ... }");
    public static readonly Construct Nested = new("nested expression", "(<expression>)");
    public static readonly Construct Interpolated = new("interpolated expression", "{<expression>}");
    public static readonly Construct Parameter = new("function parameter", "<name>");
}
