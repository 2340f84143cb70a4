namespace Alokon.Templating.Syntax;

internal sealed partial class Lexer
{
    // Longest first: the first that fits is taken.
    private static readonly (string Text, TokenType Type)[] Symbols =
    [
        ("..<", TokenType.DoubleDotLess), ("...", TokenType.TripleDot), ("//=", TokenType.DoubleSlashEqual),
        ("..", TokenType.DoubleDot), ("?.", TokenType.QuestionDot), ("??", TokenType.DoubleQuestion), ("?!", TokenType.QuestionExclamation),
        ("||", TokenType.DoublePipe), ("|>", TokenType.PipeGreater), ("&&", TokenType.DoubleAmpersand),
        ("==", TokenType.DoubleEqual), ("!=", TokenType.ExclamationEqual), ("<=", TokenType.LessEqual), (">=", TokenType.GreaterEqual),
        ("+=", TokenType.PlusEqual), ("-=", TokenType.MinusEqual), ("*=", TokenType.StarEqual), ("/=", TokenType.SlashEqual), ("%=", TokenType.PercentEqual),
        ("//", TokenType.DoubleSlash), ("++", TokenType.DoublePlus), ("--", TokenType.DoubleMinus), ("^^", TokenType.DoubleCaret),
        ("<<", TokenType.ShiftLeft), (">>", TokenType.ShiftRight),
        ("(", TokenType.OpenParen), (")", TokenType.CloseParen), ("[", TokenType.OpenBracket), ("]", TokenType.CloseBracket),
        (".", TokenType.Dot), (",", TokenType.Comma), (":", TokenType.Colon), ("?", TokenType.Question), ("!", TokenType.Exclamation),
        ("|", TokenType.Pipe), ("=", TokenType.Equal), ("<", TokenType.Less), (">", TokenType.Greater), ("+", TokenType.Plus), ("-", TokenType.Minus),
        ("*", TokenType.Star), ("/", TokenType.Slash), ("%", TokenType.Percent), ("@", TokenType.At), ("^", TokenType.Caret), ("&", TokenType.Ampersand),
        (";", TokenType.Semicolon),
    ];

    private void ReadToken()
    {
        switch (Current)
        {
            case '\n' or '\r':
                ReadNewLine();
                break;
            case '{':
                _openBraces++;
                Add(TokenType.OpenBrace, _at, Next());
                break;
            case '}' when _quotes.Count > 0:
                ReadInterpolatedRest();
                break;
            case '}':
                ReadCloseBrace();
                break;
            case '#':
                SkipComment();
                break;
            case '"' or '\'':
                ReadText();
                break;
            case '`':
                ReadVerbatim();
                break;
            case '$' when Peek(1) is '"' or '\'':
                ReadInterpolated();
                break;
            case var c when char.IsWhiteSpace(c):
                SkipBlanks(stopAtNewLine: true);
                break;
            case var c when c is '_' or '$' || char.IsLetter(c):
                ReadIdentifier();
                break;
            case var c when char.IsDigit(c):
                ReadNumber();
                break;
            default:
                ReadSymbol();
                break;
        }
    }

    private void ReadNewLine()
    {
        var start = _at;
        var end = Next();
        if (_text[start.Offset] == '\r' && Current == '\n')
        {
            end = Next();
        }

        var blanks = SkipBlanks(stopAtNewLine: false);
        Add(TokenType.NewLine, start, blanks.Offset > end.Offset ? blanks : end);
    }

    private void ReadCloseBrace()
    {
        var start = _at;
        if (_openBraces > 0)
        {
            _openBraces--;
        }
        else
        {
            Faults.Add(new Fault(new Span(start, start), "Unexpected } while no matching {"));
        }

        Add(TokenType.CloseBrace, start, Next());
    }

    private void SkipComment()
    {
        Next();
        var multi = Current == '#';
        if (!multi)
        {
            while (!AtEnd && !ClosesHere() && Current is not ('\r' or '\n'))
            {
                Next();
            }

            return;
        }

        Next();
        while (!AtEnd && !ClosesHere())
        {
            if (Current == '#' && Peek(1) == '#')
            {
                Next(2);
                return;
            }

            Next();
        }
    }

    private bool ClosesHere() => _openBraces == 0 && _quotes.Count == 0 && CodeExit(0) > 0;

    private void ReadIdentifier()
    {
        var start = _at;
        var type = Current == '$' ? TokenType.Local : TokenType.Identifier;
        var end = Next();
        if (type == TokenType.Local && Current == '$')
        {
            Add(type, start, Next());
            return;
        }

        while (IsIdentifier(Current))
        {
            end = Next();
        }

        Add(type, start, end);
    }

    private static bool IsIdentifier(char c) => c == '_' || char.IsLetterOrDigit(c);

    private void ReadSymbol()
    {
        foreach (var (text, type) in Symbols)
        {
            if (string.CompareOrdinal(_text, _at.Offset, text, 0, text.Length) == 0)
            {
                Add(type, _at, Next(text.Length));
                return;
            }
        }

        Add(TokenType.Invalid, _at, Next());
    }

    private void ReadNumber()
    {
        var start = _at;
        var zero = Current == '0';
        var end = Next();
        if (zero && Current is 'x' or 'b')
        {
            ReadRadix(start, Current == 'x');
            return;
        }

        end = SkipDigits(end, underscore: true);
        var isFloat = false;

        // `1..3` is a range and `1.size` a member: a dot belongs to the number only before what can go on a number.
        if (Current == '.' && Peek(1) != '.' && (Peek(1) is 'f' or 'F' or 'd' or 'D' or 'm' or 'M' or 'e' or 'E' || !char.IsLetter(Peek(1))))
        {
            isFloat = true;
            end = SkipDigits(Next(), underscore: false);
        }

        if (Current is 'e' or 'E')
        {
            end = Next();
            if (Current is '+' or '-')
            {
                end = Next();
            }

            if (!char.IsDigit(Current))
            {
                Fail("Expecting at least one digit after the exponent", _at, _at);
                return;
            }

            end = SkipDigits(end, underscore: false);
        }

        if (Current is 'f' or 'F' or 'd' or 'D' or 'm' or 'M' && !IsIdentifier(Peek(1)))
        {
            isFloat = true;
            end = Next();
        }

        Add(isFloat ? TokenType.Float : TokenType.Integer, start, end);
    }

    private Position SkipDigits(Position end, bool underscore)
    {
        while (char.IsDigit(Current) || (underscore && Current == '_'))
        {
            end = Next();
        }

        return end;
    }

    private void ReadRadix(Position start, bool hexadecimal)
    {
        var end = Next();
        var digits = 0;
        while (Current == '_' || (hexadecimal ? char.IsAsciiHexDigit(Current) : Current is '0' or '1'))
        {
            digits += Current == '_' ? 0 : 1;
            end = Next();
        }

        if (Current is 'u' or 'U' && !IsIdentifier(Peek(1)))
        {
            end = Next();
        }

        if (digits > 0)
        {
            Add(hexadecimal ? TokenType.Hexadecimal : TokenType.Binary, start, end);
            return;
        }

        Fail(
            hexadecimal
                ? "Invalid hex number, expecting at least a hex digit [0-9a-fA-F] after 0x"
                : "Invalid binary number, expecting at least a binary digit 0 or 1 after 0b",
            start,
            end);
    }
}
