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
        var quote = Peek(1);
        ReadInterpolatedPart(start, Next(2), quote, TokenType.InterpolatedBegin, TokenType.Interpolated);
    }

    /// <summary>Goes on with the text behind a closing brace, up to the next piece of code or the end.</summary>
    private void ReadInterpolatedRest()
    {
        var start = _at;
        Add(TokenType.CloseInterpolated, start, start);
        ReadInterpolatedPart(start, Next(), _quotes.Pop(), TokenType.InterpolatedMiddle, TokenType.InterpolatedEnd);
    }

    private void ReadInterpolatedPart(Position start, Position end, char quote, TokenType beforeCode, TokenType last)
    {
        while (!AtEnd)
        {
            if (Current == '\\')
            {
                end = SkipEscape(end, "0'\"\\{bfnrtv");
            }
            else if (Current == '{')
            {
                end = Next();
                Add(beforeCode, start, end);
                Add(TokenType.OpenInterpolated, end, end);
                _quotes.Push(quote);
                return;
            }
            else if (Current == quote)
            {
                Add(last, start, Next());
                return;
            }
            else
            {
                end = Next();
            }
        }

        Fail($"Unexpected end of file while parsing a string not terminated by a {quote}", end, end);
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
