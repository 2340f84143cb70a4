namespace Alokon.Engine.Definitions;

/// <summary>What a list of published workflows shows.</summary>
public sealed record PublishedDefinition(string DefinitionId, int Version, string VersionId, string Name, DateTimeOffset PublishedAt);

/// <summary>
/// The versions that cases run on. A published version never changes, so it is parsed once per process and kept;
/// which version is the published one is asked each time, because another node may have published. Singleton.
/// </summary>
public sealed partial class DefinitionStore
{
    // Some fifty offices with some five SOPs each; a parsed SOP takes a few hundred kilobytes.
    private const int MostParsed = 256;

    private readonly DefinitionCache _parsed = new(MostParsed);

    internal int ParsedCount => _parsed.Count;

    /// <summary>
    /// Publishes this text as the next version (in place of the draft, where there is one); the version before stays for the
    /// cases that run on it. Its <c>id</c>, <c>version</c>, <c>isLatest</c> and <c>isPublished</c> members are set anew,
    /// everything else is kept. The same text published again changes nothing.
    /// </summary>
    /// <param name="origin">Where the text came from: "file" may be replaced by a newer file, "admin" never.</param>
    public async Task<PublishedDefinition> PublishAsync(UnitOfWork work, WorkflowDefinition definition, string origin, CancellationToken ct)
    {
        var hash = DefinitionText.Hash(definition.Json);
        // Two admins may publish together; the second must get the next number.
        var latest = await DefinitionRows.LockLatestAsync(work, definition.DefinitionId, ct);
        if (latest is { State: "published" } && latest.Hash == hash)
        {
            return Published(latest, work.Now);
        }

        var version = latest is { IsDraft: true } ? latest.Version : await DefinitionRows.NextVersionAsync(work, definition.DefinitionId, ct);
        var versionId = latest is { IsDraft: true } ? latest.VersionId : await DefinitionListRows.FreeVersionIdAsync(work, definition.DefinitionId, version, ct);
        var text = DefinitionText.Numbered(definition, version, versionId, isPublished: true);
        var row = Row(work, definition, version, versionId, "published", origin) with { Hash = hash };
        DefinitionRows.Supersede(work, definition.DefinitionId);
        DefinitionRows.Save(work, row, text);
        DefinitionTrailRows.Append(work, "published", row);
        TriggerRows.Replace(work, definition);
        await work.FlushAsync(ct);
        return Published(row, work.Now);
    }

    /// <summary>The version that new cases start on.</summary>
    public async Task<WorkflowDefinition?> FindPublishedAsync(UnitOfWork work, string definitionId, CancellationToken ct) =>
        await DefinitionRows.FindPublishedVersionAsync(work, definitionId, ct) is { } version
            ? await FindVersionAsync(work, definitionId, version, ct)
            : null;

    /// <summary>One version, published now or earlier. A draft is not found: no case runs on it.</summary>
    public async Task<WorkflowDefinition?> FindVersionAsync(UnitOfWork work, string definitionId, int version, CancellationToken ct)
    {
        if (_parsed.Find(work.Office, definitionId, version) is { } known)
        {
            return known;
        }

        if (await DefinitionRows.ReadTextAsync(work, definitionId, version, ct) is not { } json)
        {
            return null;
        }

        var parsed = DefinitionReader.Parse(json, $"{definitionId} v{version}").Value; // only readable text is ever stored
        return _parsed.Keep(work.Office, parsed);
    }

    public async Task<IReadOnlyList<PublishedDefinition>> ListPublishedAsync(UnitOfWork work, CancellationToken ct) =>
        [.. (await DefinitionRows.ListPublishedAsync(work, ct)).Select(row => Published(row, work.Now))];

    internal static StoredDefinition Row(UnitOfWork work, WorkflowDefinition definition, int version, string versionId, string state, string origin) => new(
        definition.DefinitionId, version, versionId, definition.Name, definition.Description, state, origin, DefinitionText.Hash(definition.Json),
        IsLatest: true, work.Now, work.Officer.Name, state == "published" ? work.Now : null);

    private static PublishedDefinition Published(StoredDefinition row, DateTimeOffset now) =>
        new(row.DefinitionId, row.Version, row.VersionId, row.Name, row.PublishedAt ?? now);
}
