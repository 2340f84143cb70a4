using System.Globalization;
using System.Text;
using System.Text.RegularExpressions;

namespace Alokon.Sop.Documents.Pdf;

/// <summary>The notation of PDF: read as far as this room needs it, written as ISO 19005-3 wants it. One character is one byte (Latin 1).</summary>
internal static partial class PdfText
{
    /// <summary>Entries of a dictionary in their order, values as they stand.</summary>
    public static List<(string Key, string Value)> Entries(string text)
    {
        var entries = new List<(string Key, string Value)>();
        var at = text.IndexOf("<<", StringComparison.Ordinal) + 2;
        while (true)
        {
            at = SkipBlanks(text, at);
            if (at >= text.Length || text[at] != '/')
            {
                return entries;
            }

            var keyEnd = EndOfWord(text, at + 1);
            var key = text[(at + 1)..keyEnd];
            at = SkipBlanks(text, keyEnd);
            var end = EndOfValue(text, at);
            entries.Add((key, text[at..end].TrimEnd()));
            at = end;
        }
    }

    /// <returns>Null when there is no such entry.</returns>
    public static string? Find(string dictionary, string key) => Entries(dictionary).FirstOrDefault(entry => entry.Key == key).Value;

    public static string Dictionary(IEnumerable<(string Key, string Value)> entries) =>
        $"<<{string.Concat(entries.Select(entry => $"/{entry.Key} {entry.Value}\n"))}>>";

    /// <summary>The dictionary with these entries in place of its own of the same name.</summary>
    public static string With(string dictionary, params (string Key, string Value)[] changed) =>
        Dictionary([.. Entries(dictionary).Where(entry => changed.All(one => one.Key != entry.Key)), .. changed]);

    public static int Number(string reference) => int.Parse(reference.AsSpan(0, reference.IndexOf(' ', StringComparison.Ordinal)), CultureInfo.InvariantCulture);

    /// <summary>The objects that a list names.</summary>
    public static IEnumerable<int> References(string list) => Named().Matches(list).Select(match => int.Parse(match.Groups["number"].ValueSpan, CultureInfo.InvariantCulture));

    public static string Reference(int number) => string.Create(CultureInfo.InvariantCulture, $"{number} 0 R");

    /// <summary>A text as people read it: plain when it is ASCII, else in UTF-16.</summary>
    public static string String(string text)
    {
        if (!text.All(char.IsAscii))
        {
            return $"<FEFF{Convert.ToHexString(Encoding.BigEndianUnicode.GetBytes(text))}>";
        }

        var written = new StringBuilder("(");
        foreach (var c in text)
        {
            _ = c is '(' or ')' or '\\' ? written.Append('\\').Append(c) : written.Append(char.IsControl(c) ? ' ' : c);
        }

        return written.Append(')').ToString();
    }

    public static string Date(DateTimeOffset instant) => instant.UtcDateTime.ToString("'(D:'yyyyMMddHHmmss\"+00'00')\"", CultureInfo.InvariantCulture);

    public static string Real(double number) => number.ToString("0.###", CultureInfo.InvariantCulture);

    public static int SkipBlanks(string text, int at)
    {
        while (at < text.Length && (char.IsWhiteSpace(text[at]) || text[at] == '\0'))
        {
            at++;
        }

        return at;
    }

    [GeneratedRegex(@"(?<number>\d{1,9})\s+\d+\s+R\b")]
    private static partial Regex Named();

    private static int EndOfWord(string text, int at)
    {
        while (at < text.Length && !char.IsWhiteSpace(text[at]) && !"/<>[]()".Contains(text[at], StringComparison.Ordinal))
        {
            at++;
        }

        return at;
    }

    /// <summary>Where what begins here ends.</summary>
    public static int EndOfValue(string text, int at)
    {
        switch (at < text.Length ? text[at] : '\0')
        {
            case '/':
                return EndOfWord(text, at + 1);
            case '(':
                return EndOfString(text, at);
            case '[':
            case '<' when at + 1 < text.Length && text[at + 1] == '<':
                return EndOfGroup(text, at);
            case '<':
                return text.IndexOf('>', at) + 1;
        }

        // A number, a word, or a reference of three words.
        var end = EndOfWord(text, at);
        var generation = EndOfWord(text, SkipBlanks(text, end));
        var letter = SkipBlanks(text, generation);
        return letter < text.Length && text[letter] == 'R' && EndOfWord(text, letter) == letter + 1 ? letter + 1 : end;
    }

    private static int EndOfString(string text, int at)
    {
        for (var depth = 0; at < text.Length; at++)
        {
            switch (text[at])
            {
                case '\\':
                    at++;
                    break;
                case '(':
                    depth++;
                    break;
                case ')' when --depth == 0:
                    return at + 1;
            }
        }

        throw new PdfFault("a string does not end");
    }

    private static int EndOfGroup(string text, int at)
    {
        for (var depth = 0; at < text.Length;)
        {
            var two = at + 1 < text.Length ? text.AsSpan(at, 2) : default;
            if (text[at] == '(')
            {
                at = EndOfString(text, at);
            }
            else if (text[at] == '[' || two is "<<")
            {
                depth++;
                at += two is "<<" ? 2 : 1;
            }
            else if (text[at] == ']' || two is ">>")
            {
                at += two is ">>" ? 2 : 1;
                if (--depth == 0)
                {
                    return at;
                }
            }
            else
            {
                at++;
            }
        }

        throw new PdfFault("a list or dictionary does not end");
    }
}

/// <summary>A file that is no PDF of the kind this room reads.</summary>
public sealed class PdfFault(string reason) : Exception($"The PDF cannot be read: {reason}");
