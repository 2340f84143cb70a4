namespace Alokon.Templating.Syntax;

/// <summary>
/// Cuts a template into text and code, and code into tokens. It never stops at a mistake: it notes it and hands on an
/// invalid token, so that the parser can say what it expected in that place.
/// </summary>
internal sealed partial class Lexer
{
    private readonly string _text;
    private readonly List<Token> _tokens = [];
    private Position _at;
    private int _openBraces;

    // The quotes of the interpolated strings that are open: while there is one, a closing brace ends its piece of code.
    private readonly Stack<char> _quotes = new();

    private Lexer(string text) => _text = text;

    public List<Fault> Faults { get; } = [];

    /// <summary>Tokens of a whole template; comments and blanks are left out, line ends in code are kept.</summary>
    public static (IReadOnlyList<Token> Tokens, IReadOnlyList<Fault> Faults) Template(string text)
    {
        var lexer = new Lexer(text);
        lexer.ReadTemplate();
        return (lexer._tokens, lexer.Faults);
    }

    private bool AtEnd => _at.Offset >= _text.Length;

    private char Current => Peek(0);

    private char Peek(int count) => _at.Offset + count < _text.Length ? _text[_at.Offset + count] : '\0';

    /// <returns>The place just passed: the end of a token that is one character long.</returns>
    private Position Next()
    {
        var passed = _at;
        var newLine = Current == '\n' || (Current == '\r' && Peek(1) != '\n');
        _at = newLine ? new Position(_at.Offset + 1, _at.Line + 1, 0) : _at.Right;
        return passed;
    }

    private Position Next(int count)
    {
        var passed = _at;
        for (var i = 0; i < count; i++)
        {
            passed = Next();
        }

        return passed;
    }

    private void Add(TokenType type, Position start, Position end) => _tokens.Add(new Token(type, start, end));

    private void Fail(string message, Position start, Position end)
    {
        Add(TokenType.Invalid, start, end);
        Faults.Add(new Fault(new Span(start, end), message));
    }

    private void ReadTemplate()
    {
        while (!AtEnd)
        {
            if (CodeEnter() is not { } percents)
            {
                ReadRaw();
                continue;
            }

            var start = _at;
            var end = Next(percents + 2);
            if (Current is '-' or '~')
            {
                end = Next();
            }

            Add(percents > 0 ? TokenType.EscapeEnter : TokenType.CodeEnter, start, end);
            if (percents > 0)
            {
                ReadEscape(percents);
            }
            else
            {
                ReadCode();
            }
        }
    }

    /// <returns>How many percent signs stand between the two opening braces here; null when nothing opens here.</returns>
    private int? CodeEnter()
    {
        if (Current != '{')
        {
            return null;
        }

        var percents = 0;
        while (Peek(percents + 1) == '%')
        {
            percents++;
        }

        return Peek(percents + 1) == '{' ? percents : null;
    }

    /// <returns>Length of the closing here, with its whitespace mark; zero when nothing closes here.</returns>
    private int CodeExit(int percents)
    {
        var mark = Current is '-' or '~' ? 1 : 0;
        if (Peek(mark) != '}')
        {
            return 0;
        }

        for (var i = 0; i < percents; i++)
        {
            if (Peek(mark + 1 + i) != '%')
            {
                return 0;
            }
        }

        return Peek(mark + 1 + percents) == '}' ? mark + percents + 2 : 0;
    }

    private void ReadEscape(int percents)
    {
        var start = _at;
        var end = start.Left;
        while (!AtEnd && CodeExit(percents) == 0)
        {
            end = Next();
        }

        if (end.Offset >= start.Offset)
        {
            Add(TokenType.Escape, start, end);
        }

        ReadExit(TokenType.EscapeExit, CodeExit(percents));
    }

    private void ReadCode()
    {
        while (!AtEnd)
        {
            if (_openBraces == 0 && _quotes.Count == 0 && CodeExit(0) is > 0 and var length)
            {
                ReadExit(TokenType.CodeExit, length);
                return;
            }

            ReadToken();
        }
    }

    private void ReadExit(TokenType type, int length)
    {
        if (length == 0)
        {
            return;
        }

        var mark = Current;
        var start = _at;
        Add(type, start, Next(length));
        if (mark == '-')
        {
            SkipBlanks(stopAtNewLine: false);
        }
        else if (mark == '~')
        {
            SkipBlanks(stopAtNewLine: true);
            if (Current == '\n')
            {
                Next();
            }
        }
    }

    private Position SkipBlanks(bool stopAtNewLine)
    {
        var last = _at.Left;
        while (!AtEnd && char.IsWhiteSpace(Current) && !(stopAtNewLine && Current == '\n'))
        {
            last = Next();
        }

        return last;
    }

    private void ReadRaw()
    {
        var start = _at;
        var last = start.Left;

        // Where the text ends if the code after it swallows all blanks, or those on its own line only.
        var beforeBlanks = last;
        var beforeBlanksOfLine = last;
        while (!AtEnd && CodeEnter() is null)
        {
            var character = Current;
            var lineEnds = character == '\n' || (character == '\r' && Peek(1) != '\n');
            last = Next();
            beforeBlanks = char.IsWhiteSpace(character) ? beforeBlanks : last;
            beforeBlanksOfLine = char.IsWhiteSpace(character) && !lineEnds ? beforeBlanksOfLine : last;
        }

        var mark = CodeEnter() is { } percents ? Peek(percents + 2) : '\0';
        last = mark switch { '-' => beforeBlanks, '~' => beforeBlanksOfLine, _ => last };
        if (last.Offset >= start.Offset)
        {
            Add(TokenType.Raw, start, last);
        }
    }
}
