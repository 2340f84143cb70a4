using System.Globalization;
using System.Numerics;
using System.Text;
using Alokon.Templating.Functions;

namespace Alokon.Templating.Syntax;

internal sealed partial class Parser
{
    // The longest whole number a text may spell out; an exponent of nine digits would fill the memory.
    private const int LongestExponent = 4;

    private Expression ParseVariable()
    {
        var token = Current;
        var text = TextOf(token);
        Next();
        Expression variable = text switch
        {
            "null" => new Literal(null),
            "true" => new Literal(true),
            "false" => new Literal(false),
            "this" => new This(),
            "do" or "$$" => throw Refuse(token.Span, text),
            _ when Previous.Type == TokenType.Local => Local(token, text[1..]),
            _ => new Variable(text, local: false),
        };
        variable.Span = token.Span;
        if (variable is Variable { IsLocal: false } && text is "for" or "while" && Is(TokenType.Dot))
        {
            CheckLoopVariable(token, text);
        }
        else if (variable is Variable { IsLocal: false } && !Is(TokenType.Dot) && !IsMemberName(token) && Catalogue.IsForeign(text))
        {
            throw Refuse(token.Span, text);
        }

        return variable;
    }

    /// <summary>Behind a dot or before a colon a name is the author's own: nothing of Scriban is meant by it.</summary>
    private bool IsMemberName(Token token) =>
        Is(TokenType.Colon) || Is(TokenType.Equal) || (token.Start.Offset > 0 && _text[token.Start.Offset - 1] == '.');

    private static PathExpression Local(Token token, string name) =>
        int.TryParse(name, NumberStyles.None, CultureInfo.InvariantCulture, out var index)
            ? new Indexer(new Variable("", local: true) { Span = token.Span }, new Literal(index) { Span = token.Span })
            : new Variable(name, local: true);

    private void CheckLoopVariable(Token token, string loop)
    {
        var member = Peek();
        if (member.Type != TokenType.Identifier)
        {
            Fail(token.Span, $"Invalid token `{Shown(Current)}`. The loop variable <{loop}> dot must be followed by an identifier");
            return;
        }

        var name = TextOf(member);
        switch (name)
        {
            case "first" or "even" or "odd" or "index":
                break;
            case "last" or "changed" or "length" or "rindex" when loop == "for":
                break;
            case "last" or "changed" or "length" or "rindex" or "col":
                Fail(token.Span, $"The loop variable <{loop}.{name}> is invalid");
                break;
            default:
                Fail(token.Span, $"The loop variable <{loop}.{name}> is not supported");
                break;
        }
    }

    private Literal Value(object? value, char quote = '"')
    {
        var literal = new Literal(value, quote) { Start = Current.Start };
        Next();
        return Close(literal);
    }

    private Literal ParseInteger()
    {
        var text = TextOf(Current).Replace("_", "", StringComparison.Ordinal);
        var exponent = text.IndexOfAny(['e', 'E']);
        if ((exponent < 0 || text.Length - exponent <= LongestExponent)
            && BigInteger.TryParse(text, NumberStyles.Integer | NumberStyles.AllowExponent, CultureInfo.InvariantCulture, out var number))
        {
            return Value(Running.Numbers.Fit(number));
        }

        Fail($"Unable to parse the integer {text}");
        return Value(0);
    }

    private Literal ParseRadix(int bitsOfDigit)
    {
        var text = TextOf(Current)[2..].Replace("_", "", StringComparison.Ordinal);
        var digits = text.TrimEnd('u', 'U');
        var number = digits.Aggregate(BigInteger.Zero, (sum, digit) => (sum << bitsOfDigit) + int.Parse([digit], NumberStyles.HexNumber, CultureInfo.InvariantCulture));

        // Without the mark for unsigned, thirty-two bits are an int and sixty-four a long, whatever their sign comes to.
        return Value(number switch
        {
            _ when number <= uint.MaxValue && digits.Length == text.Length => (object)unchecked((int)(uint)number),
            _ when number <= uint.MaxValue => (long)number,
            _ when number <= ulong.MaxValue && digits.Length == text.Length => unchecked((long)(ulong)number),
            _ => number,
        });
    }

    private Literal ParseFloat()
    {
        var text = TextOf(Current);
        var digits = text.TrimEnd('f', 'F', 'd', 'D', 'm', 'M');
        var suffix = char.ToLowerInvariant(text[^1]);
        if (suffix == 'f' && float.TryParse(digits, NumberStyles.Float, CultureInfo.InvariantCulture, out var single))
        {
            return Value(single);
        }

        if (suffix == 'm' && decimal.TryParse(digits, NumberStyles.Float, CultureInfo.InvariantCulture, out var exact))
        {
            return Value(exact);
        }

        if (suffix != 'f' && suffix != 'm' && double.TryParse(digits, NumberStyles.Float, CultureInfo.InvariantCulture, out var number))
        {
            return Value(number);
        }

        Fail(suffix == 'f' ? $"Unable to parse float value `{text}`" : $"Unable to parse double value `{text}`");
        return Value(0);
    }

    private Literal ParseText()
    {
        var text = TextOf(Current);
        return Value(Unescape(text[1..^1]), text[0]);
    }

    private Literal ParseVerbatim() => Value(TextOf(Current)[1..^1].Replace("``", "`", StringComparison.Ordinal), '`');

    private InterpolatedText ParseInterpolated()
    {
        var start = Current.Start;
        var parts = new List<Expression>();
        var whole = Is(TokenType.Interpolated);
        parts.Add(ParseInterpolatedPart(opening: 2));
        while (!whole && !Is(TokenType.InterpolatedEnd))
        {
            if (ParseExpression() is not { } part)
            {
                break;
            }

            parts.Add(part);
        }

        if (Is(TokenType.InterpolatedEnd))
        {
            parts.Add(ParseInterpolatedPart(opening: 1));
        }

        return Close(new InterpolatedText(parts) { Start = start });
    }

    private Literal ParseInterpolatedPart(int opening) => Value(Unescape(TextOf(Current)[opening..^1]));

    private Expression ParseInterpolatedCode()
    {
        Next();
        var expression = ExpectExpression(Construct.Interpolated);
        if (Is(TokenType.CloseInterpolated))
        {
            Next();
        }
        else
        {
            Fail("Opened interpolated expression not closed on the same line.");
        }

        return expression;
    }

    private static string Unescape(string text)
    {
        if (!text.Contains('\\', StringComparison.Ordinal))
        {
            return text;
        }

        var plain = new StringBuilder(text.Length);
        for (var i = 0; i < text.Length; i++)
        {
            if (text[i] != '\\' || i + 1 == text.Length)
            {
                plain.Append(text[i]);
                continue;
            }

            i++;
            i += text[i] switch
            {
                'u' => AppendCode(plain, text, i + 1, 4),
                'x' => AppendCode(plain, text, i + 1, 2),
                '\r' => i + 1 < text.Length && text[i + 1] == '\n' ? 1 : 0,
                '\n' => 0,
                var c => AppendEscaped(plain, c),
            };
        }

        return plain.ToString();
    }

    private static int AppendEscaped(StringBuilder plain, char escaped)
    {
        plain.Append(escaped switch
        {
            '0' => '\0',
            'b' => '\b',
            'f' => '\f',
            'n' => '\n',
            'r' => '\r',
            't' => '\t',
            'v' => '\v',
            _ => escaped,
        });
        return 0;
    }

    private static int AppendCode(StringBuilder plain, string text, int start, int digits)
    {
        // The lexer has complained about a code that is not one.
        if (start + digits <= text.Length && int.TryParse(text.AsSpan(start, digits), NumberStyles.HexNumber, CultureInfo.InvariantCulture, out var code))
        {
            plain.Append((char)code);
            return digits;
        }

        return 0;
    }
}
