namespace Alokon.Templating;

/// <summary>What is wrong with a template, or with rendering it, and where. Line and column count from one; a column is one UTF-16 unit.</summary>
public sealed record TemplateError(string File, int Line, int Column, string Message)
{
    public override string ToString() => $"{File}({Line},{Column}) : error : {Message}";
}

/// <param name="Template">There when nothing was wrong.</param>
/// <param name="Errors">All errors of the text, in the order they were met; empty when nothing was wrong.</param>
public sealed record ParseResult(Template? Template, IReadOnlyList<TemplateError> Errors);

/// <summary>Either the whole text or the first error: a document with a hole is never returned.</summary>
public sealed record RenderResult(string? Text, TemplateError? Error);
