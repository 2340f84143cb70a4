using Alokon.Engine;
using Alokon.Engine.Definitions;
using Alokon.Engine.Running;
using Alokon.Host.Pipeline;
using Alokon.Sop.Inbox;
using Alokon.Sop.Workflows;
using Alokon.Sop.Workflows.Comparing;
using Alokon.Sop.Workflows.Instances;
using Alokon.Sop.Workflows.Intake;
using Alokon.Sop.Workflows.Printing;
using Alokon.Sop.Workflows.Table;
using Alokon.Sop.Workflows.Toolbox;

namespace Alokon.Host;

/// <summary>What admins do to the SOPs: drafts, versions, running cases.</summary>
internal static class WorkflowComposition
{
    public static IServiceCollection AddWorkflows(this IServiceCollection services) =>
        services
            .AddScoped<DefinitionDesk>()
            .AddScoped<MoveBatch>()
            .AddSingleton<MovesLeft>()
            .AddScoped<InstanceMover>()
            .AddScoped<MoveDesk>()
            .AddScoped<CaseReplay>()
            .AddRequest<ReplayCases, ReplayView, ReplayCasesHandler>()
            .AddScoped<CaseHistory>()
            .AddScoped<RedrawTaskHandler>()
            .AddRequest<PreviewMove, MovePreview, PreviewMoveHandler>()
            .AddRequest<StartMove, MoveView, StartMoveHandler>()
            .AddRequest<ListMoves, Page<MoveView>, ListMovesHandler>()
            .AddRequest<GetMove, MoveView, GetMoveHandler>()
            .AddRequest<MoveOneCase, CaseMoved, MoveOneCaseHandler>()
            .AddRequest<UndoMoveOfCase, CaseMoved, UndoMoveOfCaseHandler>()
            .AddRequest<ListInstances, InstanceViews, ListInstancesHandler>()
            .AddRequest<GetInstanceSummary, InstanceLine, GetInstanceSummaryHandler>()
            .AddRequest<GetInstance, InstanceView, GetInstanceHandler>()
            .AddRequest<ListConsumers, Consumers, ListConsumersHandler>()
            .AddRequest<ListDefinitions, DefinitionList, ListDefinitionsHandler>()
            .AddRequest<GetDefinition, DefinitionContent, GetDefinitionHandler>()
            .AddRequest<GetDefinitionVersion, DefinitionContent, GetDefinitionVersionHandler>()
            .AddRequest<GetDefinitionTrail, Page<DefinitionEvent>, GetDefinitionTrailHandler>()
            .AddRequest<IsNameFree, NameFree, IsNameFreeHandler>()
            .AddRequest<GetToolbox, ToolboxFacts, GetToolboxHandler>()
            .AddRequest<CheckDefinition, DefinitionFindings, CheckDefinitionHandler>()
            .AddRequest<SaveDraft, StoredDefinition, SaveDraftHandler>()
            .AddRequest<RevertDefinition, StoredDefinition, RevertDefinitionHandler>()
            .AddRequest<PublishDefinition, DefinitionPublished, PublishDefinitionHandler>()
            .AddRequest<RetractDefinition, StoredDefinition, RetractDefinitionHandler>()
            .AddRequest<DeleteDefinition, Done, DeleteDefinitionHandler>()
            .AddRequest<DeleteDefinitionVersion, Done, DeleteDefinitionVersionHandler>()
            .AddRequest<BulkDefinitions, BulkDone, BulkDefinitionsHandler>()
            .AddRequest<ImportDefinitions, DefinitionsImported, ImportDefinitionsHandler>()
            .AddRequest<GetSopTable, SopTableView, GetSopTableHandler>()
            .AddRequest<SaveSopTable, StoredDefinition, SaveSopTableHandler>()
            .AddRequest<ReadSop, SopRead, ReadSopHandler>()
            .AddRequest<DraftFromSop, StoredDefinition, DraftFromSopHandler>()
            .AddRequest<CompareDefinition, ComparisonView, CompareDefinitionHandler>()
            .AddRequest<RehearseDefinition, RehearsalView, RehearseDefinitionHandler>()
            .AddRequest<ComposeSopSheet, SopSheet, ComposeSopSheetHandler>()
            .AddRequest<ExportDefinitions, DefinitionsExported, ExportDefinitionsHandler>();
}
