using Alokon.Templating.Syntax;

namespace Alokon.Templating.Running;

/// <summary>Collects the text; indents what follows a line break inside an indented code block.</summary>
internal sealed class Output(Limits limits)
{
    // Nearly every page fits without growing more than once.
    private char[] _text = new char[16 * 1024];
    private int _length;
    private int _start;
    private bool _afterNewLine;
    private bool _cut;

    /// <summary>Null: nothing is indented here.</summary>
    public string? Indent { get; set; }

    public string Text => new(_text, _start, _length - _start);

    /// <summary>What follows is a text of its own.</summary>
    /// <returns>Where the one around it begins: to be handed back.</returns>
    public int Push()
    {
        var outer = _start;
        _start = _length;
        return outer;
    }

    public string Pop(int outer)
    {
        var text = Text;
        (_length, _start) = (_start, outer);
        return text;
    }

    /// <summary>For an include: its text begins on a line of its own account.</summary>
    public (string? Indent, bool AfterNewLine) Isolate()
    {
        var before = (Indent, _afterNewLine);
        _afterNewLine = Indent is null && _afterNewLine;
        Indent = null;
        return before;
    }

    public void Restore((string? Indent, bool AfterNewLine) before) => (Indent, _afterNewLine) = before;

    public void Write(Span span, string text)
    {
        if (text.Length == 0)
        {
            return;
        }

        if (Indent is null)
        {
            _afterNewLine = text[^1] == '\n';
            Append(span, text);
            return;
        }

        for (var start = 0; start < text.Length;)
        {
            var newLine = text.IndexOf('\n', start);
            var line = text.AsSpan(start, (newLine < 0 ? text.Length : newLine + 1) - start);
            if (_afterNewLine)
            {
                Append(span, Indent);
                _afterNewLine = false;
            }

            Append(span, line);
            _afterNewLine = newLine >= 0;
            start += line.Length;
        }
    }

    private void Append(Span span, ReadOnlySpan<char> text)
    {
        var room = limits.Text - (_length - _start);
        if (text.Length <= room && !_cut)
        {
            Add(text);
            return;
        }

        if (!limits.CutsOutput)
        {
            throw new TemplateFault(span, $"The output exceeds LimitToString `{limits.Text}`.");
        }

        if (!_cut)
        {
            Add(text[..room]);
            Add("...");
            _cut = true;
        }
    }

    private void Add(ReadOnlySpan<char> text)
    {
        if (_length + text.Length > _text.Length)
        {
            Array.Resize(ref _text, Math.Max(_text.Length * 2, _length + text.Length));
        }

        text.CopyTo(_text.AsSpan(_length));
        _length += text.Length;
    }
}
