using System.Text.Json;
using System.Text.Json.Nodes;
using Alokon.Engine;
using Alokon.Templating;
using MediatR;

namespace Alokon.Sop.Documents.Editing;

/// <summary>What a text would come to: every fault with its place, or the pages of all examples, ready to be printed.</summary>
[AllowRoles("admin")]
public sealed record ExamineTemplate(string Name, TemplateText Text) : IRequest<Outcome<TemplateExamined>>, IQuery;

/// <param name="Findings">Empty: it may be published, once its pages print.</param>
/// <param name="Pages">One for each example; empty when there are findings.</param>
public sealed record TemplateExamined(IReadOnlyList<TemplateError> Findings, IReadOnlyList<ExamplePage> Pages);

/// <param name="Html">The complete page, as the browser prints it.</param>
public sealed record ExamplePage(string Example, string Html);

public sealed class ExamineTemplateHandler(UnitOfWork work, TemplateExamples examples) : IRequestHandler<ExamineTemplate, Outcome<TemplateExamined>>
{
    public async Task<Outcome<TemplateExamined>> Handle(ExamineTemplate query, CancellationToken ct)
    {
        var found = await TemplateInForce.FindAsync(work, query.Name, ct);
        return found.IsRefused(out var refusal) ? refusal : TemplateExamination.Of(found.Value.Files.With(query.Text.Tidy()), examples.Of(found.Value.Name), ct);
    }
}

/// <summary>The same questions, whoever asks: the editor while somebody types, and the one who publishes.</summary>
internal static class TemplateExamination
{
    private const int MostFindings = 50;

    public static TemplateExamined Of(TemplateFiles files, IReadOnlyList<(string Name, JsonObject Model)> examples, CancellationToken ct)
    {
        var findings = Lint(files);
        if (findings.Count > 0)
        {
            return new TemplateExamined(findings, []);
        }

        var pages = new List<ExamplePage>();
        foreach (var (name, model) in examples)
        {
            var body = files.Render(model, ct);
            if (body.Error is { } hole)
            {
                findings.Add(Own(files)(hole) with { Message = $"{hole.Message} ({name})" });
            }
            else
            {
                pages.Add(new ExamplePage(name, DocumentPage.Compose(files, model, body.Text!))); // there is a text or an error
            }
        }

        return findings.Count > 0 ? new TemplateExamined([.. findings.DistinctBy(f => (f.File, f.Line, f.Column))], []) : new TemplateExamined([], pages);
    }

    /// <summary>What can be told without any data: the language, the places of values, the addresses, the sizes.</summary>
    public static List<TemplateError> Lint(TemplateFiles files)
    {
        if (files.CheckSize() is { Count: > 0 } tooBig)
        {
            return [.. tooBig.Select(Own(files))];
        }

        return [.. files.All.Where(f => !f.Key.Contains('/')).SelectMany(f => AddressLint.Check(f.Key, f.Value)).Concat(files.Check().Select(Own(files))).Take(MostFindings)];
    }

    /// <summary>An editor knows its files by their own names, not by their folder.</summary>
    private static Func<TemplateError, TemplateError> Own(TemplateFiles files) =>
        error => error.File.StartsWith($"{files.Code}/", StringComparison.Ordinal) ? error with { File = error.File[(files.Code.Length + 1)..] } : error;

    public static TemplateError Named(TemplateFiles files, TemplateError error) => Own(files)(error);
}
