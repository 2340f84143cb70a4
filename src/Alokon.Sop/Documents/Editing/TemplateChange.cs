using System.Text.Json.Nodes;
using Alokon.Engine;

namespace Alokon.Sop.Documents.Editing;

/// <summary>A template, locked for one who changes it, and as it stands.</summary>
internal sealed record TemplateChange(TemplateName Name, IReadOnlyList<TemplateVersion> Versions, TemplateFiles Files, ShippedTemplate? Shipped)
{
    private const int LongestNote = 500;

    /// <param name="version">The version in force that the admin saw; null: it does not matter.</param>
    /// <param name="draft">The draft's revision that the admin saw; null: it does not matter.</param>
    public static async Task<Outcome<TemplateChange>> OpenAsync(UnitOfWork work, string text, int? version, int? draft, CancellationToken ct)
    {
        if (TemplateName.Parse(text) is not { } name)
        {
            return new TemplateRefusal.NotFound(text);
        }

        var shipped = await VersionRows.LockAsync(work, name, ct); // before anything else is read: the second of two admins must see what the first did
        var found = await TemplateInForce.FindAsync(work, text, ct);
        if (found.IsRefused(out var refusal))
        {
            return refusal;
        }

        var current = found.Value.Versions[0];
        if (version is { } seen && seen != current.Version)
        {
            return new TemplateRefusal.Stale(name, current.Maker, draft: false);
        }

        var kept = await VersionRows.FindDraftAsync(work, name, ct);
        return draft is { } revision && revision != (kept?.Revision ?? 0)
            ? new TemplateRefusal.Stale(name, kept?.Saver ?? current.Maker, draft: true)
            : new TemplateChange(name, found.Value.Versions, found.Value.Files, shipped);
    }

    public static InvalidInput? RefusesNote(string? note) =>
        string.IsNullOrWhiteSpace(note) ? new InvalidInput("note", "field-required")
        : note.Length > LongestNote ? new InvalidInput("note", "field-too-long", $"{LongestNote}")
        : null;

    public static async Task<Outcome<TemplateVersion>> PutInForceAsync(
        UnitOfWork work, TemplateChange change, TemplateFiles files, string note, CancellationToken ct, bool keepDraft = false)
    {
        var bytes = files.ToBytes();
        var hash = TemplateFiles.HashOf(bytes);
        var current = change.Versions[0];
        if (hash == current.Hash)
        {
            return new TemplateRefusal.Unchanged(change.Name, current.Version);
        }

        var version = new TemplateVersion(current.Version + 1, hash, hash == change.Shipped?.Hash ? "shipped" : "edited", note.Trim(), work.Now, work.Officer.Name);
        TemplateRows.PutInForce(work, new LoadedTemplate(change.Name.Code, change.Name.Edition, hash), bytes);
        VersionRows.Add(work, change.Name, version);
        if (!keepDraft)
        {
            VersionRows.DropDraft(work, change.Name);
        }

        Trail.Append(work, "template.published", $"{change.Name}", new JsonObject
        {
            ["version"] = version.Version, ["hash"] = hash, ["source"] = version.Source, ["note"] = version.Note,
            ["equals"] = change.Versions.FirstOrDefault(v => v.Hash == hash)?.Version,
        });
        await work.FlushAsync(ct);
        return version;
    }
}
