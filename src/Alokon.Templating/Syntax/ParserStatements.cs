using Alokon.Templating.Running;

namespace Alokon.Templating.Syntax;

internal sealed partial class Parser
{
    private static readonly HashSet<string> Foreign = ["import", "readonly", "tablerow", "wrap"];

    private Block? _block;

    /// <summary>Statements up to the <c>end</c>, <c>else</c> or <c>when</c> that closes the parent.</summary>
    private Block ParseBlock(Construct construct, Statement? parent)
    {
        var block = Open(new Block());
        var outer = _block;
        _block = block;
        _blocks++;
        EnterExpression();
        var ended = false;
        while (TryParseStatement(parent, out var statement, out ended))
        {
            if (statement is not null)
            {
                block.Statements.Add(statement);
            }

            if (ended)
            {
                if (_blocks == 1)
                {
                    Fail(construct, new Span(Previous.End, Previous.End), "Found <end> statement without a corresponding beginning of a block");
                }

                break;
            }
        }

        if (!ended && _blocks > 1)
        {
            Fail(construct, Previous.Span, "The <end> statement was not found");
        }

        _block = outer;
        _blocks--;
        _depth--;
        return Close(block);
    }

    /// <returns>False when nothing more can be read here.</returns>
    private bool TryParseStatement(Statement? parent, out Statement? statement, out bool ended)
    {
        statement = null;
        ended = false;
        while (_inCode && !_fatal && Current.Type is TokenType.NewLine or TokenType.Semicolon)
        {
            Next();
        }

        if (_fatal || Is(TokenType.Eof))
        {
            return false;
        }

        switch (Current.Type)
        {
            case TokenType.Raw or TokenType.Escape:
                var raw = Open(new RawStatement(TextOf(Current)));
                raw.End = Current.End;
                raw.Place = PlaceNow;
                statement = parent is CaseStatement ? null : raw;
                if (statement is not null)
                {
                    Html?.Read(TextOf(Current));
                }

                Next();
                return true;
            case TokenType.CodeEnter or TokenType.CodeExit or TokenType.EscapeEnter or TokenType.EscapeExit:
                statement = ParseMark();
                return true;
            case TokenType.Identifier:
                return ParseWord(parent, ref statement, ref ended);
            case TokenType.Local:
                RefuseInCase(parent, Current);
                statement = ParseExpressionStatement();
                return true;
            default:
                return ParseOther(ref statement);
        }
    }

    private bool ParseOther(ref Statement? statement)
    {
        if (StartsExpression())
        {
            statement = ParseExpressionStatement();
            return true;
        }

        Fail($"Unexpected token {Shown(Current)}");
        return false;
    }

    private BlockMark ParseMark()
    {
        var opens = Is(TokenType.CodeEnter);
        _inCode = opens;
        var indent = opens && _block is { Statements: [.., RawStatement before] } ? IndentAfter(before) : "";
        var mark = Open(new BlockMark(opens || Is(TokenType.EscapeEnter), indent));
        Next();
        return Close(mark);
    }

    /// <summary>The blanks between the line's beginning and the code; empty when something else stands there.</summary>
    private string IndentAfter(RawStatement before)
    {
        var end = before.End.Offset;
        var start = end;
        while (start >= 0 && _text[start] != '\n' && char.IsWhiteSpace(_text[start]))
        {
            start--;
        }

        return start < 0 || _text[start] == '\n' ? _text[(start + 1)..(end + 1)] : "";
    }

    private bool ParseWord(Statement? parent, ref Statement? statement, ref bool ended)
    {
        var token = Current;
        var word = TextOf(token);
        switch (word)
        {
            case "end":
                ended = true;
                Next();
                ExpectEndOfStatement();
                return true;
            case "when":
                ended = true;
                return ParseWhen(parent, token);
            case "else":
                ended = true;
                return ParseElse(parent, token);
        }

        RefuseInCase(parent, token);
        if (Foreign.Contains(word) && Peek().Type is not (TokenType.Equal or TokenType.Dot))
        {
            throw Refuse(token.Span, word);
        }

        statement = word switch
        {
            "if" => ParseIf(chained: false),
            "case" => ParseCase(),
            "for" when Peek().Type != TokenType.Dot => ParseFor(),
            "while" when Peek().Type != TokenType.Dot => ParseWhile(),
            "with" => ParseWith(),
            "capture" => ParseCapture(),
            "break" => ParseLeave(Flow.Break),
            "continue" => ParseLeave(Flow.Continue),
            "func" => ParseFunction(),
            "ret" => ParseReturn(),
            _ => ParseExpressionStatement(),
        };
        return true;
    }

    private void RefuseInCase(Statement? parent, Token token)
    {
        if (parent is CaseStatement)
        {
            Fail(token.Span, $"Unexpected statement/expression `{Shown(token)}` in the body of a `case` statement. Only `when`/`else` are expected.");
        }
    }

    private bool ParseElse(Statement? parent, Token token)
    {
        Statement next;
        var chained = Peek() is { Type: TokenType.Identifier } following && TextOf(following) == "if";
        NextWay(isLast: !chained);
        if (chained)
        {
            Next();
            next = ParseIf(chained);
        }
        else
        {
            var otherwise = Open(new ElseStatement());
            Next();
            otherwise.Body = ExpectEndOfStatement() ? ParseBlock(Construct.Else, otherwise) : null;
            next = Close(otherwise);
        }

        switch (parent)
        {
            case IfStatement before:
                before.Else = next;
                return true;
            case WhenStatement before:
                before.Next = next;
                return true;
            case ForStatement before when next is ElseStatement otherwise:
                before.Else = otherwise;
                return true;
            case ForStatement:
                Fail(next.Span, "Invalid if/else combination within a for statement.");
                return true;
            default:
                Fail(token.Span, "A else condition must be preceded by another if/else/when condition or a for loop.");
                return false;
        }
    }

    private bool ParseWhen(Statement? parent, Token token)
    {
        var when = Open(new WhenStatement());
        Next();
        while (StartsExpression() && ParseExpression(mode: Mode.When, allowAssignment: false) is { } value)
        {
            when.Values.Add(value);
            if (Current.Type is TokenType.Comma or TokenType.DoublePipe)
            {
                Next();
            }
        }

        if (when.Values.Count == 0)
        {
            Fail("When is expecting at least one value.");
        }

        if (parent is WhenStatement)
        {
            NextWay(isLast: false);
        }

        when.Body = ExpectEndOfStatement() ? ParseBlock(Construct.When, when) : null;
        Close(when);
        switch (parent)
        {
            case WhenStatement before:
                before.Next = when;
                return true;
            case CaseStatement before:
                before.First = when;
                return true;
            default:
                Fail(token.Span, "A `when` condition must be preceded by another `when`/`else`/`case` condition");
                return false;
        }
    }

    private Statement ParseExpressionStatement()
    {
        var start = Current.Start;
        if (!StartsExpression())
        {
            Fail(Construct.Statement, Current.Span, $"Expecting <expression> instead of `{Shown(Current)}`");
            return Close(new ExpressionStatement(Missing) { Start = start });
        }

        if (ParseExpression() is not { } expression)
        {
            return Close(new ExpressionStatement(Missing) { Start = start });
        }

        if (_declared is { } function)
        {
            _declared = null;
            return function;
        }

        ExpectEndOfStatement();
        var statement = Close(new ExpressionStatement(expression) { Start = start, Place = PlaceNow });
        if (statement.Writes && Html?.WhyNot() is { } place)
        {
            Fail(statement.Span, $"Nilai tidak boleh ditulis {place}");
        }

        return statement;
    }
}
