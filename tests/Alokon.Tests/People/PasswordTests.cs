using System.Buffers.Text;
using System.Security.Cryptography;
using Alokon.Sop.People;
using Xunit;

namespace Alokon.Tests.People;

public sealed class PasswordTests
{
    [Fact]
    public void Only_the_password_itself_fits_its_hash()
    {
        var stored = Password.Hash("kopi-sawah-menara");

        Assert.True(Password.Verify("kopi-sawah-menara", stored));
        Assert.False(Password.Verify("kopi-sawah-Menara", stored));
        Assert.False(Password.Verify("", stored));
    }

    [Fact]
    public void The_stored_text_names_scheme_and_rounds_and_has_a_salt_of_its_own()
    {
        var first = Password.Hash("kopi-sawah-menara");
        var second = Password.Hash("kopi-sawah-menara");

        Assert.StartsWith("pbkdf2-sha256$600000$", first);
        Assert.NotEqual(first, second);
        Assert.False(Password.NeedsUpgrade(first));
    }

    [Fact]
    public void A_hash_of_fewer_rounds_still_fits_and_asks_to_be_made_anew()
    {
        byte[] salt = [1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15, 16];
        var hash = Rfc2898DeriveBytes.Pbkdf2("kopi-sawah-menara", salt, 1000, HashAlgorithmName.SHA256, 32);
        var stored = $"pbkdf2-sha256$1000${Base64Url.EncodeToString(salt)}${Base64Url.EncodeToString(hash)}";

        Assert.True(Password.Verify("kopi-sawah-menara", stored));
        Assert.True(Password.NeedsUpgrade(stored));
    }

    [Fact]
    public void The_same_letters_from_another_keyboard_are_the_same_password()
    {
        // é as one character, and as e with a combining accent
        Assert.True(Password.Verify("cafe\u0301-di-desa", Password.Hash("caf\u00e9-di-desa")));
    }

    [Fact]
    public void An_unknown_user_is_held_against_a_hash_of_as_many_rounds_that_nothing_fits()
    {
        Assert.Equal(Password.Hash("kopi-sawah-menara").Split('$')[..2], Password.Nobodys.Split('$')[..2]);
        Assert.False(Password.NeedsUpgrade(Password.Nobodys));
        Assert.False(Password.Verify("", Password.Nobodys));
        Assert.False(Password.Verify("kopi-sawah-menara", Password.Nobodys));
    }
}
