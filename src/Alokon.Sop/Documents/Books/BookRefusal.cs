using System.Globalization;
using Alokon.Engine;

namespace Alokon.Sop.Documents.Books;

/// <summary>Every "no" about the books of numbers.</summary>
public abstract record BookRefusal : Refusal
{
    private BookRefusal(string code, RefusalKind kind, string message)
        : base(code, kind, message)
    {
    }

    public sealed record NotFound : BookRefusal
    {
        public NotFound(string book)
            : base("number-book-not-found", RefusalKind.NotFound, $"Expected a book of numbers {book}, but no kind of paper of this office takes its number from it") =>
            Arguments = [book];
    }

    public sealed record EntryNotFound(Guid Id)
        : BookRefusal("number-not-found", RefusalKind.NotFound, $"Expected number {Id} put in by hand, but this office has none such");

    /// <summary>Numbers only go upwards: what was taken is not given again.</summary>
    public sealed record AlreadyTaken : BookRefusal
    {
        public AlreadyTaken(string book, int asked, int last)
            : base("number-already-taken", RefusalKind.Conflict, $"Expected book {book} to begin behind {asked}, but number {last} is taken already") =>
            Arguments = [$"{asked}", $"{last}", $"{last + 1}"];
    }

    public sealed record FollowsNothing : BookRefusal
    {
        public FollowsNothing(int follows, int last)
            : base("number-follows-nothing", RefusalKind.Conflict, $"Expected a number to follow, but {follows} was not given yet: the last is {last}") =>
            Arguments = [$"{follows}", $"{last}"];
    }

    public sealed record SuffixTaken : BookRefusal
    {
        public SuffixTaken(int follows, string suffix)
            : base("number-suffix-taken", RefusalKind.Conflict, $"Expected {follows}{suffix} to be free, but it is in the book already") =>
            Arguments = [$"{follows}{suffix}"];
    }

    /// <summary>A number put in lies between its neighbours in time too.</summary>
    public sealed record OutOfOrder : BookRefusal
    {
        public OutOfOrder(DateOnly from, DateOnly to)
            : base("number-date-out-of-order", RefusalKind.Invalid, $"Expected a date from {from:O} to {to:O}, between the numbers around it") =>
            Arguments = [Day(from), Day(to)];

        private static string Day(DateOnly date) => date.ToString("d-M-yyyy", CultureInfo.InvariantCulture);
    }

    public sealed record NotCancellable : BookRefusal
    {
        public NotCancellable(string number, string status)
            : base("number-not-cancellable", RefusalKind.Conflict, $"Expected number {number} to stand in the book without a paper, but it is {status}") =>
            Arguments = [number];
    }
}
