using Alokon.Engine;
using Alokon.Sop.Documents.Pdf;

namespace Alokon.Sop.Documents.Signing;

/// <summary>Puts one signature more behind a finished paper: with the office's certificate here, or with an officer's at a service outside.</summary>
public interface IPaperSigner
{
    /// <summary>As the certificate names its owner, where that is known before it signs.</summary>
    string? Subject { get; }

    /// <summary>May be asked twice for one order: only what is kept afterwards counts.</summary>
    Task<Outcome<SignedPaper>> SignAsync(SigningOrder order, CancellationToken ct);
}

/// <param name="Place">Where the office is.</param>
/// <param name="Block">What people shall read where it is signed; null: nothing.</param>
public sealed record SigningOrder(byte[] Pdf, string Title, string Place, DateTimeOffset At, SignatureBlock? Block);

/// <param name="Subject">As the certificate names its owner.</param>
/// <param name="Fingerprint">SHA-256 (hex) of the certificate.</param>
/// <param name="Reference">What the service calls it; null where there is none.</param>
public sealed record SignedPaper(byte[] Pdf, string Subject, string Issuer, string Fingerprint, string? Reference);

/// <summary>How the papers of an office are signed.</summary>
/// <param name="Certificate">The office's own, at the printing; null: none.</param>
/// <param name="ByOfficers">Those who approved a paper may sign it afterwards, each with a certificate of his own.</param>
public sealed record OfficeSigning(IPaperSigner? Certificate, bool ByOfficers)
{
    /// <summary>Nobody: the approval is an internal one.</summary>
    public static OfficeSigning None { get; } = new(null, false);
}

/// <summary>Tells how an office signs. The Host lends it, with the keys.</summary>
public delegate Task<OfficeSigning> FindSigning(int office, CancellationToken ct);
