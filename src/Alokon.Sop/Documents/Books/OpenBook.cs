using Alokon.Engine;

namespace Alokon.Sop.Documents.Books;

/// <summary>A book as it lies open; what its cases are called, the room of the cases adds.</summary>
public sealed record OpenBook(NumberBook Book, IReadOnlyList<BookLine> Lines, string? Next, IReadOnlyList<int> Missing)
{
    /// <param name="sought">A text, and the cases whose number holds it.</param>
    public static async Task<Outcome<OpenBook>> ReadAsync(
        UnitOfWork work, (string Book, int? Year) which, (string? Text, IReadOnlyList<Guid> Cases) sought, (int Limit, string? After) page, CancellationToken ct)
    {
        var opened = await BookDesk.OpenAsync(work, ct);
        if (opened.IsRefused(out var refusal))
        {
            return refusal;
        }

        var year = which.Year ?? opened.Value.Today.Year;
        var count = (await BookRows.CountAsync(work, year, ct)).GetValueOrDefault(which.Book);
        if (count is null && !opened.Value.FormatsOf(which.Book).Any())
        {
            return new BookRefusal.NotFound(which.Book);
        }

        var lines = await BookRows.ListAsync(work, new BookQuestion(which.Book, year, sought.Text, page.Limit, BookCursor.Parse(page.After)), sought.Cases, ct);
        return new OpenBook(
            opened.Value.View(which.Book, year, count ?? BookCount.Nothing),
            [.. lines.Take(page.Limit)],
            lines.Count > page.Limit ? lines[page.Limit - 1].Place.ToString() : null,
            await BookRows.MissingAsync(work, which.Book, year, ct));
    }
}
