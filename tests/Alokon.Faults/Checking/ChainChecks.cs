using System.Security.Cryptography;
using System.Text.Json;

namespace Alokon.Faults.Checking;

/// <summary>Each case's history is a chain: numbered without a gap, every line naming the hash of the one before, the head naming the last.</summary>
internal static class ChainChecks
{
    public static IEnumerable<string> Check(Tables tables)
    {
        var events = tables.Events.ToLookup(e => (e.Office, e.Case));
        var heads = tables.Heads.ToDictionary(h => (h.Office, h.Case));
        foreach (var instance in tables.Instances)
        {
            var lines = events[(instance.Office, instance.Id)].OrderBy(e => e.Seq).ToList();
            if (!heads.TryGetValue((instance.Office, instance.Id), out var head) || lines.Count == 0)
            {
                yield return $"case {instance.Id}: no history";
                continue;
            }

            foreach (var fault in Faults(instance, head, lines))
            {
                yield return $"case {instance.Id}: {fault}";
            }
        }
    }

    private static IEnumerable<string> Faults(Instance instance, Head head, List<EventLine> lines)
    {
        var before = new string('0', 64);
        var at = "";
        for (var i = 0; i < lines.Count; i++)
        {
            using var json = JsonDocument.Parse(lines[i].Line);
            var line = json.RootElement;
            if (lines[i].Seq != i + 1 || line.GetProperty("seq").GetInt64() != i + 1 || line.GetProperty("case").GetGuid() != instance.Id)
            {
                yield return $"event {lines[i].Seq} stands at place {i + 1}";
            }

            if (line.GetProperty("prev").GetString() != before)
            {
                yield return $"event {i + 1} does not follow the one before";
            }

            before = Convert.ToHexStringLower(SHA256.HashData(lines[i].Line));
            if (before != lines[i].Hash)
            {
                yield return $"event {i + 1} was changed";
            }

            var now = line.GetProperty("at").GetString()!;
            if (string.CompareOrdinal(now, at) < 0)
            {
                yield return $"event {i + 1} is older than the one before";
            }

            at = now;
        }

        if (head.Seq != lines.Count || head.Hash != before || head.Sealed != (instance.Status == "Finished") || head.Sealed != (lines[^1].Kind == "case.sealed"))
        {
            yield return $"the head says {head.Seq} {head.Hash} sealed={head.Sealed}, the history has {lines.Count} ending with {lines[^1].Kind}";
        }
    }
}
