using System.Text.Json.Nodes;
using Alokon.Engine;
using Alokon.Templating;
using Npgsql;

namespace Alokon.Sop.Documents.Editing;

/// <summary>A text filled in, to be looked at: nothing is kept, nothing numbered.</summary>
/// <param name="Html">The complete page; null when there are findings.</param>
/// <param name="From">What it was filled in with: a case's number, or the example's name.</param>
public sealed record TemplatePreview(string? Html, string From, IReadOnlyList<TemplateError> Findings)
{
    public static async Task<Outcome<TemplatePreview>> OfExampleAsync(UnitOfWork work, TemplateExamples examples, string name, TemplateText text, CancellationToken ct)
    {
        var found = await TemplateInForce.FindAsync(work, name, ct);
        if (found.IsRefused(out var refusal))
        {
            return refusal;
        }

        return examples.Of(found.Value.Name) is [var (example, model), ..]
            ? Fill(found.Value.Files.With(text.Tidy()), model, example, ct)
            : new TemplatePreview(null, name, [new TemplateError("example.json", 1, 1, "tidak ada contoh untuk naskah ini; pilih data sebuah berkas")]);
    }

    /// <summary>Whether the officer may see the case is asked before.</summary>
    public static async Task<Outcome<TemplatePreview>> OfCaseAsync(UnitOfWork work, string name, TemplateText text, (Guid Id, string Number) one, CancellationToken ct)
    {
        var found = await TemplateInForce.FindAsync(work, name, ct);
        if (found.IsRefused(out var refusal))
        {
            return refusal;
        }

        return await ModelAsync(work, found.Value.Name, one.Id, ct) is { } model
            ? Fill(found.Value.Files.With(text.Tidy()), model, one.Number, ct)
            : new InvalidInput("case", "case-without-paper", one.Number, name);
    }

    /// <summary>What the case's latest paper of this kind said, kept with it for ever.</summary>
    private static async Task<JsonObject?> ModelAsync(UnitOfWork work, TemplateName name, Guid caseId, CancellationToken ct)
    {
        await using var command = new NpgsqlCommand(
            "SELECT model FROM documents.document WHERE office = $1 AND case_id = $2 AND code = $3 ORDER BY issued_at DESC, id DESC LIMIT 1", work.Connection)
        {
            Parameters = { new() { Value = work.Office }, new() { Value = caseId }, new() { Value = name.Code } },
        };
        return await command.ExecuteScalarAsync(ct) is byte[] model ? JsonNode.Parse(model) as JsonObject : null;
    }

    private static TemplatePreview Fill(TemplateFiles files, JsonObject model, string from, CancellationToken ct)
    {
        var findings = TemplateExamination.Lint(files);
        if (findings.Count > 0)
        {
            return new TemplatePreview(null, from, findings);
        }

        var body = files.Render(model, ct);
        return body.Text is { } text
            ? new TemplatePreview(DocumentPage.Compose(files, model, text, PaperMark.Draft), from, [])
            : new TemplatePreview(null, from, [TemplateExamination.Named(files, body.Error!)]); // there is a text or an error
    }
}
