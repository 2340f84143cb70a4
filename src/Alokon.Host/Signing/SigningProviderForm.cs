using System.Security.Cryptography;
using System.Text;
using Alokon.Engine;
using Alokon.Sop.Archive;
using Alokon.Sop.Documents.Signing;

namespace Alokon.Host.Signing;

/// <summary>Reads what an admin says about the office's signing service, and closes its secret with the key file of this installation.</summary>
internal sealed class SigningProviderForm(PrivateKeyCipher cipher, SigningHosts hosts)
{
    private const int LongestText = 200;

    public Outcome<SetSigningProvider> Read(int office, string url, string account, string secret)
    {
        var errors = new List<FieldError>();
        foreach (var (name, text) in new[] { ("url", url), ("account", account), ("secret", secret) })
        {
            if (string.IsNullOrWhiteSpace(text))
            {
                errors.Add(new FieldError(name, "field-required"));
            }
            else if (text.Length > LongestText)
            {
                errors.Add(new FieldError(name, "field-too-long", $"{LongestText}"));
            }
        }

        // Basic authentication has no other place for it.
        if (account.Contains(':', StringComparison.Ordinal))
        {
            errors.Add(new FieldError("account", "signing-account-malformed"));
        }

        if (!Uri.TryCreate(url, UriKind.Absolute, out var address) || !SigningHosts.IsSafe(address) || address is not { UserInfo: "", Query: "", Fragment: "" })
        {
            errors.Add(new FieldError("url", "signing-url-malformed"));
        }

        if (errors.Count > 0)
        {
            return new InvalidInput(errors);
        }

        if (!hosts.Allow(address!)) // no error: it was read
        {
            return new SignatureRefusal.HostNotAllowed(address!.Host);
        }

        var id = Ids.New();
        return new SetSigningProvider(id, address!.AbsoluteUri.TrimEnd('/'), account, cipher.Encrypt(office, id, Encoding.UTF8.GetBytes(secret)));
    }

    /// <summary>Asked again each time: a host may have been taken off the list since.</summary>
    public Outcome<BsreAccess> Open(int office, SigningProvider service)
    {
        var address = new Uri(service.Url + "/");
        if (!hosts.Allow(address) || !SigningHosts.IsSafe(address))
        {
            return new SignatureRefusal.HostNotAllowed(address.Host);
        }

        var secret = cipher.Decrypt(office, service.Id, service.Secret);
        try
        {
            return new BsreAccess(address, Convert.ToBase64String([.. Encoding.UTF8.GetBytes(service.Account + ":"), .. secret]));
        }
        finally
        {
            CryptographicOperations.ZeroMemory(secret);
        }
    }
}
