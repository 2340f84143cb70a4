using Microsoft.Extensions.Logging;

namespace Alokon.Sop.Documents;

internal static partial class DocumentsLog
{
    [LoggerMessage(7001, LogLevel.Information, "Printed document {DocumentId} ({Code}) of office {Office}: {Pages} page(s), SHA-256 {Hash}")]
    public static partial void DocumentPrinted(this ILogger log, Guid documentId, string code, int office, int pages, string hash);

    [LoggerMessage(7002, LogLevel.Warning, "Could not print document {DocumentId} ({Code}) of office {Office}, attempt {Attempt}; trying again later: {Reason}")]
    public static partial void PrintFailed(this ILogger log, Guid documentId, string code, int office, int attempt, string reason);

    [LoggerMessage(7003, LogLevel.Error, "Gave up printing document {DocumentId} ({Code}) of office {Office} after {Attempt} attempts; retry it when mended: {Reason}")]
    public static partial void PrintGivenUp(this ILogger log, Guid documentId, string code, int office, int attempt, string reason);

    [LoggerMessage(7004, LogLevel.Warning, "Dropped the print of document {DocumentId} ({Code}): another worker took it over when the lease ran out")]
    public static partial void LeaseLost(this ILogger log, Guid documentId, string code);

    [LoggerMessage(7005, LogLevel.Information, "This node prints with {Browser}, fonts {Fonts}")]
    public static partial void PressKnown(this ILogger log, string browser, string fonts);

    [LoggerMessage(7006, LogLevel.Warning, "This node prints with {Browser}, fonts {Fonts}, but papers of the last day were printed with {OtherBrowser}, fonts {OtherFonts}: a paper's bytes depend on the node; give all nodes the same browser and fonts")]
    public static partial void PressDiffers(this ILogger log, string browser, string fonts, string otherBrowser, string otherFonts);
}
