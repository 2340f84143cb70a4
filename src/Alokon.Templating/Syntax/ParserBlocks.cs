using Alokon.Templating.Running;

namespace Alokon.Templating.Syntax;

// The statements with a word of their own, each with what stands between it and its `end`.
internal sealed partial class Parser
{
    /// <param name="chained">Whether it is one more way of an `if` that is being read.</param>
    private IfStatement ParseIf(bool chained)
    {
        var start = Current.Start;
        Next();
        var statement = new IfStatement { Condition = ExpectExpression(Construct.If, allowAssignment: false), Start = start };
        statement.Place = PlaceNow;
        if (!chained)
        {
            EnterFork(isLoop: false);
        }

        statement.Then = ExpectEndOfStatement() ? ParseBlock(Construct.If, statement) : null;
        if (!chained)
        {
            LeaveFork(statement);
        }

        return Close(statement);
    }

    private CaseStatement ParseCase()
    {
        var start = Current.Start;
        Next();
        var statement = new CaseStatement { Value = ExpectExpression(Construct.Case, allowAssignment: false), Start = start };
        statement.Place = PlaceNow;
        EnterFork(isLoop: false);
        if (ExpectEndOfStatement())
        {
            ParseBlock(Construct.Case, statement);
        }

        LeaveFork(statement);

        return Close(statement);
    }

    private WhileStatement ParseWhile()
    {
        var start = Current.Start;
        Next();
        var statement = new WhileStatement { Condition = ExpectExpression(Construct.While, allowAssignment: false), Start = start };
        statement.Place = PlaceNow;
        EnterFork(isLoop: true);
        statement.Body = ExpectEndOfStatement() ? ParseBlock(Construct.While, statement) : null;
        LeaveFork(statement);
        return Close(statement);
    }

    private Statement ParseFor()
    {
        var start = Current.Start;
        var place = new Span(start, start);
        Next();
        if (!StartsExpression())
        {
            Fail(Construct.For, Current.Span, $"Expecting <expression> instead of `{Shown(Current)}`");
            return Close(new Block { Start = start });
        }

        var variable = ParseExpression(mode: Mode.Basic) ?? Missing;
        if (variable is not PathExpression)
        {
            Fail(Construct.For, place, $"Expecting a variable instead of `{variable}`");
        }

        if (IsWord("in"))
        {
            Next();
        }
        else
        {
            Fail(Construct.For, place, $"Expecting 'in' word instead of `{Shown(Current)}`");
        }

        var statement = new ForStatement { Variable = variable, Start = start };
        statement.Iterator = ExpectExpression(Construct.For, options: statement.Options);
        statement.Place = PlaceNow;
        EnterFork(isLoop: true);
        statement.Body = ExpectEndOfStatement() ? ParseBlock(Construct.For, statement) : null;
        LeaveFork(statement);
        return Close(statement);
    }

    private WithStatement ParseWith()
    {
        var start = Current.Start;
        Next();
        var statement = new WithStatement { Name = ExpectExpression(Construct.With), Start = start };
        statement.Place = PlaceNow;
        statement.Body = ExpectEndOfStatement() ? ParseBlock(Construct.With, statement) : null;
        return Close(statement);
    }

    private CaptureStatement ParseCapture()
    {
        var start = Current.Start;
        Next();
        var statement = new CaptureStatement { Target = ExpectExpression(Construct.Capture), Start = start };
        ExpectEndOfStatement();
        BeginApart();
        statement.Body = ParseBlock(Construct.Capture, statement);
        EndApart(statement);
        return Close(statement);
    }

    private LeaveStatement ParseLeave(Flow flow)
    {
        var statement = Open(new LeaveStatement(flow));
        CheckLeaving(Current.Span, loop: true);
        Next();
        ExpectEndOfStatement();
        return Close(statement);
    }

    private ReturnStatement ParseReturn()
    {
        var statement = Open(new ReturnStatement { Place = PlaceNow });
        CheckLeaving(Current.Span, loop: false);
        Next();
        statement.Value = StartsExpression() ? ParseExpression() : null;
        ExpectEndOfStatement();
        return Close(statement);
    }
}
