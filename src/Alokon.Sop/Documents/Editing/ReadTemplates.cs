using Alokon.Engine;
using MediatR;

namespace Alokon.Sop.Documents.Editing;

/// <summary>The office's templates with the version in force.</summary>
[AllowRoles("admin", "manajer", "auditor")]
public sealed record ListTemplates : IRequest<Outcome<TemplateList>>, IQuery;

public sealed record TemplateList(IReadOnlyList<TemplateLine> Items);

/// <param name="Name">SPMB, or FII@20.</param>
/// <param name="Drafter">Who saved the draft that waits; null: there is none.</param>
/// <param name="HasUpdate">A newer one came with a release and was not put over the office's own.</param>
public sealed record TemplateLine(string Name, string Code, string Edition, TemplateVersion Current, string? Drafter, bool HasUpdate);

public sealed class ListTemplatesHandler(UnitOfWork work) : IRequestHandler<ListTemplates, Outcome<TemplateList>>
{
    public async Task<Outcome<TemplateList>> Handle(ListTemplates query, CancellationToken ct) => new TemplateList(
        [.. (await VersionRows.ListAllAsync(work, ct)).Select(t => new TemplateLine($"{t.Name}", t.Name.Code, t.Name.Edition, t.Current, t.Drafter, t.HasUpdate))]);
}

/// <summary>One template: the text in force, the draft beside it, and every version that was.</summary>
[AllowRoles("admin", "manajer", "auditor")]
public sealed record GetTemplate(string Name) : IRequest<Outcome<TemplateDesk>>, IQuery;

/// <param name="Parts">Shared by all papers, by name: they come with the text and are only read.</param>
/// <param name="Versions">The latest first; that one is in force.</param>
public sealed record TemplateDesk(
    string Name, TemplateText Text, IReadOnlyDictionary<string, string> Parts, IReadOnlyList<TemplateVersion> Versions, TemplateDraft? Draft, bool IsShipped, bool HasUpdate)
{
    public TemplateVersion Current => Versions[0];
}

public sealed class GetTemplateHandler(UnitOfWork work) : IRequestHandler<GetTemplate, Outcome<TemplateDesk>>
{
    public async Task<Outcome<TemplateDesk>> Handle(GetTemplate query, CancellationToken ct)
    {
        var found = await TemplateInForce.FindAsync(work, query.Name, ct);
        if (found.IsRefused(out var refusal))
        {
            return refusal;
        }

        var (name, versions, files) = found.Value;
        var shipped = await VersionRows.FindShippedAsync(work, name, ct);
        return new TemplateDesk(
            $"{name}", files.Text, files.Parts, versions, await VersionRows.FindDraftAsync(work, name, ct),
            shipped?.Hash == versions[0].Hash, new TemplateListing(name, versions[0], shipped, null).HasUpdate);
    }
}

/// <summary>What every question about one template begins with.</summary>
/// <param name="Versions">At least one, the latest first.</param>
internal sealed record TemplateInForce(TemplateName Name, IReadOnlyList<TemplateVersion> Versions, TemplateFiles Files)
{
    public static async Task<Outcome<TemplateInForce>> FindAsync(UnitOfWork work, string text, CancellationToken ct) =>
        TemplateName.Parse(text) is { } name
        && await VersionRows.ListAsync(work, name, ct) is { Count: > 0 } versions
        && await VersionRows.FilesAsync(work, name, versions[0].Hash, ct) is { } files
            ? new TemplateInForce(name, versions, files)
            : new TemplateRefusal.NotFound(text);

    public static async Task<Outcome<TemplateFiles>> FilesAsync(UnitOfWork work, TemplateInForce current, int version, CancellationToken ct) =>
        current.Versions.FirstOrDefault(v => v.Version == version) is { } found && await VersionRows.FilesAsync(work, current.Name, found.Hash, ct) is { } files
            ? files
            : new TemplateRefusal.VersionNotFound(current.Name, version);
}

/// <summary>Two versions side by side.</summary>
/// <param name="From">Null: the one before the later.</param>
/// <param name="To">Null: the draft where there is one, else the version in force. Zero: what is shipped.</param>
[AllowRoles("admin", "manajer", "auditor")]
public sealed record CompareTemplates(string Name, int? From, int? To) : IRequest<Outcome<TemplateComparison>>, IQuery
{
    public const int Draft = -1;
    public const int Shipped = 0;
}

/// <param name="From">A version, <see cref="CompareTemplates.Shipped"/> or <see cref="CompareTemplates.Draft"/>.</param>
public sealed record TemplateComparison(string Name, int From, int To, IReadOnlyList<FileComparison> Files, IReadOnlyList<TemplateVersion> Versions, bool HasDraft);

public sealed record FileComparison(string File, DiffCount Count, IReadOnlyList<DiffLine> Lines);

public sealed class CompareTemplatesHandler(UnitOfWork work) : IRequestHandler<CompareTemplates, Outcome<TemplateComparison>>
{
    public async Task<Outcome<TemplateComparison>> Handle(CompareTemplates query, CancellationToken ct)
    {
        var found = await TemplateInForce.FindAsync(work, query.Name, ct);
        if (found.IsRefused(out var refusal))
        {
            return refusal;
        }

        var current = found.Value;
        var draft = await VersionRows.FindDraftAsync(work, current.Name, ct);
        var to = query.To ?? (draft is null ? current.Versions[0].Version : CompareTemplates.Draft);
        var from = query.From ?? (to == CompareTemplates.Draft ? current.Versions[0].Version : Math.Max(1, to - 1));
        var (before, after) = (await FilesAsync(current, draft, from, ct), await FilesAsync(current, draft, to, ct));
        if (before.IsRefused(out refusal) || after.IsRefused(out refusal))
        {
            return refusal;
        }

        return new TemplateComparison($"{current.Name}", from, to, [.. Compare(before.Value, after.Value)], current.Versions, draft is not null);
    }

    private async Task<Outcome<TemplateFiles>> FilesAsync(TemplateInForce current, TemplateDraft? draft, int version, CancellationToken ct) => version switch
    {
        CompareTemplates.Draft when draft is not null => current.Files.With(draft.Text),
        CompareTemplates.Shipped when await VersionRows.FindShippedAsync(work, current.Name, ct) is { } shipped
            && await VersionRows.FilesAsync(work, current.Name, shipped.Hash, ct) is { } files => files,
        _ => await TemplateInForce.FilesAsync(work, current, version, ct),
    };

    private static IEnumerable<FileComparison> Compare(TemplateFiles before, TemplateFiles after) =>
        from file in before.All.Keys.Union(after.All.Keys).OrderBy(f => f.Contains('/')).ThenByDescending(f => f, StringComparer.Ordinal)
        let lines = LineDiff.Between(before.All.GetValueOrDefault(file, ""), after.All.GetValueOrDefault(file, ""))
        let count = LineDiff.Count(lines)
        where !count.Nothing
        select new FileComparison(file, count, lines);
}
