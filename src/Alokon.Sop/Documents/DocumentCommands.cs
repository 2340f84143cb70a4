using Alokon.Engine;
using MediatR;

namespace Alokon.Sop.Documents;

/// <summary>Try again to print a paper that was given up, after its cause is mended. Its text and number stay.</summary>
[AllowRoles("admin", "pengelola")]
public sealed record RetryDocument(Guid Id) : IRequest<Outcome<DocumentView>>, ICommand;

public sealed class RetryDocumentHandler(UnitOfWork work) : IRequestHandler<RetryDocument, Outcome<DocumentView>>
{
    public async Task<Outcome<DocumentView>> Handle(RetryDocument command, CancellationToken ct)
    {
        if (await DocumentRows.LockAsync(work, command.Id, ct) is not { } document)
        {
            return new DocumentRefusal.NotFound(command.Id);
        }

        if (document.CancelledAt is not null)
        {
            return new DocumentRefusal.AlreadyCancelled(command.Id);
        }

        if (document.Status != "failed")
        {
            return new DocumentRefusal.NotFailed(command.Id, document.Status);
        }

        DocumentRows.Retry(work, command.Id);
        return document with { Status = "pending", Attempts = 0, LastError = null };
    }
}

/// <summary>Takes a paper out of force. Its number stays used, and whoever checks it is told.</summary>
[AllowRoles("kadis", "kabid")]
public sealed record CancelDocument(Guid Id, string Reason) : IRequest<Outcome<DocumentView>>, ICommand;

public sealed class CancelDocumentHandler(UnitOfWork work) : IRequestHandler<CancelDocument, Outcome<DocumentView>>
{
    public async Task<Outcome<DocumentView>> Handle(CancelDocument command, CancellationToken ct)
    {
        if (string.IsNullOrWhiteSpace(command.Reason))
        {
            return new InvalidInput("reason", "required");
        }

        if (await DocumentRows.LockAsync(work, command.Id, ct) is not { } document)
        {
            return new DocumentRefusal.NotFound(command.Id);
        }

        if (document.CancelledAt is not null)
        {
            return new DocumentRefusal.AlreadyCancelled(command.Id);
        }

        DocumentRows.Cancel(work, command.Id, command.Reason);
        return document with { CancelledAt = work.Now };
    }
}
