using System.Globalization;

namespace Alokon.Host.Embedded.Chromium;

/// <summary>What one process of the browser has for itself alone.</summary>
/// <param name="IsPage">It renders pages: it can be ended alone, and only its pages are lost.</param>
internal sealed record ChromiumPart(int Pid, bool IsPage, long Bytes);

/// <summary>Reads from /proc what a browser and all its processes hold. What they share with each other is not counted: it is there once, however many they are.</summary>
internal static class ChromiumMemory
{
    private const int Parent = 1; // fields after the command's name: state, then the parent

    public static IReadOnlyList<ChromiumPart> Of(int root)
    {
        var children = Directory.EnumerateDirectories("/proc")
            .Select(folder => int.TryParse(Path.GetFileName(folder), NumberStyles.None, CultureInfo.InvariantCulture, out var pid) ? pid : 0)
            .Where(pid => pid > 0)
            .Select(pid => (Pid: pid, Parent: ParentOf(pid)))
            .ToLookup(p => p.Parent, p => p.Pid);
        var parts = new List<ChromiumPart>();
        var left = new Stack<int>([root]);
        while (left.TryPop(out var pid))
        {
            foreach (var child in children[pid])
            {
                left.Push(child);
            }

            if (Read(pid, "statm") is { } sizes && Read(pid, "cmdline") is { } command)
            {
                var pages = sizes.Split(' ');
                var own = long.Parse(pages[1], CultureInfo.InvariantCulture) - long.Parse(pages[2], CultureInfo.InvariantCulture);
                parts.Add(new ChromiumPart(pid, command.Contains("--type=renderer", StringComparison.Ordinal), own * Environment.SystemPageSize));
            }
        }

        return parts;
    }

    private static int ParentOf(int pid)
    {
        if (Read(pid, "stat") is not { } stat)
        {
            return 0;
        }

        return int.Parse(stat[(stat.LastIndexOf(')') + 2)..].Split(' ')[Parent], CultureInfo.InvariantCulture);
    }

    /// <returns>Null: it ended while we looked.</returns>
    private static string? Read(int pid, string file)
    {
        try
        {
            return File.ReadAllText(string.Create(CultureInfo.InvariantCulture, $"/proc/{pid}/{file}")) is { Length: > 0 } text ? text : null;
        }
        catch (Exception gone) when (gone is IOException or UnauthorizedAccessException)
        {
            return null;
        }
    }
}
