using Microsoft.Extensions.Logging;
using Npgsql;

namespace Alokon.Sop.Documents;

/// <summary>For the printers of a node: whether its browser and fonts are those of the other nodes, and how long the queue is.</summary>
public sealed class PressWatch(NpgsqlDataSource source, ILogger<PressWatch> log)
{
    private PressMark? _known;

    /// <summary>Asked once for every browser that starts.</summary>
    public async Task CompareAsync(PressMark own, CancellationToken ct)
    {
        if (own == _known)
        {
            return;
        }

        if (await PrintRoomRows.FindOtherAsync(source, own, ct) is { } other)
        {
            log.PressDiffers(own.Browser, own.Fonts, other.Browser, other.Fonts);
        }
        else
        {
            log.PressKnown(own.Browser, own.Fonts);
        }

        _known = own;
    }

    /// <summary>For the metrics.</summary>
    public async Task CountAsync(CancellationToken ct)
    {
        if (PaperMetrics.IsQueueWatched)
        {
            PaperMetrics.Waiting(await PrintJobRows.CountWaitingAsync(source, ct));
        }
    }
}
