using System.Text;

namespace Alokon.Templating.Running;

internal static class Text
{
    /// <summary>As it would have to stand between quotes in a template.</summary>
    public static string Escape(string text)
    {
        var escaped = new StringBuilder(text.Length);
        foreach (var c in text)
        {
            _ = c switch
            {
                '"' => escaped.Append("\\\""),
                '\\' => escaped.Append(@"\\"),
                '\n' => escaped.Append(@"\n"),
                '\r' => escaped.Append(@"\r"),
                '\t' => escaped.Append(@"\t"),
                '\b' => escaped.Append(@"\b"),
                '\f' => escaped.Append(@"\f"),
                _ => escaped.Append(c),
            };
        }

        return escaped.ToString();
    }
}
