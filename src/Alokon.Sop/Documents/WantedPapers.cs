using System.Collections.Immutable;

namespace Alokon.Sop.Documents;

/// <summary>
/// Papers, or cases, that somebody looked for and found unprinted: they go first on this node. A hint, kept in memory; to lose it costs
/// a little patience.
/// </summary>
public sealed class WantedPapers
{
    private const int Most = 50;

    private ImmutableQueue<Guid> _keys = [];

    public Guid[] Keys => [.. _keys];

    public void Want(Guid key) => ImmutableInterlocked.Update(
        ref _keys,
        (keys, wanted) =>
        {
            var more = keys.Contains(wanted) ? keys : keys.Enqueue(wanted);
            return more.Count() > Most ? more.Dequeue() : more;
        },
        key);
}
