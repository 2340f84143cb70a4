using System.Globalization;
using Alokon.Engine;

namespace Alokon.Sop.Documents.Signing;

/// <summary>Why an officer's signature did not come under a paper. None of them leaves anything behind.</summary>
public abstract record SignatureRefusal : Refusal
{
    private SignatureRefusal(string code, RefusalKind kind, string message)
        : base(code, kind, message)
    {
    }

    /// <summary>The service itself said no, or nothing: the next paper would fare no better.</summary>
    public bool EndsTheRound => this is not (NotYours or AlreadyThere or Overtaken);

    public sealed record ServiceOff()
        : SignatureRefusal("signing-provider-off", RefusalKind.Conflict, "Expected the office to have a signing service, but none is set");

    public sealed record NotYours(Guid Document)
        : SignatureRefusal("signature-not-yours", RefusalKind.Conflict, $"Expected document {Document} to wait for this officer's signature, but it does not");

    /// <summary>Pressed twice, or on two screens: it is as wished.</summary>
    public sealed record AlreadyThere(Guid Document)
        : SignatureRefusal("signature-already-there", RefusalKind.Conflict, $"Expected document {Document} without this officer's signature, but it is there");

    /// <summary>Somebody else signed meanwhile: what was made of the revision before cannot follow his.</summary>
    public sealed record Overtaken(Guid Document)
        : SignatureRefusal("signature-overtaken", RefusalKind.Stale, $"Expected the last revision of document {Document}, but another signature came first");

    public sealed record HostNotAllowed : SignatureRefusal
    {
        public HostNotAllowed(string host)
            : base("signing-host-not-allowed", RefusalKind.Invalid, $"Expected a signing service on an allowed host, but {host} is not among them") =>
            Arguments = [host];
    }

    public sealed record WrongPassphrase()
        : SignatureRefusal("signing-passphrase-wrong", RefusalKind.Invalid, "Expected the passphrase of the certificate, but the service says it is wrong");

    public sealed record UnknownNik()
        : SignatureRefusal("signing-nik-unknown", RefusalKind.Invalid, "Expected a registered officer, but the service does not know the NIK");

    public sealed record NoCertificate()
        : SignatureRefusal("signing-certificate-missing", RefusalKind.Invalid, "Expected a certificate in force, but the service has none, or its time is over");

    public sealed record AccessDenied()
        : SignatureRefusal("signing-access-denied", RefusalKind.Conflict, "Expected the office's account to be let in, but the service refuses it");

    public sealed record Unavailable()
        : SignatureRefusal("signing-unavailable", RefusalKind.Unavailable, "Expected the signing service to work, but it does not answer or is in trouble");

    public sealed record TimedOut()
        : SignatureRefusal("signing-timed-out", RefusalKind.Unavailable, "Expected an answer in time, but none came: it may have signed or not");

    public sealed record Rejected : SignatureRefusal
    {
        public Rejected(int code)
            : base("signing-rejected", RefusalKind.Conflict, $"Expected the signing service to sign, but it refuses with code {code}") =>
            Arguments = [code.ToString(CultureInfo.InvariantCulture)];
    }

    public sealed record NoPdf()
        : SignatureRefusal("signing-answer-no-pdf", RefusalKind.Unavailable, "Expected a signed PDF, but the answer is none");

    /// <summary>What was sent is not the beginning of what came back.</summary>
    public sealed record OtherPaper()
        : SignatureRefusal("signing-answer-other-paper", RefusalKind.Unavailable, "Expected the paper as it was sent with a signature behind it, but the bytes are others");

    public sealed record BrokenSignature()
        : SignatureRefusal("signing-answer-broken", RefusalKind.Unavailable, "Expected one signature more that covers the whole paper and holds, but it does not");

    public sealed record NotInForce : SignatureRefusal
    {
        public NotInForce(string subject, DateTimeOffset from, DateTimeOffset to)
            : base("signing-answer-not-in-force", RefusalKind.Conflict, $"Expected a certificate in force, but that of {subject} is valid from {from:O} to {to:O}") =>
            Arguments = [subject, to.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture)];
    }
}
