using System.Security.Cryptography.X509Certificates;
using Alokon.Sop.Documents.Pdf;

namespace Alokon.Host.Signing;

/// <summary>A signature found in a file that somebody brought.</summary>
/// <param name="Holds">What it covers is unchanged.</param>
/// <param name="Subject">Whom its certificate names; null when it cannot be read.</param>
internal sealed record CheckedSignature(bool Holds, string? Subject, string? Issuer);

internal static class SignatureCheck
{
    public static IReadOnlyList<CheckedSignature> Of(byte[] pdf) => [.. SignatureMarks.In(pdf).Select(Check)];

    private static CheckedSignature Check(SignatureMark mark)
    {
        using var certificate = CadesSignature.Holds(mark);
        return new CheckedSignature(
            certificate is not null,
            certificate?.GetNameInfo(X509NameType.SimpleName, forIssuer: false),
            certificate?.GetNameInfo(X509NameType.SimpleName, forIssuer: true));
    }
}
