using Jint.Parser;
using Jint.Parser.Ast;
using Expr = Jint.Parser.Ast.Expression;
using VarStatement = Jint.Parser.Ast.VariableDeclaration;

namespace Alokon.Engine.Expressions.JavaScript;

internal sealed partial class ScriptParser
{
    private int _switches;

    private Statement ParseLoopBody()
    {
        _loops++;
        var at = Here();
        var body = _token.Is("{") ? ParseBlock(isLoop: true) : InLoop(ParseInner, at);
        _loops--;
        return body;
    }

    private Statement InLoop(Func<Statement> parse, Location at)
    {
        _frame = _frame.OpenBlock(isLoop: true);
        return CloseBlock(parse(), at);
    }

    private Statement ParseLabelled()
    {
        var at = Here();
        var label = Advance().Text;
        Expect(":");
        if (_token.Kind == TokenKind.Name && Peek().Is(":"))
        {
            throw Refuse("dua label berturut-turut tidak didukung");
        }

        _labels.Push(label);
        var body = _token.Text switch
        {
            "while" when _token.Kind == TokenKind.Keyword => ParseWhile(isLabelled: true),
            "do" when _token.Kind == TokenKind.Keyword => ParseDo(isLabelled: true),
            _ => ParseInner(),
        };
        _labels.Pop();
        return new LabelledStatement { Type = SyntaxNodes.LabeledStatement, Label = Nodes.Name(label, at), Body = body, Location = at };
    }

    // Jint 2 takes a plain continue in a labelled while for one of an outer loop; its for is right.
    private Statement ParseWhile(bool isLabelled)
    {
        var at = Here();
        Expect("while");
        Expect("(");
        var test = ParseExpression();
        Expect(")");
        var body = ParseLoopBody();
        return isLabelled
            ? For(null, test, null, body, at)
            : new WhileStatement { Type = SyntaxNodes.WhileStatement, Test = test, Body = body, Location = at };
    }

    private Statement ParseDo(bool isLabelled)
    {
        var at = Here();
        Expect("do");
        var body = ParseLoopBody();
        Expect("while");
        Expect("(");
        var test = ParseExpression();
        Expect(")");
        Skip(";");
        if (!isLabelled)
        {
            return new DoWhileStatement { Type = SyntaxNodes.DoWhileStatement, Body = body, Test = test, Location = at };
        }

        // for (again = true; again ? (again = false, true) : test; ) body
        var again = HoistFresh("again");
        var first = new SequenceExpression
        {
            Type = SyntaxNodes.SequenceExpression,
            Expressions = [Nodes.Assign(Nodes.Name(again, at), Nodes.Constant(false, at), at), Nodes.Constant(true, at)],
            Location = at,
        };
        var go = new ConditionalExpression
        {
            Type = SyntaxNodes.ConditionalExpression,
            Test = Nodes.Name(again, at),
            Consequent = first,
            Alternate = test,
            Location = at,
        };
        return For(Nodes.Assign(Nodes.Name(again, at), Nodes.Constant(true, at), at), go, null, body, at);
    }

    private Statement ParseFor()
    {
        var at = Here();
        Expect("for");
        if (_token.IsName("await"))
        {
            throw Newer("for await");
        }

        Expect("(");
        var isLexical = _token.Is("const") || (_token.IsName("let") && Peek().Kind == TokenKind.Name);
        _frame = _frame.OpenBlock(isLoop: true);
        var init = ParseForInit(isLexical);
        if (_token.IsName("of"))
        {
            throw Newer("for … of");
        }

        return _token.Is("in") && init is not null ? ParseForIn(init, at) : ParseForRest(init, at);
    }

    private SyntaxNode? ParseForInit(bool isLexical)
    {
        if (_token.Is(";"))
        {
            return null;
        }

        var outer = _noIn;
        _noIn = true;
        SyntaxNode init = isLexical || _token.Is("var") ? ParseDeclarationList() : ParseExpression();
        _noIn = outer;
        return init;
    }

    private Statement ParseForRest(SyntaxNode? init, Location at)
    {
        Expect(";");
        var test = _token.Is(";") ? null : ParseExpression();
        Expect(";");
        var update = _token.Is(")") ? null : ParseExpression();
        Expect(")");
        var bodyStart = _token.Start;
        var body = ParseLoopBody();
        var frame = _frame;
        RefuseCaptureInHead(frame, bodyStart);
        var inner = frame.Uses.ToList();
        _scoping.Close(frame);
        _frame = frame.Parent!; // a loop's head is a block, it has one
        return For(init, test, update, Renew(frame, inner, bodyStart, body, at, keeps: true), at);
    }

    private Statement ParseForIn(SyntaxNode init, Location at)
    {
        if (init is not (Identifier or VarStatement) || (init is VarStatement list && list.Declarations.Count() != 1))
        {
            throw Refuse("for … in butuh satu nama");
        }

        if (init is Identifier written)
        {
            _uses[written].IsWrite = true;
        }

        Expect("in");
        var from = ParseExpression();
        Expect(")");
        var bodyStart = _token.Start;
        _labels.Push(""); // Jint 2 stops at a for-in whatever label a jump has
        var body = ParseLoopBody();
        _labels.Pop();
        var frame = _frame;
        RefuseCaptureInHead(frame, bodyStart);
        var inner = frame.Uses.ToList();
        _scoping.Close(frame);
        _frame = frame.Parent!; // a loop's head is a block, it has one
        var renewed = Renew(frame, inner, bodyStart, body, at, keeps: false);
        return new ForInStatement { Type = SyntaxNodes.ForInStatement, Left = Bare(init), Right = from, Body = renewed, Location = at };
    }

    private static SyntaxNode Bare(SyntaxNode init) =>
        init is VarStatement declaration ? declaration.Declarations.First().Id : init;

    private void RefuseCaptureInHead(Frame frame, int bodyStart)
    {
        foreach (var use in frame.Uses.Where(use => use.Position < bodyStart && use.Function != frame.Function))
        {
            if (frame.Declared.TryGetValue(use.Node.Name, out var binding) && binding.IsLexical)
            {
                throw _tokenizer.Refuse($"fungsi di kepala for tidak boleh memakai {binding.Name}", use.Position);
            }
        }
    }

    // The body gets its own copy of what it captures: { copy = outer; try { body } finally { outer = copy } }
    private Statement Renew(Frame frame, List<Use> uses, int bodyStart, Statement body, Location at, bool keeps)
    {
        foreach (var binding in frame.Declared.Values.Where(binding => binding is { IsLexical: true, IsCaptured: true }))
        {
            var copy = _scoping.Fresh(binding.Name);
            foreach (var use in uses.Where(use => use.Position >= bodyStart && use.Node.Name == binding.Target))
            {
                use.Node.Name = copy;
            }

            var back = Nodes.Do(Nodes.Assign(Nodes.Name(binding.Target, at), Nodes.Name(copy, at), at));
            var kept = keeps && binding.Kind == BindingKind.Let
                ? Nodes.Try(Nodes.Block([body], at), null, Nodes.Block([back], at), at)
                : body;
            body = Nodes.Bind(copy, Nodes.Name(binding.Target, at), Nodes.Block([kept], at), at);
        }

        return body;
    }

    private static ForStatement For(SyntaxNode? init, Expr? test, Expr? update, Statement body, Location at) =>
        new() { Type = SyntaxNodes.ForStatement, Init = init, Test = test, Update = update, Body = body, Location = at };

    private Statement ParseJump()
    {
        var at = Here();
        var isBreak = Advance().Text == "break";
        var label = _token.Kind == TokenKind.Name && !_token.AfterNewLine ? _token.Text : null;
        if (label is null ? _loops == 0 && !(isBreak && _switches > 0) : !_labels.TakeWhile(name => name.Length > 0).Contains(label))
        {
            throw Refuse(label is null ? $"{(isBreak ? "break" : "continue")} di luar perulangan"
                : _labels.Contains(label) ? "lompatan berlabel tidak boleh melewati for … in"
                : $"label {label} tidak ada");
        }

        Identifier? target = label is null ? null : Nodes.Name(Advance().Text, at);
        EndStatement();
        return isBreak
            ? new BreakStatement { Type = SyntaxNodes.BreakStatement, Label = target, Location = at }
            : new ContinueStatement { Type = SyntaxNodes.ContinueStatement, Label = target, Location = at };
    }

    private string HoistFresh(string name)
    {
        var fresh = _scoping.Fresh(name);
        _frame.Function.Hoisted.Add(fresh);
        return fresh;
    }
}
