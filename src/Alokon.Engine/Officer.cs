namespace Alokon.Engine;

/// <summary>Who acts: a person signed in, with the positions held at this moment. Work belongs to a position, never to a person.</summary>
/// <param name="Office">Four-digit Kemendagri code of the dinas, e.g. 3315.</param>
/// <param name="Nip">18 digits, or none (courier, facility staff without civil-service number).</param>
public sealed record Officer(
    int Office,
    Guid Account,
    Guid Person,
    string Username,
    string Name,
    string? Nip,
    string? Rank,
    IReadOnlyList<Holding> Holdings)
{
    private const string SystemName = "sistem";

    /// <summary>True for the worker itself, which no role check stops: only code of this process can make one.</summary>
    public bool IsSystem => Account == Guid.Empty && Username == SystemName;

    /// <summary>The worker itself: deadlines, documents, seals. Holds no position.</summary>
    public static Officer System(int office) =>
        new(office, Guid.Empty, Guid.Empty, SystemName, "Sistem", null, null, []);

    /// <summary>Somebody who has not signed in: sign-in itself, verification of a paper, public keys.</summary>
    public static Officer Nobody(int office) =>
        new(office, Guid.Empty, Guid.Empty, "", "", null, null, []);

    public bool HasRole(string role) => Holdings.Any(h => h.Role == role);

    public bool HasAnyRole(params string[] roles) => Holdings.Any(h => roles.Contains(h.Role));
}

/// <summary>One position held.</summary>
/// <param name="Role">Role key of the contract: plkb, koordinator, kabid …</param>
/// <param name="Scope">office: everything; kecamatan, facility: only what <paramref name="ScopeCode"/> names ("*" = all of the kind).</param>
/// <param name="Mandate">definitif, plt or plh: printed before the title in the signature block.</param>
/// <param name="MandateNumber">Number of the SK that gives a Plt./Plh. the position.</param>
/// <param name="From">Since when; the paper and the history name the term of a Plt./Plh.</param>
/// <param name="Until">Until when, or none.</param>
public sealed record Holding(
    Guid Position,
    string Role,
    string Title,
    string Scope,
    string ScopeCode,
    string Mandate,
    string? MandateNumber,
    DateTimeOffset? From = null,
    DateTimeOffset? Until = null)
{
    /// <summary>Not in one's own right, but as Plt. or Plh.</summary>
    public bool IsActing => Mandate is "plt" or "plh";
}
