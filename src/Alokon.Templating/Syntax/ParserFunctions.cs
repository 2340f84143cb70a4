using Alokon.Templating.Running;

namespace Alokon.Templating.Syntax;

internal sealed partial class Parser
{
    // A declaration on one line, `f(x) = x + 1`, looks like a call until the equal sign.
    private FunctionStatement? _declared;

    private FunctionStatement ParseFunction()
    {
        var start = Current.Start;
        var level = _level;
        _level = 0;
        Next();
        var name = ExpectVariable(Construct.Function, start);
        var function = new FunctionStatement(name ?? new Variable("", local: false)) { Start = start };
        if (Is(TokenType.OpenParen))
        {
            function.Take([.. ParseParameters(start)]);
        }

        ExpectEndOfStatement();
        BeginApart();
        function.Body = ParseBlock(Construct.Function, function);
        EndApart(function);
        _level = level;
        return Close(function);
    }

    private Variable? ExpectVariable(Construct construct, Position start)
    {
        if (Current.Type is TokenType.Identifier or TokenType.Local)
        {
            if (ParseVariable() is Variable variable)
            {
                return variable;
            }

            Fail(construct, new Span(start, start), $"Unexpected variable `{TextOf(Previous)}`");
            return null;
        }

        Fail(construct, new Span(start, start), $"Expecting a variable instead of `{Shown(Current)}`");
        return null;
    }

    private List<Parameter> ParseParameters(Position start)
    {
        var parameters = new List<Parameter>();
        var (hasRest, hasOptional) = (false, false);
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

            if (ExpectVariable(Construct.Function, start) is not { } name)
            {
                break;
            }

            if (name.IsLocal)
            {
                Fail(name.Span, "Expecting only a simple name parameter for a function");
            }

            parameters.Add(ParseParameter(name, ref hasRest, ref hasOptional));
        }

        if (Is(TokenType.CloseParen))
        {
            Next();
        }
        else
        {
            Fail("Expecting a closing parenthesis for a function call.");
        }

        return parameters;
    }

    private bool ExpectComma()
    {
        if (!Is(TokenType.Comma))
        {
            return false;
        }

        Next();
        return true;
    }

    private Parameter ParseParameter(Variable name, ref bool hasRest, ref bool hasOptional)
    {
        if (Is(TokenType.Equal))
        {
            if (hasRest)
            {
                Fail(name.Span, "Cannot declare an optional parameter after a variable parameter (`...`).");
            }

            hasOptional = true;
            Next();
            if (ExpectExpression(Construct.Parameter) is Literal literal)
            {
                return new Parameter(name.Name, ParameterType.Any, IsRequired: false, literal.Value);
            }

            Fail(name.Span, "Expecting only a literal for an optional parameter value.");
        }
        else if (Is(TokenType.TripleDot))
        {
            if (hasRest)
            {
                Fail(name.Span, "Cannot declare multiple variable parameters.");
            }

            hasRest = true;
            hasOptional = true;
            Next();
            return new Parameter(name.Name, ParameterType.Any, IsRequired: false, null, IsRest: true);
        }
        else if (hasOptional)
        {
            Fail(name.Span, "Cannot declare a normal parameter after an optional parameter.");
        }

        return new Parameter(name.Name, ParameterType.Any, IsRequired: true, null);
    }

    /// <summary>Whether what was read as a call may be the head of a declaration.</summary>
    private static bool IsDeclaration(CallExpression call) =>
        call.IsExplicit && call.Of is Variable { IsLocal: false } && call.Arguments.All(argument => argument is Variable { IsLocal: false });

    private void Declare(CallExpression call)
    {
        var function = new FunctionStatement((Variable)call.Of) { Start = call.Start };
        function.Take([.. call.Arguments.Cast<Variable>().Select(argument => new Parameter(argument.Name, ParameterType.Any, IsRequired: true, null))]);
        Next();
        var body = ParseExpressionStatement();
        function.Body = body;
        function.End = body.End;
        _declared = function;
    }
}
