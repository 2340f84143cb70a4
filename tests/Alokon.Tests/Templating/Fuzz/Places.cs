using Alokon.Templating;

namespace Alokon.Tests.Templating.Fuzz;

internal static class Places
{
    public static string? Outside(TemplateError error, string text)
    {
        var lines = Lines(text);
        var inside = error.Line >= 1 && error.Line <= lines.Count && error.Column >= 1 && error.Column <= lines[error.Line - 1].Length + 2;
        return inside && error.Message.Length > 0 ? null : $"not a place in the text: {error}";
    }

    public static int Offset(TemplateError error, string text) => Lines(text).Take(error.Line - 1).Sum(line => line.Length) + error.Column - 1;

    /// <summary>Each with what ends it: a line feed, a return, or both.</summary>
    private static List<string> Lines(string text)
    {
        var lines = new List<string>();
        var start = 0;
        for (var i = 0; i < text.Length; i++)
        {
            if (text[i] == '\n' || (text[i] == '\r' && (i + 1 == text.Length || text[i + 1] != '\n')))
            {
                lines.Add(text[start..(i + 1)]);
                start = i + 1;
            }
        }

        return [.. lines, text[start..]];
    }
}
