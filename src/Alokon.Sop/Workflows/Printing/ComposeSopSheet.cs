using Alokon.Engine;
using Alokon.Engine.Activities;
using Alokon.Engine.Definitions;
using Alokon.Sop.Documents;
using Alokon.Sop.People;
using Alokon.Sop.Workflows.Table;
using MediatR;

namespace Alokon.Sop.Workflows.Printing;

/// <summary>The SOP AP sheet of one version, ready to be printed: printing itself takes longer than a transaction may.</summary>
/// <param name="Version">None: the latest.</param>
/// <param name="RoleNames">How the office's pages call its roles.</param>
[AllowRoles(Roles.Admin, Roles.Manajer, Roles.Auditor)]
public sealed record ComposeSopSheet(string DefinitionId, int? Version, IReadOnlyDictionary<string, string> RoleNames) : IRequest<Outcome<SopSheet>>, IQuery;

/// <param name="Html">A complete page; its size stands in its style sheet.</param>
public sealed record SopSheet(string FileName, string Html);

public sealed class ComposeSopSheetHandler(UnitOfWork work, ActivityRegistry registry) : IRequestHandler<ComposeSopSheet, Outcome<SopSheet>>
{
    public async Task<Outcome<SopSheet>> Handle(ComposeSopSheet request, CancellationToken cancellationToken)
    {
        var versions = request.Version is { } number ? VersionOptions.Exactly(number) : VersionOptions.Latest;
        if (await DefinitionDrafts.FindAsync(work, request.DefinitionId, versions, cancellationToken) is not { } stored)
        {
            return request.Version is { } missing ? new DefinitionRefusal.VersionNotFound(request.DefinitionId, missing) : new DefinitionRefusal.NotFound(request.DefinitionId);
        }

        var paper = await OfficeTemplates.FindSheetAsync(work, DocumentCodes.Sop, cancellationToken);
        if (paper.IsRefused(out var refusal))
        {
            return refusal;
        }

        var definition = await DefinitionDrafts.ReadAsync(work, stored, cancellationToken);
        var model = SheetModel.Of(SopTableReader.Read(definition, registry), SopWays.Of(definition, registry), stored, request.RoleNames);
        var page = paper.Value.Compose(model, cancellationToken);
        return page.IsRefused(out refusal) ? refusal : new SopSheet($"SOP-{StepNames.Slug(stored.Name)}-v{stored.Version}.pdf", page.Value);
    }
}
