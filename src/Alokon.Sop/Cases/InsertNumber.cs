using Alokon.Engine;
using Alokon.Sop.Documents.Books;
using Alokon.Sop.People;
using Alokon.Sop.Requests;
using MediatR;

namespace Alokon.Sop.Cases;

/// <summary>An admin puts a number in between two others of a book.</summary>
/// <param name="Order">Without a case; that is named by its number.</param>
/// <param name="CaseNumber">Null: for a paper that is not made here.</param>
[AllowRoles(Roles.Admin)]
public sealed record InsertNumber(NumberOrder Order, string? CaseNumber) : IRequest<Outcome<BookLine>>, ICommand;

public sealed class InsertNumberHandler(UnitOfWork work, CaseReader reader) : IRequestHandler<InsertNumber, Outcome<BookLine>>
{
    public async Task<Outcome<BookLine>> Handle(InsertNumber request, CancellationToken cancellationToken)
    {
        if (string.IsNullOrWhiteSpace(request.CaseNumber))
        {
            return await NumberInsertion.WriteAsync(work, request.Order, cancellationToken);
        }

        var number = request.CaseNumber.Trim();
        return await RequestRows.FindIdAsync(work, number, cancellationToken) is { } id && await reader.FindAsync(id, cancellationToken) is { } row
            ? row.FinishedAt is null
                ? await NumberInsertion.WriteAsync(work, request.Order with { Case = id }, cancellationToken)
                : new CaseRefusal.NotRunning(id, row.Status)
            : new InvalidInput("case", "case-number-unknown", number);
    }
}
