using System.Collections.Concurrent;
using System.Globalization;

namespace Alokon.Engine.Definitions;

/// <summary>Workflows that run other workflows as activities: found here, put together by <see cref="DefinitionLinker"/>.</summary>
public sealed partial class DefinitionStore
{
    // By what they consist of: exact versions never change, so what was put together once stays right.
    private readonly ConcurrentDictionary<(int Office, string Parts), WorkflowDefinition> _linked = new();

    /// <summary>The definition with the workflows in it that it names. What this office does not have is left out; the validator names it.</summary>
    public async Task<WorkflowDefinition> LinkAsync(UnitOfWork work, WorkflowDefinition definition, CancellationToken ct)
    {
        if (definition.Missing.Count == 0)
        {
            return definition;
        }

        var found = new Dictionary<CalleeReference, WorkflowDefinition>();
        var open = new Queue<CalleeReference>(definition.Missing);
        while (open.TryDequeue(out var reference))
        {
            if (!found.ContainsKey(reference) && await FindCalleeAsync(work, reference, ct) is { } callee)
            {
                found[reference] = callee;
                foreach (var inner in callee.Missing)
                {
                    open.Enqueue(inner);
                }
            }
        }

        return Keep(work, DefinitionLinker.Link(definition, (_, reference) => found.GetValueOrDefault(reference)));
    }

    /// <summary>The definition as an instance runs it: with exactly the versions that it began with.</summary>
    /// <param name="callees">As <see cref="WorkflowDefinition.Callees"/>; none for an instance that runs no other workflow.</param>
    public async Task<WorkflowDefinition> LinkAsync(UnitOfWork work, WorkflowDefinition definition, IReadOnlyDictionary<string, string>? callees, CancellationToken ct)
    {
        if (callees is null)
        {
            return definition;
        }

        if (_linked.TryGetValue((work.Office, Parts(definition, callees)), out var known))
        {
            return known;
        }

        var exact = new Dictionary<string, WorkflowDefinition?>(StringComparer.Ordinal);
        foreach (var version in callees.Values.Distinct(StringComparer.Ordinal))
        {
            var at = version.LastIndexOf('@');
            exact[version] = await FindVersionAsync(work, version[..at], int.Parse(version[(at + 1)..], CultureInfo.InvariantCulture), ct);
        }

        return Keep(work, DefinitionLinker.Link(definition, (key, _) => callees.TryGetValue(key, out var version) ? exact[version] : null));
    }

    private async Task<WorkflowDefinition?> FindCalleeAsync(UnitOfWork work, CalleeReference reference, CancellationToken ct) =>
        await CalleeRows.FindAsync(work, reference, ct) is var (definitionId, version)
            ? await FindVersionAsync(work, definitionId, version, ct)
            : null;

    private WorkflowDefinition Keep(UnitOfWork work, WorkflowDefinition linked)
    {
        if (linked.Callees is not { } callees)
        {
            return linked;
        }

        if (_linked.Count >= MostParsed)
        {
            _linked.Clear(); // few workflows run others; putting one together again costs a moment
        }

        return _linked.GetOrAdd((work.Office, Parts(linked, callees)), linked);
    }

    private static string Parts(WorkflowDefinition definition, IReadOnlyDictionary<string, string> callees) =>
        DefinitionLinker.Exactly(definition) + "|" + string.Join('|', callees.OrderBy(callee => callee.Key, StringComparer.Ordinal).Select(callee => $"{callee.Key}={callee.Value}"));
}
