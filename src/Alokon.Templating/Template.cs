using System.Text.Json;
using System.Text.Json.Nodes;
using Alokon.Templating.Running;
using Alokon.Templating.Syntax;

namespace Alokon.Templating;

/// <summary>A template that was understood as a whole. Immutable: keep it and render it as often as needed, from several threads.</summary>
public sealed class Template
{
    private Template(string file, Block body)
    {
        File = file;
        Body = body;
    }

    public string File { get; }

    internal Block Body { get; }

    /// <param name="file">Names the template in errors; nothing is read from it.</param>
    /// <param name="mode">In office mode an expression may only stand where escaping makes its value safe: between tags and in quoted attributes.</param>
    public static ParseResult Parse(string text, string file, RenderMode mode = RenderMode.Office)
    {
        var office = mode == RenderMode.Office;
        var (body, faults) = Parser.Parse(text, office ? Limits.OfficeExpressions : Limits.ScribanExpressions, html: office);
        return faults.Count == 0
            ? new ParseResult(new Template(file, body), [])
            : new ParseResult(null, [.. faults.Select(fault => Error(file, office ? Inside(text, fault.Span) : fault.Span, fault.Message))]);
    }

    /// <summary>The model is copied first: a template never changes what it is given.</summary>
    /// <exception cref="ArgumentException">The model is not a JSON object.</exception>
    public RenderResult Render(JsonNode? model, RenderOptions options) => Render(Model(options).Copy(model), options);

    /// <summary>As with JSON, straight from its bytes.</summary>
    /// <exception cref="JsonException">They are no JSON object.</exception>
    public RenderResult Render(ReadOnlySpan<byte> json, RenderOptions options) => Render(Model(options).Read(json), options);

    /// <summary>As with JSON, for plain data: texts, numbers, truths, dates, lists and dictionaries of these.</summary>
    /// <exception cref="ArgumentException">The model holds something that is not plain data.</exception>
    public RenderResult Render(IReadOnlyDictionary<string, object?> model, RenderOptions options) => Render(Model(options).Copy(model), options);

    private static Model Model(RenderOptions options) => new(exact: options.Mode == RenderMode.Office);

    /// <summary>Scriban has no place for the end of a text; whoever is to mend one needs it.</summary>
    private static Span Inside(string text, Span span)
    {
        if (span.Start != Position.End)
        {
            return span;
        }

        var (line, begins) = (0, 0);
        for (var i = 0; i < text.Length; i++)
        {
            if (text[i] == '\n' || (text[i] == '\r' && (i + 1 == text.Length || text[i + 1] != '\n')))
            {
                (line, begins) = (line + 1, i + 1);
            }
        }

        var end = new Position(text.Length, line, text.Length - begins);
        return new Span(end, end);
    }

    private static TemplateError Error(string file, Span span, string message) => new(file, span.Start.Line + 1, span.Start.Column + 1, message);

    private RenderResult Render(ObjectValue model, RenderOptions options)
    {
        var run = new Evaluation(options, model);
        try
        {
            Body.Run(run);
            return new RenderResult(run.Output.Text, null);
        }
        catch (TemplateFault fault)
        {
            return new RenderResult(null, Error(fault.File ?? File, fault.Span, fault.Message));
        }
    }
}
