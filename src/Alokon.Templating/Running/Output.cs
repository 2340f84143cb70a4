using System.Text;
using Alokon.Templating.Syntax;

namespace Alokon.Templating.Running;

/// <summary>Collects the text; indents what follows a line break inside an indented code block.</summary>
internal sealed class Output(Limits limits)
{
    private readonly Stack<StringBuilder> _texts = new([new StringBuilder()]);
    private bool _afterNewLine;
    private bool _cut;

    /// <summary>Null: nothing is indented here.</summary>
    public string? Indent { get; set; }

    public string Text => _texts.Peek().ToString();

    public void Push() => _texts.Push(new StringBuilder());

    public string Pop() => _texts.Pop().ToString();

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
        var target = _texts.Peek();
        var room = limits.Text - target.Length;
        if (text.Length <= room && !_cut)
        {
            target.Append(text);
            return;
        }

        if (!limits.CutsOutput)
        {
            throw new TemplateFault(span, $"The output exceeds LimitToString `{limits.Text}`.");
        }

        if (!_cut)
        {
            target.Append(text[..room]).Append("...");
            _cut = true;
        }
    }
}
