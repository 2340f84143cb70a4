using System.Collections.Concurrent;

namespace Alokon.Engine.Definitions;

/// <summary>What a list of published workflows shows.</summary>
public sealed record PublishedDefinition(string DefinitionId, int Version, string VersionId, string Name, DateTimeOffset PublishedAt);

/// <summary>
/// Drafts and published versions of an office. A published version never changes, so it is parsed once per process and kept;
/// which version is the published one is asked each time, because another node may have published. Singleton.
/// </summary>
public sealed partial class DefinitionStore
{
    private readonly ConcurrentDictionary<(int Office, string DefinitionId, int Version), WorkflowDefinition> _parsed = new();

    /// <summary>
    /// Publishes this text as the next version; the version before stays for the cases that run on it. Its <c>id</c>,
    /// <c>version</c>, <c>isLatest</c> and <c>isPublished</c> members are set anew, everything else is kept. The same text published again changes nothing.
    /// </summary>
    /// <param name="origin">Where the text came from: "file" may be replaced by a newer file, "admin" never.</param>
    public async Task<PublishedDefinition> PublishAsync(UnitOfWork work, WorkflowDefinition definition, string origin, CancellationToken ct)
    {
        var hash = DefinitionText.Hash(definition.Json);
        // Two admins may publish together; the second must get the next number.
        var latest = await DefinitionRows.LockLatestAsync(work, definition.DefinitionId, ct);
        if (latest is { State: "published" } && latest.SourceHash == hash)
        {
            return latest.Published(work.Now);
        }

        var version = (latest?.State == "draft" ? latest.Version : (latest?.Version ?? 0) + 1);
        var text = DefinitionText.Numbered(definition, version, isPublished: true);
        var row = new DefinitionRow(definition.DefinitionId, version, text.VersionId, definition.Name, "published", origin, hash, null);
        DefinitionRows.Supersede(work, definition.DefinitionId);
        DefinitionRows.Save(work, row, text.Json);
        await work.FlushAsync(ct);
        return row.Published(work.Now);
    }

    /// <summary>Keeps a draft: the version after the latest published one, replaced as often as somebody saves. No case runs on it.</summary>
    public async Task<int> SaveDraftAsync(UnitOfWork work, WorkflowDefinition definition, CancellationToken ct)
    {
        var latest = await DefinitionRows.LockLatestAsync(work, definition.DefinitionId, ct);
        var version = latest?.State == "draft" ? latest.Version : (latest?.Version ?? 0) + 1;
        var text = DefinitionText.Numbered(definition, version, isPublished: false);
        DefinitionRows.Save(work, new(definition.DefinitionId, version, text.VersionId, definition.Name, "draft", "admin", DefinitionText.Hash(definition.Json), null), text.Json);
        await work.FlushAsync(ct);
        return version;
    }

    /// <summary>The version that new cases start on.</summary>
    public async Task<WorkflowDefinition?> FindPublishedAsync(UnitOfWork work, string definitionId, CancellationToken ct) =>
        await DefinitionRows.FindPublishedVersionAsync(work, definitionId, ct) is { } version
            ? await FindVersionAsync(work, definitionId, version, ct)
            : null;

    /// <summary>One version, published now or earlier. A draft is not found: no case runs on it.</summary>
    public async Task<WorkflowDefinition?> FindVersionAsync(UnitOfWork work, string definitionId, int version, CancellationToken ct)
    {
        var key = (work.Office, definitionId, version);
        if (_parsed.TryGetValue(key, out var known))
        {
            return known;
        }

        if (await DefinitionRows.ReadTextAsync(work, definitionId, version, ct) is not { } json)
        {
            return null;
        }

        var parsed = DefinitionReader.Parse(json, $"{definitionId} v{version}").Value; // only readable text is ever stored
        return _parsed.GetOrAdd(key, parsed);
    }

    public Task<IReadOnlyList<PublishedDefinition>> ListPublishedAsync(UnitOfWork work, CancellationToken ct) =>
        DefinitionRows.ListPublishedAsync(work, ct);
}
