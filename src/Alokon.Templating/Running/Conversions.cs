using System.Globalization;
using System.Numerics;
using System.Text;
using Alokon.Templating.Functions;
using Alokon.Templating.Syntax;

namespace Alokon.Templating.Running;

internal sealed partial class Evaluation
{
    public string ToText(object? value)
    {
        if (value is string text)
        {
            return text;
        }

        if (Values.Items(value) is null && value is not ObjectValue)
        {
            return Plain(value, nested: false);
        }

        var written = new StringBuilder();
        Append(written, value, depth: 1);
        return written.ToString();
    }

    public int ToInt(Span span, object? value)
    {
        try
        {
            return value switch
            {
                null => 0,
                int number => number,
                BigInteger number => (int)number,
                long number => checked((int)number),
                bool truth => truth ? 1 : 0,
                SafeHtml html => System.Convert.ToInt32(html.Html, Culture),
                string or float or double or decimal => System.Convert.ToInt32(value, Culture),
                _ => throw new InvalidCastException(),
            };
        }
        catch (Exception wrong) when (wrong is FormatException or OverflowException or InvalidCastException)
        {
            throw new TemplateFault(span, $"Unable to convert type `{Values.TypeName(value)}` to int");
        }
    }

    /// <summary>Makes an argument what the function asks for.</summary>
    public object? Convert(Span span, object? value, ParameterType type) => type switch
    {
        ParameterType.Any => value,
        ParameterType.Text => value is null ? null : ToText(value),
        ParameterType.Integer => ToInt(span, value),
        ParameterType.Boolean => Values.IsTrue(value),
        ParameterType.Double => ToDouble(span, value),
        ParameterType.Date => DateFunctions.ToDate(this, span, value),
        ParameterType.List => value is null ? null : Values.Iterate(value) ?? throw new TemplateFault(
            span,
            "Unexpected list value. Expecting an array, list or iterator. Unable to convert to a list."),
    };

    private double ToDouble(Span span, object? value) => value switch
    {
        null => 0,
        _ when Values.IsNumber(value) || value is bool => Numbers.ToDouble(value),
        _ when double.TryParse(ToText(value), NumberStyles.Float | NumberStyles.AllowThousands, Culture, out var number) => number,
        _ => throw new TemplateFault(span, $"Unable to convert type `{Values.TypeName(value)}` to `double`"),
    };

    private string Plain(object? value, bool nested) => value switch
    {
        null or EmptyValue => nested ? "null" : "",
        string text => nested ? $"\"{Text.Escape(text)}\"" : text,
        SafeHtml html => nested ? $"\"{Text.Escape(html.Html)}\"" : html.Html,
        bool truth => truth ? "true" : "false",
        DateTime date => DateFunctions.Format(this, date, DateFunctions.DefaultFormat, Culture),
        IFormattable formattable => formattable.ToString(null, Culture),
        UserFunction function => function.ToString(),
        Callable => "<function>",
        LoopState => "{}",
        _ => value.ToString() ?? "",
    };

    private void Append(StringBuilder written, object? value, int depth)
    {
        if (depth > Limits.Nesting)
        {
            throw new TemplateFault(_current, "Structure is too deeply nested or contains reference loops.");
        }

        if (value is ObjectValue members)
        {
            written.Append('{');
            for (var i = 0; i < members.Names.Count; i++)
            {
                var name = members.Names[i];
                written.Append(i == 0 ? "" : ", ").Append(IsSimple(name) ? name : Plain(name, nested: true)).Append(": ");
                Append(written, members[name], depth + 1);
            }

            written.Append('}');
        }
        else if (Values.Items(value) is { } items)
        {
            written.Append('[');
            for (var i = 0; i < items.Count; i++)
            {
                written.Append(i == 0 ? "" : ", ");
                Append(written, items[i], depth + 1);
            }

            written.Append(']');
        }
        else
        {
            written.Append(Plain(value, nested: true));
        }

        if (written.Length > Limits.Text)
        {
            throw new TemplateFault(_current, $"The text exceeds LimitToString `{Limits.Text}`.");
        }
    }

    private static bool IsSimple(string name) =>
        name.Length > 0 && (name[0] == '_' || char.IsLetter(name[0])) && name.All(c => c == '_' || char.IsLetterOrDigit(c));
}
