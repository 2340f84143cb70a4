namespace Alokon.Engine.Definitions;

/// <summary>One version as it lies in the store, without its text.</summary>
/// <param name="State">draft; published (new cases start on it); superseded (published earlier, or retracted).</param>
/// <param name="Origin">file or admin: an admin's version is never replaced by a file.</param>
/// <param name="Hash">Of the text that was saved: whoever saves says which one was seen.</param>
/// <param name="SavedBy">Name of the person; empty where a file brought it.</param>
public sealed record StoredDefinition(
    string DefinitionId,
    int Version,
    string VersionId,
    string Name,
    string Description,
    string State,
    string Origin,
    string Hash,
    bool IsLatest,
    DateTimeOffset SavedAt,
    string SavedBy,
    DateTimeOffset? PublishedAt)
{
    public bool IsDraft => State == "draft";

    public bool IsPublished => State == "published";

    public DraftSeen Seen => new(VersionId, Hash);
}

/// <summary>The state of a definition that somebody had on the screen when deciding.</summary>
public sealed record DraftSeen(string VersionId, string Hash);

/// <summary>One entry of a definition's history.</summary>
/// <param name="Kind">drafted, imported, reverted, published, retracted, discarded (a draft) or deleted.</param>
/// <param name="Actor">Name of the person; sistem for a file.</param>
public sealed record DefinitionEvent(int Seq, DateTimeOffset At, string Kind, int Version, string Hash, string Origin, Guid ActorId, string Actor);

/// <summary>What a list of definitions shows.</summary>
/// <param name="Text">Part of a name or of a definition's id; none = no restriction, as in every other field.</param>
/// <param name="OrderBy">name, created or version.</param>
/// <param name="Page">Counted from 0.</param>
public sealed record DefinitionFilter(
    VersionOptions Versions,
    string? Text = null,
    IReadOnlyList<string>? DefinitionIds = null,
    IReadOnlyList<string>? VersionIds = null,
    string OrderBy = "name",
    bool Descending = false,
    int Page = 0,
    int PageSize = 50);

/// <param name="Total">Of all pages.</param>
public sealed record DefinitionList(IReadOnlyList<StoredDefinition> Items, long Total);
