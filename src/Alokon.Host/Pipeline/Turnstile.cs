namespace Alokon.Host.Pipeline;

/// <summary>
/// How many of the commands that officers wait for are in the database at once. More than the processors can carry only take
/// each other's turn: all get slower, the last most of all. First come, first served.
/// </summary>
/// <param name="width">How many go through side by side.</param>
/// <param name="patience">Who has waited this long goes in all the same: those inside may be waiting for a lock that nobody else needs.</param>
internal sealed class Turnstile(int width, TimeSpan patience) : IDisposable
{
    private readonly SemaphoreSlim _places = new(width, width);

    /// <summary>Client, server and PostgreSQL often share the processors; two commands a processor keep them busy while one of them is flushed to the disk.</summary>
    public static Turnstile OfThisMachine() => new(Math.Max(4, 2 * Environment.ProcessorCount), TimeSpan.FromSeconds(1));

    public async ValueTask<Turn> EnterAsync(CancellationToken ct) => new(await _places.WaitAsync(patience, ct) ? _places : null);

    public void Dispose() => _places.Dispose();

    /// <summary>A place inside, given back once.</summary>
    /// <param name="Places">None for who was let in without a place, or never came.</param>
    public readonly record struct Turn(SemaphoreSlim? Places) : IDisposable
    {
        public void Dispose() => Places?.Release();
    }
}
