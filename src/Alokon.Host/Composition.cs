using Alokon.Engine;
using Alokon.Engine.Activities;
using Alokon.Engine.Definitions;
using Alokon.Engine.Outbox;
using Alokon.Engine.Running;
using Alokon.Engine.Timers;
using Alokon.Host.Demo;
using Alokon.Host.Pipeline;
using Alokon.Host.Workers;
using Alokon.Sop.Activities;
using Alokon.Sop.Audit;
using Alokon.Sop.Cases;
using Alokon.Sop.Documents;
using Alokon.Sop.Documents.Books;
using Alokon.Sop.Documents.Editing;
using Alokon.Sop.Documents.Signing;
using Alokon.Sop.Inbox;
using Alokon.Sop.People;
using Alokon.Sop.Requests;
using Alokon.Sop.Sla;
using Npgsql;

namespace Alokon.Host;

/// <summary>Who does what, written out: one line per request, effect and service. Nothing is found by scanning.</summary>
internal static class Composition
{
    public static ActivityRegistry Activities { get; } = new([.. BuiltInActivities.All, .. SopActivities.All]);

    public static IServiceCollection AddAlokon(this IServiceCollection services, NpgsqlDataSource source) =>
        services
            .AddSingleton(source)
            .AddSingleton<WorkSignal>()
            .AddMediation()
            .AddEngine()
            .AddRequests()
            .AddInbox()
            .AddCases()
            .AddWorkflows()
            .AddSla()
            .AddDocuments()
            .AddArchive()
            .AddAutomation()
            .AddDemo();

    private static IServiceCollection AddEngine(this IServiceCollection services) =>
        services
            .AddSingleton(Activities)
            .AddSingleton<DefinitionStore>()
            .AddSingleton<DefinitionFiles>()
            .AddScoped<WorkflowRunner>()
            .AddSingleton(NodeLease.Terms())
            .AddSingleton<FindZone>(Sop.People.Directory.ZoneAsync)
            .AddSingleton<ArmCronHandler>()
            .AddSingleton<WakeWorkers>(s => s.GetRequiredService<WorkSignal>().Wake)
            .AddSingleton(_ => new EffectHandlers()
                .Add<OpenTask>(s => s.GetRequiredService<OpenTaskHandler>())
                .Add<RedrawTask>(s => s.GetRequiredService<RedrawTaskHandler>())
                .Add<MoveServiceClock>(s => s.GetRequiredService<MoveServiceClockHandler>())
                .Add<ArmTimer>(_ => new ArmTimerHandler())
                .Add<ArmCron>(s => s.GetRequiredService<ArmCronHandler>())
                .Add<BookmarkWithdrawn>(_ => new DisarmTimerHandler())
                .Add<BookmarkWithdrawn>(_ => new StopWaitingHandler())
                .Add<AwaitStimulus>(s => new AwaitStimulusHandler(s.GetRequiredService<WakeWorkers>()))
                .Add<PublishStimulus>(s => new PublishStimulusHandler(s.GetRequiredService<WakeWorkers>()))
                .Add<StartChild>(s => new StartChildHandler(s.GetRequiredService<WakeWorkers>()))
                .Add<CancelChild>(s => new CancelChildHandler(s.GetRequiredService<WakeWorkers>()))
                .Add<SendRequest>(s => new SendRequestHandler(s.GetRequiredService<WakeWorkers>()))
                .Add<InstanceEnded>(s => new TellFamilyHandler(s.GetRequiredService<WakeWorkers>()))
                .Add<BookmarkWithdrawn>(s => s.GetRequiredService<BookmarkWithdrawnHandler>())
                .Add<SaveCaseFile>(s => s.GetRequiredService<SaveCaseFileHandler>())
                .Add<DecideEnd>(s => s.GetRequiredService<DecideEndHandler>())
                .Add<IssueDocument>(s => s.GetRequiredService<IssueDocumentHandler>())
                .Add<RecordEvent>(s => s.GetRequiredService<RecordEventHandler>())
                .Add<InstanceRetried>(s => new ReviveHandler(s.GetRequiredService<WakeWorkers>()))
                .Add<IncidentRaised>(s => s.GetRequiredService<CaseIncident>())
                .Add<InstanceEnded>(s => s.GetRequiredService<CaseEnded>()));

    private static IServiceCollection AddRequests(this IServiceCollection services) =>
        services
            .AddScoped<RequestAtHand>()
            .AddScoped<SaveCaseFileHandler>()
            .AddScoped<DecideEndHandler>()
            .AddRequest<RegisterCatalogue, Done, RegisterCatalogueHandler>()
            .AddRequest<GetCatalogue, OfficeCatalogue, GetCatalogueHandler>()
            .AddRequest<CalculateResupply, ResupplyResult, CalculateResupplyHandler>();

    private static IServiceCollection AddInbox(this IServiceCollection services) =>
        services
            .AddScoped<TaskDesk>()
            .AddFirstTrip<ClaimTask>((scope, trip, office, request) => scope.GetRequiredService<TaskDesk>().Foresee(trip, office, request.Task))
            .AddFirstTrip<ReleaseTask>((scope, trip, office, request) => scope.GetRequiredService<TaskDesk>().Foresee(trip, office, request.Task))
            .AddFirstTrip<DelegateTask>((scope, trip, office, request) => scope.GetRequiredService<TaskDesk>().Foresee(trip, office, request.Task))
            .AddFirstTrip<CompleteTask>((scope, trip, office, request) =>
            {
                scope.GetRequiredService<TaskDesk>().Foresee(trip, office, request.Task);
                scope.GetRequiredService<IssueDocumentHandler>().Foresee(trip, office);
            })
            .AddScoped<OpenTaskHandler>()
            .AddScoped<MoveServiceClockHandler>()
            .AddScoped<BookmarkWithdrawnHandler>()
            .AddRequest<ListTasks, Page<TaskView>, ListTasksHandler>()
            .AddRequest<GetTask, TaskView, GetTaskHandler>()
            .AddRequest<ClaimTask, TaskView, ClaimTaskHandler>()
            .AddRequest<ReleaseTask, TaskView, ReleaseTaskHandler>()
            .AddRequest<DelegateTask, TaskView, DelegateTaskHandler>()
            .AddRequest<CompleteTask, TaskCompleted, CompleteTaskHandler>();

    private static IServiceCollection AddCases(this IServiceCollection services) =>
        services
            .AddScoped<CaseReader>()
            .AddScoped<CaseOpening>()
            .AddScoped<IncidentReader>()
            .AddRequest<ListIncidents, Page<IncidentView>, ListIncidentsHandler>()
            .AddRequest<RetryIncident, IncidentRetried, RetryIncidentHandler>()
            .AddScoped<CaseStop>()
            .AddScoped<CaseEnded>()
            .AddScoped<CaseIncident>()
            .AddFirstTrip<StartCase>((_, _, _, _) => { }) // nothing is known before, but it asks by keys only
            .AddRequest<StartCase, CaseStarted, StartCaseHandler>()
            .AddRequest<ListCases, Page<CaseSummary>, ListCasesHandler>()
            .AddRequest<GetCase, CaseView, GetCaseHandler>()
            .AddRequest<SeeCase, Done, SeeCaseHandler>()
            .AddRequest<WithdrawCase, CaseView, WithdrawCaseHandler>()
            .AddRequest<CancelCase, CaseView, CancelCaseHandler>()
            .AddRequest<AddAttachment, AttachmentView, AddAttachmentHandler>()
            .AddRequest<ListAttachments, Page<AttachmentView>, ListAttachmentsHandler>()
            .AddRequest<GetAttachment, AttachmentFile, GetAttachmentHandler>()
            .AddRequest<SeedDefinition, DefinitionSeeded, SeedDefinitionHandler>()
            .AddRequest<ListWorkflows, Page<WorkflowView>, ListWorkflowsHandler>();

    private static IServiceCollection AddSla(this IServiceCollection services) =>
        services
            .AddSingleton<SlaDue>()
            .AddSingleton<CalendarShelf>()
            .AddScoped<SlaClocks>()
            .AddRequest<SetCalendar, CalendarSet, SetCalendarHandler>()
            .AddRequest<SlaSummary, SlaFigures, SlaSummaryHandler>()
            .AddRequest<SlaBreaches, Page<Breach>, SlaBreachesHandler>()
            .AddRequest<RecordDueBreach, DueBreach, RecordDueBreachHandler>();

    private static IServiceCollection AddDocuments(this IServiceCollection services) =>
        services
            .AddSingleton<PaperShelf>()
            .AddScoped<IssueDocumentHandler>()
            .AddRequest<LoadTemplates, TemplatesLoaded, LoadTemplatesHandler>()
            .AddScoped<RecordMandate>(scope => (work, caseId, facts, ct) =>
                scope.GetRequiredService<AuditLog>().AppendAsync(work, caseId, new AuditEntry("document.signedOnBehalf", null, facts), ct))
            .AddRequest<SetLetterhead, Done, SetLetterheadHandler>()
            .AddRequest<ReadPaperSettings, PaperSettings, ReadPaperSettingsHandler>()
            .AddRequest<SetPaperSize, Done, SetPaperSizeHandler>()
            .AddRequest<ListEditions, IReadOnlyList<EditionView>, ListEditionsHandler>()
            .AddRequest<SetEdition, Done, SetEditionHandler>()
            .AddRequest<ListSigningMandates, IReadOnlyList<SigningMandate>, ListSigningMandatesHandler>()
            .AddRequest<GiveSigningMandate, SigningMandate, GiveSigningMandateHandler>()
            .AddRequest<EndSigningMandate, SigningMandate, EndSigningMandateHandler>()
            .AddRequest<SetNumberFormat, Done, SetNumberFormatHandler>()
            .AddRequest<ListNumberBooks, NumberBooks, ListNumberBooksHandler>()
            .AddRequest<ReadNumberBook, NumberBookPage, ReadNumberBookHandler>()
            .AddRequest<StartBook, NumberBook, StartBookHandler>()
            .AddRequest<InsertNumber, BookLine, InsertNumberHandler>()
            .AddRequest<CancelNumber, BookLine, CancelNumberHandler>()
            .AddSingleton(_ => new TemplateExamples(Home.Templates))
            .AddScoped<TemplatePress>()
            .AddRequest<ListTemplates, TemplateList, ListTemplatesHandler>()
            .AddRequest<GetTemplate, TemplateDesk, GetTemplateHandler>()
            .AddRequest<CompareTemplates, TemplateComparison, CompareTemplatesHandler>()
            .AddRequest<ExamineTemplate, TemplateExamined, ExamineTemplateHandler>()
            .AddRequest<PreviewTemplate, TemplatePreview, PreviewTemplateHandler>()
            .AddRequest<SaveTemplateDraft, TemplateDraft, SaveTemplateDraftHandler>()
            .AddRequest<DropTemplateDraft, TemplateVersion, DropTemplateDraftHandler>()
            .AddRequest<PublishTemplate, TemplateVersion, PublishTemplateHandler>()
            .AddRequest<RestoreTemplate, TemplateVersion, RestoreTemplateHandler>()
            .AddRequest<ReadTrail, Page<TrailItem>, ReadTrailHandler>()
            .AddRequest<ListDocuments, DocumentList, ListDocumentsHandler>()
            .AddRequest<GetDocument, DocumentView, GetDocumentHandler>()
            .AddRequest<GetDocumentPdf, DocumentPdf, GetDocumentPdfHandler>()
            .AddRequest<GetDocumentCopy, DocumentCopy, GetDocumentCopyHandler>()
            .AddRequest<CancelDocument, DocumentView, CancelDocumentHandler>()
            .AddRequest<RetryDocument, DocumentView, RetryDocumentHandler>()
            .AddRequest<ReadPrintRoom, PrintRoom, ReadPrintRoomHandler>()
            .AddSingleton<WantedPapers>()
            .AddRequest<VerifyByCode, Verification, VerifyByCodeHandler>()
            .AddRequest<VerifyByPdf, Verification, VerifyByPdfHandler>()
            .AddRequest<InstallSigner, Done, InstallSignerHandler>()
            .AddRequest<RemoveSigner, Done, RemoveSignerHandler>()
            .AddRequest<ListSigners, SignerList, ListSignersHandler>()
            .AddRequest<SetSigningProvider, Done, SetSigningProviderHandler>()
            .AddRequest<RemoveSigningProvider, Done, RemoveSigningProviderHandler>()
            .AddRequest<ReadSigningProvider, SigningProviderView, ReadSigningProviderHandler>()
            .AddRequest<ListWaitingSignatures, WaitingSignatures, ListWaitingSignaturesHandler>()
            .AddRequest<BeginSignature, SignatureBegun, BeginSignatureHandler>()
            .AddScoped<RecordSignature>(scope => (work, caseId, facts, ct) =>
                scope.GetRequiredService<AuditLog>().AppendIfOpenAsync(work, caseId, new AuditEntry("document.signed", null, facts), ct))
            .AddRequest<KeepSignature, SignatureKept, KeepSignatureHandler>()
            .AddScoped<RenderNextDocumentHandler>();

    private static IServiceCollection AddDemo(this IServiceCollection services) =>
        services
            .AddRequest<ReadClock, ClockReading, ReadClockHandler>()
            .AddRequest<StartClock, ClockReading, StartClockHandler>()
            .AddRequest<MoveClock, ClockReading, MoveClockHandler>();
}
