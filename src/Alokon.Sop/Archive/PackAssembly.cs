using Alokon.Engine;
using Alokon.Sop.Audit;
using Alokon.Sop.Documents;
using Microsoft.Extensions.Logging;

namespace Alokon.Sop.Archive;

/// <summary>Gathers what a sealed case consists of, signs it and freezes it, inside one unit of work of its office.</summary>
public sealed class PackAssembly(PackSources sources, PrivateKeyCipher cipher, ILogger<PackAssembly> log)
{
    // Printing takes seconds: asked again soon, because an officer may be waiting for the pack.
    private static readonly TimeSpan PrintingPause = TimeSpan.FromSeconds(1);

    /// <returns>Why it cannot be built; none when it was, or is not yet due, or somebody else was faster.</returns>
    internal async Task<Refusal?> BuildAsync(UnitOfWork work, Guid caseId, CancellationToken ct)
    {
        if (await PackRows.LockPendingAsync(work, caseId, ct) is not { } pack)
        {
            return null;
        }

        if (!await CaseDocuments.AreReadyAsync(work, caseId, ct))
        {
            PackRows.Postpone(work, caseId, PrintingPause);
            return null;
        }

        var gathered = await GatherAsync(work, caseId, pack, ct);
        return gathered.IsRefused(out var refusal) ? refusal : await SignAsync(work, gathered.Value, ct);
    }

    private async Task<Outcome<PackContents>> GatherAsync(UnitOfWork work, Guid caseId, PendingPack pack, CancellationToken ct)
    {
        var facts = CaseFacts.Read(pack.Facts);
        if (await sources.Definition(work, facts.DefinitionId, facts.Version, ct) is not { } definition)
        {
            return new ArchiveRefusal.CannotBuild(caseId, $"definition {facts.DefinitionId} version {facts.Version} is not there");
        }

        var rows = await AuditRows.ListAsync(work, caseId, ct);
        ReadOnlyMemory<byte>[] events = [.. rows.Select(r => (ReadOnlyMemory<byte>)r.Line)];
        if (AuditChain.Check(caseId, events, pack.Events, pack.LastHash) is { } fault)
        {
            return new ArchiveRefusal.CannotBuild(caseId, $"its history does not hold: {fault.Reason} at event {fault.Position}");
        }

        var documents = await CaseDocuments.ReadAllAsync(work, caseId, ct);
        var attachments = await sources.Attachments(work, caseId, ct);
        if (Changed(documents, attachments) is { } changed)
        {
            return new ArchiveRefusal.CannotBuild(caseId, $"{changed} has another hash than when it was stored");
        }

        return new PackContents(work.Office, sources.Demo, caseId, pack.SealedAt, pack.Facts, definition, events, pack.LastHash, documents, attachments);
    }

    private async Task<Refusal?> SignAsync(UnitOfWork work, PackContents contents, CancellationToken ct)
    {
        if (await KeyRows.FindCurrentAsync(work, ct) is not { } key)
        {
            return new ArchiveRefusal.CannotBuild(contents.CaseId, "the office has no valid key");
        }

        using var signing = key.Open(work.Office, cipher);
        var bytes = PackBuilder.Build(contents, key.Published, manifest => ManifestSignature.Sign(signing, manifest));

        // Nothing leaves the office that the office's own verifier would not accept.
        if (PackVerifier.Verify(bytes, key.Published.PublicKey).IsRefused(out var fault))
        {
            return new ArchiveRefusal.CannotBuild(contents.CaseId, fault.Message);
        }

        PackRows.Store(work, contents.CaseId, bytes, key.Published.Id);
        work.AfterCommit(() => log.PackBuilt(contents.CaseId, bytes.Length, contents.Documents.Count, contents.Events.Count));
        return null;
    }

    // A damaged disk or a careless hand in the database: do not sign what is not what was kept.
    private static string? Changed(IReadOnlyList<PrintedDocument> documents, IReadOnlyList<PackAttachment> attachments) =>
        documents.FirstOrDefault(d => PackBuilder.Sha256(d.Pdf) != d.Sha256) is { } document ? $"document {document.Number}"
        : attachments.FirstOrDefault(a => PackBuilder.Sha256(a.Bytes) != a.Sha256) is { } attachment ? $"attachment {attachment.Kind}"
        : null;
}
