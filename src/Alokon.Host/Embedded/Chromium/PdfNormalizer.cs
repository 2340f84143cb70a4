using System.Text;
using System.Text.RegularExpressions;

namespace Alokon.Host.Embedded.Chromium;

/// <summary>
/// Takes out of a PDF what differs between two prints of the same HTML: the dates, the file's id, and the numbers of
/// the structure tree, which count on from whatever the browser drew before. Every replacement has the length of what
/// it replaces: the file's table of offsets stays true.
/// </summary>
internal static partial class PdfNormalizer
{
    public static byte[] Normalize(byte[] pdf)
    {
        // Latin 1 maps every byte to one character and back.
        var text = Encoding.Latin1.GetString(pdf);
        Dictionary<string, string> nodes = [];
        text = Dates().Replace(text, match => $"{match.Groups["name"].Value}({Fixed(match.Groups["date"].Value)})");
        text = Ids().Replace(text, match => match.Groups["name"].Value + string.Concat(match.Groups["ids"].Value.Select(c => Uri.IsHexDigit(c) ? '0' : c)));
        text = Nodes().Replace(text, match =>
        {
            if (!nodes.TryGetValue(match.Value, out var number))
            {
                number = $"(node{nodes.Count + 1:D8})";
                nodes.Add(match.Value, number);
            }

            return number;
        });
        return Encoding.Latin1.GetBytes(text);
    }

    /// <summary>Digits become those of 1 January 2000; what stands between them stays.</summary>
    private static string Fixed(string date)
    {
        const string Digits = "200001010000000000";
        var next = 0;
        return string.Concat(date.Select(c => char.IsAsciiDigit(c) ? Digits[next++ % Digits.Length] : c is '-' or 'Z' ? '+' : c));
    }

    [GeneratedRegex(@"(?<name>/(?:CreationDate|ModDate) ?)\((?<date>D:[0-9Z+'-]+)\)")]
    private static partial Regex Dates();

    [GeneratedRegex(@"(?<name>/ID ?)(?<ids>\[ ?<[0-9A-Fa-f]+> ?<[0-9A-Fa-f]+> ?\])")]
    private static partial Regex Ids();

    [GeneratedRegex(@"\(node[0-9]{8}\)")]
    private static partial Regex Nodes();
}
