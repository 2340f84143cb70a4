using System.Text.Json.Nodes;
using Alokon.Engine;
using Alokon.Engine.Activities;
using Alokon.Engine.Definitions;
using Alokon.Sop.Workflows;
using MediatR;

namespace Alokon.Host.Elsa;

/// <summary>
/// POST /workflow-definitions: creates, saves and publishes. The draft is kept even when the check before publishing finds faults,
/// because the admin mends them in it.
/// </summary>
internal static class SaveDoor
{
    /// <summary>The state after a draft was kept and yet refused: without a model in the answer the page could not go on from it.</summary>
    public const string SeenHeader = "X-Alokon-Seen";

    public static async Task<IResult> SaveAsync(HttpContext http, IMediator mediator, Caller caller, ActivityRegistry registry, CancellationToken ct)
    {
        var body = await ElsaBody.ReadAsync(http.Request, ct);
        if (body.IsRefused(out var refusal))
        {
            return ElsaAnswer.Refuse(refusal);
        }

        if (body.Value["model"] is not JsonObject model)
        {
            return ElsaAnswer.Refuse(new InvalidInput("model", "field-required"));
        }

        var saved = model.Text("definitionId") is { Length: > 0 } definitionId
            ? await SaveAsync(model, definitionId, mediator, registry, ct)
            : await CreateAsync(model, mediator, registry, ct);
        if (saved.IsRefused(out refusal))
        {
            return ElsaAnswer.Refuse(refusal);
        }

        if (body.Value["publish"] is not JsonValue publish || !publish.TryGetValue<bool>(out var now) || !now)
        {
            return await SavedAsync(saved.Value, alreadyPublished: false, mediator, caller, ct);
        }

        var published = await mediator.Send(new PublishDefinition(saved.Value.DefinitionId, saved.Value.Seen), ct);
        if (published.IsRefused(out refusal))
        {
            http.Response.Headers[SeenHeader] = StudioDefinition.SeenText(saved.Value);
            return ElsaAnswer.Refuse(refusal);
        }

        return await SavedAsync(published.Value.Definition, published.Value.AlreadyPublished, mediator, caller, ct);
    }

    public static async Task<IResult> SavedAsync(StoredDefinition stored, bool alreadyPublished, IMediator mediator, Caller caller, CancellationToken ct) =>
        ElsaAnswer.Of(await mediator.Send(new GetDefinitionVersion(stored.VersionId), ct), content => Results.Ok(new JsonObject
        {
            ["workflowDefinition"] = StudioDefinition.Of(content, caller.MayWrite()),
            ["alreadyPublished"] = alreadyPublished,
            ["consumingWorkflowCount"] = 0,
        }));

    private static async Task<Outcome<StoredDefinition>> SaveAsync(JsonObject model, string definitionId, IMediator mediator, ActivityRegistry registry, CancellationToken ct)
    {
        var seen = StudioDefinition.SeenOf(model.Text("id"), (model["customProperties"] as JsonObject)?.Text(StudioDefinition.SeenProperty));
        var latest = await mediator.Send(new GetDefinition(definitionId, VersionOptions.Latest), ct);
        if (latest.IsRefused(out var refusal) && refusal.Kind != RefusalKind.NotFound)
        {
            return refusal;
        }

        var before = refusal is null ? latest.Value : null;
        // A published text never changes, so its id says it all; of a draft one must have seen this very state.
        if (seen is null && before is { Stored.IsDraft: false } && model.Text("id") == before.Stored.VersionId)
        {
            seen = before.Stored.Seen;
        }

        var text = StudioModel.ToText(model, before?.Json, registry);
        return text.IsRefused(out refusal) ? refusal : await mediator.Send(new SaveDraft(text.Value, seen), ct);
    }

    /// <summary>The id is made from the name, because people meet it in addresses and files.</summary>
    private static async Task<Outcome<StoredDefinition>> CreateAsync(JsonObject model, IMediator mediator, ActivityRegistry registry, CancellationToken ct)
    {
        const int Tries = 20;
        var id = StudioModel.IdFor(model.Text("name") ?? "");
        for (var attempt = 1; ; attempt++)
        {
            model["definitionId"] = attempt == 1 ? id : $"{id}-{attempt}";
            var text = StudioModel.ToText(model, null, registry);
            if (text.IsRefused(out var refusal))
            {
                return refusal;
            }

            var saved = await mediator.Send(new SaveDraft(text.Value, null), ct);
            if (saved.Refusal is not DefinitionRefusal.Exists || attempt == Tries)
            {
                return saved;
            }
        }
    }
}
