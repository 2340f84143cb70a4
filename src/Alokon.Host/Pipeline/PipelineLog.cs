namespace Alokon.Host.Pipeline;

internal static partial class PipelineLog
{
    [LoggerMessage(5001, LogLevel.Warning, "Retried {Request} after {SqlState}, attempt {Attempt}")]
    public static partial void CommandRetried(this ILogger log, string request, string sqlState, int attempt);
}
