using Jint.Parser;
using Jint.Parser.Ast;
using Expr = Jint.Parser.Ast.Expression;
using VarStatement = Jint.Parser.Ast.VariableDeclaration;

namespace Alokon.Engine.Expressions.JavaScript;

internal sealed partial class ScriptParser
{
    /// <returns>Null for a function declaration, which is made before its function runs.</returns>
    private Statement? ParseStatement() => Deeper(() => _token.Kind switch
    {
        TokenKind.Punctuator when _token.Is("{") => ParseBlock(),
        TokenKind.Punctuator when _token.Is(";") => ParseEmpty(),
        TokenKind.Keyword => ParseKeyword(),
        TokenKind.Name when _token.Text == "let" && Peek() is { Kind: TokenKind.Name } or { Text: "{" or "[" } => ParseDeclarations(),
        TokenKind.Name when Peek().Is(":") => ParseLabelled(),
        _ => ParseExpressionStatement(),
    });

    private Statement? ParseKeyword() => _token.Text switch
    {
        "var" or "const" => ParseDeclarations(),
        "function" => ParseFunctionDeclaration(),
        "if" => ParseIf(),
        "for" => ParseFor(),
        "while" => ParseWhile(isLabelled: false),
        "do" => ParseDo(isLabelled: false),
        "switch" => ParseSwitch(),
        "try" => ParseTry(),
        "return" => ParseReturn(),
        "throw" => ParseThrow(),
        "break" or "continue" => ParseJump(),
        "class" => throw Newer("class"),
        "import" or "export" => throw Newer("modul (import, export)"),
        "with" => throw Refuse("with tidak didukung"),
        "debugger" => throw Refuse("debugger tidak didukung"),
        _ => ParseExpressionStatement(),
    };

    // The body of an if or a loop; a declaration cannot stand there alone.
    private Statement ParseInner() =>
        _token.Is("const") || _token.Is("function") || (_token.IsName("let") && Peek().Kind == TokenKind.Name)
            ? throw Refuse("deklarasi harus di dalam kurung kurawal")
            : ParseStatement()!; // only a function declaration gives none

    private EmptyStatement ParseEmpty()
    {
        var at = Here();
        Expect(";");
        return new() { Type = SyntaxNodes.EmptyStatement, Location = at };
    }

    private BlockStatement ParseBlock(bool isLoop = false)
    {
        var at = Here();
        _frame = _frame.OpenBlock(isLoop);
        Expect("{");
        var body = new List<Statement>();
        while (!_token.Is("}"))
        {
            Add(body, _token.Kind == TokenKind.End ? throw Unexpected("seharusnya }") : ParseStatement());
        }

        Expect("}");
        return Nodes.Block([CloseBlock(Nodes.Block(body, at), at)], at);
    }

    // Leaves the frame of a block; what a function captures in a loop gets a scope for this turn.
    private Statement CloseBlock(Statement body, Location at)
    {
        var frame = _frame;
        _scoping.Close(frame);
        _frame = frame.Parent!; // only blocks come here, they have one
        return Scoping.Renewed(frame).Aggregate(body, (inner, binding) => Nodes.Bind(binding.Target, Nodes.Undefined(at), inner, at));
    }

    private ExpressionStatement ParseExpressionStatement()
    {
        var expression = ParseExpression();
        EndStatement();
        return Nodes.Do(expression);
    }

    private VarStatement ParseDeclarations()
    {
        var declaration = ParseDeclarationList();
        EndStatement();
        return declaration;
    }

    private VarStatement ParseDeclarationList()
    {
        var at = Here();
        var kind = Advance().Text switch { "let" => BindingKind.Let, "const" => BindingKind.Const, _ => BindingKind.Var };
        var declarators = new List<VariableDeclarator>();
        do
        {
            declarators.Add(ParseDeclarator(kind));
        }
        while (Skip(","));

        return new() { Type = SyntaxNodes.VariableDeclaration, Kind = "var", Declarations = declarators.ToArray(), Location = at };
    }

    private VariableDeclarator ParseDeclarator(BindingKind kind)
    {
        var at = Here();
        var position = _token.Start;
        var name = ParseBindingName();
        var binding = _scoping.Declare(_frame, name, kind, position);
        binding.ReadyAt = int.MaxValue;
        Expr? init = null;
        if (Skip("="))
        {
            init = ParseAssignment();
        }
        else if (kind == BindingKind.Const && !_token.Is("in") && !_token.IsName("of"))
        {
            throw Refuse($"const {name} harus diberi nilai");
        }
        else if (kind == BindingKind.Let)
        {
            init = Nodes.Undefined(at); // each turn of a loop begins without a value
        }

        binding.ReadyAt = _previousEnd;
        return new() { Type = SyntaxNodes.VariableDeclarator, Id = Nodes.Name(binding.Target, at), Init = init, Location = at };
    }

    private string ParseBindingName() => _token switch
    {
        { Kind: TokenKind.Name, Text: "let" or "eval" or "arguments" or "undefined" } => throw Refuse($"{_token.Text} tidak boleh menjadi nama"),
        { Kind: TokenKind.Name } => Advance().Text,
        _ when _token.Is("{") || _token.Is("[") => throw Newer("destructuring"),
        _ when _token.Is("...") => throw Newer("rest/spread (...)"),
        _ => throw Unexpected("seharusnya nama"),
    };

    private IfStatement ParseIf()
    {
        var at = Here();
        Expect("if");
        Expect("(");
        var test = ParseExpression();
        Expect(")");
        var then = ParseInner();
        return new()
        {
            Type = SyntaxNodes.IfStatement,
            Test = test,
            Consequent = then,
            Alternate = Skip("else") ? ParseInner() : null,
            Location = at,
        };
    }

    private ReturnStatement ParseReturn()
    {
        var at = Here();
        Expect("return");
        var isBare = _token.Is(";") || _token.Is("}") || _token.Kind == TokenKind.End || _token.AfterNewLine;
        var value = isBare ? null : ParseExpression();
        EndStatement();
        return new() { Type = SyntaxNodes.ReturnStatement, Argument = value, Location = at };
    }

    private ThrowStatement ParseThrow()
    {
        var at = Here();
        Expect("throw");
        var value = _token.AfterNewLine ? throw Refuse("throw dan nilainya harus satu baris") : ParseExpression();
        EndStatement();
        return Nodes.Throw(value, at);
    }

    private TryStatement ParseTry()
    {
        var at = Here();
        Expect("try");
        var block = ParseBlock();
        var handler = _token.Is("catch") ? ParseCatch() : null;
        var finalizer = Skip("finally") ? ParseBlock() : null;
        return handler is null && finalizer is null ? throw Unexpected("try butuh catch atau finally") : Nodes.Try(block, handler, finalizer, at);
    }

    private CatchClause ParseCatch()
    {
        var at = Here();
        Expect("catch");
        if (!Skip("("))
        {
            throw Newer("catch tanpa nama");
        }

        _frame = _frame.OpenBlock();
        var position = _token.Start;
        var name = ParseBindingName();

        // It is a parameter of this block alone, so it is written down here and not hoisted.
        _frame.Declared[name] = new(name, BindingKind.Parameter) { ReadyAt = position };
        Expect(")");
        var body = ParseBlock();
        return Nodes.Catch(Nodes.Name(name, at), Nodes.Block([CloseBlock(body, at)], at), at);
    }

    private SwitchStatement SwitchOf(Expr on, List<SwitchCase> cases, Location at) =>
        new() { Type = SyntaxNodes.SwitchStatement, Discriminant = on, Cases = SwitchOrder.Repair(cases, at).ToArray(), Location = at };

    // A block around it: a label must not reach Jint's switch, which would let a plain break out of the next loop.
    private BlockStatement ParseSwitch()
    {
        var at = Here();
        Expect("switch");
        Expect("(");
        var on = ParseExpression();
        Expect(")");
        _frame = _frame.OpenBlock();
        _switches++;
        Expect("{");
        var cases = new List<SwitchCase>();
        while (!Skip("}"))
        {
            cases.Add(ParseCase(cases.Exists(option => option.Test is null)));
        }

        _switches--;
        return Nodes.Block([CloseBlock(SwitchOf(on, cases, at), at)], at);
    }

    private SwitchCase ParseCase(bool hasDefault)
    {
        var at = Here();
        var isDefault = _token.Is("default") && !hasDefault;
        var test = isDefault && Skip("default") ? null : ParseCaseTest();
        Expect(":");
        var body = new List<Statement>();
        while (!_token.Is("case") && !_token.Is("default") && !_token.Is("}"))
        {
            Add(body, _token.Kind == TokenKind.End ? throw Unexpected("seharusnya }") : ParseStatement());
        }

        return new() { Type = SyntaxNodes.SwitchCase, Test = test, Consequent = body.ToArray(), Location = at };
    }

    private Expr ParseCaseTest()
    {
        Expect("case");
        return ParseExpression();
    }
}
