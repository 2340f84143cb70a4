using Alokon.Host.Embedded;
using Alokon.Host.Embedded.Chromium;
using Alokon.Sop.Documents;

namespace Alokon.Host.Workers;

/// <summary>One paper after the other. A node whose browser does not start takes none: another node prints them.</summary>
internal sealed class PrintStep(IServiceProvider services, PressWatch watch, WantedPapers wanted, ILogger<PrintStep> log)
{
    private static readonly TimeSpan BeforeNextStart = TimeSpan.FromSeconds(10);

    private Task _rest = Task.CompletedTask;
    private string? _complaint;

    public async Task<bool> RunAsync(IServiceProvider scope, bool onlyFresh, CancellationToken ct)
    {
        if (!await IsReadyAsync(ct))
        {
            return false;
        }

        if (!onlyFresh)
        {
            await watch.CountAsync(ct);
        }

        return (await scope.GetRequiredService<RenderNextDocumentHandler>().Handle(new RenderNextDocument(wanted.Keys, onlyFresh), ct)).Value;
    }

    private async Task<bool> IsReadyAsync(CancellationToken ct)
    {
        if (!_rest.IsCompleted)
        {
            return false;
        }

        try
        {
            // Looked for here and not at the start: without a browser everything but the printing works.
            await watch.CompareAsync(await services.GetRequiredService<ChromiumPrinter>().ReadyAsync(ct), ct);
            _complaint = null;
            return true;
        }
        catch (EmbeddedException away)
        {
            if (away.Message != _complaint)
            {
                log.NoBrowser(away.Message);
            }

            (_complaint, _rest) = (away.Message, Task.Delay(BeforeNextStart, ct));
            return false;
        }
    }
}
