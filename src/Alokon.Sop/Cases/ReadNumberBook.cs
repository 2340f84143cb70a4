using Alokon.Engine;
using Alokon.Sop.Documents.Books;
using Alokon.Sop.People;
using Alokon.Sop.Requests;
using MediatR;

namespace Alokon.Sop.Cases;

/// <summary>A book of numbers as it lies open, the last number first.</summary>
/// <param name="Year">Null: the year that it is in the office.</param>
/// <param name="Text">Part of a number, a title or code, a reason, a signing position, or of a case's number.</param>
[AllowRoles(Roles.Admin, Roles.Manajer, Roles.Auditor)]
public sealed record ReadNumberBook(string Book, int? Year, string? Text, int? Limit, string? After) : IRequest<Outcome<NumberBookPage>>, IQuery
{
    /// <summary>An export holds the whole year.</summary>
    public bool Whole { get; init; }
}

/// <param name="CaseNumber">Null: the line belongs to no case.</param>
public sealed record NumberBookLine(BookLine Line, string? CaseNumber);

/// <param name="Missing">Numbers of which no line tells; there should be none.</param>
public sealed record NumberBookPage(NumberBook Book, IReadOnlyList<NumberBookLine> Items, string? Next, IReadOnlyList<int> Missing);

public sealed class ReadNumberBookHandler(UnitOfWork work) : IRequestHandler<ReadNumberBook, Outcome<NumberBookPage>>
{
    private const int MostCases = 500;

    public async Task<Outcome<NumberBookPage>> Handle(ReadNumberBook request, CancellationToken cancellationToken)
    {
        var text = string.IsNullOrWhiteSpace(request.Text) ? null : request.Text.Trim();
        var cases = text is null ? [] : await RequestRows.FindIdsAsync(work, text, MostCases, cancellationToken);
        var limit = request.Whole ? int.MaxValue - 1 : PageCursor.Limit(request.Limit);
        var opened = await OpenBook.ReadAsync(work, (request.Book, request.Year), (text, cases), (limit, request.After), cancellationToken);
        if (opened.IsRefused(out var refusal))
        {
            return refusal;
        }

        var (book, lines, next, missing) = opened.Value;
        var numbers = await RequestRows.NumbersAsync(work, [.. lines.Select(l => l.CaseId).OfType<Guid>().Distinct()], cancellationToken);
        return new NumberBookPage(book, [.. lines.Select(l => new NumberBookLine(l, l.CaseId is { } id ? numbers.GetValueOrDefault(id) : null))], next, missing);
    }
}
