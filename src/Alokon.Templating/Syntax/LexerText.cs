namespace Alokon.Templating.Syntax;

internal sealed partial class Lexer
{
    private void ReadText()
    {
        var start = _at;
        var quote = Current;
        var end = Next();
        while (!AtEnd)
        {
            if (Current == '\\')
            {
                end = SkipEscape(end, "0'\"\\bfnrtv");
            }
            else if (Current == quote)
            {
                Add(TokenType.Text, start, Next());
                return;
            }
            else
            {
                end = Next();
            }
        }

        Fail($"Unexpected end of file while parsing a string not terminated by a {quote}", end, end);
    }

    private void ReadVerbatim()
    {
        var start = _at;
        var end = Next();
        while (!AtEnd)
        {
            var closes = Current == '`';
            end = Next();
            if (closes && Current != '`')
            {
                Add(TokenType.Verbatim, start, end);
                return;
            }

            if (closes)
            {
                end = Next();
            }
        }

        Fail("Unexpected end of file while parsing a verbatim string not terminated by a `", end, end);
    }

    private void ReadInterpolated()
    {
        var start = _at;
        Next();
        var quote = Current;
        var end = Next();
        while (!AtEnd)
        {
            if (Current == '\\')
            {
                end = SkipEscape(end, "0'\"\\{bfnrtv");
            }
            else if (Current == '{')
            {
                if (!SkipBraces())
                {
                    return;
                }
            }
            else if (Current == quote)
            {
                Add(TokenType.Interpolated, start, Next());
                return;
            }
            else
            {
                end = Next();
            }
        }

        Fail($"Unexpected end of file while parsing a string not terminated by a {quote}", end, end);
    }

    /// <summary>The texts and the pieces of code of an interpolated string; the end is the place behind the last character.</summary>
    public static IEnumerable<(bool IsCode, Position Start, int End)> Parts(string text, Token token)
    {
        var lexer = new Lexer(text, token.Start, token.End.Offset);
        lexer.Next(2);
        var start = lexer._at;
        while (!lexer.AtEnd)
        {
            if (lexer.Current == '{')
            {
                yield return (false, start, lexer._at.Offset);
                start = lexer._at;
                lexer.SkipBraces();
                yield return (true, start.Right, lexer._at.Offset - 1);
                start = lexer._at;
            }
            else
            {
                lexer.Next(lexer.Current == '\\' ? 2 : 1);
            }
        }

        yield return (false, start, lexer._at.Offset);
    }

    /// <summary>Passes the code between the braces of an interpolated string; the parser reads it later.</summary>
    private bool SkipBraces()
    {
        var open = _at;
        var depth = 0;
        var quote = '\0';
        while (!AtEnd && Current != '\n')
        {
            var c = Current;
            if (quote != '\0')
            {
                quote = c == quote ? '\0' : quote;
                Next(c == '\\' ? 2 : 1);
                continue;
            }

            depth += c switch { '{' => 1, '}' => -1, _ => 0 };
            quote = c is '"' or '\'' or '`' ? c : '\0';
            Next();
            if (depth == 0)
            {
                return true;
            }
        }

        Fail("Opened interpolated expression not closed on the same line.", open, open);
        return false;
    }

    private Position SkipEscape(Position end, string allowed)
    {
        end = Next();
        switch (Current)
        {
            case '\r' when Peek(1) == '\n':
                return Next(2);
            case '\n' or '\r':
                return Next();
            case 'u':
                return SkipHexadecimal(4, "Expecting `\\u0000` to `\\uffff`.");
            case 'x':
                return SkipHexadecimal(2, "Expecting `\\x00` to `\\xff`");
            case var c when allowed.Contains(c, StringComparison.Ordinal):
                return Next();
            default:
                Faults.Add(new Fault(
                    new Span(_at, _at),
                    $"Unexpected escape character `{Current}` in string. Only 0 ' \\ \" b f n r t v u0000-uFFFF x00-xFF are allowed"));
                return end;
        }
    }

    private Position SkipHexadecimal(int digits, string expected)
    {
        var letter = Current;
        var end = Next();
        for (var i = 0; i < digits; i++)
        {
            if (!char.IsAsciiHexDigit(Current))
            {
                Faults.Add(new Fault(new Span(_at, _at), $"Unexpected hex number `{Current}` following `\\{letter}`. {expected}"));
                return end;
            }

            end = Next();
        }

        return end;
    }
}
