using System.Text;

namespace Alokon.Templating.Syntax;

/// <summary>What may be written at a place in a page.</summary>
internal enum HtmlPlace
{
    /// <summary>Between tags: whatever is HTML itself, or has been made so.</summary>
    Open,

    /// <summary>Inside quotes: only what ends neither the quotes nor the tag.</summary>
    Quoted,

    /// <summary>Nothing that the template does not say itself.</summary>
    Closed,
}

/// <summary>
/// Follows the HTML that a template writes, to know where an expression would put its value. Escaping makes a value safe
/// between tags and inside quotes; nowhere else, so nowhere else may one stand. It reads as a browser does (WHATWG, tokenization);
/// where a browser's reading depends on more than the text, everything that follows is closed.
/// </summary>
internal sealed class HtmlContext
{
    private readonly StringBuilder _element = new();
    private readonly StringBuilder _attribute = new();
    private readonly StringBuilder _value = new();
    private readonly StringBuilder _recent = new();
    private State _state = State.Text;
    private bool _closing;
    private int _foreign;

    private enum State
    {
        Text, TagOpen, Element, BetweenAttributes, Attribute, AfterAttribute, BeforeValue, DoubleQuoted, SingleQuoted, Unquoted,
        Declaration, Comment, Raw, RawText, Lost,
    }

    public bool IsText => _state == State.Text && _foreign == 0;

    /// <returns>Why no value may stand here; null when it may.</returns>
    public string? WhyNot() => _state switch
    {
        State.Text or State.Comment or State.RawText => null,
        State.Raw or State.Lost => $"di dalam <{_element}>",
        State.DoubleQuoted or State.SingleQuoted => WhyNotQuoted(_attribute.ToString()),
        State.BeforeValue or State.Unquoted => $"di dalam atribut {_attribute} tanpa tanda kutip",
        State.TagOpen or State.Element or State.BetweenAttributes or State.Attribute or State.AfterAttribute or State.Declaration => "di dalam tag",
    };

    public HtmlPlace Place => _state switch
    {
        State.Text => HtmlPlace.Open,
        _ when WhyNot() is null => HtmlPlace.Quoted,
        _ => HtmlPlace.Closed,
    };

    public HtmlContext Fork()
    {
        var fork = new HtmlContext { _state = _state, _closing = _closing, _foreign = _foreign };
        fork._element.Append(_element);
        fork._attribute.Append(_attribute);
        fork._value.Append(_value);
        fork._recent.Append(_recent);
        return fork;
    }

    /// <summary>Whether what follows is read in the same way after both.</summary>
    public bool IsAs(HtmlContext other) =>
        _state == other._state && _foreign == other._foreign && _state switch
        {
            State.Text => true,
            State.DoubleQuoted or State.SingleQuoted or State.Unquoted or State.Attribute or State.AfterAttribute or State.BeforeValue =>
                Same(_attribute, other._attribute) && Same(_element, other._element) && _closing == other._closing && IsImageData() == other.IsImageData(),
            _ => Same(_element, other._element) && _closing == other._closing,
        };

    public void Read(string text)
    {
        foreach (var c in text)
        {
            _recent.Append(c);
            if (_recent.Length > 64)
            {
                _recent.Remove(0, _recent.Length - 32);
            }

            _state = Next(c);
        }
    }

    private static bool Same(StringBuilder one, StringBuilder other) => one.ToString().Equals(other.ToString(), StringComparison.OrdinalIgnoreCase);

    // A browser's blanks; .NET knows more, and one of those inside a tag would be read as part of a name.
    private static bool IsBlank(char c) => c is ' ' or '\t' or '\n' or '\f' or '\r';

    private string? WhyNotQuoted(string attribute) =>
        HtmlNames.IsCode(attribute) ? $"di dalam atribut {attribute}"
        : HtmlNames.IsAddress(attribute) && !IsImageData() ? $"di dalam atribut {attribute} (hanya data:image/)"
        : null;

    private bool IsImageData() => HtmlNames.IsOneAddress(_attribute.ToString()) && _value.ToString().TrimStart().StartsWith("data:image/", StringComparison.OrdinalIgnoreCase);

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
        State.Unquoted => c == '>' ? EndTag() : IsBlank(c) ? State.BetweenAttributes : State.Unquoted,
        State.Declaration => ReadDeclaration(c),
        State.Comment => c == '>' && (EndsWith("-->") || EndsWith("--!>")) ? State.Text : State.Comment,
        State.Raw or State.RawText => ReadRawText(c),
        State.Lost => State.Lost,
    };

    private State Begin()
    {
        _element.Clear();
        _closing = false;
        return State.TagOpen;
    }

    private State ReadTagOpen(char c)
    {
        if (char.IsAsciiLetter(c))
        {
            _element.Append(c);
            return State.Element;
        }

        if (c == '/' && !_closing)
        {
            _closing = true;
            return State.TagOpen;
        }

        if (_closing)
        {
            // `</>` is nothing; anything else that is no name begins a remark up to the next bracket.
            return c == '>' ? State.Text : Declare(c);
        }

        return c switch
        {
            '!' or '?' => Declare(c),
            '<' => Begin(),
            _ => State.Text,
        };
    }

    private State Declare(char c)
    {
        _element.Append(c);
        return State.Declaration;
    }

    private State ReadDeclaration(char c)
    {
        if (c == '>')
        {
            return State.Text;
        }

        _element.Append(c);
        return _element.ToString() switch
        {
            "!--" => State.Comment,

            // Inside drawings and formulas this begins text that a bracket does not end.
            "![" => State.Lost,
            _ => State.Declaration,
        };
    }

    private State ReadElement(char c)
    {
        if (c == '>')
        {
            return EndTag();
        }

        if (IsBlank(c) || c == '/')
        {
            return State.BetweenAttributes;
        }

        _element.Append(c);
        return State.Element;
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

        if (IsBlank(c))
        {
            return _state;
        }

        if (c == '/')
        {
            return State.BetweenAttributes;
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

        if (IsBlank(c))
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
            _ => IsBlank(c) ? State.BeforeValue : State.Unquoted,
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

    /// <summary>Only its own end tag ends it, and that is a tag like any other, with whatever stands in it.</summary>
    private State ReadRawText(char c)
    {
        if (EndsWith("<!--") && HtmlNames.IsScript(_element.ToString()))
        {
            return State.Lost;
        }

        if (!(IsBlank(c) || c is '/' or '>') || !EndsWith($"</{_element}{c}"))
        {
            return _state;
        }

        _closing = true;
        return c == '>' ? EndTag() : State.BetweenAttributes;
    }

    private State EndTag()
    {
        var name = _element.ToString();
        if (HtmlNames.IsForeign(name))
        {
            // Never taken for closed at once: whether the slash closes it depends on what stands before.
            _foreign = _closing ? Math.Max(_foreign - 1, 0) : _foreign + 1;
            return State.Text;
        }

        if (_closing || HtmlNames.ContentOf(name) is not { } content)
        {
            return State.Text;
        }

        return content == HtmlNames.Content.Doubtful || _foreign > 0 ? State.Lost : content == HtmlNames.Content.Raw ? State.Raw : State.RawText;
    }

    private bool EndsWith(string end) => _recent.ToString().EndsWith(end, StringComparison.OrdinalIgnoreCase);
}
