using Alokon.Templating.Syntax;

namespace Alokon.Templating.Running;

/// <summary>Rendering cannot go on; caught once, where <see cref="Template"/> returns the result.</summary>
internal sealed class TemplateFault(Span span, string message) : Exception(message)
{
    public Span Span => span;

    /// <summary>Set when the fault happened in an included template, whose lines the span counts.</summary>
    public string? File { get; set; }
}
