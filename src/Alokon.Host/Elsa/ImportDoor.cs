using System.IO.Compression;
using System.Text;
using System.Text.Json.Nodes;
using Alokon.Engine;
using Alokon.Engine.Activities;
using Alokon.Host.Texts;
using Alokon.Sop.Workflows;
using MediatR;

namespace Alokon.Host.Elsa;

/// <summary>Definitions that come as files: one model, or JSON and ZIP files of a form. One broken file keeps none of the others out.</summary>
internal static class ImportDoor
{
    /// <summary>Of a ZIP, unpacked: nobody may fill the memory with a small file.</summary>
    private const int MostUnpacked = 32 * 1024 * 1024;

    public static void MapImport(this RouteGroupBuilder api)
    {
        api.MapPost("/workflow-definitions/import", ImportAsync);
        api.MapPost("/workflow-definitions/import-files", ImportFilesAsync).DisableAntiforgery(); // the group's own check has looked at the token
    }

    private static async Task<IResult> ImportAsync(HttpContext http, IMediator mediator, Caller caller, ActivityRegistry registry, CancellationToken ct)
    {
        var body = await ElsaBody.ReadAsync(http.Request, ct);
        if (body.IsRefused(out var refusal))
        {
            return ElsaAnswer.Refuse(refusal);
        }

        var model = body.Value;
        if (string.IsNullOrEmpty(model.Text("definitionId")))
        {
            model["definitionId"] = StudioModel.IdFor(model.Text("name") ?? "");
        }

        var text = StudioModel.ToText(model, null, registry);
        if (text.IsRefused(out refusal))
        {
            return ElsaAnswer.Refuse(refusal);
        }

        var imported = await mediator.Send(new ImportDefinitions([new DefinitionFile("model.json", text.Value)]), ct);
        return imported.IsRefused(out refusal) ? ElsaAnswer.Refuse(refusal)
            : imported.Value.Refused.Count > 0 ? ElsaAnswer.Refuse(new BrokenFiles(imported.Value.Refused))
            : ElsaAnswer.Of(await mediator.Send(new GetDefinitionVersion(imported.Value.Imported[0].VersionId), ct), content => Results.Ok(StudioDefinition.Of(content, caller.MayWrite())));
    }

    private static async Task<IResult> ImportFilesAsync(HttpContext http, IMediator mediator, CancellationToken ct)
    {
        if (!http.Request.HasFormContentType || (await http.Request.ReadFormAsync(ct)).Files is not { Count: > 0 } sent)
        {
            return ElsaAnswer.Refuse(new InvalidInput("files", "import-needs-file"));
        }

        var files = new List<DefinitionFile>();
        foreach (var file in sent)
        {
            var read = await ReadAsync(file, ct);
            if (read.IsRefused(out var refusal))
            {
                return ElsaAnswer.Refuse(refusal);
            }

            files.AddRange(read.Value);
        }

        return ElsaAnswer.Of(await mediator.Send(new ImportDefinitions(files), ct), done => done.Refused.Count > 0
            ? ElsaAnswer.Refuse(new BrokenFiles(done.Refused))
            : Results.Ok(new JsonObject { ["count"] = done.Imported.Count }));
    }

    private static async Task<Outcome<IReadOnlyList<DefinitionFile>>> ReadAsync(IFormFile file, CancellationToken ct)
    {
        await using var content = file.OpenReadStream();
        if (!file.FileName.EndsWith(".zip", StringComparison.OrdinalIgnoreCase))
        {
            using var reader = new StreamReader(content, Encoding.UTF8);
            return Accepted.Of<IReadOnlyList<DefinitionFile>>([new DefinitionFile(file.FileName, await reader.ReadToEndAsync(ct))]);
        }

        try
        {
            using var zip = new ZipArchive(content, ZipArchiveMode.Read);
            var entries = zip.Entries.Where(entry => entry.Name.EndsWith(".json", StringComparison.OrdinalIgnoreCase)).ToList();
            if (entries.Sum(entry => entry.Length) > MostUnpacked)
            {
                return new InvalidInput("files", "import-zip-broken", file.FileName);
            }

            var files = new List<DefinitionFile>();
            foreach (var entry in entries)
            {
                // What the directory says of a length is only said: never more is read.
                var text = new byte[entry.Length];
                await using var unpacked = await entry.OpenAsync(ct);
                await unpacked.ReadExactlyAsync(text, ct);
                files.Add(new DefinitionFile(entry.FullName, Encoding.UTF8.GetString(text)));
            }

            return Accepted.Of<IReadOnlyList<DefinitionFile>>(files);
        }
        catch (Exception e) when (e is InvalidDataException or EndOfStreamException)
        {
            return new InvalidInput("files", "import-zip-broken", file.FileName);
        }
    }

    public sealed record BrokenFiles : Refusal
    {
        public BrokenFiles(IReadOnlyList<Refused> refused)
            : base("invalid-input", RefusalKind.Invalid, $"Expected definitions, but {refused.Count} files were refused: {string.Join(", ", refused.Select(r => $"{r.Id} {r.Code}"))}") =>
            Fields = [.. refused.Select(one => new FieldError(one.Id, "import-refused", one.Id, IndonesianTexts.Of(one.Code, one.Arguments)))];
    }
}
