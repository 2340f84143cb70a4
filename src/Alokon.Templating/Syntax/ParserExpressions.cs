using Alokon.Templating.Running;

namespace Alokon.Templating.Syntax;

internal sealed partial class Parser
{
    private enum Mode
    {
        Default, NoNamedArgument,

        /// <summary>No operators, no calls: the variable of a loop, the value of a named argument.</summary>
        Basic,

        /// <summary>A double pipe separates values here.</summary>
        When,
    }

    /// <summary>Stands where an expression was expected; a template that holds one is never run.</summary>
    private static Expression Missing => new Literal(null);

    private bool StartsExpression() => Current.Type is TokenType.Identifier or TokenType.Local
        or TokenType.Integer or TokenType.Hexadecimal or TokenType.Float or TokenType.Binary
        or TokenType.Text or TokenType.Verbatim
        or TokenType.Interpolated or TokenType.InterpolatedBegin or TokenType.InterpolatedMiddle or TokenType.InterpolatedEnd
        or TokenType.OpenParen or TokenType.OpenBracket or TokenType.OpenBrace
        or TokenType.Exclamation or TokenType.Minus or TokenType.Plus
        or TokenType.At or TokenType.DoublePlus or TokenType.DoubleMinus or TokenType.Caret;

    private Expression ExpectExpression(
        Construct construct,
        int precedence = 0,
        bool inCall = false,
        string? message = null,
        Mode mode = Mode.Default,
        bool allowAssignment = true,
        bool afterPipe = false,
        List<NamedArgument>? options = null)
    {
        if (StartsExpression())
        {
            return ParseExpression(precedence, inCall, mode, allowAssignment, afterPipe, options) ?? Missing;
        }

        Fail(construct, Current.Span, message ?? $"Expecting <expression> instead of `{Shown(Current)}`");
        return Missing;
    }

    /// <param name="precedence">Only operators that bind tighter belong to this expression.</param>
    /// <param name="inCall">An argument of a call: what follows it is the next argument, not its own.</param>
    /// <param name="options">Where the words after the list of a loop go.</param>
    private Expression? ParseExpression(
        int precedence = 0,
        bool inCall = false,
        Mode mode = Mode.Default,
        bool allowAssignment = true,
        bool afterPipe = false,
        List<NamedArgument>? options = null)
    {
        var depth = _depth;
        _level++;
        EnterExpression();
        var reading = new Reading(precedence, inCall, mode, allowAssignment, afterPipe, options);
        var expression = ReadCalls(reading);
        _depth = depth;
        _level--;
        return expression;
    }

    private Expression? ReadCalls(Reading reading)
    {
        while (true)
        {
            if (ParseOperand() is not { } operand)
            {
                Fail(reading.Call is { } call
                    ? $"Unexpected token `{Shown(Current)}` while parsing function call `{call}`"
                    : $"Unexpected token `{Shown(Current)}` while parsing expression");
                return null;
            }

            reading.Left = operand;
            while (Continue(reading) == Step.Operator)
            {
            }

            if (reading.Next == Step.Operand)
            {
                continue;
            }

            if (reading.Call is { } pending)
            {
                pending.Arguments.Add(reading.Left);
                pending.End = reading.Left.End;
                return pending;
            }

            return reading.Left;
        }
    }

    private Step Continue(Reading reading) => reading.Next = ContinueWithSuffix(reading) ?? ContinueWithOperator(reading) ?? ContinueWithArgument(reading) ?? Finish(reading);

    private Step? ContinueWithSuffix(Reading reading)
    {
        RefuseForeignOperator();
        if (Current.Type is TokenType.OpenInterpolated or TokenType.CloseInterpolated or TokenType.InterpolatedMiddle or TokenType.InterpolatedEnd)
        {
            return Step.Done;
        }

        if (Current.Type is TokenType.Dot or TokenType.QuestionDot)
        {
            var next = Peek();
            if (next.Type != TokenType.Identifier)
            {
                Fail(next.Span, $"Invalid token `{next.Type}`. The dot operator is expected to be followed by a plain identifier");
                return Step.Done;
            }

            CountSuffix(reading);
            reading.Left = ParseMember(reading.Left);
            return Step.Operator;
        }

        if (Is(TokenType.OpenBracket) && reading.Left is PathExpression or Literal or CallExpression && !FollowsBlank)
        {
            CountSuffix(reading);
            reading.Left = ParseIndexer(reading);
            return Step.Operator;
        }

        if (reading.Mode == Mode.Basic)
        {
            return Step.Done;
        }

        if (reading.Mode != Mode.NoNamedArgument && Is(TokenType.Colon))
        {
            if (reading.Left is not Variable name)
            {
                Fail(reading.Left.Span, "Expecting a simple global or local variable before `:` in order to create a named argument");
                return Step.Done;
            }

            var named = new NamedArgument(name) { Start = Current.Start };
            Next();
            named.Value = ExpectExpression(Construct.Call);
            reading.Left = Close(named);
            return Step.Done;
        }

        return null;
    }

    /// <summary>A chain of members is a tree as deep as the chain is long.</summary>
    private void CountSuffix(Reading reading)
    {
        if (++reading.Suffixes > _depthLimit)
        {
            throw TooDeep();
        }
    }

    private void RefuseForeignOperator()
    {
        if (Current.Type is TokenType.DoublePlus or TokenType.DoubleMinus or TokenType.At or TokenType.Caret or TokenType.DoubleCaret
            or TokenType.Ampersand or TokenType.ShiftLeft or TokenType.ShiftRight)
        {
            throw Refuse(Current.Span, TextOf(Current));
        }
    }

    private Step? ContinueWithOperator(Reading reading)
    {
        if (Is(TokenType.Equal) && reading.Left is CallExpression call && IsDeclaration(call))
        {
            if (_level > 1 || !reading.AllowAssignment)
            {
                Fail(Construct.Call, call.Span, "Creating a function is only allowed for a top level assignment");
            }

            Declare(call);
            return Step.Done;
        }

        if (AssignmentOperators.TryGetValue(Current.Type, out var compound))
        {
            reading.Left = ParseAssignment(reading, compound);
            return Step.Done;
        }

        if (BinaryOperators.TryGetValue(Current.Type, out var binary))
        {
            return ParseBinary(reading, binary.Operator, binary.Precedence);
        }

        if (!Is(TokenType.Question))
        {
            return null;
        }

        if (reading.Precedence > 0)
        {
            return Step.Done;
        }

        CloseCall(reading);
        reading.Left = ParseConditional(reading.Left);
        return Step.Done;
    }

    private Step ParseBinary(Reading reading, Operator operation, int precedence)
    {
        if (reading.Mode == Mode.When && operation == Operator.Or)
        {
            return Step.Done;
        }

        if (precedence <= reading.Precedence)
        {
            return Step.Done;
        }

        // Long chains count as nested: the tree they make is as deep as they are long.
        EnterExpression();
        var left = reading.Left;
        var sign = Current.Span;
        Next();
        var right = ExpectExpression(
            Construct.Binary,
            precedence,
            inCall: reading.Call is not null || reading.InCall,
            $"Expecting an <expression> to the right of the operator instead of `{Shown(Current)}`",
            reading.Mode == Mode.When ? Mode.Default : reading.Mode);
        reading.Left = Close(new Binary(left, operation, sign, right) { Start = left.Start });
        return Step.Operator;
    }

    private Step Finish(Reading reading)
    {
        if (reading.Precedence > 0)
        {
            return Step.Done;
        }

        if (reading.AfterPipe && reading.Call is null && reading.Left is PathExpression)
        {
            reading.Left = new CallExpression(reading.Left) { Span = reading.Left.Span };
        }

        if (Current.Type is not (TokenType.Pipe or TokenType.PipeGreater))
        {
            return Step.Done;
        }

        CloseCall(reading);
        var start = reading.Left.Start;
        _newLinesAllowed++;
        Next();
        _newLinesAllowed--;
        var to = ExpectExpression(Construct.Pipe, afterPipe: true);
        reading.Left = Close(new Pipe(reading.Left, to) { Start = start });
        return Step.Done;
    }

    private static void CloseCall(Reading reading)
    {
        if (reading.Call is { } call)
        {
            call.Arguments.Add(reading.Left);
            call.End = reading.Left.End;
            reading.Left = call;
            reading.Call = null;
        }
    }

    private enum Step
    {
        /// <summary>What was read so far may be continued by an operator or a suffix.</summary>
        Operator,

        /// <summary>An argument of a call follows.</summary>
        Operand,

        Done,
    }

    /// <summary>How far one expression has been read.</summary>
    private sealed class Reading(int precedence, bool inCall, Mode mode, bool allowAssignment, bool afterPipe, List<NamedArgument>? options)
    {
        public int Precedence => precedence;

        public bool InCall => inCall;

        public Mode Mode => mode;

        public bool AllowAssignment => allowAssignment;

        public bool AfterPipe => afterPipe;

        public List<NamedArgument>? Options => options;

        public Expression Left { get; set; } = Missing;

        /// <summary>The call whose arguments are being read.</summary>
        public CallExpression? Call { get; set; }

        /// <summary>Members, indices and explicit calls read so far.</summary>
        public int Suffixes { get; set; }

        public Step Next { get; set; }
    }
}
