using System.Text.Json;
using System.Text.Json.Nodes;
using Alokon.Engine;
using Alokon.Sop.Documents.Editing;
using Alokon.Templating;
using Dapper;
using MediatR;
using Npgsql;

namespace Alokon.Sop.Documents;

/// <summary>
/// Puts the templates of a folder into force for papers issued from now on. All or none: one broken file refuses the
/// whole and the versions in force stay.
/// </summary>
/// <param name="Folder">One folder per code with template.sbnhtml, style.css and example.json, and the shared _bersama.</param>
[AllowRoles("admin")]
public sealed record LoadTemplates(string Folder) : IRequest<Outcome<TemplatesLoaded>>, ICommand;

public sealed record TemplatesLoaded(IReadOnlyList<LoadedTemplate> Templates);

public sealed record LoadedTemplate(string Code, string Edition, string Hash);

public sealed class LoadTemplatesHandler(UnitOfWork work) : IRequestHandler<LoadTemplates, Outcome<TemplatesLoaded>>
{
    public async Task<Outcome<TemplatesLoaded>> Handle(LoadTemplates command, CancellationToken ct)
    {
        await VersionRows.LockAllAsync(work, ct);
        var known = await VersionRows.ListAllAsync(work, ct);
        var loaded = new List<LoadedTemplate>();
        foreach (var name in DocumentCodes.All.Concat(DocumentCodes.Sheets).SelectMany(code => TemplateFiles.EditionsOf(command.Folder, code)))
        {
            if (Load(command.Folder, name, known, loaded, ct) is { } refusal)
            {
                return refusal;
            }
        }

        return new TemplatesLoaded(loaded);
    }

    private DocumentRefusal.TemplateBroken? Load(string folder, string name, IReadOnlyList<TemplateListing> known, List<LoadedTemplate> loaded, CancellationToken ct)
    {
        try
        {
            return TemplateFiles.Read(folder, name) is { } template ? Load(template, () => TemplateFiles.ReadExample(folder, name), known, loaded, ct) : null;
        }
        catch (JsonException wrong)
        {
            return new DocumentRefusal.TemplateBroken(new TemplateError(name, 1, 1, wrong.Message));
        }
    }

    private DocumentRefusal.TemplateBroken? Load(
        TemplateFiles template, Func<JsonObject?> example, IReadOnlyList<TemplateListing> known, List<LoadedTemplate> loaded, CancellationToken ct)
    {
        var bytes = template.ToBytes();
        var entry = new LoadedTemplate(template.Code, template.Edition.Name, TemplateFiles.HashOf(bytes));
        loaded.Add(entry);
        if (template.Edition != Edition.Only)
        {
            EditionRows.Set(work, template.Code, template.Edition, byOffice: false);
        }

        var name = new TemplateName(entry.Code, entry.Edition);
        var listed = known.FirstOrDefault(t => t.Name == name);
        if (listed?.Shipped?.Hash == entry.Hash)
        {
            // It was examined when it came. To render every example of every office again took most of a node's start.
            return null;
        }

        if (Refuses(template, example(), ct) is { } refusal)
        {
            return refusal;
        }

        Take(name, listed, entry, bytes);
        // A paper that came with a newer release has no format yet in an office that was set up before it. A sheet has no number.
        if (!DocumentCodes.Sheets.Contains(template.Code))
        {
            LetterheadRows.AddFormat(work, BuiltInFormats.Of(work.Office).First(f => f.Code == template.Code));
        }

        return null;
    }

    /// <summary>Comes into force where the office has what came before; where it has its own, that stays and the newer one waits to be looked at.</summary>
    private void Take(TemplateName name, TemplateListing? listed, LoadedTemplate entry, byte[] bytes)
    {
        VersionRows.Ship(work, name, entry.Hash);
        if (listed is not null && listed.Current.Hash != listed.Shipped?.Hash)
        {
            TemplateRows.Keep(work, entry, bytes);
            return;
        }

        TemplateRows.PutInForce(work, entry, bytes);
        VersionRows.AddShipped(work, name, new TemplateVersion((listed?.Current.Version ?? 0) + 1, entry.Hash, "shipped", "Bawaan Alokon", work.Now, work.Officer.Name));
    }

    private static DocumentRefusal.TemplateBroken? Refuses(TemplateFiles template, JsonObject? example, CancellationToken ct)
    {
        if (template.CheckSize().Concat(template.Check()).FirstOrDefault() is { } error)
        {
            return new DocumentRefusal.TemplateBroken(error);
        }

        return example is not null && template.Render(example, ct).Error is { } hole ? new DocumentRefusal.TemplateBroken(hole) : null;
    }
}

internal static class TemplateRows
{
    /// <summary>Keeps a text without putting it in force.</summary>
    public static void Keep(UnitOfWork work, LoadedTemplate template, byte[] files) => work.Queue(
        """
        INSERT INTO documents.template (office, code, edition, hash, files, is_current, loaded_at)
        VALUES ($1, $2, $3, $4, $5, false, $6)
        ON CONFLICT (office, code, edition, hash) DO NOTHING
        """,
        work.Office,
        template.Code,
        template.Edition,
        template.Hash,
        files,
        work.Now);

    public static void PutInForce(UnitOfWork work, LoadedTemplate template, byte[] files)
    {
        work.Queue(
            "UPDATE documents.template SET is_current = false WHERE office = $1 AND code = $2 AND edition = $3 AND is_current AND hash <> $4",
            work.Office,
            template.Code,
            template.Edition,
            template.Hash);
        work.Queue(
            """
            INSERT INTO documents.template (office, code, edition, hash, files, is_current, loaded_at)
            VALUES ($1, $2, $3, $4, $5, true, $6)
            ON CONFLICT (office, code, edition, hash) DO UPDATE SET is_current = true, loaded_at = EXCLUDED.loaded_at
            """,
            work.Office,
            template.Code,
            template.Edition,
            template.Hash,
            files,
            work.Now);
    }

    public static async Task<byte[]?> FindAsync(UnitOfWork work, string code, ShelvedTemplate template, CancellationToken ct) =>
        await work.Connection.QuerySingleOrDefaultAsync<byte[]>(new CommandDefinition(
            "SELECT files FROM documents.template WHERE office = @office AND code = @code AND edition = @edition AND hash = @hash",
            new { office = work.Office, code, edition = template.Edition.Name, hash = template.Hash },
            cancellationToken: ct));

    public static async Task<IReadOnlySet<string>> CodesAsync(UnitOfWork work, CancellationToken ct)
    {
        var codes = await work.Connection.QueryAsync<string>(new CommandDefinition(
            "SELECT DISTINCT code FROM documents.template WHERE office = @office AND is_current",
            new { office = work.Office },
            cancellationToken: ct));
        return codes.ToHashSet(StringComparer.Ordinal);
    }
}

/// <summary>For rooms that check what may be issued.</summary>
public static class OfficeTemplates
{
    /// <summary>The document codes for which this office has a template in force.</summary>
    public static Task<IReadOnlySet<string>> CodesAsync(UnitOfWork work, CancellationToken ct) => TemplateRows.CodesAsync(work, ct);

    /// <summary>What the office prints a sheet with.</summary>
    public static async Task<Outcome<OfficeSheet>> FindSheetAsync(UnitOfWork work, string code, CancellationToken ct)
    {
        var papers = await IssueRows.ReadOfficeAsync(work, 0, ct);
        if (papers.Letterhead is not { } letterhead)
        {
            return new DocumentRefusal.LetterheadMissing(work.Office);
        }

        return papers.On(letterhead.DayOf(work.Now), code) is { } template && await TemplateRows.FindAsync(work, code, template, ct) is { } files
            ? new OfficeSheet(letterhead, TemplateFiles.FromBytes(code, files))
            : new DocumentRefusal.TemplateMissing(code);
    }
}
