namespace Alokon.Tests.Templating.Fuzz;

/// <summary>An expression as the generator thought of it, before it became text.</summary>
internal abstract record Expr;

internal sealed record Lit(object? Value) : Expr;

internal sealed record Name(string Of) : Expr;

internal sealed record Member(Expr Owner, string Of) : Expr;

internal sealed record At(Expr Owner, Expr Index) : Expr;

internal sealed record Sign(char Of, Expr Right) : Expr;

internal sealed record Two(string Of, Expr Left, Expr Right) : Expr;

internal sealed record Choice(Expr If, Expr Then, Expr Else) : Expr;

internal sealed record Items(IReadOnlyList<Expr> Of) : Expr;

internal sealed record Pairs(IReadOnlyList<(string Key, Expr Value)> Of) : Expr;

/// <param name="Piped">Whether the first argument is written in front of a bar.</param>
internal sealed record Ask(string Function, IReadOnlyList<Expr> Of, bool Piped, bool Parentheses) : Expr;

internal sealed record Woven(string Before, Expr Middle, string After) : Expr;

internal abstract record Stmt
{
    /// <summary>Where its head was printed.</summary>
    public (int From, int To) Place { get; set; }
}

/// <summary>Text between code. What whitespace control leaves of it is known when it has been printed.</summary>
internal sealed record Raw(string Of, bool Escaped) : Stmt
{
    public string Left { get; set; } = Of;
}

internal sealed record Write(Expr Of) : Stmt;

internal sealed record Put(string Into, string Sign, Expr Of) : Stmt;

internal sealed record If(Expr Of, IReadOnlyList<Stmt> Then, IReadOnlyList<Stmt>? Else) : Stmt;

internal sealed record Case(Expr Of, IReadOnlyList<(IReadOnlyList<Expr> Values, IReadOnlyList<Stmt> Body)> When, IReadOnlyList<Stmt>? Else) : Stmt;

internal sealed record For(string Into, Expr Of, int Offset, int Limit, bool Reversed, IReadOnlyList<Stmt> Body, IReadOnlyList<Stmt>? Else) : Stmt;

internal sealed record While(string Counter, int Times, IReadOnlyList<Stmt> Body) : Stmt;

internal sealed record Capture(string Into, IReadOnlyList<Stmt> Body) : Stmt;

internal sealed record With(string Of, IReadOnlyList<Stmt> Body) : Stmt;

/// <param name="Value">Null: it writes and returns nothing.</param>
internal sealed record Func(string Called, IReadOnlyList<string> Parameters, IReadOnlyList<Stmt> Body, Expr? Value) : Stmt
{
    /// <summary>Where the value it returns was printed.</summary>
    public (int From, int To) ValuePlace { get; set; }
}

/// <summary>A function that writes, called for what it writes.</summary>
internal sealed record Do(string Called, IReadOnlyList<Expr> Of) : Stmt;

internal sealed record Leave(bool Loop) : Stmt;

internal sealed record Remark : Stmt;
