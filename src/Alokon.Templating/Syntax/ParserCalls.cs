namespace Alokon.Templating.Syntax;

internal sealed partial class Parser
{
    /// <summary>What begins an expression right behind another makes the other a function, and itself the first argument.</summary>
    private Step? ContinueWithArgument(Reading reading)
    {
        if (!StartsExpression())
        {
            return null;
        }

        if (reading.InCall)
        {
            return Step.Done;
        }

        if (Is(TokenType.Identifier) && (reading.Options is not null || Peek().Type == TokenType.Colon))
        {
            return ParseNamedArguments(reading);
        }

        if (Is(TokenType.OpenParen) && !FollowsBlank)
        {
            CountSuffix(reading);
            reading.Left = ParseExplicitCall(reading.Left);
            return Step.Operator;
        }

        TakeAsArgument(reading);
        return Step.Operand;
    }

    private static void TakeAsArgument(Reading reading)
    {
        if (reading.Call is null)
        {
            reading.Call = new CallExpression(reading.Left) { Start = reading.Left.Start };
            return;
        }

        reading.Call.Arguments.Add(reading.Left);
        reading.Call.End = reading.Left.End;
    }

    private Step ParseNamedArguments(Reading reading)
    {
        if (reading.Options is null)
        {
            TakeAsArgument(reading);
        }

        while (Is(TokenType.Identifier) && (reading.Options is not null || Peek().Type == TokenType.Colon))
        {
            var start = Current.Start;
            var name = ParseVariable();
            if (name is not Variable variable)
            {
                Fail(name.Span, "Invalid identifier passed as a named argument. Expecting a simple variable name");
                break;
            }

            var named = Close(new NamedArgument(variable) { Start = start });
            if (Is(TokenType.Colon))
            {
                Next();
                named.Value = ExpectExpression(Construct.For, mode: Mode.Basic);
                named.End = named.Value.End;
            }

            if (reading.Options is not null)
            {
                reading.Options.Add(named);
            }
            else
            {
                reading.Call!.Arguments.Add(named);
                reading.Call.End = named.End;
            }
        }

        if (reading.Options is null && StartsExpression())
        {
            return Step.Operand;
        }

        if (reading.Call is { } call)
        {
            reading.Left = call;
            reading.Call = null;
        }

        return Current.Type is TokenType.Pipe or TokenType.PipeGreater ? Step.Operator : Step.Done;
    }

    private CallExpression ParseExplicitCall(Expression target)
    {
        var call = new CallExpression(target) { Start = target.Start, IsExplicit = true };
        Next();
        for (var first = true; !Is(TokenType.CloseParen); first = false)
        {
            if (!first && !ExpectComma())
            {
                Fail("Expecting a comma to separate arguments in a function call.");
            }

            if (!StartsExpression())
            {
                Fail("Expecting an expression for argument function calls instead of this token.");
                break;
            }

            if (ParseExpression() is not { } argument)
            {
                break;
            }

            call.Arguments.Add(argument);
        }

        if (Is(TokenType.CloseParen))
        {
            Next();
        }
        else
        {
            Fail("Expecting a closing parenthesis for a function call.");
        }

        return Close(call);
    }
}
