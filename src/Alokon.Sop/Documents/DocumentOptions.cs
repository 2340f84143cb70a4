namespace Alokon.Sop.Documents;

/// <param name="BaseUrl">Where the public finds this installation, without a slash at the end; the QR of a paper points there.</param>
public sealed record DocumentOptions(string BaseUrl)
{
    public string VerificationUrl(string code) => $"{BaseUrl.TrimEnd('/')}/verify/{code}";
}

/// <summary>Prints one complete HTML page (page size and page numbers are in its CSS) to PDF. The Host lends its Chromium.</summary>
public delegate Task<byte[]> PrintPdf(string html, CancellationToken ct);
