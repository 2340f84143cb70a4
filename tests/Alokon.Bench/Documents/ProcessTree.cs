using System.Globalization;
using Alokon.Host.Embedded.Chromium;

namespace Alokon.Bench.Documents;

/// <summary>What a process and all that it started have used, from /proc; with those that have ended and were waited for.</summary>
internal static class ProcessTree
{
    private const double TickMs = 10; // USER_HZ is 100 on every Linux

    public static double CpuMs(int root) => ChromiumMemory.Of(root).Sum(part => Ticks(part.Pid)) * TickMs;

    public static double Megabytes(int root) => ChromiumMemory.Of(root).Sum(part => part.Bytes) / 1048576.0;

    private static long Ticks(int pid)
    {
        try
        {
            var stat = File.ReadAllText(string.Create(CultureInfo.InvariantCulture, $"/proc/{pid}/stat"));
            // After the command's name: state is field 0, utime 11, stime 12, cutime 13, cstime 14 (of children that ended).
            return stat[(stat.LastIndexOf(')') + 2)..].Split(' ')[11..15].Sum(field => long.Parse(field, CultureInfo.InvariantCulture));
        }
        catch (Exception gone) when (gone is IOException or UnauthorizedAccessException)
        {
            return 0; // it ended while we looked
        }
    }
}
