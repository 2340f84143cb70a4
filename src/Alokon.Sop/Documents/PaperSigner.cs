namespace Alokon.Sop.Documents;

/// <summary>Whoever signs the papers of an office.</summary>
/// <param name="Subject">As its certificate names it; the foot of the paper says so, too.</param>
/// <param name="Sign">The finished paper in, the same with one signature more out.</param>
public sealed record PaperSigner(string Subject, Func<SigningOrder, CancellationToken, Task<byte[]>> Sign);

/// <param name="Paper">Its id: asked for twice, a signer outside must sign once.</param>
/// <param name="Place">Where the office is.</param>
public sealed record SigningOrder(Guid Paper, byte[] Pdf, string Title, string Place, DateTimeOffset At);

/// <summary>Finds who signs for an office. The Host lends it, with the keys.</summary>
/// <returns>Null: nobody; its approval is an internal one.</returns>
public delegate Task<PaperSigner?> FindSigner(int office, CancellationToken ct);
