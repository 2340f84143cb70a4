using System.Globalization;
using System.Text;

namespace Alokon.Engine.Expressions.JavaScript;

/// <summary>
/// Cuts a script into tokens where the parser asks for them: only the parser knows whether a slash divides or opens a regular
/// expression, and where a template goes on.
/// </summary>
internal sealed class Tokenizer(string text)
{
    private static readonly HashSet<string> Keywords =
    [
        "break", "case", "catch", "class", "const", "continue", "debugger", "default", "delete", "do", "else", "enum", "export", "extends",
        "false", "finally", "for", "function", "if", "import", "in", "instanceof", "new", "null", "return", "super", "switch", "this",
        "throw", "true", "try", "typeof", "var", "void", "while", "with",
    ];

    // Longest first.
    private static readonly string[] Punctuators =
    [
        ">>>=", "...", "===", "!==", ">>>", "<<=", ">>=", "**=", "&&=", "||=", "??=",
        "=>", "==", "!=", "<=", ">=", "&&", "||", "??", "?.", "++", "--", "+=", "-=", "*=", "/=", "%=", "&=", "|=", "^=", "<<", ">>", "**",
        "{", "}", "(", ")", "[", "]", ";", ",", "<", ">", "+", "-", "*", "/", "%", "&", "|", "^", "!", "~", "?", ":", "=", ".",
    ];

    private readonly List<int> _lineStarts = LineStarts(text);

    public string Text { get; } = text;

    /// <exception cref="ScriptRefused">What stands there begins no token.</exception>
    public Token Next(int from)
    {
        var start = SkipBlanks(from, out var newLine);
        if (start >= Text.Length)
        {
            return new(TokenKind.End, "", Text.Length, Text.Length, newLine);
        }

        var c = Text[start];
        if (IsNameStart(c))
        {
            return Name(start, newLine);
        }

        if (char.IsAsciiDigit(c) || (c == '.' && char.IsAsciiDigit(At(start + 1))))
        {
            return Number(start, newLine);
        }

        return c switch
        {
            '"' or '\'' => Quoted(start, newLine),
            '`' => new(TokenKind.Template, "`", start, start + 1, newLine),
            '#' => throw Refuse("anggota privat (#) tidak didukung", start),
            _ => Punctuator(start, newLine),
        };
    }

    public ScriptRefused Refuse(string reason, int position)
    {
        var (line, column) = Place(position);
        return new(reason, line, column);
    }

    /// <returns>Both counted from 1.</returns>
    public (int Line, int Column) Place(int position)
    {
        var found = _lineStarts.BinarySearch(position);
        var line = found >= 0 ? found : ~found - 1;
        return (line + 1, position - _lineStarts[line] + 1);
    }

    /// <summary>A regular expression whose slash stands at <paramref name="start"/>.</summary>
    public (string Pattern, string Flags, int End) Regex(int start)
    {
        var inClass = false;
        var i = start + 1;
        for (; At(i) != '/' || inClass; i++)
        {
            if (i >= Text.Length || IsLineEnd(Text[i]))
            {
                throw Refuse("ungkapan reguler tidak ditutup dengan /", start);
            }

            inClass = Text[i] switch { '[' => true, ']' => false, _ => inClass };
            i += Text[i] == '\\' ? 1 : 0;
        }

        var end = i + 1;
        while (end < Text.Length && IsNamePart(Text[end]))
        {
            end++;
        }

        return (Text[(start + 1)..i], Text[(i + 1)..end], end);
    }

    /// <summary>The fixed text of a template from <paramref name="start"/> up to the next <c>${</c> or the closing backtick.</summary>
    public (string Value, int End, bool IsLast) TemplatePart(int start)
    {
        var value = new StringBuilder();
        for (var i = start; i < Text.Length; i++)
        {
            switch (Text[i])
            {
                case '`':
                    return (value.ToString(), i + 1, true);
                case '$' when At(i + 1) == '{':
                    return (value.ToString(), i + 2, false);
                case '\\':
                    i = Escape(i, value);
                    break;
                case '\r': // a template has line feeds only, whatever the file has
                    value.Append('\n');
                    i += At(i + 1) == '\n' ? 1 : 0;
                    break;
                default:
                    value.Append(Text[i]);
                    break;
            }
        }

        throw Refuse("template tidak ditutup dengan `", start);
    }

    private static List<int> LineStarts(string text)
    {
        var starts = new List<int> { 0 };
        for (var i = 0; i < text.Length; i++)
        {
            if (text[i] == '\n' || (text[i] == '\r' && !(i + 1 < text.Length && text[i + 1] == '\n')))
            {
                starts.Add(i + 1);
            }
        }

        return starts;
    }

    private char At(int index) => index >= 0 && index < Text.Length ? Text[index] : '\0';

    private static bool IsNameStart(char c) => char.IsLetter(c) || c is '_' or '$';

    private static bool IsNamePart(char c) =>
        IsNameStart(c) || char.IsDigit(c) || c is '\u200c' or '\u200d'
        || char.GetUnicodeCategory(c) is UnicodeCategory.NonSpacingMark or UnicodeCategory.SpacingCombiningMark or UnicodeCategory.ConnectorPunctuation;

    private static bool IsLineEnd(char c) => c is '\n' or '\r' or '\u2028' or '\u2029';

    private int SkipBlanks(int i, out bool newLine)
    {
        newLine = false;
        while (i < Text.Length)
        {
            var c = Text[i];
            if (IsLineEnd(c))
            {
                newLine = true;
                i++;
            }
            else if (char.IsWhiteSpace(c) || c == '\ufeff')
            {
                i++;
            }
            else if (c == '/' && At(i + 1) == '/')
            {
                while (i < Text.Length && !IsLineEnd(Text[i]))
                {
                    i++;
                }
            }
            else if (c == '/' && At(i + 1) == '*')
            {
                var end = Text.IndexOf("*/", i + 2, StringComparison.Ordinal);
                newLine |= Text.AsSpan(i, Math.Max(end, i) - i).IndexOfAny('\n', '\r') >= 0;
                i = end < 0 ? throw Refuse("komentar tidak ditutup dengan */", i) : end + 2;
            }
            else
            {
                break;
            }
        }

        return i;
    }

    private Token Name(int start, bool newLine)
    {
        var end = start + 1;
        while (end < Text.Length && IsNamePart(Text[end]))
        {
            end++;
        }

        var name = Text[start..end];
        return At(end) == '\\'
            ? throw Refuse("nama dengan \\u tidak didukung", end)
            : new(Keywords.Contains(name) ? TokenKind.Keyword : TokenKind.Name, name, start, end, newLine);
    }

    private Token Number(int start, bool newLine)
    {
        var end = start;
        double value;
        if (Text[start] == '0' && (At(start + 1) is 'x' or 'X'))
        {
            end = start + 2;
            value = 0;
            for (; char.IsAsciiHexDigit(At(end)); end++)
            {
                value = (value * 16) + Convert.ToInt32(Text[end].ToString(), 16);
            }
        }
        else
        {
            end = Digits(Digits(start) is var whole && At(whole) == '.' ? whole + 1 : whole);
            if (At(end) is 'e' or 'E')
            {
                end = Digits(end + (At(end + 1) is '+' or '-' ? 2 : 1));
            }

            value = double.TryParse(Text.AsSpan(start, end - start), NumberStyles.Float, CultureInfo.InvariantCulture, out var parsed)
                ? parsed
                : throw Refuse("bilangan tidak dapat dibaca", start);
        }

        RefuseNewNumber(start, end);
        return new(TokenKind.Number, Text[start..end], start, end, newLine) { Number = value };
    }

    private int Digits(int from)
    {
        while (char.IsAsciiDigit(At(from)))
        {
            from++;
        }

        return from;
    }

    private void RefuseNewNumber(int start, int end)
    {
        if (Text[start] == '0' && char.IsAsciiDigit(At(start + 1)))
        {
            throw Refuse("bilangan oktal (diawali 0) tidak didukung", start);
        }

        if (IsNamePart(At(end)) || At(end) == '\\')
        {
            throw Refuse(
                At(end) switch
                {
                    'n' => "BigInt (angka berakhiran n) tidak didukung",
                    '_' => "pemisah angka (_) tidak didukung",
                    'b' or 'B' or 'o' or 'O' => "bilangan biner dan oktal (0b, 0o) tidak didukung",
                    _ => "bilangan tidak dapat dibaca",
                },
                start);
        }
    }

    private Token Quoted(int start, bool newLine)
    {
        var value = new StringBuilder();
        for (var i = start + 1; i < Text.Length && Text[i] is not ('\n' or '\r'); i++)
        {
            if (Text[i] == Text[start])
            {
                return new(TokenKind.Text, value.ToString(), start, i + 1, newLine);
            }

            if (Text[i] == '\\')
            {
                i = Escape(i, value);
            }
            else
            {
                value.Append(Text[i]);
            }
        }

        throw Refuse("teks tidak ditutup dengan tanda kutip", start);
    }

    /// <param name="i">Where the backslash stands.</param>
    /// <returns>The last character of the escape.</returns>
    private int Escape(int i, StringBuilder value)
    {
        var c = At(i + 1);
        if (c is 'u' or 'x')
        {
            var length = c == 'u' ? 4 : 2;
            var digits = i + 2 + length <= Text.Length ? Text.Substring(i + 2, length) : "";
            value.Append(digits.Length == length && digits.All(char.IsAsciiHexDigit)
                ? (char)Convert.ToInt32(digits, 16)
                : throw Refuse(At(i + 2) == '{' ? "\\u{…} tidak didukung; pakai \\uXXXX" : "kode huruf tidak dapat dibaca", i));
            return i + 1 + length;
        }

        if (char.IsAsciiDigit(c) && (c != '0' || char.IsAsciiDigit(At(i + 2))))
        {
            throw Refuse("kode huruf oktal tidak didukung", i);
        }

        if (IsLineEnd(c))
        {
            return c == '\r' && At(i + 2) == '\n' ? i + 2 : i + 1; // the line goes on
        }

        value.Append(c switch { 'n' => '\n', 't' => '\t', 'r' => '\r', 'b' => '\b', 'f' => '\f', 'v' => '\v', '0' => '\0', _ => c });
        return i + 1;
    }

    private Token Punctuator(int start, bool newLine)
    {
        foreach (var candidate in Punctuators)
        {
            if (string.CompareOrdinal(Text, start, candidate, 0, candidate.Length) == 0
                && !(candidate == "?." && char.IsAsciiDigit(At(start + 2))))
            {
                return new(TokenKind.Punctuator, candidate, start, start + candidate.Length, newLine);
            }
        }

        throw Refuse($"tanda {Text[start]} tidak dikenal", start);
    }
}
