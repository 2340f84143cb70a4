using Jint.Parser;
using Jint.Parser.Ast;

namespace Alokon.Engine.Expressions.JavaScript;

internal sealed partial class ScriptParser
{
    // Function declarations of a block are bound differently by every version of the language.
    private Statement? ParseFunctionDeclaration()
    {
        if (!_frame.IsFunction)
        {
            throw Refuse("deklarasi function di dalam blok tidak didukung; pakai const nama = function () { … }");
        }

        var at = Here();
        Expect("function");
        RefuseGenerator();
        var position = _token.Start;
        var name = ParseBindingName();
        _scoping.Declare(_frame, name, BindingKind.Function, position).ReadyAt = 0;
        var function = ParseFunction(isArrow: false, ParseParameters, at);
        _frame.Functions.RemoveAll(other => other.Id.Name == name); // the last of a name counts
        _frame.Functions.Add(new()
        {
            Type = SyntaxNodes.FunctionDeclaration,
            Id = Nodes.Name(name, at),
            Parameters = function.Parameters,
            Body = function.Body,
            Strict = function.Strict,
            VariableDeclarations = function.VariableDeclarations,
            FunctionDeclarations = function.FunctionDeclarations,
            Location = at,
        });
        return null;
    }

    private FunctionExpression ParseFunctionExpression(Location at)
    {
        Expect("function");
        RefuseGenerator();
        if (_token.Kind != TokenKind.Name)
        {
            return ParseFunction(isArrow: false, ParseParameters, at);
        }

        // Its own name is known inside only.
        var name = ParseBindingName();
        _frame = _frame.OpenBlock();
        _frame.Declared[name] = new(name, BindingKind.Function);
        var function = ParseFunction(isArrow: false, ParseParameters, at);
        function.Id = Nodes.Name(name, at);
        CloseBlock(function.Body, at);
        return function;
    }

    private FunctionExpression ParseMethod(Location at) => ParseFunction(isArrow: false, ParseParameters, at);

    private void RefuseGenerator()
    {
        if (_token.Is("*"))
        {
            throw Newer("generator (function*)");
        }
    }

    private FunctionExpression ParseFunction(bool isArrow, Func<List<Identifier>> parseParameters, Location at)
    {
        var outer = (_loops, _switches, _noIn, _strict, Labels: _labels.Reverse().ToArray());
        (_loops, _switches, _noIn) = (0, 0, false);
        _labels.Clear();
        _frame = _frame.OpenFunction(isArrow);
        var parameters = parseParameters();
        List<Statement> body;
        if (isArrow && !_token.Is("{"))
        {
            _noIn = outer._noIn;
            body = [ParseShortBody()];
        }
        else
        {
            Expect("{");
            body = ParseBody(TokenKind.Punctuator);
            Expect("}");
        }

        var frame = _frame;
        _scoping.Close(frame);
        _frame = frame.Parent!; // only the script has none
        var function = new FunctionExpression
        {
            Type = SyntaxNodes.FunctionExpression,
            Parameters = parameters.ToArray(),
            Body = Nodes.Block([Nodes.Do(Nodes.Inner(Inside.Enter, at)), .. Prologue(frame, at), .. body], at),
            Strict = _strict,
            VariableDeclarations = frame.Hoisted.Count == 0 ? [] : [Nodes.Variables(frame.Hoisted, at)],
            FunctionDeclarations = frame.Functions,
            Location = at,
        };
        (_loops, _switches, _noIn, _strict) = (outer._loops, outer._switches, outer._noIn, outer._strict);
        foreach (var label in outer.Labels)
        {
            _labels.Push(label);
        }

        return function;
    }

    private ReturnStatement ParseShortBody()
    {
        var at = Here();
        return new() { Type = SyntaxNodes.ReturnStatement, Argument = ParseAssignment(), Location = at };
    }

    private List<Identifier> ParseParameters()
    {
        var all = new List<Identifier>();
        Expect("(");
        while (!_token.Is(")"))
        {
            all.Add(ParseParameter());
            if (!_token.Is(")"))
            {
                Expect(",");
                if (_token.Is(")"))
                {
                    throw Newer("koma sesudah parameter terakhir");
                }
            }
        }

        Expect(")");
        return all;
    }

    private Identifier ParseParameter()
    {
        var at = Here();
        var position = _token.Start;
        var name = ParseBindingName();
        if (_token.Is("="))
        {
            throw Newer("nilai bawaan parameter");
        }

        _scoping.Declare(_frame, name, BindingKind.Parameter, position);
        return Nodes.Name(name, at);
    }

    /// <returns>How to read the parameters when an arrow function begins here; null when none does.</returns>
    private Func<List<Identifier>>? ArrowHead()
    {
        if (_token.Kind == TokenKind.Name && Peek() is { Text: "=>", AfterNewLine: false, Kind: TokenKind.Punctuator })
        {
            return () => [ParseParameter()];
        }

        return _token.Is("(") && IsArrow(_token) ? ParseParameters : null;
    }

    // Only names and commas may stand between the brackets; an expression ends this at its first other token.
    private bool IsArrow(Token bracket)
    {
        var next = _tokenizer.Next(bracket.End);
        while (next.Kind == TokenKind.Name || next.Is(","))
        {
            next = _tokenizer.Next(next.End);
        }

        return next.Is(")") && _tokenizer.Next(next.End) is { Text: "=>", AfterNewLine: false, Kind: TokenKind.Punctuator };
    }

    private FunctionExpression ParseArrow(Func<List<Identifier>> parameters, Location at) => ParseFunction(
        isArrow: true,
        () =>
        {
            var all = parameters();
            Expect("=>");
            return all;
        },
        at);
}
