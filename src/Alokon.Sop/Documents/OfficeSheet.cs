using System.Text.Json.Nodes;
using Alokon.Engine;

namespace Alokon.Sop.Documents;

/// <summary>A sheet that an office prints for itself, on its letterhead: no number, no register, nothing to verify.</summary>
public sealed class OfficeSheet
{
    private readonly Letterhead _letterhead;
    private readonly TemplateFiles _template;

    internal OfficeSheet(Letterhead letterhead, TemplateFiles template) => (_letterhead, _template) = (letterhead, template);

    /// <returns>The complete page, or what is wrong with the template.</returns>
    /// <param name="model">What the sheet says; the letterhead is added to it.</param>
    public Outcome<string> Compose(JsonObject model, CancellationToken ct)
    {
        model["kop"] = DocumentModel.Kop(_letterhead);
        model["kertas"] = _letterhead.Paper;
        model["demo"] = _letterhead.Demo;
        var body = _template.Render(model, ct);
        return body.Text is { } text ? DocumentPage.Compose(_template, model, text) : new DocumentRefusal.TemplateBroken(body.Error!); // there is a text or an error
    }
}
