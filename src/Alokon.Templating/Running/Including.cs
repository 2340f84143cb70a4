using System.Text.RegularExpressions;
using Alokon.Templating.Syntax;

namespace Alokon.Templating.Running;

internal sealed partial class Evaluation
{
    // The store has names, not paths: nothing may lead out of it.
    [GeneratedRegex("^[a-z0-9_-][a-z0-9_-]*(?:[./][a-z0-9_-]+)*$", RegexOptions.CultureInvariant)]
    private static partial Regex IncludeName();

    /// <summary>Renders another template in place: it shares the names without a dollar and has its own with one.</summary>
    public object Include(Call call)
    {
        var name = call.Text(0);
        var template = Find(call.Caller, name);
        var before = Output.Isolate();
        Scopes.EnterInclude(call);
        try
        {
            foreach (var (local, value) in call.Named)
            {
                Scopes.Write(new Variable(local, local: true), value);
            }

            var text = Capture(template.Body);
            Flow = Flow.None; // a `ret` ends that text only, not the one that includes it
            return Escapes ? new SafeHtml(text) : text;
        }
        catch (TemplateFault fault)
        {
            fault.File ??= template.File;
            throw;
        }
        finally
        {
            Scopes.LeaveInclude();
            Output.Restore(before);
        }
    }

    private Template Find(Node caller, string name)
    {
        if ((_included ??= new(StringComparer.Ordinal)).TryGetValue(name, out var known))
        {
            return known;
        }

        if (name.Length == 0)
        {
            throw new TemplateFault(caller.Span, "Include template name cannot be null or empty");
        }

        if (_options.Include is null)
        {
            throw new TemplateFault(caller.Span, $"Unable to include <{name}>. No TemplateLoader registered in TemplateContext.TemplateLoader");
        }

        if (!IncludeName().IsMatch(name) || _options.Include(name) is not { } text)
        {
            throw new TemplateFault(caller.Span, $"Unexpected exception while creating template from path `{name}`");
        }

        var parsed = KeptTexts.Parse(text, name, _options.Mode);
        return _included[name] = parsed.Template
            ?? throw new TemplateFault(caller.Span, $"Error while parsing template `{name}`: {parsed.Errors[0]}");
    }
}

internal sealed class IncludeFunction : Callable
{
    public override IReadOnlyList<Parameter>? Parameters => null;

    public override int Required => 1;

    public override object? Invoke(Call call) => call.Run.Include(call);

    public override string ToString() => "include";
}
