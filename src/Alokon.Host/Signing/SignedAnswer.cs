using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using Alokon.Engine;
using Alokon.Sop.Documents.Pdf;
using Alokon.Sop.Documents.Signing;

namespace Alokon.Host.Signing;

/// <summary>Nothing that comes back from outside is believed: what is kept is the paper that was sent, with one signature more that covers it all.</summary>
internal static class SignedAnswer
{
    private static readonly string[] Kinds = ["ETSI.CAdES.detached", "adbe.pkcs7.detached"];

    /// <param name="now">By which the certificate must be in force.</param>
    public static Outcome<SignedPaper> Check(byte[] sent, byte[] answer, DateTimeOffset now)
    {
        if (!answer.AsSpan().StartsWith("%PDF-"u8))
        {
            return new SignatureRefusal.NoPdf();
        }

        if (!answer.AsSpan().StartsWith(sent))
        {
            return new SignatureRefusal.OtherPaper();
        }

        var marks = SignatureMarks.In(answer);
        if (marks.Count != SignatureMarks.In(sent).Count + 1 || marks[^1] is not { CoversAll: true } mark || !Kinds.Contains(mark.Kind))
        {
            return new SignatureRefusal.BrokenSignature();
        }

        using var certificate = CadesSignature.Holds(mark);
        if (certificate is null)
        {
            return new SignatureRefusal.BrokenSignature();
        }

        var subject = certificate.GetNameInfo(X509NameType.SimpleName, forIssuer: false) is { Length: > 0 } name ? name : certificate.Subject;
        var (from, to) = (new DateTimeOffset(certificate.NotBefore.ToUniversalTime()), new DateTimeOffset(certificate.NotAfter.ToUniversalTime()));
        return now < from || now > to
            ? new SignatureRefusal.NotInForce(subject, from, to)
            : new SignedPaper(answer, subject, certificate.GetNameInfo(X509NameType.SimpleName, forIssuer: true), Convert.ToHexStringLower(SHA256.HashData(certificate.RawData)), null);
    }
}
