namespace Alokon.Templating.Syntax;

/// <summary>A place in a text; line and column count from zero here, from one where a reader sees them.</summary>
internal readonly record struct Position(int Offset, int Line, int Column)
{
    /// <summary>Where the end of the text is reported: it has no place of its own.</summary>
    public static readonly Position End = new(-1, -1, -1);

    public Position Right => new(Offset + 1, Line, Column + 1);

    public Position Left => new(Offset - 1, Line, Column - 1);
}

/// <param name="End">The last character, not the one after it.</param>
internal readonly record struct Span(Position Start, Position End);

internal sealed record Fault(Span Span, string Message);

internal enum TokenType
{
    Invalid, Eof, Raw, Escape, CodeEnter, CodeExit, EscapeEnter, EscapeExit, NewLine, Semicolon,
    Identifier, Local, Integer, Hexadecimal, Binary, Float, Text, Verbatim,
    Interpolated, InterpolatedBegin, InterpolatedMiddle, InterpolatedEnd, OpenInterpolated, CloseInterpolated,
    OpenParen, CloseParen, OpenBracket, CloseBracket, OpenBrace, CloseBrace,
    Dot, QuestionDot, Comma, Colon, Question, DoubleQuestion, QuestionExclamation, Exclamation, DoubleDot, DoubleDotLess, TripleDot,
    Pipe, PipeGreater, DoublePipe, DoubleAmpersand,
    Equal, PlusEqual, MinusEqual, StarEqual, SlashEqual, DoubleSlashEqual, PercentEqual,
    DoubleEqual, ExclamationEqual, Less, LessEqual, Greater, GreaterEqual, Plus, Minus, Star, Slash, DoubleSlash, Percent,

    // Scriban has these, the subset has not: the lexer knows them so that the parser can refuse them by name.
    DoublePlus, DoubleMinus, At, Caret, DoubleCaret, Ampersand, ShiftLeft, ShiftRight,
}

internal readonly record struct Token(TokenType Type, Position Start, Position End)
{
    public Span Span => new(Start, End);

    public string In(string text) =>
        Type == TokenType.Eof ? "<eof>" : Start.Offset < text.Length && End.Offset >= Start.Offset ? text[Start.Offset..(End.Offset + 1)] : "";
}
