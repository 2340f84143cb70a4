using System.Text.Json.Nodes;
using Alokon.Engine;
using MediatR;

namespace Alokon.Sop.Documents.Books;

/// <summary>The office kept this book on paper up to a number: Alokon goes on behind it. Only upwards, with a reason, and for ever on record.</summary>
/// <param name="Last">The last number that was given on paper.</param>
[AllowRoles("admin")]
public sealed record StartBook(string Book, int Year, int Last, string Reason) : IRequest<Outcome<NumberBook>>, ICommand
{
    /// <summary>More papers than any office numbers in a year; more is a slip of the finger.</summary>
    public const int Highest = 99_999;
}

public sealed class StartBookHandler(UnitOfWork work) : IRequestHandler<StartBook, Outcome<NumberBook>>
{
    public async Task<Outcome<NumberBook>> Handle(StartBook command, CancellationToken ct)
    {
        var opened = await BookDesk.OpenAsync(work, ct);
        if (opened.IsRefused(out var refusal) || (refusal = Refuses(command, opened.Value)) is not null)
        {
            return refusal;
        }

        var last = await BookRows.LockAsync(work, command.Book, command.Year, ct);
        if (last > 0 || !await BookRows.BeginAsync(work, command.Book, command.Year, command.Last, ct))
        {
            last = await BookRows.LockAsync(work, command.Book, command.Year, ct); // there by now: a paper may have begun the book between the two
            if (command.Last <= last)
            {
                return new BookRefusal.AlreadyTaken(command.Book, command.Last, last);
            }

            BookRows.Raise(work, command.Book, command.Year, command.Last);
        }

        Write(command, opened.Value, last);
        await work.FlushAsync(ct);
        return opened.Value.View(command.Book, command.Year, (await BookRows.CountAsync(work, command.Year, ct)).GetValueOrDefault(command.Book) ?? BookCount.Nothing);
    }

    private void Write(StartBook command, BookDesk desk, int last)
    {
        var dated = command.Year == desk.Today.Year ? desk.Today : new DateOnly(command.Year, 1, 1);
        var reason = command.Reason.Trim();
        BookRows.Add(work, new NumberEntry(Ids.New(), command.Book, command.Year, command.Last, "", last + 1, $"{last + 1}–{command.Last}", dated, null, "Buku kertas", null, reason));
        Trail.Append(work, "book.started", $"{command.Book}/{command.Year}", new JsonObject { ["from"] = last, ["to"] = command.Last, ["reason"] = reason });
    }

    private static Refusal? Refuses(StartBook command, BookDesk desk)
    {
        if (!desk.FormatsOf(command.Book).Any())
        {
            return new BookRefusal.NotFound(command.Book);
        }

        if (command.Year != desk.Today.Year && command.Year != desk.Today.Year + 1)
        {
            return new InvalidInput("year", "book-year", $"{desk.Today.Year}", $"{desk.Today.Year + 1}");
        }

        if (command.Last is < 1 or > StartBook.Highest)
        {
            return new InvalidInput("last", "book-number-range", $"{StartBook.Highest}");
        }

        return BookReason.Refuses(command.Reason);
    }
}

/// <summary>Whoever writes into a book by hand says why; the auditor reads it years later.</summary>
internal static class BookReason
{
    private const int Longest = 500;

    public static InvalidInput? Refuses(string? reason) =>
        string.IsNullOrWhiteSpace(reason) ? new InvalidInput("reason", "field-required")
        : reason.Length > Longest ? new InvalidInput("reason", "field-too-long", $"{Longest}")
        : null;
}
