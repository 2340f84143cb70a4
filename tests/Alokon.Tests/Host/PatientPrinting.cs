using Alokon.Host.Embedded;
using Alokon.Host.Embedded.Chromium;

namespace Alokon.Tests.Host;

internal static class PatientPrinting
{
    /// <summary>
    /// A short limit is meant for what hangs, and on a crowded machine it also ends papers on which nothing hangs: those are sent again,
    /// as the queue would.
    /// </summary>
    public static async Task<byte[]> PrintAtLastAsync(this ChromiumPrinter printer, string html)
    {
        using var hang = new CancellationTokenSource(TimeSpan.FromMinutes(10));
        while (true)
        {
            try
            {
                return await printer.PrintPdfAsync(html, hang.Token);
            }
            catch (EmbeddedException late) when (late.Message.Contains("did not finish", StringComparison.Ordinal) && !hang.IsCancellationRequested)
            {
                // Once more.
            }
        }
    }
}
