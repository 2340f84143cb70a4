using Alokon.Host.Embedded.Chromium;
using Microsoft.Extensions.Logging.Abstractions;

namespace Alokon.Host.Commands;

/// <summary>`alokon template`, with the browser at hand for --pdf.</summary>
internal static class TemplateTool
{
    public static Task<int> RunAsync(string[] args) => TemplateCommand.RunAsync(args, PrintAsync);

    private static async Task<byte[]> PrintAsync(string html, CancellationToken ct)
    {
        await using var printer = new ChromiumPrinter(ChromiumSettings.OfThisMachine(), NullLogger.Instance);
        return await printer.PrintPdfAsync(html, ct);
    }
}
