using System.Globalization;
using System.Security.Cryptography;
using Alokon.Engine;
using Alokon.Engine.Running;
using Alokon.Sop.Audit;
using Alokon.Sop.People;
using Alokon.Sop.Requests;
using MediatR;

namespace Alokon.Sop.Cases;

/// <summary>A paper handed in with a case: kept as it came, with its SHA-256.</summary>
/// <param name="Kind">Name of the paper: K/0/KB, R/II/KB 2026-09, Surat permohonan …</param>
/// <param name="Restricted">Names persons (list of prospective recipients): in a pack only its hash.</param>
public sealed record AddAttachment(Guid Case, string Kind, string FileName, string MediaType, byte[] Bytes, bool Restricted)
    : IRequest<Outcome<AttachmentView>>, ICommand
{
    public const int MaxBytes = 8 * 1024 * 1024;
}

public sealed record AttachmentView(Guid Id, string Kind, string FileName, string MediaType, int Size, string Sha256, bool Restricted, DateTimeOffset UploadedAt);

public sealed class AddAttachmentHandler(UnitOfWork work, WorkflowRunner workflows, CaseReader reader, AuditLog audit)
    : IRequestHandler<AddAttachment, Outcome<AttachmentView>>
{
    private static readonly Dictionary<string, byte[]> Kinds = new()
    {
        ["application/pdf"] = "%PDF-"u8.ToArray(),
        ["image/jpeg"] = [0xFF, 0xD8, 0xFF],
        ["image/png"] = [0x89, (byte)'P', (byte)'N', (byte)'G'],
    };

    public async Task<Outcome<AttachmentView>> Handle(AddAttachment request, CancellationToken cancellationToken)
    {
        if (Refuse(request) is { } invalid)
        {
            return invalid;
        }

        if (!await workflows.LockAsync(work, request.Case, cancellationToken) || await reader.FindAsync(request.Case, cancellationToken) is not { } row)
        {
            return new CaseRefusal.NotFound(request.Case);
        }

        if (row.Status != "running")
        {
            return new CaseRefusal.NotRunning(row.Id, row.Status);
        }

        var view = new AttachmentView(
            Ids.New(), request.Kind.Trim(), Path.GetFileName(request.FileName), request.MediaType, request.Bytes.Length,
            Convert.ToHexStringLower(SHA256.HashData(request.Bytes)), request.Restricted, work.Now);
        AttachmentRows.Insert(work, request.Case, view, request.Bytes);
        await audit.AppendAsync(work, request.Case, new AuditEntry("attachment.added", null, new() { ["sha256"] = view.Sha256, ["size"] = view.Size }), cancellationToken);
        return view;
    }

    private static InvalidInput? Refuse(AddAttachment request)
    {
        if (string.IsNullOrWhiteSpace(request.Kind) || request.Kind.Length > 100)
        {
            return new InvalidInput("kind", "field-required");
        }

        if (request.Kind.Any(char.IsControl) || request.FileName.Any(char.IsControl) || request.FileName.Length > 200)
        {
            return new InvalidInput(request.Kind.Any(char.IsControl) ? "kind" : "file", "file-name");
        }

        if (request.Bytes.Length is 0 or > AddAttachment.MaxBytes)
        {
            return new InvalidInput("file", "file-size", (AddAttachment.MaxBytes / 1024 / 1024).ToString(CultureInfo.InvariantCulture));
        }

        // Judged by its first bytes: a name and a header are what the sender claims.
        return Kinds.TryGetValue(request.MediaType, out var start) && request.Bytes.AsSpan().StartsWith(start)
            ? null
            : new InvalidInput("file", "file-kind", request.MediaType);
    }
}

public sealed record ListAttachments(Guid Case) : IRequest<Outcome<Page<AttachmentView>>>, IQuery;

public sealed class ListAttachmentsHandler(UnitOfWork work, CaseReader reader) : IRequestHandler<ListAttachments, Outcome<Page<AttachmentView>>>
{
    public async Task<Outcome<Page<AttachmentView>>> Handle(ListAttachments request, CancellationToken cancellationToken) =>
        await reader.FindAsync(request.Case, cancellationToken) is null
            ? new CaseRefusal.NotFound(request.Case)
            : new Page<AttachmentView>(await AttachmentRows.ListAsync(work, request.Case, cancellationToken), null);
}

public sealed record GetAttachment(Guid Case, Guid Attachment) : IRequest<Outcome<AttachmentFile>>, IQuery;

public sealed record AttachmentFile(string FileName, string MediaType, byte[] Bytes, bool Restricted);

public sealed class GetAttachmentHandler(UnitOfWork work, CaseReader reader) : IRequestHandler<GetAttachment, Outcome<AttachmentFile>>
{
    /// <summary>Who examines or decides the request; goods are packed and sent without knowing who will use them.</summary>
    private static readonly string[] MayReadRestricted = [Roles.Faskes, Roles.Plkb, Roles.Koordinator, Roles.Kabid, Roles.Kadis];

    public async Task<Outcome<AttachmentFile>> Handle(GetAttachment request, CancellationToken cancellationToken)
    {
        if (await reader.FindAsync(request.Case, cancellationToken) is null)
        {
            return new CaseRefusal.NotFound(request.Case);
        }

        if (await AttachmentRows.FindAsync(work, request.Case, request.Attachment, cancellationToken) is not { } file)
        {
            return new CaseRefusal.AttachmentNotFound(request.Attachment);
        }

        return file.Restricted && !work.Officer.HasAnyRole(MayReadRestricted)
            ? new CaseRefusal.AttachmentRestricted(request.Attachment)
            : file;
    }
}
