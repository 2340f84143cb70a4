using Microsoft.Extensions.Logging;

namespace Alokon.Sop.Archive;

internal static partial class ArchiveLog
{
    [LoggerMessage(7001, LogLevel.Information, "Made signing key {Fingerprint} of office {Office}")]
    public static partial void KeyMade(this ILogger log, int office, string fingerprint);

    [LoggerMessage(7002, LogLevel.Information, "Built pack of case {CaseId}: {Size} bytes, {Documents} documents, {Events} events")]
    public static partial void PackBuilt(this ILogger log, Guid caseId, int size, int documents, long events);

    [LoggerMessage(7003, LogLevel.Error, "Gave up building the pack of case {CaseId} after {Attempts} attempts: {Error}")]
    public static partial void PackGivenUp(this ILogger log, Guid caseId, int attempts, string error);

    [LoggerMessage(7004, LogLevel.Warning, "Failed to build the pack of case {CaseId} (attempt {Attempts}): {Error}")]
    public static partial void PackFailed(this ILogger log, Guid caseId, int attempts, string error);
}
