namespace Alokon.Engine;

/// <summary>A row that a worker holds for the length of a lease. Whoever claims it next gets a greater number, and this one is worth nothing any more.</summary>
public readonly record struct Lease(int Office, Guid Id, long Number);

/// <summary>How workers share what is due.</summary>
/// <param name="Length">Longer than any transaction that a claim leads to; after it another worker may take the row.</param>
/// <param name="AtOnce">Rows of one claim, over all offices.</param>
/// <param name="MostAttempts">After so many failures the row waits for an operator.</param>
public sealed record LeaseTerms(TimeSpan Length, int AtOnce, int MostAttempts)
{
    public static LeaseTerms Default { get; } = new(TimeSpan.FromSeconds(30), 500, 8);

    /// <summary>How long a paper rests that could not be printed, after its first try; each further try trebles it.</summary>
    public TimeSpan FirstRest { get; init; } = TimeSpan.FromSeconds(5);
}

/// <summary>How a try ended that has not done the work.</summary>
/// <param name="Pause">Before anybody tries again.</param>
/// <param name="Counts">An attempt that failed counts; a case that somebody else was just moving does not.</param>
public sealed record Setback(string Reason, TimeSpan Pause, bool Counts)
{
    /// <summary>A row that lies about its lease (the machine's clock was set back) is free again after this.</summary>
    internal static readonly TimeSpan LongestPause = TimeSpan.FromHours(1);

    public static Setback Busy { get; } = new("the case is being moved by somebody else", TimeSpan.FromMilliseconds(200), Counts: false);

    /// <summary>Pauses grow: 2, 4, 8 … seconds, a quarter of an hour at most.</summary>
    public static Setback Failed(string reason, int attempts) =>
        new(reason.Length > 1000 ? reason[..1000] : reason, TimeSpan.FromSeconds(Math.Min(900, Math.Pow(2, Math.Min(attempts, 10) + 1))), Counts: true);
}
