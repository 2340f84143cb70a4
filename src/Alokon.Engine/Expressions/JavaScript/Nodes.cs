using Jint.Native;
using Jint.Parser;
using Jint.Parser.Ast;
using Expr = Jint.Parser.Ast.Expression;
using VarStatement = Jint.Parser.Ast.VariableDeclaration;

namespace Alokon.Engine.Expressions.JavaScript;

/// <summary>
/// Makes the nodes that Jint runs. They are shared by all cases of a version and by threads, so nothing is left for Jint to write into
/// them: literals carry their value, calls are never cached.
/// </summary>
internal static class Nodes
{
    public static Identifier Name(string name, Location at) => new() { Type = SyntaxNodes.Identifier, Name = name, Location = at };

    public static Literal Constant(string value, Location at) => Constant(value, new JsValue(value), at);

    public static Literal Constant(double value, Location at) => Constant(value, new JsValue(value), at);

    public static Literal Constant(bool value, Location at) => Constant(value, value ? JsValue.True : JsValue.False, at);

    public static Literal Null(Location at) => Constant(null, JsValue.Null, at);

    public static Literal Undefined(Location at) => Constant(null, JsValue.Undefined, at);

    public static CallExpression Call(Expr callee, IEnumerable<Expr> arguments, Location at) =>
        new() { Type = SyntaxNodes.CallExpression, Callee = callee, Arguments = [.. arguments], CanBeCached = false, Location = at };

    /// <summary>A function of the sandbox: its name begins with a blank, no script can name it.</summary>
    public static CallExpression Inner(string name, Location at, params IEnumerable<Expr> arguments) => Call(Name(name, at), arguments, at);

    public static MemberExpression Member(Expr from, Expr property, Location at) =>
        new() { Type = SyntaxNodes.MemberExpression, Object = from, Property = property, Computed = true, Location = at };

    public static AssignmentExpression Assign(Expr left, Expr right, Location at) =>
        new() { Type = SyntaxNodes.AssignmentExpression, Operator = AssignmentOperator.Assign, Left = left, Right = right, Location = at };

    public static Expr Unary(string sign, Expr argument, Location at) =>
        sign == Bits.Not ? Inner(Bits.Name(sign), at, argument) : Unary(UnaryExpression.ParseUnaryOperator(sign), argument, at);

    public static UnaryExpression Unary(UnaryOperator kind, Expr argument, Location at) =>
        new() { Type = SyntaxNodes.UnaryExpression, Operator = kind, Argument = argument, Prefix = true, Location = at };

    /// <summary>Addition goes through the sandbox, which watches how long texts become; a chain is one call.</summary>
    public static Expr Binary(string sign, Expr left, Expr right, Location at)
    {
        if (sign == "+")
        {
            return left is CallExpression { Callee: Identifier { Name: Inside.Add } } sum
                ? Inner(Inside.Add, at, [.. sum.Arguments, right])
                : Inner(Inside.Add, at, left, right);
        }

        if (Bits.Has(sign))
        {
            return Inner(Bits.Name(sign), at, left, right);
        }

        // Jint 2 gives undefined for undefined * 1 and undefined / 1; ES5 NaN.
        var (a, b) = sign is "*" or "%" or "/" ? (Number(left), Number(right)) : (left, right);
        return new BinaryExpression { Type = SyntaxNodes.BinaryExpression, Operator = BinaryExpression.ParseBinaryOperator(sign), Left = a, Right = b, Location = at };
    }

    public static LogicalExpression Logical(string sign, Expr left, Expr right, Location at) =>
        new() { Type = SyntaxNodes.LogicalExpression, Operator = LogicalExpression.ParseLogicalOperator(sign), Left = left, Right = right, Location = at };

    public static ExpressionStatement Do(Expr expression) =>
        new() { Type = SyntaxNodes.ExpressionStatement, Expression = expression, Location = expression.Location };

    public static BlockStatement Block(IEnumerable<Statement> body, Location at) =>
        new() { Type = SyntaxNodes.BlockStatement, Body = body.ToArray(), Location = at };

    public static ThrowStatement Throw(Expr value, Location at) => new() { Type = SyntaxNodes.ThrowStatement, Argument = value, Location = at };

    public static TryStatement Try(BlockStatement block, CatchClause? handler, BlockStatement? finalizer, Location at) => new()
    {
        Type = SyntaxNodes.TryStatement,
        Block = block,
        GuardedHandlers = [],
        Handlers = handler is null ? [] : [handler],
        Finalizer = finalizer,
        Location = at,
    };

    public static CatchClause Catch(Identifier name, BlockStatement body, Location at) =>
        new() { Type = SyntaxNodes.CatchClause, Param = name, Body = body, Location = at };

    /// <summary>A scope of its own for one name, beginning with this value.</summary>
    public static Statement Bind(string name, Expr value, Statement body, Location at) =>
        Try(Block([Throw(value, at)], at), Catch(Name(name, at), body as BlockStatement ?? Block([body], at), at), null, at);

    public static VarStatement Variables(IEnumerable<string> names, Location at) => new()
    {
        Type = SyntaxNodes.VariableDeclaration,
        Kind = "var",
        Declarations = names.Select(name => new VariableDeclarator { Type = SyntaxNodes.VariableDeclarator, Id = Name(name, at), Location = at }).ToArray(),
        Location = at,
    };

    private static Expr Number(Expr value) =>
        value is Literal { Value: double } ? value : Unary(UnaryOperator.Plus, value, value.Location);

    private static Literal Constant(object? value, JsValue script, Location at) =>
        new() { Type = SyntaxNodes.Literal, Value = value, Cached = true, CachedValue = script, Location = at };
}

/// <summary>Names of what only rewritten code calls.</summary>
internal static class Inside
{
    public const string Add = " add";
    public const string Concat = " concat";
    public const string Enter = " enter";
    public const string Made = " made";
    public const string Regex = " regex";
    public const string This = " this";
    public const string Arguments = " arguments";
    public const string Value = " value";
}
