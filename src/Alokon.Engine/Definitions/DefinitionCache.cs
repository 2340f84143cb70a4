using System.Collections.Concurrent;

namespace Alokon.Engine.Definitions;

/// <summary>
/// Parsed versions, shared by all instances of this process. Bounded: an office with a thousand versions costs the memory of
/// those that cases run on. Only what never changes may be kept here, so no node has to tell another.
/// </summary>
internal sealed class DefinitionCache(int most)
{
    private readonly ConcurrentDictionary<(int Office, string DefinitionId, int Version), Kept> _kept = new();
    private long _uses;

    public int Count => _kept.Count;

    public WorkflowDefinition? Find(int office, string definitionId, int version)
    {
        if (!_kept.TryGetValue((office, definitionId, version), out var kept))
        {
            return null;
        }

        kept.LastUse = Interlocked.Increment(ref _uses);
        return kept.Definition;
    }

    /// <returns>The one that all will share, should two have parsed it together.</returns>
    public WorkflowDefinition Keep(int office, WorkflowDefinition definition)
    {
        var fresh = new Kept(definition) { LastUse = Interlocked.Increment(ref _uses) };
        var shared = _kept.GetOrAdd((office, definition.DefinitionId, definition.Version), fresh);
        if (_kept.Count > most)
        {
            // A quarter at once: otherwise every new one would look through all of them.
            foreach (var (key, _) in _kept.OrderBy(pair => pair.Value.LastUse).Take(_kept.Count - (most * 3 / 4)).ToList())
            {
                _kept.TryRemove(key, out _);
            }
        }

        return shared.Definition;
    }

    private sealed class Kept(WorkflowDefinition definition)
    {
        public WorkflowDefinition Definition { get; } = definition;

        public long LastUse { get; set; }
    }
}
