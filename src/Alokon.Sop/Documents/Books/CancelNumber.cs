using System.Text.Json.Nodes;
using Alokon.Engine;
using MediatR;

namespace Alokon.Sop.Documents.Books;

/// <summary>A number that was put in by hand and is not needed: it stays in the book as batal and is never given again. A paper's own number is cancelled with the paper.</summary>
[AllowRoles("admin")]
public sealed record CancelNumber(Guid Id, string Reason) : IRequest<Outcome<BookLine>>, ICommand;

public sealed class CancelNumberHandler(UnitOfWork work) : IRequestHandler<CancelNumber, Outcome<BookLine>>
{
    public async Task<Outcome<BookLine>> Handle(CancelNumber command, CancellationToken ct)
    {
        if (BookReason.Refuses(command.Reason) is { } refusal)
        {
            return refusal;
        }

        if (await BookRows.LockEntryAsync(work, command.Id, ct) is not { } line)
        {
            return new BookRefusal.EntryNotFound(command.Id);
        }

        if (line.Document is not null || line.Status is not (LineStatus.Awaited or LineStatus.Outside))
        {
            return new BookRefusal.NotCancellable(line.Number, line.Document is null ? line.Status : LineStatus.InForce);
        }

        var reason = command.Reason.Trim();
        BookRows.Cancel(work, command.Id, reason);
        Trail.Append(work, "number.cancelled", line.Number, new JsonObject { ["reason"] = reason });
        return line with { Status = LineStatus.Cancelled, Reason = reason };
    }
}
