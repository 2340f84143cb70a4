using System.Globalization;
using Alokon.Engine;
using MediatR;

namespace Alokon.Sop.Documents.Books;

/// <summary>One book of numbers in one year.</summary>
/// <param name="Codes">The kinds of paper that take their number from it.</param>
/// <param name="Last">Last number taken; 0 = none yet.</param>
/// <param name="Next">As the next paper would bear it if it were signed today; one for each format in the book.</param>
public sealed record NumberBook(string Book, int Year, IReadOnlyList<string> Codes, int Last, int Issued, int Cancelled, int Inserted, IReadOnlyList<string> Next);

/// <summary>The office's books of one year.</summary>
/// <param name="Year">Null: the year that it is in the office.</param>
[AllowRoles("admin", "manajer", "auditor")]
public sealed record ListNumberBooks(int? Year) : IRequest<Outcome<NumberBooks>>, IQuery;

/// <param name="Years">In which anything was ever numbered, and the present one; the latest first.</param>
public sealed record NumberBooks(int Year, IReadOnlyList<int> Years, IReadOnlyList<NumberBook> Items);

public sealed class ListNumberBooksHandler(UnitOfWork work) : IRequestHandler<ListNumberBooks, Outcome<NumberBooks>>
{
    public async Task<Outcome<NumberBooks>> Handle(ListNumberBooks query, CancellationToken ct)
    {
        var desk = await BookDesk.OpenAsync(work, ct);
        if (desk.IsRefused(out var refusal))
        {
            return refusal;
        }

        var year = query.Year ?? desk.Value.Today.Year;
        var years = await BookRows.YearsAsync(work, ct);
        var counts = await BookRows.CountAsync(work, year, ct);
        var books = desk.Value.Formats.Select(f => f.Book).Concat(counts.Keys).Distinct().Order(StringComparer.Ordinal);
        return new NumberBooks(
            year,
            [.. years.Append(desk.Value.Today.Year).Append(year).Distinct().OrderDescending()],
            [.. books.Select(book => desk.Value.View(book, year, counts.GetValueOrDefault(book) ?? BookCount.Nothing))]);
    }
}

/// <summary>What every look into a book needs: the office's formats and its day.</summary>
internal sealed record BookDesk(int Office, Letterhead Letterhead, IReadOnlyList<NumberFormat> Formats, DateOnly Today)
{
    public static async Task<Outcome<BookDesk>> OpenAsync(UnitOfWork work, CancellationToken ct)
    {
        var papers = await IssueRows.ReadOfficeAsync(work, 0, ct);
        return papers.Letterhead is not { } letterhead
            ? new DocumentRefusal.LetterheadMissing(work.Office)
            : new BookDesk(
                work.Office,
                letterhead,
                [.. papers.Formats.Values.OrderBy(f => f.Code, StringComparer.Ordinal)],
                DateOnly.FromDateTime(TimeZoneInfo.ConvertTime(work.Now, TimeZoneInfo.FindSystemTimeZoneById(letterhead.Zone)).DateTime));
    }

    public IEnumerable<NumberFormat> FormatsOf(string book) => Formats.Where(f => f.Book == book);

    public NumberBook View(string book, int year, BookCount count)
    {
        var day = year == Today.Year ? Today : new DateOnly(year, 12, 31);
        return new NumberBook(
            book, year, [.. FormatsOf(book).Select(f => f.Code)], count.Last, count.Issued, count.Cancelled, count.Inserted,
            year < Today.Year ? [] : [.. FormatsOf(book).Select(f => f.Write(count.Last + 1, Office, Letterhead.DinasCode, day)).Distinct()]);
    }

    /// <summary>The number with what was put in behind its running part: 400.13/7.1/SPMB/….</summary>
    public string Write(NumberFormat format, int seq, string suffix, DateOnly dated)
    {
        var (before, width, after) = format.Around(Office, Letterhead.DinasCode, dated);
        return before + seq.ToString($"D{width}", CultureInfo.InvariantCulture) + suffix + after;
    }
}

internal sealed record BookCount(int Last, int Issued, int Cancelled, int Inserted)
{
    public static BookCount Nothing { get; } = new(0, 0, 0, 0);
}
