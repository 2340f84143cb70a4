using System.Globalization;
using System.Xml;

namespace Alokon.Engine.Expressions;

/// <summary>Spans of time as definitions write them.</summary>
internal static class SpanText
{
    /// <returns>None for text that is no span: <c>1.02:03:04</c> as .NET and Elsa write it, or ISO 8601 (<c>P3M</c> is refused: months are no span).</returns>
    public static TimeSpan? Read(string text)
    {
        if (TimeSpan.TryParse(text, CultureInfo.InvariantCulture, out var span))
        {
            return span;
        }

        if (!text.StartsWith('P') || text.Contains('Y', StringComparison.Ordinal) || text.Split('T')[0].Contains('M', StringComparison.Ordinal))
        {
            return null;
        }

        try
        {
            return XmlConvert.ToTimeSpan(text);
        }
        catch (Exception e) when (e is FormatException or OverflowException)
        {
            return null;
        }
    }
}
