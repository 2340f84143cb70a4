using Jint.Parser;
using Jint.Parser.Ast;
using Expr = Jint.Parser.Ast.Expression;

namespace Alokon.Engine.Expressions.JavaScript;

/// <summary>
/// Reads ES5 with template literals, arrow functions, let, const and short properties, and writes the ES5 tree that Jint runs. Every node
/// keeps its place in the author's text. Whatever is newer is refused by its name.
/// </summary>
internal sealed partial class ScriptParser
{
    public const int MaxLength = 100_000;

    // A function may use about 100 KB of stack for one expression at this depth; the sandbox looks at the stack on every call.
    private const int MaxDepth = 80;

    private readonly Tokenizer _tokenizer;
    private readonly Scoping _scoping;
    private readonly Dictionary<Identifier, Use> _uses = [];
    private readonly Dictionary<Expr, int> _heights = [];
    private readonly Stack<string> _labels = [];
    private readonly HashSet<string> _variables = [];
    private readonly HashSet<string> _outcomes = [];
    private Token _token;
    private int _previousEnd;
    private Frame _frame = Frame.Script();
    private int _depth;
    private int _loops;
    private bool _noIn;
    private bool _strict;

    private ScriptParser(string text)
    {
        _tokenizer = new(text);
        _scoping = new(_tokenizer);
    }

    /// <exception cref="ScriptRefused">The text is no script, or newer than what this engine runs.</exception>
    public static ReadScript Parse(string text)
    {
        var parser = new ScriptParser(text);
        return text.Length > MaxLength
            ? throw parser._tokenizer.Refuse($"skrip lebih panjang dari {MaxLength} huruf", 0)
            : parser.ParseProgram();
    }

    private ReadScript ParseProgram()
    {
        _token = _tokenizer.Next(0);
        var at = Here();
        var body = ParseBody(TokenKind.End);
        var frame = _frame;
        _scoping.Close(frame);
        if (body is not [] and not [.., ExpressionStatement or ReturnStatement])
        {
            // Jint gives the value of the last statement, JavaScript that of the last one that has a value.
            frame.Hoisted.Add(Inside.Value);
            ValueKeeping.Keep(body);
            body.Add(Nodes.Do(Nodes.Name(Inside.Value, at)));
        }

        var free = frame.Uses.Where(use => !frame.Declared.ContainsKey(use.Node.Name)).ToList();
        var program = new Program
        {
            Type = SyntaxNodes.Program,
            Body = [.. Prologue(frame, at), .. body],
            Strict = _strict,
            VariableDeclarations = [Nodes.Variables(frame.Hoisted, at)],
            FunctionDeclarations = frame.Functions,
            Location = at,
        };
        return new(program, free, _variables, _outcomes);
    }

    // Statements up to a closing brace or the end; leading directives count.
    private List<Statement> ParseBody(TokenKind end)
    {
        var body = new List<Statement>();
        var directives = true;
        while (end == TokenKind.End ? _token.Kind != TokenKind.End : !_token.Is("}"))
        {
            directives = directives && _token.Kind == TokenKind.Text;
            _strict |= directives && _token.Text == "use strict" && _token.End - _token.Start == 12;
            Add(body, ParseStatement());
        }

        return body;
    }

    // Function declarations are made before the body runs.
    private static void Add(List<Statement> body, Statement? statement)
    {
        if (statement is not null)
        {
            body.Add(statement);
        }
    }

    private static IEnumerable<Statement> Prologue(Frame frame, Location at)
    {
        if (frame.GivesThis)
        {
            yield return Nodes.Do(Nodes.Assign(Nodes.Name(Inside.This, at), new ThisExpression { Type = SyntaxNodes.ThisExpression, Location = at }, at));
        }

        if (frame.GivesArguments)
        {
            yield return Nodes.Do(Nodes.Assign(Nodes.Name(Inside.Arguments, at), Nodes.Name("arguments", at), at));
        }
    }

    private Token Advance()
    {
        var token = _token;
        _previousEnd = token.End;
        _token = _tokenizer.Next(token.End);
        return token;
    }

    private Token Peek() => _tokenizer.Next(_token.End);

    private bool Skip(string text)
    {
        if (!_token.Is(text))
        {
            return false;
        }

        Advance();
        return true;
    }

    private Token Expect(string text) => _token.Is(text) ? Advance() : throw Unexpected($"seharusnya {text}");

    private ScriptRefused Unexpected(string? wanted = null)
    {
        var found = _token.Kind == TokenKind.End ? "skrip berakhir terlalu dini" : $"{_tokenizer.Text[_token.Start.._token.End]} tidak pada tempatnya";
        return Refuse(wanted is null ? found : $"{found}; {wanted}");
    }

    private ScriptRefused Refuse(string reason) => _tokenizer.Refuse(reason, _token.Start);

    private ScriptRefused Newer(string name) => Refuse($"{name} tidak didukung (skrip memakai ES5 dengan template, panah, let dan const)");

    private void EndStatement()
    {
        if (!Skip(";") && !_token.Is("}") && _token.Kind != TokenKind.End && !_token.AfterNewLine)
        {
            throw _token.IsName("of") ? Newer("for … of") : Unexpected();
        }
    }

    private Location Here() => At(_token.Start);

    private Location At(int position)
    {
        var (line, column) = _tokenizer.Place(position);
        var place = new Position { Line = line, Column = column };
        return new() { Start = place, End = place };
    }

    private T Deeper<T>(Func<T> parse)
    {
        if (++_depth > MaxDepth)
        {
            throw Refuse("skrip terlalu dalam bersarang");
        }

        var result = parse();
        _depth--;
        return result;
    }

    // How deep Jint will recurse for this expression; chains of operators count, brackets or not.
    private T Measured<T>(T expression, params ReadOnlySpan<Expr?> parts)
        where T : Expr
    {
        var height = 0;
        foreach (var part in parts)
        {
            height = Math.Max(height, part is not null && _heights.TryGetValue(part, out var known) ? known : 1);
        }

        if (height + 1 > MaxDepth)
        {
            throw Refuse("ungkapan terlalu panjang; bagi menjadi beberapa pernyataan");
        }

        _heights[expression] = height + 1;
        return expression;
    }
}

/// <param name="Free">Names that the script does not declare.</param>
/// <param name="Variables">Variables that it names, as <c>variables.X</c> or <c>getVariable('X')</c>.</param>
/// <param name="Outcomes">Ways that it names, as <c>setOutcome('X')</c>.</param>
internal sealed record ReadScript(Program Program, IReadOnlyList<Use> Free, IReadOnlyCollection<string> Variables, IReadOnlyCollection<string> Outcomes);
