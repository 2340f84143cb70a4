using System.Globalization;
using Alokon.Engine;

namespace Alokon.Sop.Documents;

/// <summary>Why a certificate cannot sign the papers of an office.</summary>
public abstract record SignerRefusal : Refusal
{
    private SignerRefusal(string code, RefusalKind kind, string message)
        : base(code, kind, message)
    {
    }

    public sealed record Unreadable()
        : SignerRefusal("certificate-unreadable", RefusalKind.Invalid, "Expected a PKCS#12 file and its passphrase, but it does not open");

    public sealed record WithoutKey()
        : SignerRefusal("certificate-without-key", RefusalKind.Invalid, "Expected a certificate with its private key, but the file holds none");

    public sealed record Weak()
        : SignerRefusal("certificate-weak", RefusalKind.Invalid, "Expected RSA of at least 2048 bits or ECDSA of at least 256, but the key is another");

    public sealed record NotForSigning()
        : SignerRefusal("certificate-not-for-signing", RefusalKind.Invalid, "Expected a certificate for digital signatures, but its key usage forbids them");

    public sealed record Expired : SignerRefusal
    {
        public Expired(DateTimeOffset on)
            : base("certificate-expired", RefusalKind.Invalid, $"Expected a certificate in force, but it ended on {on:O}") =>
            Arguments = [on.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture)];
    }

    public sealed record Installed : SignerRefusal
    {
        public Installed(string subject)
            : base("certificate-installed", RefusalKind.Conflict, $"Expected another certificate, but {subject} is in force already") =>
            Arguments = [subject];
    }

    public sealed record NotInForce()
        : SignerRefusal("certificate-not-in-force", RefusalKind.Conflict, "Expected the certificate in force, but it was taken out or replaced meanwhile");
}
