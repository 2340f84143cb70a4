namespace Alokon.Sop.Audit;

/// <summary>The first place where a chain does not hold.</summary>
/// <param name="Position">1-based line; one behind the last when lines are missing at the end.</param>
/// <param name="Reason">Kebab-case; keys the sentence that people read.</param>
public sealed record ChainFault(long Position, string Reason)
{
    public const string NotCanonical = "event-not-canonical";
    public const string OtherCase = "event-of-another-case";
    public const string OutOfOrder = "event-out-of-order";
    public const string BrokenLink = "event-link-broken";
    public const string TimeRunsBack = "event-older-than-before";
    public const string AfterSeal = "event-after-seal";
    public const string WrongCount = "events-missing-or-added";
    public const string WrongHead = "event-last-changed";
    public const string ColumnsDiffer = "event-columns-differ";
}

/// <summary>Checks lines against each other and against what is known about their end.</summary>
public static class AuditChain
{
    public const string SealedKind = "case.sealed";

    /// <param name="count">How many lines there must be: without it, lines cut off at the end could not be noticed.</param>
    /// <param name="lastHash">Hash of the last line, kept elsewhere (head row, signed manifest).</param>
    /// <returns>The first fault, or none.</returns>
    public static ChainFault? Check(Guid caseId, IReadOnlyList<ReadOnlyMemory<byte>> lines, long count, string lastHash)
    {
        var prev = AuditLine.FirstPrev;
        var at = DateTimeOffset.MinValue;
        var isSealed = false;
        for (var i = 0; i < lines.Count; i++)
        {
            if (AuditLine.Read(lines[i]) is not { } line)
            {
                return new ChainFault(i + 1, ChainFault.NotCanonical);
            }

            if (Fault(caseId, line, i + 1, prev, at, isSealed) is { } reason)
            {
                return new ChainFault(i + 1, reason);
            }

            prev = AuditLine.Hash(lines[i].Span);
            at = line.At;
            isSealed = line.Kind == SealedKind;
        }

        return lines.Count != count ? new ChainFault(Math.Min(lines.Count, count) + 1, ChainFault.WrongCount)
            : prev != lastHash ? new ChainFault(lines.Count, ChainFault.WrongHead)
            : null;
    }

    private static string? Fault(Guid caseId, AuditLine line, long seq, string prev, DateTimeOffset notBefore, bool isSealed) =>
        line.Case != caseId ? ChainFault.OtherCase
        : line.Prev != prev ? ChainFault.BrokenLink
        : line.Seq != seq ? ChainFault.OutOfOrder
        : line.At < notBefore ? ChainFault.TimeRunsBack
        : isSealed ? ChainFault.AfterSeal
        : null;
}
