using System.Text;

namespace Alokon.Templating.Syntax;

/// <summary>
/// Follows the HTML that a template writes, to know where an expression would put its value. Escaping makes a value safe
/// between tags and inside quotes; nowhere else, so nowhere else may one stand.
/// </summary>
internal sealed class HtmlContext
{
    // The content of these is not HTML: escaping neither protects nor is undone there.
    private static readonly HashSet<string> RawElements = new(StringComparer.OrdinalIgnoreCase) { "script", "style", "iframe", "noscript", "xmp", "noembed", "noframes", "plaintext" };

    private static readonly HashSet<string> Addresses =
        new(StringComparer.OrdinalIgnoreCase) { "href", "src", "srcset", "action", "formaction", "data", "poster", "background", "cite", "srcdoc", "xlink:href" };

    private readonly StringBuilder _element = new();
    private readonly StringBuilder _attribute = new();
    private readonly StringBuilder _value = new();
    private readonly StringBuilder _recent = new();
    private State _state = State.Text;
    private bool _closing;

    private enum State
    {
        Text, TagOpen, Element, BetweenAttributes, Attribute, AfterAttribute, BeforeValue, DoubleQuoted, SingleQuoted, Unquoted, Comment, Raw,
    }

    /// <returns>Why no value may stand here; null when it may.</returns>
    public string? WhyNot() => _state switch
    {
        State.Text or State.Comment => null,
        State.Raw => $"di dalam <{_element}>",
        State.DoubleQuoted or State.SingleQuoted when _attribute.ToString().StartsWith("on", StringComparison.OrdinalIgnoreCase) => $"di dalam atribut {_attribute}",
        State.DoubleQuoted or State.SingleQuoted when Addresses.Contains(_attribute.ToString()) && !IsImageData() => $"di dalam atribut {_attribute} (hanya data:image/)",
        State.DoubleQuoted or State.SingleQuoted => null,
        State.BeforeValue or State.Unquoted => $"di dalam atribut {_attribute} tanpa tanda kutip",
        State.TagOpen or State.Element or State.BetweenAttributes or State.Attribute or State.AfterAttribute => "di dalam tag",
    };

    public void Read(string text)
    {
        foreach (var c in text)
        {
            _state = Next(c);
            _recent.Append(c);
            if (_recent.Length > 32)
            {
                _recent.Remove(0, _recent.Length - 16);
            }
        }
    }

    private bool IsImageData() => _value.ToString().TrimStart().StartsWith("data:image/", StringComparison.OrdinalIgnoreCase);

    private State Next(char c) => _state switch
    {
        State.Text => c == '<' ? Begin() : State.Text,
        State.TagOpen => ReadTagOpen(c),
        State.Element => ReadElement(c),
        State.BetweenAttributes or State.AfterAttribute => ReadBetween(c),
        State.Attribute => ReadAttribute(c),
        State.BeforeValue => ReadBeforeValue(c),
        State.DoubleQuoted => ReadQuoted(c, '"'),
        State.SingleQuoted => ReadQuoted(c, '\''),
        State.Unquoted => c == '>' ? EndTag() : char.IsWhiteSpace(c) ? State.BetweenAttributes : State.Unquoted,
        State.Comment => c == '>' && EndsWith("--") ? State.Text : State.Comment,
        State.Raw => ReadRawText(c),
    };

    private State Begin()
    {
        _element.Clear();
        _closing = false;
        return State.TagOpen;
    }

    private State ReadTagOpen(char c)
    {
        if (c == '/' && !_closing)
        {
            _closing = true;
            return State.TagOpen;
        }

        if (c is '!' or '?')
        {
            _element.Append(c);
            return State.Element;
        }

        if (!char.IsAsciiLetter(c))
        {
            return State.Text;
        }

        _element.Append(c);
        return State.Element;
    }

    private State ReadElement(char c)
    {
        if (c == '>')
        {
            return EndTag();
        }

        if (char.IsWhiteSpace(c) || c == '/')
        {
            return State.BetweenAttributes;
        }

        _element.Append(c);
        return _element.ToString() == "!--" ? State.Comment : State.Element;
    }

    private State ReadBetween(char c)
    {
        if (c == '>')
        {
            return EndTag();
        }

        if (c == '=' && _state == State.AfterAttribute)
        {
            return State.BeforeValue;
        }

        if (char.IsWhiteSpace(c) || c == '/')
        {
            return _state;
        }

        _attribute.Clear().Append(c);
        return State.Attribute;
    }

    private State ReadAttribute(char c)
    {
        switch (c)
        {
            case '>':
                return EndTag();
            case '=':
                return State.BeforeValue;
            case '/':
                return State.BetweenAttributes;
        }

        if (char.IsWhiteSpace(c))
        {
            return State.AfterAttribute;
        }

        _attribute.Append(c);
        return State.Attribute;
    }

    private State ReadBeforeValue(char c)
    {
        _value.Clear();
        return c switch
        {
            '"' => State.DoubleQuoted,
            '\'' => State.SingleQuoted,
            '>' => EndTag(),
            _ => char.IsWhiteSpace(c) ? State.BeforeValue : State.Unquoted,
        };
    }

    private State ReadQuoted(char c, char quote)
    {
        if (c == quote)
        {
            return State.BetweenAttributes;
        }

        if (_value.Length < 32)
        {
            _value.Append(c);
        }

        return _state;
    }

    private State ReadRawText(char c) => c == '>' && EndsWith($"</{_element}") ? State.Text : State.Raw;

    private State EndTag() => !_closing && RawElements.Contains(_element.ToString()) ? State.Raw : State.Text;

    private bool EndsWith(string end) => _recent.ToString().TrimEnd().EndsWith(end, StringComparison.OrdinalIgnoreCase);
}
