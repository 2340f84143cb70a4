using Alokon.Faults.Officers;
using Npgsql;

namespace Alokon.Faults.Checking;

/// <summary>
/// Reads the tables and reckons again what must stand in them, from nothing but the history of what the officers were answered and
/// the SOP as it is written. Shares no code with the product.
/// </summary>
internal static class Checker
{
    /// <returns>Everything that does not hold; empty = whole.</returns>
    public static async Task<IReadOnlyList<string>> CheckAsync(NpgsqlDataSource admin, IReadOnlyCollection<Deed> history) =>
        Check(await Tables.ReadAsync(admin), history);

    public static IReadOnlyList<string> Check(Tables tables, IReadOnlyCollection<Deed> history)
    {
        var findings = new List<string>();
        findings.AddRange(CaseChecks.Check(tables));
        findings.AddRange(ChainChecks.Check(tables));
        findings.AddRange(ClockChecks.Check(tables));
        findings.AddRange(BookChecks.Check(tables));
        findings.AddRange(PackChecks.Check(tables));
        findings.AddRange(DeedChecks.Check(tables, history));
        findings.AddRange(HistoryChecks.Check(tables, history));
        return findings;
    }
}
