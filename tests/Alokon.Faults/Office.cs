using System.Collections.Concurrent;
using Alokon.Faults.Officers;

namespace Alokon.Faults;

/// <summary>Many officers at work at once: each of the threads takes a new case when its last one is over.</summary>
internal sealed class Office(Desk desk, int seed)
{
    private readonly ConcurrentQueue<CaseWork> _cases = new();
    private int _next;
    private volatile bool _closing;

    public int Cases => _cases.Count;

    public Task WorkAsync(int threads) => Task.WhenAll(Enumerable.Range(0, threads).Select(_ => Task.Run(DriveAsync)));

    /// <summary>No new deed begins; those on their way get their answer.</summary>
    public void Close() => _closing = true;

    /// <summary>Everything begun is brought to its end.</summary>
    public async Task FinishAsync(int threads)
    {
        var open = new ConcurrentQueue<CaseWork>(_cases.Where(c => c is { HasStarted: true, HasEnded: false }));
        await Task.WhenAll(Enumerable.Range(0, threads).Select(async _ =>
        {
            while (open.TryDequeue(out var work))
            {
                while (!work.HasEnded)
                {
                    await work.StepAsync();
                }
            }
        }));
    }

    private async Task DriveAsync()
    {
        while (!_closing)
        {
            var work = new CaseWork(desk, new CaseScript(seed, Interlocked.Increment(ref _next)));
            _cases.Enqueue(work);
            await work.StartAsync();
            while (!work.HasEnded && !_closing)
            {
                await work.StepAsync();
            }
        }
    }
}
