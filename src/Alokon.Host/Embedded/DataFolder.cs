using System.Globalization;

namespace Alokon.Host.Embedded;

/// <summary>The folder with everything this Alokon owns. Held by one process at a time, until disposed or dead.</summary>
internal sealed class DataFolder : IDisposable
{
    private readonly FileStream _lock;

    private DataFolder(string path, ServiceAccount? account, FileStream held)
    {
        Path = path;
        Account = account;
        _lock = held;
    }

    /// <summary>Absolute.</summary>
    public string Path { get; }

    public ServiceAccount? Account { get; }

    /// <exception cref="EmbeddedException">Another Alokon holds it, or it cannot be written.</exception>
    public static DataFolder Claim(string path)
    {
        var full = System.IO.Path.GetFullPath(path);
        var account = ServiceAccount.OfThisMachine();
        var file = System.IO.Path.Combine(full, "alokon.lock");
        try
        {
            Directory.CreateDirectory(full, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
            if (account is not null)
            {
                // The service account passes through to its own folder inside; it may list and read nothing here.
                File.SetUnixFileMode(full, File.GetUnixFileMode(full) | UnixFileMode.GroupExecute | UnixFileMode.OtherExecute);
            }

            // FileShare.None is flock on Unix: the kernel gives it back even after kill -9, so no stale lock can remain.
            var held = new FileStream(file, FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None);
            File.WriteAllText(HolderFile(full), Environment.ProcessId.ToString(CultureInfo.InvariantCulture) + "\n");
            return new DataFolder(full, account, held);
        }
        catch (IOException failure) when (IsHeld(failure) && HolderOf(full) is { } holder)
        {
            throw new EmbeddedException($"Data folder {full} is in use by another Alokon (process {holder}); stop it first, or choose another folder with --data");
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException)
        {
            throw new EmbeddedException($"Data folder {full} cannot be used: {failure.Message}", failure);
        }
    }

    public void Dispose() => _lock.Dispose();

    /// <summary>EWOULDBLOCK, that is: held. Not "disk full" and the like.</summary>
    private static bool IsHeld(IOException failure) => failure.HResult == 11;

    // A file of its own, because nobody can open the locked one, not even to read. After kill -9 it names a dead process: only the lock says.
    private static string HolderFile(string folder) => System.IO.Path.Combine(folder, "alokon.pid");

    private static string? HolderOf(string folder)
    {
        try
        {
            return File.ReadLines(HolderFile(folder)).FirstOrDefault();
        }
        catch (IOException)
        {
            return null;
        }
    }
}
