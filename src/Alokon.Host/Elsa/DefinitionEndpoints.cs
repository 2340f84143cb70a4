using System.Globalization;
using System.Text;
using System.Text.Json.Nodes;
using Alokon.Engine;
using Alokon.Engine.Definitions;
using Alokon.Sop.People;
using Alokon.Sop.Workflows;
using MediatR;

namespace Alokon.Host.Elsa;

/// <summary>/workflow-definitions: the versions of the office's SOPs, as Studio lists, opens and changes them.</summary>
internal static class DefinitionEndpoints
{
    public static void MapDefinitions(this RouteGroupBuilder api)
    {
        var definitions = api.MapGroup("/workflow-definitions");
        definitions.MapGet("", ListAsync);
        definitions.MapGet("/by-definition-id/{definitionId}", FindAsync);
        definitions.MapGet("/by-id/{versionId}", FindVersionAsync);
        definitions.MapGet("/many-by-id", ManyAsync);
        definitions.MapGet("/query/count", CountAsync);
        definitions.MapGet("/{definitionId}/consumers", ConsumersAsync);
        definitions.MapGet("/validation/is-name-unique", NameAsync);
        definitions.MapPost("", SaveDoor.SaveAsync);
        definitions.MapPost("/{definitionId}/publish", PublishAsync);
        definitions.MapPost("/{definitionId}/retract", RetractAsync);
        definitions.MapPost("/{definitionId}/revert/{version:int}", RevertAsync);
        definitions.MapGet("/{definitionId}/export", ExportAsync);
        definitions.MapDelete("/{definitionId}", DeleteAsync);
        api.MapDelete("/workflow-definition-versions/{versionId}", DeleteVersionAsync);
    }

    public static bool MayWrite(this Caller caller) => caller.Officer?.HasRole(Roles.Admin) == true;

    private static async Task<IResult> ListAsync(HttpRequest http, IMediator mediator, Caller caller, CancellationToken ct)
    {
        var query = http.Query;
        string[] ids = [.. query["Ids"].OfType<string>()];
        var named = query["versionOptions"].ToString();
        // Asked by id, any version is meant.
        if ((ids.Length > 0 && named.Length == 0 ? VersionOptions.All : VersionOptions.Parse(named)) is not { } versions)
        {
            return ElsaAnswer.Refuse(new InvalidInput("versionOptions", "version-options-unknown", named));
        }

        var filter = new DefinitionFilter(
            versions, query["SearchTerm"], [.. query["DefinitionIds"].OfType<string>()], ids,
            query["OrderBy"].ToString() is { Length: > 0 } order ? order : "name", query["OrderDirection"] == "Descending",
            Number(query["Page"], 0), Number(query["PageSize"], 1000));
        return ElsaAnswer.Of(await mediator.Send(new ListDefinitions(filter), ct), list => Results.Ok(new JsonObject
        {
            ["items"] = new JsonArray([.. list.Items.Select(item => StudioDefinition.Summary(item, caller.MayWrite()))]),
            ["totalCount"] = list.Total,
            ["links"] = StudioDefinition.ListLinks(caller.MayWrite()),
        }));
    }

    private static async Task<IResult> FindAsync(string definitionId, string? versionOptions, IMediator mediator, Caller caller, CancellationToken ct) =>
        VersionOptions.Parse(versionOptions) is { } versions
            ? ElsaAnswer.Of(await mediator.Send(new GetDefinition(definitionId, versions), ct), content => Results.Ok(StudioDefinition.Of(content, caller.MayWrite())))
            : ElsaAnswer.Refuse(new InvalidInput("versionOptions", "version-options-unknown", versionOptions ?? ""));

    private static async Task<IResult> FindVersionAsync(string versionId, IMediator mediator, Caller caller, CancellationToken ct) =>
        ElsaAnswer.Of(await mediator.Send(new GetDefinitionVersion(versionId), ct), content => Results.Ok(StudioDefinition.Of(content, caller.MayWrite())));

    private static async Task<IResult> ManyAsync(HttpRequest http, IMediator mediator, Caller caller, CancellationToken ct)
    {
        var items = new JsonArray();
        foreach (var id in http.Query["ids"].OfType<string>().Distinct())
        {
            var found = await mediator.Send(new GetDefinitionVersion(id), ct);
            if (!found.IsRefused(out var refusal))
            {
                items.Add((JsonNode)StudioDefinition.Of(found.Value, caller.MayWrite()));
            }
            else if (refusal.Kind != RefusalKind.NotFound)
            {
                return ElsaAnswer.Refuse(refusal);
            }
        }

        return Results.Ok(new JsonObject { ["count"] = items.Count, ["items"] = items });
    }

    private static async Task<IResult> CountAsync(IMediator mediator, CancellationToken ct) =>
        ElsaAnswer.Of(await mediator.Send(new ListDefinitions(new(VersionOptions.Latest, PageSize: 1)), ct), list => Results.Ok(new { count = list.Total }));

    private static async Task<IResult> ConsumersAsync(string definitionId, IMediator mediator, CancellationToken ct) =>
        ElsaAnswer.Of(await mediator.Send(new ListConsumers(definitionId), ct), consumers => Results.Ok(new { consumingWorkflowDefinitionIds = consumers.DefinitionIds }));

    private static async Task<IResult> NameAsync(string? name, string? definitionId, IMediator mediator, CancellationToken ct) =>
        ElsaAnswer.Of(await mediator.Send(new IsNameFree(name ?? "", definitionId), ct), free => Results.Ok(new { isUnique = free.IsFree }));

    /// <summary>Studio sends an empty body; the page that asked about warnings sends which were read, and of which state.</summary>
    private static async Task<IResult> PublishAsync(string definitionId, HttpRequest http, IMediator mediator, Caller caller, CancellationToken ct)
    {
        var body = await ElsaBody.ReadAsync(http, ct);
        if (body.IsRefused(out var malformed))
        {
            return ElsaAnswer.Refuse(malformed);
        }

        var seen = StudioDefinition.SeenOf(body.Value.Text("versionId"), body.Value.Text("seen"));
        var published = await mediator.Send(new PublishDefinition(definitionId, seen) { Acknowledged = body.Value.Texts("acknowledged") }, ct);
        return published.IsRefused(out var refusal) ? ElsaAnswer.Refuse(refusal) : await SaveDoor.SavedAsync(published.Value.Definition, published.Value.AlreadyPublished, mediator, caller, ct);
    }

    private static async Task<IResult> RetractAsync(string definitionId, IMediator mediator, Caller caller, CancellationToken ct)
    {
        var retracted = await mediator.Send(new RetractDefinition(definitionId), ct);
        return retracted.IsRefused(out var refusal) ? ElsaAnswer.Refuse(refusal) : await FindVersionAsync(retracted.Value.VersionId, mediator, caller, ct);
    }

    private static async Task<IResult> RevertAsync(string definitionId, int version, IMediator mediator, Caller caller, CancellationToken ct) =>
        ElsaAnswer.Of(await mediator.Send(new RevertDefinition(definitionId, version), ct), draft => Results.Ok(StudioDefinition.Summary(draft, caller.MayWrite())));

    private static async Task<IResult> ExportAsync(string definitionId, string? versionOptions, IMediator mediator, CancellationToken ct) =>
        VersionOptions.Parse(versionOptions) is { } versions
            ? ElsaAnswer.Of(await mediator.Send(new ExportDefinitions([definitionId], versions), ct), exported => exported.Files is [var file, ..]
                ? Results.File(Encoding.UTF8.GetBytes(file.Json), "application/json", file.FileName)
                : ElsaAnswer.Refuse(new DefinitionRefusal.NotFound(definitionId)))
            : ElsaAnswer.Refuse(new InvalidInput("versionOptions", "version-options-unknown", versionOptions ?? ""));

    private static async Task<IResult> DeleteAsync(string definitionId, IMediator mediator, CancellationToken ct) =>
        ElsaAnswer.Of(await mediator.Send(new DeleteDefinition(definitionId), ct), _ => Results.NoContent());

    private static async Task<IResult> DeleteVersionAsync(string versionId, IMediator mediator, CancellationToken ct) =>
        ElsaAnswer.Of(await mediator.Send(new DeleteDefinitionVersion(versionId), ct), _ => Results.NoContent());

    private static int Number(string? text, int otherwise) =>
        int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number : otherwise;
}
