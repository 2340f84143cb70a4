using Alokon.Engine;

namespace Alokon.Sop.People;

/// <summary>
/// Which position lets an officer see or do what. The questions about an <see cref="Officer"/> are pure: it carries the holdings valid now.
/// Outside this room write <c>People.Directory</c>: System.IO has a Directory too.
/// </summary>
public static class Directory
{
    /// <summary>False means: answer as if the case did not exist.</summary>
    public static bool MaySeeCase(Officer officer, string facilityCode, string kecamatan) =>
        officer.IsSystem || officer.Holdings.Any(h => Covers(h, facilityCode, kecamatan));

    /// <returns>
    /// The holding under which the officer does a task of this role for this facility; null when there is none. Who holds the
    /// position definitively acts as such even when also appointed Plt. or Plh. of a sister position.
    /// </returns>
    public static Holding? MayPerform(Officer officer, string role, string facilityCode, string kecamatan) =>
        Roles.OnlyReads(role)
            ? null
            : officer.Holdings
                .Where(h => h.Role == role && Covers(h, facilityCode, kecamatan))
                .OrderBy(h => h.Mandate == Mandates.Definitif ? 0 : 1)
                .FirstOrDefault();

    /// <summary>Who holds a position of this role now, in every scope; Plt. and Plh. included.</summary>
    public static Task<IReadOnlyList<Holder>> HoldersAsync(UnitOfWork work, string role, CancellationToken ct) =>
        RosterRows.HoldersAsync(work, role, ct);

    /// <summary>Who holds which position now, by role.</summary>
    public static Task<IReadOnlyList<Holder>> AllHoldersAsync(UnitOfWork work, CancellationToken ct) => RosterRows.HoldersAsync(work, null, ct);

    /// <summary>Roles whose positions somebody holds now.</summary>
    public static async Task<IReadOnlySet<string>> HeldRolesAsync(UnitOfWork work, CancellationToken ct) =>
        (await AllHoldersAsync(work, ct)).Select(holder => holder.Holding.Role).ToHashSet(StringComparer.Ordinal);

    /// <summary>The officer behind a user name with the positions held now; none when there is none, or the account is disabled.</summary>
    public static async Task<Officer?> FindOfficerAsync(UnitOfWork work, string username, CancellationToken ct)
    {
        var rows = await AccountRows.FindOfficerAsync(work, username, ct);
        return rows.Count == 0 ? null : rows[0].Officer with { Holdings = [.. rows.Select(r => r.Holding).OfType<Holding>()] };
    }

    /// <summary>The office's zone: its days begin there at midnight.</summary>
    public static async Task<TimeZoneInfo> ZoneAsync(UnitOfWork work, CancellationToken ct) =>
        await OfficeRows.FindAsync(work, ct) is { } office
            ? TimeZoneInfo.FindSystemTimeZoneById(office.Zone)
            : throw new InvalidOperationException($"Expected office {work.Office} to be registered.");

    private static bool Covers(Holding holding, string facilityCode, string kecamatan) => holding.Scope switch
    {
        Scopes.Office => true,
        Scopes.Kecamatan => holding.ScopeCode == Scopes.Everywhere || holding.ScopeCode == kecamatan,
        Scopes.Facility => holding.ScopeCode == facilityCode,
        _ => false,
    };
}
