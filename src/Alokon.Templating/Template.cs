using System.Text.Json.Nodes;

namespace Alokon.Templating;

/// <summary>A template that was understood as a whole. Immutable: keep it and render it as often as needed, from several threads.</summary>
public sealed class Template
{
    private Template(string file) => File = file;

    public string File { get; }

    /// <param name="file">Names the template in errors; nothing is read from it.</param>
    public static ParseResult Parse(string text, string file) =>
        new(null, [new TemplateError(file, 1, 1, "The interpreter is not in this commit yet")]);

    /// <summary>The model is copied first: a template never changes what it is given.</summary>
    public RenderResult Render(JsonNode? model, RenderOptions options) =>
        new(null, new TemplateError(File, 1, 1, "The interpreter is not in this commit yet"));

    public RenderResult Render(IReadOnlyDictionary<string, object?> model, RenderOptions options) =>
        new(null, new TemplateError(File, 1, 1, "The interpreter is not in this commit yet"));
}
