using Alokon.Templating.Functions;
using Alokon.Templating.Running;

namespace Alokon.Templating.Syntax;

internal sealed partial class Parser
{
    private const int UnaryPrecedence = 200;

    private static readonly Dictionary<TokenType, (Operator Operator, int Precedence)> BinaryOperators = new()
    {
        [TokenType.DoubleQuestion] = (Operator.Coalesce, 20),
        [TokenType.QuestionExclamation] = (Operator.NotCoalesce, 20),
        [TokenType.DoublePipe] = (Operator.Or, 30),
        [TokenType.DoubleAmpersand] = (Operator.And, 40),
        [TokenType.DoubleEqual] = (Operator.Equal, 70),
        [TokenType.ExclamationEqual] = (Operator.NotEqual, 70),
        [TokenType.Less] = (Operator.Less, 80),
        [TokenType.LessEqual] = (Operator.LessOrEqual, 80),
        [TokenType.Greater] = (Operator.Greater, 80),
        [TokenType.GreaterEqual] = (Operator.GreaterOrEqual, 80),
        [TokenType.Plus] = (Operator.Add, 100),
        [TokenType.Minus] = (Operator.Subtract, 100),
        [TokenType.Star] = (Operator.Multiply, 110),
        [TokenType.Slash] = (Operator.Divide, 110),
        [TokenType.DoubleSlash] = (Operator.DivideWhole, 110),
        [TokenType.Percent] = (Operator.Modulus, 110),
        [TokenType.DoubleDot] = (Operator.Range, 130),
        [TokenType.DoubleDotLess] = (Operator.RangeBefore, 130),
    };

    private static readonly Dictionary<TokenType, Operator?> AssignmentOperators = new()
    {
        [TokenType.Equal] = null,
        [TokenType.PlusEqual] = Operator.Add,
        [TokenType.MinusEqual] = Operator.Subtract,
        [TokenType.StarEqual] = Operator.Multiply,
        [TokenType.SlashEqual] = Operator.Divide,
        [TokenType.DoubleSlashEqual] = Operator.DivideWhole,
        [TokenType.PercentEqual] = Operator.Modulus,
    };

    private Expression? ParseOperand()
    {
        RefuseForeignOperator();
        return Current.Type switch
        {
            TokenType.Identifier or TokenType.Local => ParseVariable(),
            TokenType.Integer => ParseInteger(),
            TokenType.Hexadecimal => ParseRadix(bitsOfDigit: 4),
            TokenType.Binary => ParseRadix(bitsOfDigit: 1),
            TokenType.Float => ParseFloat(),
            TokenType.Text => ParseText(),
            TokenType.Verbatim => ParseVerbatim(),
            TokenType.Interpolated or TokenType.InterpolatedBegin => ParseInterpolated(),
            TokenType.InterpolatedMiddle => ParseInterpolatedPart(opening: 1),
            TokenType.OpenInterpolated => ParseInterpolatedCode(),
            TokenType.OpenParen => ParseNested(),
            TokenType.OpenBracket => ParseList(),
            TokenType.OpenBrace => ParseObject(),
            TokenType.Exclamation or TokenType.Minus or TokenType.Plus => ParseUnary(),
            _ => null,
        };
    }

    private Unary ParseUnary()
    {
        var start = Current.Start;
        var sign = Current.Type;
        Next();
        var right = ExpectExpression(Construct.Unary, UnaryPrecedence);
        return Close(new Unary(sign, right) { Start = start });
    }

    private Nested ParseNested()
    {
        var start = Current.Start;
        Next();
        var inner = ExpectExpression(Construct.Nested);
        if (Is(TokenType.CloseParen))
        {
            Next();
        }
        else
        {
            Fail($"Invalid token `{Shown(Current)}`. Expecting a closing `)`.");
        }

        return Close(new Nested(inner) { Start = start });
    }

    private PathExpression ParseMember(Expression target)
    {
        var optional = Is(TokenType.QuestionDot) || target is Member { IsOptional: true };
        Next();
        var word = TextOf(Current);
        var asksEmpty = word is "empty" or "blank" && Peek().Type == TokenType.Question;
        if (ParseVariable() is not Variable name)
        {
            Fail("Unexpected literal member `{member}`");
            return Close(new Member(target, new Variable(word, local: false), optional) { Start = target.Start });
        }

        if (asksEmpty)
        {
            Next();
            return Close(new IsEmpty(target, name) { Start = target.Start });
        }

        if (target is Variable { IsLocal: false } space && Catalogue.IsForeign(space.Name, name.Name))
        {
            throw Refuse(target.Span with { End = name.End }, $"{space}.{name}");
        }

        return Close(new Member(target, name, optional) { Start = target.Start });
    }

    private Indexer ParseIndexer(Reading reading)
    {
        var target = reading.Left;
        Next();
        var index = ExpectExpression(
            Construct.Indexer,
            inCall: reading.Call is not null,
            message: $"Expecting <index_expression> instead of `{Shown(Current)}`",
            mode: reading.Mode == Mode.When ? Mode.Default : reading.Mode);
        if (Is(TokenType.CloseBracket))
        {
            Next();
        }
        else
        {
            Fail($"Unexpected `{Shown(Current)}`. Expecting ']'");
        }

        return Close(new Indexer(target, index) { Start = target.Start });
    }

    private Assignment ParseAssignment(Reading reading, Operator? compound)
    {
        var target = reading.Left;
        var start = target.Start;
        if (target is not PathExpression || reading.Call is not null || _level > 1 || !reading.AllowAssignment)
        {
            Fail(Construct.Assignment, new Span(start, start), "Expression is only allowed for a top level assignment");
        }

        var sign = Current.Span;
        Next();
        var value = ExpectExpression(Construct.Assignment, inCall: reading.InCall);
        return Close(new Assignment(target, compound, sign, value) { Start = start });
    }

    private Conditional ParseConditional(Expression condition)
    {
        Next();
        var then = ExpectExpression(Construct.Conditional, mode: Mode.NoNamedArgument);
        Expect(TokenType.Colon, ":");
        var otherwise = ExpectExpression(Construct.Conditional, mode: Mode.NoNamedArgument);
        return Close(new Conditional(condition, then, otherwise) { Start = condition.Start });
    }

    private ListInitializer ParseList()
    {
        EnterExpression();
        var start = Current.Start;
        var items = new List<Expression>();
        _newLinesAllowed++;
        Next();
        while (!Is(TokenType.CloseBracket))
        {
            var faults = _faults.Count;
            var item = ExpectExpression(Construct.List);
            if (_faults.Count > faults && item is Literal { Value: null })
            {
                break;
            }

            items.Add(item);
            if (!Is(TokenType.Comma))
            {
                break;
            }

            Next();
        }

        _newLinesAllowed--;
        Expect(TokenType.CloseBracket, "]");
        _depth--;
        return Close(new ListInitializer(items) { Start = start });
    }

    private ObjectInitializer ParseObject()
    {
        var start = Current.Start;
        var members = new List<(string Name, Expression Value, Expression Printed)>();
        _newLinesAllowed++;
        Next();
        var whole = true;
        while (whole && !Is(TokenType.CloseBrace))
        {
            if (ParseObjectMember() is not { } member)
            {
                whole = false;
                break;
            }

            members.Add(member);
            if (!Is(TokenType.Comma))
            {
                break;
            }

            Next();
        }

        _newLinesAllowed--;
        if (whole)
        {
            Expect(TokenType.CloseBrace, "}");
        }

        return Close(new ObjectInitializer(members) { Start = start });
    }

    private (string Name, Expression Value, Expression Printed)? ParseObjectMember()
    {
        if (Current.Type is not (TokenType.Identifier or TokenType.Text or TokenType.Verbatim))
        {
            Fail($"Unexpected token `{Shown(Current)}` while parsing object initializer. Expecting a simple identifier for the member name.");
            return null;
        }

        var token = Current;
        var name = Is(TokenType.Identifier) ? ParseVariable() : ParseOperand()!;
        if (name is not (Variable or Literal { Value: string }))
        {
            Fail(token.Span, $"Invalid literal member `{TextOf(token)}` found for object initializer member name. Only literal string or identifier name are allowed");
            return null;
        }

        if (!Is(TokenType.Colon))
        {
            Fail($"Unexpected token `{Shown(Current)}` Expecting a colon : after identifier `{(name as Variable)?.Name}` for object initializer member name");
            return null;
        }

        Next();
        if (!StartsExpression())
        {
            Fail($"Unexpected token `{Shown(Current)}`. Expecting an expression for the value of the member.");
            return null;
        }

        return ParseExpression() is { } value ? ((name as Variable)?.Name ?? (string)((Literal)name).Value!, value, name) : null;
    }
}
