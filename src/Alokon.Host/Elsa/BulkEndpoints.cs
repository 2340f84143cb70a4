using System.IO.Compression;
using System.Text;
using System.Text.Json.Nodes;
using Alokon.Engine;
using Alokon.Engine.Definitions;
using Alokon.Host.Texts;
using Alokon.Sop.Workflows;
using MediatR;

namespace Alokon.Host.Elsa;

/// <summary>/bulk-actions on definitions: what can be done is done; what cannot is told with its reason.</summary>
internal static class BulkEndpoints
{
    public static void MapBulk(this RouteGroupBuilder api)
    {
        var bulk = api.MapGroup("/bulk-actions");
        bulk.MapPost("/publish/workflow-definitions/by-definition-ids", (HttpContext http, IMediator mediator, CancellationToken ct) => DoAsync(http, mediator, "definitionIds", BulkDeed.Publish, Published, ct));
        bulk.MapPost("/retract/workflow-definitions/by-definition-ids", (HttpContext http, IMediator mediator, CancellationToken ct) => DoAsync(http, mediator, "definitionIds", BulkDeed.Retract, Retracted, ct));
        bulk.MapPost("/delete/workflow-definitions/by-definition-id", (HttpContext http, IMediator mediator, CancellationToken ct) => DoAsync(http, mediator, "definitionIds", BulkDeed.DeleteDefinition, Deleted, ct));
        bulk.MapPost("/delete/workflow-definitions/by-id", (HttpContext http, IMediator mediator, CancellationToken ct) => DoAsync(http, mediator, "ids", BulkDeed.DeleteVersion, Deleted, ct));
        bulk.MapPost("/export/workflow-definitions", ExportAsync).OnlyReads();
    }

    private static async Task<IResult> DoAsync(HttpContext http, IMediator mediator, string list, BulkDeed deed, Func<BulkDone, JsonObject> answer, CancellationToken ct)
    {
        var body = await ElsaBody.ReadAsync(http.Request, ct);
        if (body.IsRefused(out var refusal))
        {
            return ElsaAnswer.Refuse(refusal);
        }

        // Studio says "done" whatever the answer holds, unless it is an error: so one that was refused makes it one.
        return ElsaAnswer.Of(await mediator.Send(new BulkDefinitions(deed, body.Value.Texts(list)), ct), done =>
            done.Refused.Count > 0 ? ElsaAnswer.Refuse(new SomeRefused(done.Refused)) : Results.Ok(answer(done)));
    }

    private static JsonObject Published(BulkDone done) => new()
    {
        ["published"] = Texts(done.Done),
        ["alreadyPublished"] = new JsonArray(),
        ["notFound"] = new JsonArray(),
        ["skipped"] = new JsonArray(),
        ["updatedConsumers"] = new JsonArray(),
    };

    private static JsonObject Retracted(BulkDone done) => new()
    {
        ["retracted"] = Texts(done.Done),
        ["alreadyRetracted"] = new JsonArray(),
        ["notPublished"] = new JsonArray(),
        ["notFound"] = new JsonArray(),
        ["skipped"] = new JsonArray(),
    };

    private static JsonObject Deleted(BulkDone done) => new() { ["deleted"] = done.Done.Count };

    private static async Task<IResult> ExportAsync(HttpContext http, IMediator mediator, CancellationToken ct)
    {
        var body = await ElsaBody.ReadAsync(http.Request, ct);
        if (body.IsRefused(out var refusal))
        {
            return ElsaAnswer.Refuse(refusal);
        }

        var files = new List<DefinitionFile>();
        foreach (var id in body.Value.Texts("ids"))
        {
            var found = await mediator.Send(new GetDefinitionVersion(id), ct);
            if (found.IsRefused(out refusal))
            {
                return ElsaAnswer.Refuse(refusal);
            }

            files.Add(new DefinitionFile($"{found.Value.Stored.DefinitionId}-v{found.Value.Stored.Version}.json", found.Value.Json));
        }

        return Results.File(Zip(files), "application/zip", "workflow-definitions.zip");
    }

    private static byte[] Zip(IReadOnlyList<DefinitionFile> files)
    {
        using var bytes = new MemoryStream();
        using (var zip = new ZipArchive(bytes, ZipArchiveMode.Create, leaveOpen: true))
        {
            foreach (var file in files.DistinctBy(file => file.FileName))
            {
                using var entry = zip.CreateEntry(file.FileName).Open();
                entry.Write(Encoding.UTF8.GetBytes(file.Json));
            }
        }

        return bytes.ToArray();
    }

    private static JsonArray Texts(IReadOnlyList<string> texts) => [.. texts.Select(text => (JsonNode)text)];

    public sealed record SomeRefused : Refusal
    {
        public SomeRefused(IReadOnlyList<Refused> refused)
            : base("invalid-input", RefusalKind.Invalid, $"Expected all to be done, but {refused.Count} were refused: {string.Join(", ", refused.Select(r => $"{r.Id} {r.Code}"))}") =>
            Fields = [.. refused.Select(one => new FieldError(one.Id, "bulk-refused", one.Id, IndonesianTexts.Of(one.Code, one.Arguments)))];
    }
}
