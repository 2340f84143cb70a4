using System.Security.Cryptography;
using Alokon.Sop.Archive;

namespace Alokon.Host;

/// <summary>The file that opens the offices' private keys. Without it a copy of the database signs nothing; back it up with the database.</summary>
internal static class KeyFile
{
    private const UnixFileMode Owner = UnixFileMode.UserRead | UnixFileMode.UserWrite;

    /// <summary>Made at the first start, readable by its owner only.</summary>
    /// <exception cref="StartException">The file is no key, or others may read it.</exception>
    public static byte[] ReadOrCreate(string path)
    {
        try
        {
            using var created = new FileStream(path, new FileStreamOptions { Mode = FileMode.CreateNew, Access = FileAccess.Write, UnixCreateMode = Owner });
            created.Write(RandomNumberGenerator.GetBytes(PrivateKeyCipher.KeyLength));
            created.Flush(flushToDisk: true);
        }
        catch (IOException) when (File.Exists(path))
        {
            // An earlier start made it: that one counts.
        }

        if ((File.GetUnixFileMode(path) & ~Owner) != 0)
        {
            throw new StartException($"key file {path} can be read by others; run: chmod 600 {path}");
        }

        var key = File.ReadAllBytes(path);
        return key.Length == PrivateKeyCipher.KeyLength
            ? key
            : throw new StartException($"key file {path} is damaged ({key.Length} bytes instead of {PrivateKeyCipher.KeyLength}); restore it from a backup");
    }
}
