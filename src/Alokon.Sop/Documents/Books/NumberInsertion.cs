using System.Globalization;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using Alokon.Engine;

namespace Alokon.Sop.Documents.Books;

/// <summary>A number between two others, as an office writes it that forgot one: 1538.1 behind 1538, 07e behind 7.</summary>
/// <param name="Follows">The running number that it stands behind.</param>
/// <param name="Suffix">Null: the next free one in the office's way, .1, .2, …; else .1 to .99 or a letter.</param>
/// <param name="Code">What kind of paper it is for: one that takes its numbers from this book.</param>
/// <param name="Case">The next paper of this kind in this case bears it; null: a paper that is not made here.</param>
/// <param name="Dated">Of a paper that is not made here; null: the day on which the number before it was given.</param>
public sealed record NumberOrder(string Book, int Year, int Follows, string? Suffix, string Code, string? Title, Guid? Case, DateOnly? Dated, string Reason);

/// <summary>Puts numbers in, one admin after the other. Whether the case may be seen is asked before.</summary>
public static partial class NumberInsertion
{
    private const int LongestTitle = 200;
    private const int MostSuffixes = 99;

    public static async Task<Outcome<BookLine>> WriteAsync(UnitOfWork work, NumberOrder order, CancellationToken ct)
    {
        var opened = await BookDesk.OpenAsync(work, ct);
        if (opened.IsRefused(out var refusal) || (refusal = Refuses(order, opened.Value)) is not null)
        {
            return refusal;
        }

        var last = await BookRows.LockAsync(work, order.Book, order.Year, ct);
        if (order.Follows < 1 || order.Follows > last)
        {
            return new BookRefusal.FollowsNothing(order.Follows, last);
        }

        var place = await BookRows.PlaceAsync(work, order.Book, order.Year, order.Follows, ct);
        var suffix = order.Suffix is { Length: > 0 } asked ? asked : NextSuffix(place.Suffixes);
        if (suffix is null || place.Suffixes.Contains(suffix))
        {
            return new BookRefusal.SuffixTaken(order.Follows, suffix ?? $".{MostSuffixes}");
        }

        var dated = Dated(order, place, opened.Value.Today);
        return dated.IsRefused(out refusal) ? refusal : Write(work, order, opened.Value, suffix, dated.Value);
    }

    private static BookLine Write(UnitOfWork work, NumberOrder order, BookDesk desk, string suffix, DateOnly dated)
    {
        var format = desk.FormatsOf(order.Book).First(f => f.Code == order.Code); // Refuses() let no other in
        var number = desk.Write(format, order.Follows, suffix, dated);
        var title = string.IsNullOrWhiteSpace(order.Title) ? format.Title : order.Title.Trim();
        var entry = new NumberEntry(Ids.New(), order.Book, order.Year, order.Follows, suffix, null, number, dated, order.Code, title, order.Case, order.Reason.Trim());
        BookRows.Add(work, entry);
        Trail.Append(work, "number.inserted", $"{order.Book}/{order.Year}", new JsonObject
        {
            ["number"] = number, ["code"] = order.Code, ["case"] = order.Case?.ToString(), ["reason"] = entry.Reason,
        });
        return new BookLine(
            entry.Id, number, entry.Seq, suffix, null, dated, order.Code, title, order.Case, null, [],
            order.Case is null ? LineStatus.Outside : LineStatus.Awaited, entry.Reason, work.Officer.Name);
    }

    private static Refusal? Refuses(NumberOrder order, BookDesk desk)
    {
        if (!desk.FormatsOf(order.Book).Any())
        {
            return new BookRefusal.NotFound(order.Book);
        }

        if (!desk.FormatsOf(order.Book).Any(f => f.Code == order.Code))
        {
            return new InvalidInput("code", "choice-unknown", order.Code, string.Join(", ", desk.FormatsOf(order.Book).Select(f => f.Code)));
        }

        if (order.Suffix is { Length: > 0 } suffix && !Suffix().IsMatch(suffix))
        {
            return new InvalidInput("suffix", "number-suffix-malformed", suffix);
        }

        // A case signs now: a number of another year would never be borne.
        if (order.Case is not null && order.Year != desk.Today.Year)
        {
            return new InvalidInput("case", "number-case-other-year", $"{desk.Today.Year}");
        }

        return order.Title is { Length: > LongestTitle } ? new InvalidInput("title", "field-too-long", $"{LongestTitle}") : BookReason.Refuses(order.Reason);
    }

    private static string? NextSuffix(IReadOnlyList<string> taken) =>
        Enumerable.Range(1, MostSuffixes).Select(n => string.Create(CultureInfo.InvariantCulture, $".{n}")).FirstOrDefault(s => !taken.Contains(s));

    private static Outcome<DateOnly> Dated(NumberOrder order, BookPlace place, DateOnly today)
    {
        var end = new DateOnly(order.Year, 12, 31);
        var from = place.GivenOn ?? new DateOnly(order.Year, 1, 1);
        var to = place.NextGivenOn ?? (end < today ? end : today);
        var dated = order.Dated ?? (place.GivenOn is { } given && given <= to ? given : to);
        return dated < from || dated > to ? new BookRefusal.OutOfOrder(from, to) : dated;
    }

    [GeneratedRegex(@"\A(\.[1-9][0-9]?|[a-z])\z")]
    private static partial Regex Suffix();
}
