namespace Alokon.Sop.Documents;

/// <param name="BaseUrl">Where the public finds this installation, without a slash at the end; the QR of a paper points there.</param>
public sealed record DocumentOptions(string BaseUrl)
{
    public string VerificationUrl(string code) => $"{BaseUrl.TrimEnd('/')}/verify/{code}";
}

/// <summary>Prints one complete HTML page (page size and page numbers are in its CSS) to PDF. The Host lends its Chromium.</summary>
public delegate Task<byte[]> PrintPdf(string html, CancellationToken ct);

/// <summary>As <see cref="PrintPdf"/>, and tells with what: for papers that are kept.</summary>
public delegate Task<PrintedPaper> PrintPaper(string html, CancellationToken ct);

public sealed record PrintedPaper(byte[] Pdf, PressMark Press);

/// <summary>Two presses of one mark give the same bytes for the same page.</summary>
/// <param name="Browser">Name and version.</param>
/// <param name="Fonts">Fingerprint of the fonts and of the rules by which they stand in for each other.</param>
public sealed record PressMark(string Browser, string Fonts);
