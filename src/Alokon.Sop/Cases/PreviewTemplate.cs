using Alokon.Engine;
using Alokon.Sop.Documents.Editing;
using Alokon.Sop.People;
using Alokon.Sop.Requests;
using MediatR;

namespace Alokon.Sop.Cases;

/// <summary>The text an admin has at hand, filled in: with the example, or with what a case of this office has said on such a paper.</summary>
/// <param name="CaseNumber">Null: the example.</param>
[AllowRoles(Roles.Admin)]
public sealed record PreviewTemplate(string Name, TemplateText Text, string? CaseNumber) : IRequest<Outcome<TemplatePreview>>, IQuery;

public sealed class PreviewTemplateHandler(UnitOfWork work, CaseReader reader, TemplateExamples examples) : IRequestHandler<PreviewTemplate, Outcome<TemplatePreview>>
{
    public async Task<Outcome<TemplatePreview>> Handle(PreviewTemplate request, CancellationToken cancellationToken)
    {
        if (string.IsNullOrWhiteSpace(request.CaseNumber))
        {
            return await TemplatePreview.OfExampleAsync(work, examples, request.Name, request.Text, cancellationToken);
        }

        var number = request.CaseNumber.Trim();
        return await RequestRows.FindIdAsync(work, number, cancellationToken) is { } id && await reader.FindAsync(id, cancellationToken) is not null
            ? await TemplatePreview.OfCaseAsync(work, request.Name, request.Text, (id, number), cancellationToken)
            : new InvalidInput("case", "case-number-unknown", number);
    }
}
