namespace Alokon.Tests.Support;

/// <summary>Gone with everything in it when disposed.</summary>
internal sealed class TemporaryFolder : IDisposable
{
    private const string Prefix = "alokon-test-";

    /// <summary>Short, because a Unix socket's path may have 107 bytes only.</summary>
    public string Path { get; } = Directory.CreateTempSubdirectory(Prefix).FullName;

    public void Dispose() => Directory.Delete(Path, recursive: true);

    /// <summary>The test runner kills a process that takes more than a moment to end: then a server's folder stays, and names a dead process.</summary>
    public static void RemoveOrphans()
    {
        foreach (var folder in Directory.EnumerateDirectories(System.IO.Path.GetTempPath(), Prefix + "*"))
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
}
