using System.Security.Cryptography;
using Alokon.Host;
using Alokon.Sop.Archive;
using Alokon.Tests.Support;
using Xunit;

namespace Alokon.Tests.Archive;

public sealed class PrivateKeyCipherTests
{
    private static readonly Guid Key = Guid.Parse("019a0000-0000-7000-8000-000000000009");

    [Fact]
    public void A_private_key_opens_only_with_its_key_file_its_office_and_its_row()
    {
        var cipher = new PrivateKeyCipher(RandomNumberGenerator.GetBytes(32));
        var hidden = cipher.Encrypt(3315, Key, [1, 2, 3]);
        var broken = hidden.ToArray();
        broken[^1] ^= 1;

        Assert.Equal([1, 2, 3], cipher.Decrypt(3315, Key, hidden));
        Assert.ThrowsAny<CryptographicException>(() => cipher.Decrypt(3206, Key, hidden));
        Assert.ThrowsAny<CryptographicException>(() => cipher.Decrypt(3315, Guid.Empty, hidden));
        Assert.ThrowsAny<CryptographicException>(() => cipher.Decrypt(3315, Key, broken));
        Assert.ThrowsAny<CryptographicException>(() => new PrivateKeyCipher(RandomNumberGenerator.GetBytes(32)).Decrypt(3315, Key, hidden));
    }

    [Fact]
    public void The_key_file_is_made_once_and_for_its_owner_only()
    {
        using var folder = new TemporaryFolder();
        var path = Path.Combine(folder.Path, "archive.key");
        var first = KeyFile.ReadOrCreate(path);
        var again = KeyFile.ReadOrCreate(path);

        Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite, File.GetUnixFileMode(path));
        Assert.Equal(32, first.Length);
        Assert.Equal(first, again);
    }

    [Fact]
    public void A_key_file_that_others_may_read_or_that_is_none_is_refused()
    {
        using var folder = new TemporaryFolder();
        var path = Path.Combine(folder.Path, "archive.key");
        KeyFile.ReadOrCreate(path);
        File.SetUnixFileMode(path, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.GroupRead);
        Assert.Throws<StartException>(() => KeyFile.ReadOrCreate(path));

        File.SetUnixFileMode(path, UnixFileMode.UserRead | UnixFileMode.UserWrite);
        File.WriteAllBytes(path, [1, 2, 3]);
        Assert.Throws<StartException>(() => KeyFile.ReadOrCreate(path));
    }
}
