using Jint.Parser;
using Jint.Parser.Ast;
using Expr = Jint.Parser.Ast.Expression;

namespace Alokon.Engine.Expressions.JavaScript;

/// <summary>
/// Jint 2 runs a default only by itself: what stands below it is left out. So a default in the middle keeps its place for those who fall
/// into it from above, and is written once more at the end, followed by everything it falls into.
/// </summary>
internal static class SwitchOrder
{
    public static IEnumerable<SwitchCase> Repair(List<SwitchCase> cases, Location at)
    {
        var place = cases.FindIndex(option => option.Test is null);
        if (place < 0 || place == cases.Count - 1)
        {
            return cases;
        }

        var stop = new BreakStatement { Type = SyntaxNodes.BreakStatement, Location = at };
        return
        [
            .. cases[..place],
            Case(Never(at), cases[place].Consequent, at),
            .. cases[(place + 1)..],
            Case(Never(at), [stop], at),
            Case(null, cases[place..].SelectMany(option => option.Consequent).ToArray(), at),
        ];
    }

    // A new object equals nothing.
    private static ObjectExpression Never(Location at) => new() { Type = SyntaxNodes.ObjectExpression, Properties = [], Location = at };

    private static SwitchCase Case(Expr? test, IEnumerable<Statement> body, Location at) =>
        new() { Type = SyntaxNodes.SwitchCase, Test = test, Consequent = body, Location = at };
}
