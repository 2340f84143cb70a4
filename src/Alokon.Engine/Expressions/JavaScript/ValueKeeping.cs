using Jint.Parser.Ast;

namespace Alokon.Engine.Expressions.JavaScript;

/// <summary>Makes every expression statement outside functions leave its value behind: the last one that ran is the value of the script.</summary>
internal static class ValueKeeping
{
    public static void Keep(IEnumerable<Statement> body)
    {
        foreach (var statement in body)
        {
            Keep(statement);
        }
    }

    private static void Keep(Statement? statement)
    {
        switch (statement)
        {
            case ExpressionStatement plain:
                plain.Expression = Nodes.Assign(Nodes.Name(Inside.Value, plain.Location), plain.Expression, plain.Location);
                break;
            case BlockStatement block:
                Keep(block.Body);
                break;
            case IfStatement branch:
                Keep(branch.Consequent);
                Keep(branch.Alternate);
                break;
            case LabelledStatement labelled:
                Keep(labelled.Body);
                break;
            case TryStatement attempt:
                Keep(attempt.Block);
                Keep(attempt.Handlers.Select(handler => handler.Body));
                break;
            case SwitchStatement choice:
                foreach (var option in choice.Cases)
                {
                    Keep(option.Consequent);
                }

                break;
            default:
                KeepLoop(statement);
                break;
        }
    }

    private static void KeepLoop(Statement? statement)
    {
        switch (statement)
        {
            case ForStatement loop:
                Keep(loop.Body);
                break;
            case ForInStatement loop:
                Keep(loop.Body);
                break;
            case WhileStatement loop:
                Keep(loop.Body);
                break;
            case DoWhileStatement loop:
                Keep(loop.Body);
                break;
        }
    }
}
