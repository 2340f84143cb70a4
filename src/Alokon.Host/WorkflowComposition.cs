using Alokon.Engine;
using Alokon.Engine.Definitions;
using Alokon.Host.Pipeline;
using Alokon.Sop.Workflows;

namespace Alokon.Host;

/// <summary>What admins do to the SOPs: drafts, versions, running cases.</summary>
internal static class WorkflowComposition
{
    public static IServiceCollection AddWorkflows(this IServiceCollection services) =>
        services
            .AddScoped<DefinitionDesk>()
            .AddRequest<ListDefinitions, DefinitionList, ListDefinitionsHandler>()
            .AddRequest<GetDefinition, DefinitionContent, GetDefinitionHandler>()
            .AddRequest<GetDefinitionVersion, DefinitionContent, GetDefinitionVersionHandler>()
            .AddRequest<GetDefinitionTrail, Page<DefinitionEvent>, GetDefinitionTrailHandler>()
            .AddRequest<IsNameFree, NameFree, IsNameFreeHandler>()
            .AddRequest<CheckDefinition, DefinitionFindings, CheckDefinitionHandler>()
            .AddRequest<SaveDraft, StoredDefinition, SaveDraftHandler>()
            .AddRequest<RevertDefinition, StoredDefinition, RevertDefinitionHandler>()
            .AddRequest<PublishDefinition, DefinitionPublished, PublishDefinitionHandler>()
            .AddRequest<RetractDefinition, StoredDefinition, RetractDefinitionHandler>()
            .AddRequest<DeleteDefinition, Done, DeleteDefinitionHandler>()
            .AddRequest<DeleteDefinitionVersion, Done, DeleteDefinitionVersionHandler>()
            .AddRequest<BulkDefinitions, BulkDone, BulkDefinitionsHandler>()
            .AddRequest<ImportDefinitions, DefinitionsImported, ImportDefinitionsHandler>()
            .AddRequest<ExportDefinitions, DefinitionsExported, ExportDefinitionsHandler>();
}
