using System.Globalization;

namespace Alokon.Tests.Support;

/// <summary>Gone with everything in it when disposed.</summary>
internal sealed class TemporaryFolder : IDisposable
{
    private const string Prefix = "alokon-test-";
    private const string Memory = "/dev/shm";

    // Each test's database is a thousand files, made and removed: on a disk that takes a second (ext4 looks for numbers of files that were not
    // freed lately), in memory a twentieth of it. Where there is little of that, as in a container, the disk will do.
    private static readonly string Root = HasRoom(Memory) ? Memory : System.IO.Path.GetTempPath();

    /// <summary>Short, because a Unix socket's path may have 107 bytes only.</summary>
    public string Path { get; } = Make();

    public void Dispose() => Directory.Delete(Path, recursive: true);

    /// <summary>The test runner kills a process that takes more than a moment to end: then a server's folder stays, and names a dead process.</summary>
    public static void RemoveOrphans()
    {
        foreach (var folder in new[] { Memory, System.IO.Path.GetTempPath() }.Where(Directory.Exists).SelectMany(root => Directory.EnumerateDirectories(root, Prefix + "*")))
        {
            var holder = System.IO.Path.Combine(folder, "alokon.pid");
            try
            {
                if (File.Exists(holder) && !Directory.Exists($"/proc/{File.ReadAllText(holder).Trim()}"))
                {
                    Directory.Delete(folder, recursive: true);
                }
            }
            catch (Exception failure) when (failure is IOException or UnauthorizedAccessException)
            {
                // Somebody else's, or being removed by another run at this moment.
            }
        }
    }

    private static string Make()
    {
        var path = System.IO.Path.Combine(Root, Prefix + System.IO.Path.GetRandomFileName()[..8]);
        return Directory.CreateDirectory(path, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute).FullName;
    }

    private static bool HasRoom(string memory)
    {
        const long Needed = 4L << 30;
        try
        {
            // What the file system says is what it may grow to, and what the machine has left may be less; a container has a limit of its own.
            return Directory.Exists(memory) && File.GetUnixFileMode(memory).HasFlag(UnixFileMode.OtherWrite) && new DriveInfo(memory).AvailableFreeSpace > Needed
                && MemoryLeft() > Needed && GC.GetGCMemoryInfo().TotalAvailableMemoryBytes > 2 * Needed;
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException)
        {
            return false;
        }
    }

    private static long MemoryLeft() =>
        long.Parse(File.ReadLines("/proc/meminfo").First(line => line.StartsWith("MemAvailable:", StringComparison.Ordinal)).Split(' ', StringSplitOptions.RemoveEmptyEntries)[1], CultureInfo.InvariantCulture) * 1024;
}
