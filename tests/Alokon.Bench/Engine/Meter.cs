using System.Diagnostics;
using System.Globalization;
using Npgsql;

namespace Alokon.Bench.Engine;

/// <summary>CPU of both sides in milliseconds, and where the WAL ends.</summary>
internal readonly record struct Reading(double ClientMs, double ServerMs, long Wal)
{
    public static Reading operator -(Reading a, Reading b) => new(a.ClientMs - b.ClientMs, a.ServerMs - b.ServerMs, a.Wal - b.Wal);

    public static Reading operator +(Reading a, Reading b) => new(a.ClientMs + b.ClientMs, a.ServerMs + b.ServerMs, a.Wal + b.Wal);
}

/// <summary>Reads /proc: this process, and the postmaster with all that it started.</summary>
internal sealed class Meter(NpgsqlDataSource admin, Func<int?> postmaster)
{
    private const double TickMs = 10; // USER_HZ is 100 on every Linux

    public async Task<Reading> ReadAsync(CancellationToken ct)
    {
        await using var command = admin.CreateCommand("SELECT (pg_current_wal_insert_lsn() - '0/0')::bigint");
        var wal = (long)(await command.ExecuteScalarAsync(ct))!; // one row, never null on a primary
        using var self = Process.GetCurrentProcess();
        return new Reading(self.TotalProcessorTime.TotalMilliseconds, ServerMs(), wal);
    }

    public static long WorkingSetMb()
    {
        using var self = Process.GetCurrentProcess();
        return self.WorkingSet64 / (1024 * 1024);
    }

    private double ServerMs()
    {
        var parent = postmaster() ?? 0;
        var ticks = 0L;
        foreach (var folder in Directory.EnumerateDirectories("/proc"))
        {
            if (int.TryParse(Path.GetFileName(folder), NumberStyles.None, CultureInfo.InvariantCulture, out var pid) && FieldsOf(folder) is { } fields)
            {
                // After the command's name: state is field 0, ppid 1, utime 11, stime 12, cutime 13, cstime 14 (of children that ended).
                ticks += pid == parent ? fields[11..15].Sum() : fields[1] == parent ? fields[11] + fields[12] : 0;
            }
        }

        return ticks * TickMs;
    }

    private static long[]? FieldsOf(string folder)
    {
        try
        {
            var stat = File.ReadAllText(Path.Combine(folder, "stat"));
            return [.. stat[(stat.LastIndexOf(')') + 2)..].Split(' ').Take(15).Select(f => long.TryParse(f, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var n) ? n : 0)];
        }
        catch (Exception gone) when (gone is IOException or UnauthorizedAccessException)
        {
            return null; // it ended while we looked
        }
    }
}
