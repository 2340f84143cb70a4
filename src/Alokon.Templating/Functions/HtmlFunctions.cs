using System.Net;
using System.Text;
using System.Text.RegularExpressions;
using Alokon.Templating.Running;

namespace Alokon.Templating.Functions;

internal static partial class HtmlFunctions
{
    private const string UnescapedInUrls = "-._~:/?#[]@!$&'()*+,;=";

    // Not backtracking: the text comes from people, and a pattern like this one can be made to run for years.
    private static readonly Regex Tags = new(
        "<script.*?</script>|<!--.*?-->|<style.*?</style>|<(?:[^>=]|='[^']*'|=\"[^\"]*\"|=[^'\"][^\\s>]*)*>",
        RegexOptions.IgnoreCase | RegexOptions.Singleline | RegexOptions.CultureInvariant | RegexOptions.NonBacktracking);

    public static IEnumerable<BuiltIn> All { get; } =
    [
        new("escape text:any", Escape),
        new("newline_to_br text:any", NewLineToBr),
        new("strip text:text", c => c[0] is null ? null : Tags.Replace(c.Text(0), "")),
        new("url_encode text:text", c => c[0] is null ? null : Uri.EscapeDataString(c.Text(0))),
        new("url_escape text:text", c => c[0] is null ? null : UrlEscape(c.Text(0))),
    ];

    [GeneratedRegex("\r\n|\r|\n")]
    private static partial Regex NewLine();

    private static object? Escape(Call call) => call[0] switch
    {
        null => null,
        SafeHtml already => already,
        _ => Html(call, WebUtility.HtmlEncode(call.Text(0))),
    };

    private static object? NewLineToBr(Call call) => call[0] switch
    {
        null => null,
        SafeHtml already => Html(call, NewLine().Replace(already.Html, "<br />$0")),
        _ => Html(call, NewLine().Replace(call.Run.Escapes ? WebUtility.HtmlEncode(call.Text(0)) : call.Text(0), "<br />$0")),
    };

    /// <summary>In plain Scriban the result is a text like any other.</summary>
    private static object Html(Call call, string html)
    {
        call.Run.CheckLength(call.Caller.Span, html.Length);
        return call.Run.Escapes ? new SafeHtml(html) : html;
    }

    private static string UrlEscape(string text)
    {
        var escaped = new StringBuilder(text.Length);
        var start = 0;
        for (var i = 0; i <= text.Length; i++)
        {
            if (i < text.Length && !char.IsAsciiLetterOrDigit(text[i]) && !UnescapedInUrls.Contains(text[i], StringComparison.Ordinal))
            {
                continue;
            }

            // Runs are escaped as a whole: half of a surrogate pair cannot be.
            escaped.Append(Uri.EscapeDataString(text[start..i]));
            if (i < text.Length)
            {
                escaped.Append(text[i]);
            }

            start = i + 1;
        }

        return escaped.ToString();
    }
}
