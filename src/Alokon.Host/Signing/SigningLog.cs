namespace Alokon.Host.Signing;

/// <summary>What an operator needs to know of a signing service; never who signed, nor what the service said in words.</summary>
internal static partial class SigningLog
{
    [LoggerMessage(7101, LogLevel.Warning, "The signing service on {Host} gave no answer in time")]
    public static partial void SigningTimedOut(this ILogger log, string host);

    [LoggerMessage(7102, LogLevel.Warning, "The signing service on {Host} could not be asked: {Reason}")]
    public static partial void SigningUnavailable(this ILogger log, string host, string reason);

    [LoggerMessage(7103, LogLevel.Warning, "The signing service refused with HTTP {Status}, its code {Code}")]
    public static partial void SigningRefused(this ILogger log, int status, int code);

    [LoggerMessage(7104, LogLevel.Error, "What the signing service sent back was not kept: {Reason}")]
    public static partial void AnswerNotKept(this ILogger log, string reason);

    [LoggerMessage(7105, LogLevel.Warning, "A signature gets no visible block: {Reason}")]
    public static partial void BlockNotDrawn(this ILogger log, string reason);
}
