namespace Alokon.Engine.Expressions.JavaScript;

internal enum TokenKind
{
    End,
    Name,
    Keyword,
    Punctuator,
    Number,
    Text,

    /// <summary>The backtick that opens a template; the parser reads on by itself.</summary>
    Template,
}

/// <param name="Text">As written; of a text without its quotes, escapes resolved.</param>
/// <param name="Start">Offset into the script.</param>
/// <param name="AfterNewLine">A line ended before it: where a semicolon may be missing.</param>
internal readonly record struct Token(TokenKind Kind, string Text, int Start, int End, bool AfterNewLine)
{
    public double Number { get; init; }

    public bool Is(string text) => Kind is TokenKind.Punctuator or TokenKind.Keyword && Text == text;

    public bool IsName(string text) => Kind == TokenKind.Name && Text == text;
}
