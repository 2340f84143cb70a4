using System.Globalization;
using System.Text;
using Alokon.Templating.Running;

namespace Alokon.Templating.Functions;

internal static class StringFunctions
{
    private static readonly string[] NewLines = ["\r\n", "\r", "\n"];

    public static IEnumerable<BuiltIn> All { get; } =
    [
        new("append text:text with:text", c => Joined(c, c.Text(0), c.Text(1))),
        new("prepend text:text by:text", c => Joined(c, c.Text(1), c.Text(0))),
        new("capitalize text:text", c => Capitalize(c.Text(0))),
        new("capitalizewords text:text", c => CapitalizeWords(c.Text(0))),
        new("contains text:text value:text", c => c.Text(1).Length > 0 && c.Text(0).Contains(c.Text(1), StringComparison.Ordinal)),
        new("starts_with text:text value:text", c => c.Text(1).Length > 0 && c.Text(0).StartsWith(c.Text(1), StringComparison.Ordinal)),
        new("ends_with text:text value:text", c => c.Text(1).Length > 0 && c.Text(0).EndsWith(c.Text(1), StringComparison.Ordinal)),
        new("equals_ignore_case text:text value:text", c => c[0] is not null && string.Equals(c.Text(0), (string?)c[1], StringComparison.InvariantCultureIgnoreCase)),
        new("empty text:text", c => c.Text(0).Length == 0),
        new("whitespace text:text", c => string.IsNullOrWhiteSpace(c.Text(0))),
        new("downcase text:text", c => ((string?)c[0])?.ToLowerInvariant()),
        new("upcase text:text", c => ((string?)c[0])?.ToUpperInvariant()),
        new("escape text:text", c => c[0] is null ? null : Text.Escape(c.Text(0))),
        new("literal text:text", c => c[0] is null ? null : $"\"{Text.Escape(c.Text(0))}\""),
        new("handleize text:text", c => Handleize(c.Text(0))),
        new("index_of text:text search:text start_index:any? count:any?", IndexOf),
        new("strip text:text", c => ((string?)c[0])?.Trim()),
        new("lstrip text:text", c => ((string?)c[0])?.TrimStart()),
        new("rstrip text:text", c => ((string?)c[0])?.TrimEnd()),
        new("strip_newlines text:text", c => string.Concat(c.Text(0).Split(NewLines, StringSplitOptions.None))),
        new("pad_left text:text width:int", c => c.Text(0).PadLeft(Width(c))),
        new("pad_right text:text width:int", c => c.Text(0).PadRight(Width(c))),
        new("pluralize number:int singular:text plural:text", c => c.Integer(0) == 1 ? c[1] : c[2]),
        new("remove text:text remove:text", c => c.Text(1).Length == 0 ? c[0] : c.Text(0).Replace(c.Text(1), "", StringComparison.Ordinal)),
        new("remove_first text:text remove:text", c => ReplaceOnce(c, "", fromEnd: false)),
        new("remove_last text:text remove:text", c => ReplaceOnce(c, "", fromEnd: true)),
        new("replace text:text match:text replace:text", Replace),
        new("replace_first text:text match:text replace:text from_end:bool?", c => ReplaceOnce(c, c.Text(2), c[3] is true)),
        new("size text:text", c => c.Text(0).Length),
        new("slice text:text start:int length:any?", c => Slice(c.Text(0), c.Integer(1), c[2] is null ? c.Text(0).Length : c.Run.ToInt(c.Place(2), c[2]))),
        new("slice1 text:text start:int length:any?", c => Slice(c.Text(0), c.Integer(1), c[2] is null ? 1 : c.Run.ToInt(c.Place(2), c[2]))),
        new("split text:text match:text", Split),
        new("to_int text:text", c => int.TryParse(c.Text(0), NumberStyles.Integer, c.Run.Culture, out var number) ? number : null),
        new("to_long text:text", c => long.TryParse(c.Text(0), NumberStyles.Integer, c.Run.Culture, out var number) ? number : null),
        new("to_float text:text", c => float.TryParse(c.Text(0), NumberStyles.Float | NumberStyles.AllowThousands, c.Run.Culture, out var number) ? number : null),
        new("to_double text:text", c => double.TryParse(c.Text(0), NumberStyles.Float | NumberStyles.AllowThousands, c.Run.Culture, out var number) ? number : null),
        new("truncate text:text length:int ellipsis:text?", c => Truncate(c.Text(0), c.Integer(1), (string?)c[2] ?? "...")),
        new("truncatewords text:text count:int ellipsis:text?", c => TruncateWords(c.Text(0), c.Integer(1))),
    ];

    private static string Joined(Call call, string first, string second)
    {
        call.Run.CheckLength(call.Caller.Span, (long)first.Length + second.Length);
        return first + second;
    }

    private static string Capitalize(string text) => text.Length == 0 ? "" : char.ToUpperInvariant(text[0]) + text[1..];

    private static string CapitalizeWords(string text)
    {
        var words = new StringBuilder(text.Length);
        var begins = true;
        foreach (var c in text)
        {
            words.Append(begins && char.IsLetter(c) ? char.ToUpperInvariant(c) : c);
            begins = char.IsWhiteSpace(c) || (begins && !char.IsLetter(c));
        }

        return words.ToString();
    }

    private static string Handleize(string text)
    {
        var handle = new StringBuilder(text.Length);
        var last = '\0';
        foreach (var c in text)
        {
            if (char.IsLetterOrDigit(c))
            {
                handle.Append(char.ToLowerInvariant(c));
                last = c;
            }
            else if (last != '-')
            {
                handle.Append('-');
                last = '-';
            }
        }

        return handle.ToString().TrimEnd('-');
    }

    private static object IndexOf(Call call)
    {
        var (text, search) = (call.Text(0), call.Text(1));
        var start = call[2] is null ? 0 : call.Run.ToInt(call.Place(2), call[2]);
        var count = call[3] is null ? text.Length - start : call.Run.ToInt(call.Place(3), call[3]);
        return text.IndexOf(search, start, count, StringComparison.CurrentCulture);
    }

    private static int Width(Call call)
    {
        var width = call.Integer(1);
        if (width > call.Run.Limits.Text)
        {
            throw call.Fault(1, $"Padding width `{width}` exceeds LimitToString `{call.Run.Limits.Text}`.");
        }

        call.Run.CheckLength(call.Caller.Span, Math.Max(width, 0));
        return width;
    }

    private static object Replace(Call call)
    {
        var (text, match, replacement) = (call.Text(0), call.Text(1), call.Text(2));
        if (text.Length == 0)
        {
            return "";
        }

        if (match.Length == 0)
        {
            throw call.Fault(1, "The text to replace must not be empty.");
        }

        // Counted first: a replacement of a million characters for each of a million would be made before it could be refused.
        var matches = 0;
        for (var at = text.IndexOf(match, StringComparison.Ordinal); at >= 0; at = text.IndexOf(match, at + match.Length, StringComparison.Ordinal))
        {
            matches++;
        }

        call.Run.CheckLength(call.Caller.Span, text.Length + ((long)matches * (replacement.Length - match.Length)));
        return text.Replace(match, replacement, StringComparison.Ordinal);
    }

    private static object? ReplaceOnce(Call call, string replacement, bool fromEnd)
    {
        var (text, match) = (call.Text(0), call.Text(1));
        if (text.Length == 0 || match.Length == 0)
        {
            return call[0];
        }

        var at = fromEnd ? text.LastIndexOf(match, StringComparison.OrdinalIgnoreCase) : text.IndexOf(match, StringComparison.OrdinalIgnoreCase);
        return at < 0 ? text : Joined(call, text[..at] + replacement, text[(at + match.Length)..]);
    }

    /// <param name="start">Negative counts from the end.</param>
    private static string Slice(string text, int start, int length)
    {
        if (start >= text.Length || length <= 0)
        {
            return "";
        }

        var from = start < 0 ? start + text.Length : start;
        var count = from < 0 ? length + from : length;
        from = Math.Max(from, 0);
        return count <= 0 ? "" : text.Substring(from, Math.Min(count, text.Length - from));
    }

    private static object Split(Call call)
    {
        var (text, match) = (call.Text(0), call.Text(1));
        if (text.Length == 0)
        {
            return new RangeValue([]);
        }

        call.Run.CheckLength(call.Caller.Span, text.Length);
        return new RangeValue(match.Length == 0 ? [text] : [.. text.Split(match, StringSplitOptions.RemoveEmptyEntries)]);
    }

    private static string Truncate(string text, int length, string ellipsis) =>
        text.Length > length ? text[..Math.Max(length - ellipsis.Length, 0)] + ellipsis : text;

    // Scriban takes an ellipsis and does not use it; a template must look the same in both.
    private static string TruncateWords(string text, int count)
    {
        if (text.Length == 0)
        {
            return "";
        }

        var words = text.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries).ToList();
        if (char.IsWhiteSpace(text[0]))
        {
            words.Insert(0, "");
        }

        if (char.IsWhiteSpace(text[^1]))
        {
            words.Add("");
        }

        return string.Join(' ', words.Take(Math.Max(count, 0))) + "...";
    }
}
