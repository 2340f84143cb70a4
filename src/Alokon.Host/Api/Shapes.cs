using Alokon.Engine;
using Alokon.Host.Demo;
using Alokon.Sop.Archive;
using Alokon.Sop.Audit;
using Alokon.Sop.Automation;
using Alokon.Sop.Cases;
using Alokon.Sop.Documents;
using Alokon.Sop.Documents.Books;
using Alokon.Sop.Documents.Editing;
using Alokon.Sop.Inbox;
using Alokon.Sop.People;
using Alokon.Sop.Requests;
using Alokon.Sop.Sla;
using Alokon.Sop.Workflows;
using Microsoft.AspNetCore.Http.Metadata;
using Microsoft.AspNetCore.Mvc;

namespace Alokon.Host.Api;

/// <summary>
/// What each route takes and gives, for the OpenAPI document. The doors read bodies themselves, so that a refusal can name the
/// place; here stands what they expect.
/// </summary>
internal static class Shapes
{
    private static readonly Dictionary<string, Shape> Routes = new()
    {
        ["GET /api/v1/me"] = new(typeof(MeView)),
        ["GET /api/v1/workflows"] = new(typeof(Page<WorkflowView>)),
        ["POST /api/v1/workflows/{definitionId}/moves/preview"] = new(typeof(MovePreviewAnswer), typeof(MoveRequest)),
        ["POST /api/v1/workflows/{definitionId}/moves"] = new(typeof(MoveAnswer), typeof(MoveRequest), StatusCodes.Status201Created),
        ["GET /api/v1/workflows/{definitionId}/moves"] = new(typeof(Page<MoveAnswer>)),
        ["POST /api/v1/workflows/{definitionId}/moves/{id:guid}/undo"] = new(typeof(MoveUndoAnswer)),
        ["POST /api/v1/workflows/{definitionId}/replay"] = new(typeof(ReplayView), typeof(ReplayRequest)),
        ["GET /api/v1/catalogue"] = new(typeof(OfficeCatalogue)),
        ["POST /api/v1/resupply/calculate"] = new(typeof(ResupplyResult), typeof(ResupplyQuestion)),
        ["GET /api/v1/sla/summary"] = new(typeof(SlaFigures)),
        ["GET /api/v1/sla/breaches"] = new(typeof(Page<Breach>)),
        ["GET /api/v1/documents/{id:guid}"] = new(typeof(DocumentView)),
        ["GET /api/v1/documents/{id:guid}/pdf"] = new(null, null, StatusCodes.Status200OK, "application/pdf"),
        ["GET /api/v1/documents/{id:guid}/copy"] = new(null, null, StatusCodes.Status200OK, "application/pdf"),
        ["POST /api/v1/documents/{id:guid}/retry"] = new(typeof(DocumentView)),
        ["POST /api/v1/documents/{id:guid}/cancel"] = new(typeof(DocumentView), typeof(Reason)),
        ["GET /api/v1/number-books"] = new(typeof(NumberBooks)),
        ["GET /api/v1/number-books/{book}/{year:int}"] = new(typeof(NumberBookPage)),
        ["GET /api/v1/number-books/{book}/{year:int}/register.csv"] = new(null, null, StatusCodes.Status200OK, TableFile.Csv),
        ["GET /api/v1/number-books/{book}/{year:int}/register.xlsx"] = new(null, null, StatusCodes.Status200OK, TableFile.Xlsx),
        ["POST /api/v1/number-books/{book}/{year:int}/start"] = new(typeof(NumberBook), typeof(BookStart)),
        ["POST /api/v1/number-books/{book}/{year:int}/inserted"] = new(typeof(BookLine), typeof(NumberInserted), StatusCodes.Status201Created),
        ["POST /api/v1/number-books/inserted/{id:guid}/cancel"] = new(typeof(BookLine), typeof(Reason)),
        ["GET /api/v1/templates"] = new(typeof(TemplateList)),
        ["GET /api/v1/templates/{name}"] = new(typeof(TemplateDesk)),
        ["GET /api/v1/templates/{name}/compare"] = new(typeof(TemplateComparison)),
        ["POST /api/v1/templates/{name}/check"] = new(typeof(TemplateFit), typeof(TemplateSent)),
        ["POST /api/v1/templates/{name}/preview"] = new(typeof(TemplatePreview), typeof(TemplateSent)),
        ["POST /api/v1/templates/{name}/preview.pdf"] = new(null, typeof(TemplateSent), StatusCodes.Status200OK, "application/pdf"),
        ["POST /api/v1/templates/{name}/draft"] = new(typeof(TemplateDraft), typeof(TemplateSent)),
        ["POST /api/v1/templates/{name}/draft/drop"] = new(typeof(TemplateVersion), typeof(DraftSeen)),
        ["POST /api/v1/templates/{name}/publish"] = new(typeof(TemplateVersion), typeof(TemplatePublished), StatusCodes.Status201Created),
        ["POST /api/v1/templates/{name}/restore"] = new(typeof(TemplateVersion), typeof(TemplateRestored)),
        ["GET /api/v1/papers/trail"] = new(typeof(Page<TrailItem>)),
        ["POST /api/v1/cases"] = new(typeof(CaseStarted), typeof(CaseRequest), StatusCodes.Status201Created),
        ["GET /api/v1/cases"] = new(typeof(Page<CaseSummary>)),
        ["GET /api/v1/cases/{id:guid}"] = new(typeof(CaseView)),
        ["POST /api/v1/cases/{id:guid}/withdraw"] = new(typeof(CaseView), typeof(Reason)),
        ["POST /api/v1/cases/{id:guid}/cancel"] = new(typeof(CaseView), typeof(Reason)),
        ["POST /api/v1/cases/{id:guid}/attachments"] = new(typeof(AttachmentView), null, StatusCodes.Status201Created),
        ["GET /api/v1/cases/{id:guid}/attachments"] = new(typeof(Page<AttachmentView>)),
        ["GET /api/v1/cases/{id:guid}/timeline"] = new(typeof(Items<TimelineItem>)),
        ["GET /api/v1/cases/{id:guid}/documents"] = new(typeof(DocumentList)),
        ["GET /api/v1/cases/{id:guid}/pack"] = new(null, null, StatusCodes.Status200OK, "application/zip"),
        ["GET /api/v1/incidents"] = new(typeof(Page<IncidentView>)),
        ["POST /api/v1/incidents/{id:guid}/{number:int}/retry"] = new(typeof(IncidentRetried)),
        ["GET /api/v1/tasks"] = new(typeof(Page<TaskView>)),
        ["GET /api/v1/tasks/{id:guid}"] = new(typeof(TaskView)),
        ["POST /api/v1/tasks/{id:guid}/claim"] = new(typeof(TaskView), typeof(Seen)),
        ["POST /api/v1/tasks/{id:guid}/release"] = new(typeof(TaskView), typeof(Seen)),
        ["POST /api/v1/tasks/{id:guid}/delegate"] = new(typeof(TaskView), typeof(Delegation)),
        ["POST /api/v1/tasks/{id:guid}/complete"] = new(typeof(TaskView), typeof(Decision)),
        ["POST /api/v1/events/{name}"] = new(typeof(StimulusTaken), typeof(EventRaised), StatusCodes.Status202Accepted),
        ["GET /api/v1/external-tasks"] = new(typeof(ExternalTaskList)),
        ["POST /api/v1/external-tasks/{taskId}/complete"] = new(typeof(StimulusTaken), typeof(ExternalResult), StatusCodes.Status202Accepted),
        ["GET /api/v1/operations/failures"] = new(typeof(FailureList)),
        ["POST /api/v1/operations/failures/{id:guid}/retry"] = new(typeof(Retried)),
        ["POST /api/v1/operations/hook-token"] = new(typeof(HookToken)),
        ["GET /api/v1/operations/allowed-hosts"] = new(typeof(AllowedHosts)),
        ["POST /api/v1/operations/allowed-hosts"] = new(typeof(AllowedHosts), typeof(HostList)),
        ["POST /api/v1/operations/paper-size"] = new(typeof(Done), typeof(PaperChoice)),
        ["GET /api/v1/operations/editions"] = new(typeof(Items<EditionView>)),
        ["POST /api/v1/operations/editions"] = new(typeof(Done), typeof(SetEdition)),
        ["GET /api/v1/operations/signing-mandates"] = new(typeof(Items<SigningMandate>)),
        ["POST /api/v1/operations/signing-mandates"] = new(typeof(SigningMandate), typeof(SigningMandate)),
        ["POST /api/v1/operations/signing-mandates/{id:guid}/end"] = new(typeof(SigningMandate), typeof(MandateEnd)),
        ["GET /api/v1/hooks/{office:int}/{**path}"] = new(typeof(StimulusTaken), null, StatusCodes.Status202Accepted),
        ["POST /api/v1/hooks/{office:int}/{**path}"] = new(typeof(StimulusTaken), typeof(System.Text.Json.Nodes.JsonObject), StatusCodes.Status202Accepted),
        ["GET /api/v1/demo/clock"] = new(typeof(ClockReading)),
        ["POST /api/v1/demo/clock"] = new(typeof(ClockReading), typeof(ClockReading)),
        ["GET /api/v1/verify/{code}"] = new(typeof(Verification)),
        ["POST /api/v1/verify"] = new(typeof(Verification)),
        ["GET /api/v1/offices/{code:int}/keys"] = new(typeof(Items<PublishedKey>)),
    };

    public static IReadOnlyCollection<string> Known => Routes.Keys;

    public static TBuilder WithShapes<TBuilder>(this TBuilder group)
        where TBuilder : IEndpointConventionBuilder
    {
        group.Finally(endpoint =>
        {
            var method = endpoint.Metadata.OfType<IHttpMethodMetadata>().LastOrDefault()?.HttpMethods.FirstOrDefault();
            var route = (endpoint as RouteEndpointBuilder)?.RoutePattern.RawText?.TrimEnd('/');
            if (Routes.TryGetValue($"{method} {route}", out var shape))
            {
                shape.AddTo(endpoint.Metadata);
            }
        });
        return group;
    }

    private sealed record Shape(Type? Gives, Type? Takes = null, int Status = StatusCodes.Status200OK, string MediaType = "application/json")
    {
        public void AddTo(IList<object> metadata)
        {
            metadata.Add(new ProducesResponseTypeMetadata(Status, Gives ?? typeof(byte[]), [MediaType]));
            foreach (var refusal in new[] { 400, 401, 403, 404, 409, 412, 422, 429 })
            {
                metadata.Add(new ProducesResponseTypeMetadata(refusal, typeof(ProblemDetails), ["application/problem+json"]));
            }

            if (Takes is not null)
            {
                // Any type: a client that forgets the header is still understood, not sent away by the router without a word.
                metadata.Add(new AcceptsMetadata(["application/json", "*/*"], Takes, isOptional: false));
            }
        }
    }

    internal sealed record Items<T>([property: System.Text.Json.Serialization.JsonPropertyName("items")] IReadOnlyList<T> List);

    internal sealed record Reason([property: System.Text.Json.Serialization.JsonPropertyName("reason")] string Text);

    internal sealed record Seen(int? Version);

    internal sealed record EventRaised(string? CorrelationId, System.Text.Json.Nodes.JsonNode? Payload);

    internal sealed record ExternalResult(System.Text.Json.Nodes.JsonNode? Result);

    internal sealed record Retried(Guid Id);

    internal sealed record HostList(IReadOnlyList<string> Hosts);

    internal sealed record TemplateFit(string Name, bool Fit);

    internal sealed record TemplateSent(string Body, string Style, string? Case, int? Revision);

    internal sealed record DraftSeen(int Revision);

    internal sealed record TemplatePublished(string Body, string Style, string Note, int Version, int? Revision);

    internal sealed record TemplateRestored(int To, string Note, int Version);

    internal sealed record BookStart(int Last, string Reason);

    internal sealed record NumberInserted(int Follows, string? Suffix, string Code, string? Title, string? Case, DateOnly? Date, string Reason);

    internal sealed record PaperChoice(string Paper);

    internal sealed record MandateEnd(DateOnly LastDay);

    internal sealed record Delegation(string To, int? Version);

    internal sealed record Decision(string Outcome, System.Text.Json.Nodes.JsonObject? Data, string? Comment, int Version);

    internal sealed record MoveRequest(int? Version, IReadOnlyDictionary<string, string>? Map, IReadOnlyList<Guid>? Cases, string? Reason);

    internal sealed record ReplayRequest(int? Version, System.Text.Json.Nodes.JsonObject? Definition, string? From, string? To);

    internal sealed record CaseRequest(string Workflow, AmrahInput Input);

    internal sealed record AmrahInput(string Kind, string Facility, string Period, IReadOnlyList<AmrahInputLine> Lines, IReadOnlyList<string>? Attachments);

    internal sealed record AmrahInputLine(string Commodity, int Requested, decimal AverageMonthlyConsumption, int StockOnHand);

    internal sealed record ResupplyQuestion(ResupplyPolicy? Policy, IReadOnlyList<ResupplyQuestionLine> Lines);

    internal sealed record ResupplyQuestionLine(
        string Commodity,
        IReadOnlyList<int> DispensedLast3Months,
        IReadOnlyList<int>? StockoutDays,
        int StockOnHand,
        int? InTransit,
        int? ApprovedNotShipped,
        int? IssueMultiple);
}
