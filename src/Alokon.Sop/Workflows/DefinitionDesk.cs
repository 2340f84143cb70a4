using Alokon.Engine;
using Alokon.Engine.Activities;
using Alokon.Engine.Definitions;
using Alokon.Sop.Documents;

namespace Alokon.Sop.Workflows;

/// <summary>What every way of publishing does: check against this office, then put in force.</summary>
public sealed class DefinitionDesk(UnitOfWork work, DefinitionStore store, ActivityRegistry registry)
{
    /// <summary>The latest version comes into force: a draft after it was checked, a retracted one as it was.</summary>
    /// <param name="seen">What the admin had on the screen; none = whatever is the latest.</param>
    /// <param name="acknowledged">Tokens of the warnings that were read.</param>
    public async Task<Outcome<DefinitionPublished>> PublishAsync(string definitionId, DraftSeen? seen, IReadOnlyList<string> acknowledged, CancellationToken ct)
    {
        // Before the definition itself: who publishes several at once must not wait crosswise for one who publishes one.
        await TriggerRows.PublishOneByOneAsync(work, ct);
        if (await DefinitionDrafts.LockAsync(work, definitionId, ct) is not { } latest)
        {
            return new DefinitionRefusal.NotFound(definitionId);
        }

        if (seen is not null && seen != latest.Seen)
        {
            return new DefinitionRefusal.Stale(latest);
        }

        if (latest.IsPublished)
        {
            return new DefinitionPublished(latest, AlreadyPublished: true, []);
        }

        var definition = await DefinitionDrafts.ReadAsync(work, latest, ct);
        var findings = await CheckAsync(definition, ct);
        if (!DefinitionValidator.MayBePublished(findings))
        {
            return new DefinitionRefusal.Faulty(definitionId, [.. findings.Where(f => f.Severity == Severity.Error)]);
        }

        if (findings.Where(f => !acknowledged.Contains(f.Token)).ToList() is { Count: > 0 } unread)
        {
            return new DefinitionRefusal.Warned(definitionId, unread) { Current = latest };
        }

        if (!latest.IsDraft)
        {
            return new DefinitionPublished(await DefinitionDrafts.ReinstateAsync(work, latest, ct), AlreadyPublished: false, findings);
        }

        await store.PublishAsync(work, definition, "admin", ct);
        var published = await DefinitionDrafts.FindAsync(work, definitionId, VersionOptions.Published, ct);
        return new DefinitionPublished(published ?? latest, AlreadyPublished: false, findings);
    }

    /// <summary>The rules of the engine, and what only this office knows: its templates and who holds which position.</summary>
    public async Task<IReadOnlyList<Finding>> CheckAsync(WorkflowDefinition definition, CancellationToken ct)
    {
        var templates = await OfficeTemplates.CodesAsync(work, ct);
        var held = await People.Directory.HeldRolesAsync(work, ct);
        var whole = await store.LinkAsync(work, definition, ct);
        return
        [
            .. DefinitionChecks.Check(whole, registry, templates.Contains, held),
            .. await TriggerRows.EndpointsTakenAsync(work, definition, ct),
        ];
    }
}

/// <param name="Findings">Warnings: it is in force all the same.</param>
public sealed record DefinitionPublished(StoredDefinition Definition, bool AlreadyPublished, IReadOnlyList<Finding> Findings);
