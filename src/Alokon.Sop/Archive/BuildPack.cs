using Alokon.Engine;
using Alokon.Sop.Audit;
using MediatR;
using Microsoft.Extensions.Logging;

namespace Alokon.Sop.Archive;

public enum PackStep
{
    Built,

    /// <summary>Papers are still being printed; asked again later.</summary>
    Waiting,

    /// <summary>Somebody else was faster.</summary>
    NothingToDo,
}

/// <summary>Builds, signs and freezes the pack of one sealed case. Sent by the worker that claimed it.</summary>
[AllowRoles]
public sealed record BuildPack(Guid CaseId) : IRequest<Outcome<PackStep>>, ICommand;

public sealed class BuildPackHandler(UnitOfWork work, PackSources sources, PrivateKeyCipher cipher, ILogger<BuildPack> log)
    : IRequestHandler<BuildPack, Outcome<PackStep>>
{
    private static readonly TimeSpan PrintingPause = TimeSpan.FromSeconds(1);

    public async Task<Outcome<PackStep>> Handle(BuildPack command, CancellationToken ct)
    {
        if (await PackRows.LockPendingAsync(work, command.CaseId, ct) is not { } pack)
        {
            return PackStep.NothingToDo;
        }

        var documents = await sources.Documents(work, command.CaseId, ct);
        if (documents.Any(d => d.Pdf is null))
        {
            PackRows.Postpone(work, command.CaseId, PrintingPause);
            return PackStep.Waiting;
        }

        var gathered = await GatherAsync(command.CaseId, pack, documents, ct);
        return gathered.IsRefused(out var refusal) ? refusal : await BuildAsync(gathered.Value, ct);
    }

    private async Task<Outcome<PackContents>> GatherAsync(Guid caseId, PendingPack pack, IReadOnlyList<PackDocument> documents, CancellationToken ct)
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

        var attachments = await sources.Attachments(work, caseId, ct);
        if (Changed(documents, attachments) is { } changed)
        {
            return new ArchiveRefusal.CannotBuild(caseId, $"{changed} has another hash than when it was stored");
        }

        var demo = await sources.Demo(work, ct);
        return new PackContents(work.Office, demo, caseId, pack.SealedAt, pack.Facts, definition, events, pack.LastHash, documents, attachments);
    }

    private async Task<Outcome<PackStep>> BuildAsync(PackContents contents, CancellationToken ct)
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
        return PackStep.Built;
    }

    // A damaged disk or a careless hand in the database: do not sign what is not what was kept.
    private static string? Changed(IReadOnlyList<PackDocument> documents, IReadOnlyList<PackAttachment> attachments) =>
        documents.FirstOrDefault(d => PackBuilder.Sha256(d.Pdf) != d.Sha256) is { } document ? $"document {document.Number}"
        : attachments.FirstOrDefault(a => PackBuilder.Sha256(a.Bytes) != a.Sha256) is { } attachment ? $"attachment {attachment.Kind}"
        : null;
}
