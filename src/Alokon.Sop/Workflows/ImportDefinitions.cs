using Alokon.Engine;
using Alokon.Engine.Definitions;
using Alokon.Sop.People;
using MediatR;

namespace Alokon.Sop.Workflows;

/// <summary>
/// Takes files in as Elsa does: a draft is replaced, a published version gets a draft after it, an unknown definition keeps the
/// ids of the file. One broken file keeps none of the others out.
/// </summary>
[AllowRoles(Roles.Admin)]
public sealed record ImportDefinitions(IReadOnlyList<DefinitionFile> Files) : IRequest<Outcome<DefinitionsImported>>, ICommand;

public sealed record DefinitionFile(string FileName, string Json);

public sealed record DefinitionsImported(IReadOnlyList<StoredDefinition> Imported, IReadOnlyList<Refused> Refused);

public sealed class ImportDefinitionsHandler(UnitOfWork work) : IRequestHandler<ImportDefinitions, Outcome<DefinitionsImported>>
{
    public async Task<Outcome<DefinitionsImported>> Handle(ImportDefinitions request, CancellationToken cancellationToken)
    {
        var imported = new List<StoredDefinition>();
        var refused = new List<Refused>();
        foreach (var file in request.Files)
        {
            var parsed = DefinitionReader.Parse(file.Json, file.FileName);
            if (parsed.IsRefused(out var refusal))
            {
                refused.Add(Refused.Of(file.FileName, refusal));
            }
            else
            {
                imported.Add(await DefinitionDrafts.ImportAsync(work, parsed.Value, cancellationToken));
            }
        }

        return new DefinitionsImported(imported, refused);
    }
}

/// <summary>The texts as they are stored, to be imported elsewhere.</summary>
[AllowRoles(Roles.Admin, Roles.Manajer, Roles.Auditor)]
public sealed record ExportDefinitions(IReadOnlyList<string> DefinitionIds, VersionOptions Versions) : IRequest<Outcome<DefinitionsExported>>, IQuery;

public sealed record DefinitionsExported(IReadOnlyList<DefinitionFile> Files, IReadOnlyList<Refused> Refused);

public sealed class ExportDefinitionsHandler(UnitOfWork work) : IRequestHandler<ExportDefinitions, Outcome<DefinitionsExported>>
{
    public async Task<Outcome<DefinitionsExported>> Handle(ExportDefinitions request, CancellationToken cancellationToken)
    {
        var files = new List<DefinitionFile>();
        var refused = new List<Refused>();
        foreach (var id in request.DefinitionIds)
        {
            if (await DefinitionDrafts.FindAsync(work, id, request.Versions, cancellationToken) is { } version)
            {
                var definition = await DefinitionDrafts.ReadAsync(work, version, cancellationToken);
                files.Add(new DefinitionFile($"workflow-definition-{FileName(version.Name)}.json", definition.Json));
            }
            else
            {
                refused.Add(Refused.Of(id, new DefinitionRefusal.NotFound(id)));
            }
        }

        return new DefinitionsExported(files, refused);
    }

    private static string FileName(string name) =>
        string.Concat(name.Trim().ToLowerInvariant().Select(letter => char.IsAsciiLetterOrDigit(letter) ? letter : '-')).Trim('-');
}

/// <summary>One of many that could not be done; the others were.</summary>
/// <param name="Id">As the request named it.</param>
public sealed record Refused(string Id, string Code, IReadOnlyList<string> Arguments)
{
    public static Refused Of(string id, Refusal refusal) => new(id, refusal.Code, refusal.Arguments);
}
