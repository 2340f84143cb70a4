namespace Alokon.Engine.Definitions;

/// <summary>
/// What an admin does to definitions: drafts, back to an earlier version, out of force, away. A draft is the version after the
/// latest; saving names the state it was made from, so that of two admins the second is told and nothing is overwritten.
/// </summary>
public static class DefinitionDrafts
{
    private const string Admin = "admin";

    /// <param name="seen">What the author had on the screen; none for a definition that is new.</param>
    public static async Task<Outcome<StoredDefinition>> SaveAsync(UnitOfWork work, WorkflowDefinition definition, DraftSeen? seen, CancellationToken ct)
    {
        var latest = await DefinitionRows.LockLatestAsync(work, definition.DefinitionId, ct);
        return Unseen(definition.DefinitionId, latest, seen) is { } refusal ? refusal
            : latest is not null && await SaysTheSameAsync(work, latest, definition, ct) ? latest
            : await PutAsync(work, definition, latest, "drafted", null, ct);
    }

    /// <summary>
    /// As Elsa imports: a draft is replaced, a published version gets a draft after it, an unknown definition keeps the ids of the
    /// file. Importing says "this file, whatever was there": no state needs to have been seen.
    /// </summary>
    public static async Task<StoredDefinition> ImportAsync(UnitOfWork work, WorkflowDefinition definition, CancellationToken ct)
    {
        var latest = await DefinitionRows.LockLatestAsync(work, definition.DefinitionId, ct);
        var given = latest is null && await DefinitionListRows.FindAsync(work, definition.VersionId, ct) is null ? definition.VersionId : null;
        return await PutAsync(work, definition, latest, "imported", given, ct);
    }

    /// <summary>An earlier version becomes the draft. A draft that is there already stays: nobody's work is thrown away by the way.</summary>
    public static async Task<Outcome<StoredDefinition>> RevertAsync(UnitOfWork work, string definitionId, int version, CancellationToken ct)
    {
        var latest = await DefinitionRows.LockLatestAsync(work, definitionId, ct);
        if (await DefinitionListRows.FindAsync(work, definitionId, VersionOptions.Exactly(version), ct) is not { IsDraft: false } wanted)
        {
            return new DefinitionRefusal.VersionNotFound(definitionId, version);
        }

        return latest is { IsDraft: true }
            ? new DefinitionRefusal.DraftInTheWay(latest)
            : await PutAsync(work, await ReadAsync(work, wanted, ct), latest, "reverted", null, ct);
    }

    /// <summary>No new case starts on it; those that run on it go on.</summary>
    public static async Task<Outcome<StoredDefinition>> RetractAsync(UnitOfWork work, string definitionId, CancellationToken ct)
    {
        await DefinitionRows.LockLatestAsync(work, definitionId, ct);
        if (await DefinitionListRows.FindAsync(work, definitionId, VersionOptions.Published, ct) is not { } published)
        {
            return new DefinitionRefusal.NotFound(definitionId);
        }

        DefinitionRows.Supersede(work, definitionId);
        TriggerRows.Remove(work, definitionId);
        DefinitionTrailRows.Append(work, "retracted", published);
        await work.FlushAsync(ct);
        return await DefinitionListRows.FindAsync(work, definitionId, VersionOptions.Latest, ct) ?? published;
    }

    /// <summary>A retracted version is in force again. A draft goes through <see cref="DefinitionStore.PublishAsync"/>.</summary>
    public static async Task<StoredDefinition> ReinstateAsync(UnitOfWork work, StoredDefinition retracted, CancellationToken ct)
    {
        DefinitionRows.Reinstate(work, retracted.DefinitionId, retracted.Version);
        DefinitionTrailRows.Append(work, "published", retracted);
        TriggerRows.Replace(work, await ReadAsync(work, retracted, ct));
        await work.FlushAsync(ct);
        return retracted with { State = "published" };
    }

    /// <summary>The whole definition, as long as no case ever ran on any of its versions.</summary>
    public static async Task<Outcome<Done>> DeleteAsync(UnitOfWork work, string definitionId, CancellationToken ct)
    {
        if (await DefinitionRows.LockLatestAsync(work, definitionId, ct) is null)
        {
            return new DefinitionRefusal.NotFound(definitionId);
        }

        if (await DefinitionListRows.EverRanAsync(work, definitionId, null, ct))
        {
            return new DefinitionRefusal.CasesRanOnIt(definitionId);
        }

        DefinitionRows.Supersede(work, definitionId);
        TriggerRows.Remove(work, definitionId);
        var all = await DefinitionListRows.ListAsync(work, new(VersionOptions.All, DefinitionIds: [definitionId], PageSize: 1000), ct);
        foreach (var version in all.Items)
        {
            Remove(work, version);
        }

        await work.FlushAsync(ct);
        return all.Total > all.Items.Count ? await DeleteAsync(work, definitionId, ct) : new Done();
    }

    /// <summary>One version: a draft, or an earlier one that no case ever ran on. The one in force is retracted first.</summary>
    public static async Task<Outcome<Done>> DeleteVersionAsync(UnitOfWork work, string versionId, CancellationToken ct)
    {
        if (await DefinitionListRows.FindAsync(work, versionId, ct) is not { } found)
        {
            return new DefinitionRefusal.NotFound(versionId);
        }

        await DefinitionRows.LockLatestAsync(work, found.DefinitionId, ct);
        if (await DefinitionListRows.FindAsync(work, versionId, ct) is not { } version)
        {
            return new DefinitionRefusal.NotFound(versionId);
        }

        if (version.IsPublished)
        {
            return new DefinitionRefusal.InForce(version);
        }

        if (await DefinitionListRows.EverRanAsync(work, version.DefinitionId, version.Version, ct))
        {
            return new DefinitionRefusal.CasesRanOnIt(version.DefinitionId);
        }

        Remove(work, version);
        await work.FlushAsync(ct);
        return new Done();
    }

    /// <summary>Whoever changes a definition holds this; the first statement that does must be its own.</summary>
    public static Task<StoredDefinition?> LockAsync(UnitOfWork work, string definitionId, CancellationToken ct) => DefinitionRows.LockLatestAsync(work, definitionId, ct);

    public static Task<StoredDefinition?> FindAsync(UnitOfWork work, string versionId, CancellationToken ct) => DefinitionListRows.FindAsync(work, versionId, ct);

    public static Task<StoredDefinition?> FindAsync(UnitOfWork work, string definitionId, VersionOptions versions, CancellationToken ct) =>
        DefinitionListRows.FindAsync(work, definitionId, versions, ct);

    public static Task<DefinitionList> ListAsync(UnitOfWork work, DefinitionFilter filter, CancellationToken ct) => DefinitionListRows.ListAsync(work, filter, ct);

    public static Task<bool> NameIsTakenAsync(UnitOfWork work, string name, string? except, CancellationToken ct) => DefinitionListRows.NameIsTakenAsync(work, name, except, ct);

    public static Task<IReadOnlyList<DefinitionEvent>> TrailAsync(UnitOfWork work, string definitionId, CancellationToken ct) => DefinitionTrailRows.ReadAsync(work, definitionId, ct);

    /// <summary>What must be seen before a change, or the refusal that tells what is there now.</summary>
    internal static Refusal? Unseen(string definitionId, StoredDefinition? latest, DraftSeen? seen) => (latest, seen) switch
    {
        (null, null) => null,
        (null, _) => new DefinitionRefusal.NotFound(definitionId),
        (not null, null) => new DefinitionRefusal.Exists(latest),
        _ => seen == latest.Seen ? null : new DefinitionRefusal.Stale(latest),
    };

    /// <summary>Any version, a draft too: for the designer, never for a case.</summary>
    public static async Task<WorkflowDefinition> ReadAsync(UnitOfWork work, StoredDefinition version, CancellationToken ct)
    {
        var text = await DefinitionListRows.ReadTextAsync(work, version, ct) ?? throw new InvalidOperationException($"Expected version {version.VersionId}, which was just found.");
        return DefinitionReader.Parse(text, version.VersionId).Value; // only readable text is ever stored
    }

    private static async Task<bool> SaysTheSameAsync(UnitOfWork work, StoredDefinition latest, WorkflowDefinition definition, CancellationToken ct) =>
        DefinitionText.SayTheSame(await ReadAsync(work, latest, ct), definition);

    private static async Task<StoredDefinition> PutAsync(UnitOfWork work, WorkflowDefinition definition, StoredDefinition? latest, string kind, string? versionId, CancellationToken ct)
    {
        var draft = latest is { IsDraft: true } ? latest : null;
        var version = draft?.Version ?? await DefinitionRows.NextVersionAsync(work, definition.DefinitionId, ct);
        var id = draft?.VersionId ?? versionId ?? await DefinitionListRows.FreeVersionIdAsync(work, definition.DefinitionId, version, ct);
        var row = DefinitionStore.Row(work, definition, version, id, "draft", Admin);
        DefinitionRows.Save(work, row, DefinitionText.Numbered(definition, version, id, isPublished: false));

        // A designer saves every half second: the trail tells who began and who took over, not every stroke.
        if (kind != "drafted" || draft?.SavedBy != row.SavedBy)
        {
            DefinitionTrailRows.Append(work, kind, row);
        }

        await work.FlushAsync(ct);
        return row;
    }

    private static void Remove(UnitOfWork work, StoredDefinition version)
    {
        DefinitionRows.Delete(work, version.DefinitionId, version.Version);
        DefinitionTrailRows.Append(work, version.IsDraft ? "discarded" : "deleted", version);
    }
}
