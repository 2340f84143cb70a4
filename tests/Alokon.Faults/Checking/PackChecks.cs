using System.IO.Compression;
using System.Security.Cryptography;
using System.Text;

namespace Alokon.Faults.Checking;

/// <summary>Every case that is over has one pack, whole: its sums hold, and it ends where the history ends.</summary>
internal static class PackChecks
{
    public static IEnumerable<string> Check(Tables tables)
    {
        var packs = tables.Packs.ToDictionary(p => (p.Office, p.Case));
        var heads = tables.Heads.ToDictionary(h => (h.Office, h.Case));
        foreach (var instance in tables.Instances)
        {
            var there = packs.TryGetValue((instance.Office, instance.Id), out var pack);
            if (there != (instance.Status == "Finished"))
            {
                yield return $"case {instance.Id} is {instance.Status}, pack: {there}";
            }

            if (pack is null)
            {
                continue;
            }

            var head = heads[(instance.Office, instance.Id)];
            if (pack.Bytes is not { } bytes || pack.Status != "ready" || pack.Events != head.Seq || pack.LastHash != head.Hash)
            {
                yield return $"pack of case {instance.Id} is {pack.Status} with {pack.Events} events, the history has {head.Seq}";
            }
            else if (Broken(bytes, head.Seq) is { } fault)
            {
                yield return $"pack of case {instance.Id}: {fault}";
            }
        }
    }

    private static string? Broken(byte[] bytes, long events)
    {
        using var zip = new ZipArchive(new MemoryStream(bytes));
        var files = zip.Entries.ToDictionary(e => e.FullName, Read);
        foreach (var line in Encoding.UTF8.GetString(files["SHA256SUMS"]).Split('\n', StringSplitOptions.RemoveEmptyEntries))
        {
            var (sum, name) = (line[..64], line[66..]);
            if (!files.TryGetValue(name, out var content) || Convert.ToHexStringLower(SHA256.HashData(content)) != sum)
            {
                return $"the sum of {name} does not hold";
            }
        }

        var told = files["peristiwa.jsonl"].Count(b => b == '\n');
        return told == events ? null : $"{told} events instead of {events}";
    }

    private static byte[] Read(ZipArchiveEntry entry)
    {
        using var stream = entry.Open();
        using var copy = new MemoryStream();
        stream.CopyTo(copy);
        return copy.ToArray();
    }
}
