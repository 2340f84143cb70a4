using Microsoft.Extensions.Logging;

namespace Alokon.Host.Embedded;

internal static partial class EmbeddedLog
{
    [LoggerMessage(5001, LogLevel.Information, "Made a new PostgreSQL cluster in {Folder}")]
    public static partial void ClusterMade(this ILogger log, string folder);

    [LoggerMessage(5002, LogLevel.Information, "Started PostgreSQL from {Binaries} as process {Pid} on {Socket}")]
    public static partial void PostgresStarted(this ILogger log, string binaries, int pid, string socket);

    [LoggerMessage(5003, LogLevel.Warning, "PostgreSQL ended while Alokon was running ({Complaint}); it was started again")]
    public static partial void PostgresRestarted(this ILogger log, string complaint);

    [LoggerMessage(5004, LogLevel.Warning, "Stopped PostgreSQL process {Pid}, left over from an Alokon that died")]
    public static partial void OrphanStopped(this ILogger log, int pid);

    [LoggerMessage(5005, LogLevel.Error, "PostgreSQL ended while Alokon was running and does not start again: {Complaint}")]
    public static partial void PostgresLost(this ILogger log, string complaint);

    [LoggerMessage(5011, LogLevel.Information, "Started {Product} as process {Pid}; sandbox {Sandbox}, network {Network}")]
    public static partial void ChromiumStarted(this ILogger log, string product, int pid, string sandbox, string network);

    [LoggerMessage(5012, LogLevel.Warning, "The browser's sandbox was switched off with ALOKON_CHROMIUM_SANDBOX=off")]
    public static partial void SandboxOff(this ILogger log);

    [LoggerMessage(5013, LogLevel.Warning, "The browser was lost while printing ({Complaint}); a new one is started")]
    public static partial void ChromiumLost(this ILogger log, string complaint);

    [LoggerMessage(5014, LogLevel.Information, "The browser (process {Pid}) holds {Megabytes} MB; it is replaced between two papers")]
    public static partial void BrowserWorn(this ILogger log, int pid, long megabytes);

    [LoggerMessage(5015, LogLevel.Warning, "Ended page process {Pid}: one paper made it hold {Megabytes} MB")]
    public static partial void PageTooFat(this ILogger log, int pid, long megabytes);

    [LoggerMessage(5016, LogLevel.Error, "No paper is printed by this node: {Reason}")]
    public static partial void NoBrowser(this ILogger log, string reason);

    [LoggerMessage(5017, LogLevel.Debug, "Closed a page of browser {Pid} ({Reason}) after {Papers} papers")]
    public static partial void PageClosed(this ILogger log, int pid, string reason, int papers);
}
